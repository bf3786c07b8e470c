"""Words of the quarter's report: its measures, what they count, and Kolada's names of the obstacles."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vidare.rules.quarter import Measure, Outcome

WORDS = {
    Measure.ASSIGNED: _("Assigned an activity"),
    Measure.DENIED_OR_REDUCED: _("Support denied or reduced"),
    Outcome.DENIED: _("Support denied"),
    Outcome.REDUCED: _("Support reduced"),
    Outcome.ASSIGNED: _("Assigned, support unchanged"),
    Outcome.NOT_ASSIGNED: _("Not assigned"),
}
DEFINITIONS = {
    Measure.ASSIGNED: _(
        "Persons with a decided assignment on some day of the quarter, of those with support, an assignment or a "
        "decision in it, by obstacle on their last day of support in the quarter."
    ),
    Measure.DENIED_OR_REDUCED: _(
        "Persons about whom the board itself decided in the quarter that support is denied or reduced, of those with "
        "support, an assignment or a decision in it, by obstacle on their last day of support in the quarter."
    ),
}
OBSTACLES: dict[str, Promise] = {
    "N31858": _("Unemployed"),
    "N31859": _("Unemployed, with introduction benefit"),
    "N31860": _("Ill, with a certificate"),
    "N31861": _("Sickness or activity compensation"),
    "N31862": _("Pension or maintenance support for the elderly"),
    "N31863": _("Social reasons"),
    "N31864": _("Parental leave"),
    "N31865": _("Works full time, income too low"),
    "N31866": _("Works part time"),
    "N31867": _("No obstacle"),
    "N31868": _("Not known, or none of these"),
}


def definition(measure: Measure) -> object:
    return DEFINITIONS[measure]


def obstacle(indicator: str) -> str:
    """Kolada's obstacle in the language now active; a code that is not ours stands as it is."""
    return str(OBSTACLES.get(indicator, indicator))
