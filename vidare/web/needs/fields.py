"""The fields that an area of the mapping asks for: how each is written in a form, and how what was said is read."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from vidare.queries.needs import FieldName
from vidare.rules.facts import Facts, of
from vidare.rules.services import FieldKind
from vidare.web.forms import DayField


def name_of(field: FieldName) -> str:
    return f"fact-{field.code}"


def field_of(field: FieldName) -> forms.Field:
    """Every one of them can be left alone: what was not spoken of is not guessed."""
    match field.kind:
        case FieldKind.NUMBER:
            return forms.IntegerField(label=field.name, required=False, min_value=0, max_value=field.most)
        case FieldKind.DAY:
            return DayField(label=field.name, required=False)
        case FieldKind.SEVERAL:
            return forms.MultipleChoiceField(
                label=field.name, required=False, choices=field.options, widget=forms.CheckboxSelectMultiple()
            )
        case FieldKind.COUNTRY:
            return forms.ChoiceField(label=field.name, required=False, choices=_countries)
        case _:
            choices = [("", _("Not said")), *field.options]
            return forms.ChoiceField(label=field.name, required=False, choices=choices)


def initial(field: FieldName, facts: Facts) -> object:
    said = of(facts, field.code)
    if field.kind is FieldKind.SEVERAL:
        return list(said)
    return said[0] if said else ""


def said_in(value: object) -> tuple[str, ...]:
    """What a form's field says, as it is kept."""
    if isinstance(value, (list, tuple)):
        return tuple(str(one) for one in value)
    if isinstance(value, date):
        return (value.isoformat(),)
    return (str(value),) if value not in (None, "") else ()


def told(field: FieldName, facts: Facts) -> str:
    """What stands in a field, to read; empty when nothing does."""
    values = of(facts, field.code)
    language = translation.get_language() or "sv"
    match field.kind:
        case FieldKind.DAY:
            return ", ".join(format_date(date.fromisoformat(one), "d MMMM y", locale=language) for one in values)
        case FieldKind.COUNTRY:
            return ", ".join(dict(_named(language)).get(one, one) for one in values)
        case FieldKind.NUMBER:
            return ", ".join(values)
        case _:
            names = dict(field.options)
            return ", ".join(names.get(one, one) for one in values)


def _countries() -> list[tuple[str, str]]:
    return [("", _("Not said")), *_named(translation.get_language() or "sv")]


@lru_cache(maxsize=16)
def _named(language: str) -> tuple[tuple[str, str], ...]:
    """The countries by their two letters, in the order in which the language sorts them as well as we know."""
    found = Locale.parse(language).territories
    names = [(code, name) for code, name in found.items() if len(code) == 2 and code.isalpha() and code not in NONE]
    return tuple(sorted(names, key=lambda one: _sorted_as(one[1])))


# What Babel has among its two letters that is no country: unions, outlying oceans, what is unknown or made up.
NONE = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def _sorted_as(name: str) -> str:
    """Å, Ä and Ö stand last in Swedish, and each after the other."""
    return name.casefold().translate({ord("å"): "{", ord("ä"): "|", ord("ö"): "}"})
