"""Words of employers and placements."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.placements import Kind, No, Result, State, Where, Workplace

WORDS = {
    Kind.PRACTICE: _("Practice"),
    Kind.WORK_TRAINING: _("Work training"),
    Kind.EMPLOYMENT: _("Employment with support"),
    Workplace.REGULAR: _("Regular work"),
    Workplace.CONSTRUCTED: _("Constructed work"),
    Where.INSIDE: _("The municipality's own"),
    Where.OUTSIDE: _("Outside the municipality"),
    State.PROPOSED: _("Proposed"),
    State.INTERVIEW: _("Interview"),
    State.AGREED: _("Agreed by all"),
    State.RUNNING: _("Under way"),
    State.FOLLOWED_UP: _("Followed up"),
    State.ENDED: _("Ended"),
    State.CANCELLED: _("Called off"),
    Result.HIRED: _("Hired"),
    Result.COMPLETED: _("Completed"),
    Result.BROKEN_OFF: _("Broken off"),
    No.NOT_IN_SERVICE: _("The person is not active in the service. A placement needs an open participation."),
    No.BEFORE_START: _("The person started %(started_on)s. Choose a first day on or after it."),
    No.ENDS_BEFORE_START: _("The last day comes before the first. Change one of them."),
    No.TOO_LONG: _("A placement may be at most %(days)s days. Choose an earlier last day."),
    No.HOURS: _("Hours a week must be between 1 and %(most)s."),
    No.OVERLAPS: _(
        "There is already a placement %(start)s to %(end)s. One at a time: choose other days or end that one."
    ),
    No.STEP: _("It cannot go from “%(state)s” to “%(to)s”."),
    No.NOT_STARTED_YET: _("It begins %(start)s. It can be started from that day."),
    No.ENDED_IN_FUTURE: _("The last day there has not come yet. Choose today or an earlier day."),
    No.ENDED_BEFORE_START: _("It began %(start)s. Choose that day or a later one."),
    No.NEEDS_RESULT: _("Say how it ended."),
}
