"""Words of the board's assignments and of what Arbetsförmedlingen answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.activities import AssignmentState
from vidare.rules.assignments import No
from vidare.rules.support import No as NoSupport
from vidare.rules.support import Obstacle

WORDS = {
    AssignmentState.PREPARED: _("Prepared"),
    AssignmentState.DECIDED: _("Decided"),
    AssignmentState.ENDED: _("Ended"),
    AssignmentState.WITHDRAWN: _("Withdrawn"),
    No.NOT_CONSULTED: _("Arbetsförmedlingen has not answered yet. Ask them first."),
    No.SUITABLE_MEASURE: _("Arbetsförmedlingen has a suitable measure. Then the board cannot assign this."),
    No.IN_GUARANTEE: _("The person is in one of Arbetsförmedlingen's guarantees. Then the board cannot assign this."),
    No.NO_WISHES: _("Write what the person wishes."),
    No.NOT_WEIGHED: _("Write how the wishes were weighed."),
    No.NO_END: _("Give a last day. An assignment is for a time."),
    No.ENDS_BEFORE_START: _("The last day comes before the first."),
    No.TOO_LONG: _("The period is %(days)s days. It can be %(longest)s at most."),
    No.STARTS_IN_THE_PAST: _("It cannot begin before it is decided. Choose a first day from today."),
    No.NO_REASONS: _("Write the reasons for the decision."),
    No.COACH_DECIDES: _("The person's coach cannot decide this. A social secretary who is not the coach does."),
    No.NOT_IN_THIS_STATE: _("This cannot be done now: %(state)s."),
    No.NO_LONGER_TAKING_PART: _("The person no longer takes part in the service."),
    NoSupport.ENDS_BEFORE_START: _("The last day comes before the first."),
    NoSupport.SMALL_CHILDREN_ARE_CHILDREN: _("There cannot be more children under 8 than children."),
    NoSupport.NOT_AFTER_THE_LAST: _("There is already a spell from %(last)s. A new one begins after that."),
    Obstacle.UNEMPLOYED: _("Unemployed"),
    Obstacle.UNEMPLOYED_LANGUAGE: _("Unemployed, needs more Swedish"),
    Obstacle.INTRODUCTION_BENEFIT: _("Unemployed, with introduction benefit"),
    Obstacle.WORKS_FULL_TIME: _("Works full time, income too low"),
    Obstacle.WORKS_TOO_LITTLE: _("Works too few hours"),
    Obstacle.STUDIES: _("Studies"),
    Obstacle.ILL: _("Ill"),
    Obstacle.SICKNESS_BENEFIT: _("Sickness or activity compensation"),
    Obstacle.PENSION: _("Pension or maintenance support for the elderly"),
    Obstacle.PARENTAL_LEAVE: _("Parental leave"),
    Obstacle.SOCIAL_REASONS: _("Social reasons"),
    Obstacle.NONE: _("No obstacle"),
}
