"""Words of the courses of Swedish."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.courses import Ending, Level, No, Track

WORDS = {
    Track.FIRST: _("Path 1: little schooling before"),
    Track.SECOND: _("Path 2: some schooling before"),
    Track.THIRD: _("Path 3: long schooling before"),
    Level.A: _("Swedish for immigrants, course A"),
    Level.B: _("Swedish for immigrants, course B"),
    Level.C: _("Swedish for immigrants, course C"),
    Level.D: _("Swedish for immigrants, course D"),
    Level.SECOND_LANGUAGE: _("Swedish as a second language"),
    Ending.PASSED: _("Passed"),
    Ending.BROKEN_OFF: _("Broken off"),
    Ending.IN_ERROR: _("Written in error"),
    No.DAYS: _("The last day cannot be before the first."),
    No.TRACK: _("That course is not part of this path. Path 2 begins with course B and path 3 with course C."),
    No.TRACK_MISSING: _("Choose the path. Only Swedish as a second language belongs to none."),
    No.SCHOOL: _("The school's name can have at most %(longest)s characters."),
    No.TWICE: _("That course stands there already, from the same day."),
    No.ENDED: _("It is already written how this course ended."),
    No.NOT_YET: _("The course has not ended yet. Write how it ended when it has."),
}
