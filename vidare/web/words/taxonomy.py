"""Words for the employment service's words: what is chosen, and what is wrong with a row of a file."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from vidare.rules.taxonomy import Fault, Kind

WORDS: dict[StrEnum, object] = {
    Kind.OCCUPATION: _("Occupation"),
    Kind.SKILL: _("Skill"),
    Kind.LANGUAGE: _("Spoken language"),
    Kind.LICENCE: _("Driving licence"),
    Kind.PLACE: _("Place"),
    Fault.NO_LABEL: _("The name is missing."),
    Fault.NO_KIND: _("The kind is missing."),
    Fault.TOO_LONG: _("The code, the kind or the name is too long."),
    Fault.HIDDEN_SIGNS: _("There are hidden signs in it."),
    Fault.TWICE: _("The same stands earlier in the file."),
    Fault.NO_MUNICIPALITY: _("The municipality's code has four digits, the first two of a county."),
    Fault.NO_COORDINATES: _("There are no coordinates in the country. It is kept without them."),
}
