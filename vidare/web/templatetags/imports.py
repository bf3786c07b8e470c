"""What a page about a list says of its rows and columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.translation import gettext as _

from vidare.queries.imports import First, Shown, Told
from vidare.rules.identity import spoken_phone
from vidare.rules.imports import ColumnFault, Meaning
from vidare.web import words
from vidare.web.imports.telling import sentence
from vidare.web.words.people import spoken

register = template.Library()
# What a row said, under what; those that no row of the list has are left out.
SHOWN: dict[str, Meaning] = {
    "given": Meaning.GIVEN, "family": Meaning.FAMILY, "number": Meaning.NUMBER, "born": Meaning.BORN,
    "language": Meaning.LANGUAGE, "phone": Meaning.PHONE, "email": Meaning.EMAIL, "coach": Meaning.COACH,
    "start": Meaning.START, "end": Meaning.END, "referred": Meaning.REFERRED, "ore": Meaning.AMOUNT,
    "days": Meaning.DAY, "starts": Meaning.FROM, "ends": Meaning.TO, "seats": Meaning.SEATS,
}  # fmt: skip


@register.filter
def fault(told: Told) -> str:
    return sentence(told.code, told.facts)


@register.filter
def column_said(column: Mapping[str, str]) -> str:
    if column["told"]:
        return words.word(ColumnFault(column["told"]))
    return _("read as: %(meaning)s") % {"meaning": words.word(Meaning(column["meaning"]))}


def _names(found: Shown) -> list[str]:
    return [name for name in SHOWN if any(row.said.get(name) for row in found.first)]


@register.filter
def first_columns(found: Shown) -> list[tuple[str, str]]:
    return [(name, words.word(SHOWN[name])) for name in _names(found)]


@register.filter
def first_cells(row: First, found: Shown) -> list[str]:
    if row.said.get("protected"):
        rest = [""] * (len(_names(found)) - 1)
        return [words.word(Meaning.PROTECTED), *rest]
    return [_cell(name, row) for name in _names(found)]


def _cell(name: str, row: First) -> str:
    said = row.said.get(name, "")
    if name == "coach":
        return row.coach
    if name == "language" and said:
        return spoken(said)
    if name == "phone" and said:
        return spoken_phone(said)
    if name == "ore" and said:
        return f"{int(said) // 100}"
    if name == "days" and " " in said:
        days = [date.fromisoformat(day) for day in said.split()]
        return _("%(count)s days, %(first)s to %(last)s") % {
            "count": len(days), "first": days[0].isoformat(), "last": days[-1].isoformat(),
        }  # fmt: skip
    return said
