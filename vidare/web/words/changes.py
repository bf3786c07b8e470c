"""Words of what others have done since somebody last looked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.changes import What

WORDS = {
    What.PLAN_DRAFTED: _("A new version of the plan was begun"),
    What.PLAN_REWRITTEN: _("What the plan says was changed"),
    What.PLAN_PROPOSED: _("The plan was put before everyone"),
    What.YES_GIVEN: _("A yes to the plan was given"),
    What.PLAN_AGREED: _("The plan was agreed"),
    What.PLAN_ENDED: _("The plan was ended"),
    What.CHANGE_ASKED: _("The participant asked for a change of the plan"),
    What.STEP_PLANNED: _("A step was set"),
    What.STEP_CHANGED: _("A step was said otherwise"),
    What.STEP_STARTED: _("A step was begun"),
    What.STEP_DONE: _("A step was done"),
    What.STEP_DROPPED: _("A step was dropped"),
    What.STEP_HANDED_OVER: _("A step got another owner"),
    What.STEP_AGREED: _("An owner said yes to a step"),
    What.STEP_CONTESTED: _("An owner said that something in a step is wrong"),
    What.COURSE_NOTED: _("A course of Swedish was written down"),
    What.COURSE_ENDED: _("It was written how a course of Swedish ended"),
    What.PAUSED: _("The way through the service was paused"),
    What.RESUMED: _("The person is back from a pause"),
    What.COACH_ASSIGNED: _("Another coach was chosen"),
    What.MAPPED: _("A mapping was finished"),
    What.PROGRESS_SAID: _("It was answered how it is going"),
}
