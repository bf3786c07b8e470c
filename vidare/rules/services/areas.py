"""Reads what a service's mapping asks for: its areas, their fields, and the questions of progress."""

from __future__ import annotations

from vidare.rules.services.faults import FaultCode
from vidare.rules.services.known import PROGRESS_LANGUAGES
from vidare.rules.services.model import AreaOf, FieldKind, FieldOf, OptionOf, ProgressOf
from vidare.rules.services.table import Table

CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.SEVERAL})


def area(table: Table, languages: tuple[str, ...]) -> AreaOf:
    found = AreaOf(
        code=table.code("code"),
        name=table.words("name", languages),
        hint=table.words("hint", languages, needed=False),
        fields=tuple(_field(each, languages) for each in table.tables("fields")),
    )
    table.done()
    return found


def _field(table: Table, languages: tuple[str, ...]) -> FieldOf:
    found = FieldOf(
        code=table.code("code"),
        name=table.words("name", languages),
        kind=table.one_of("kind", FieldKind, default=FieldKind.CHOICE),
        options=tuple(_option(each, languages) for each in table.tables("options")),
        most=table.number("most", least=0, most=100_000, default=0),
    )
    if bool(found.options) is not (found.kind in CHOSEN):
        table.fault("options", FaultCode.OPTIONS_OF_A_CHOICE)
    if bool(found.most) is not (found.kind is FieldKind.NUMBER):
        table.fault("most", FaultCode.MOST_OF_A_NUMBER)
    table.done()
    return found


def _option(table: Table, languages: tuple[str, ...]) -> OptionOf:
    found = OptionOf(code=table.code("code"), name=table.words("name", languages))
    table.done()
    return found


def progress(table: Table) -> ProgressOf:
    """Asked of everybody in a language of theirs: it is there in all that participants are asked in."""
    found = ProgressOf(code=table.code("code"), area=table.code("area"), text=table.words("text", PROGRESS_LANGUAGES))
    table.done()
    return found
