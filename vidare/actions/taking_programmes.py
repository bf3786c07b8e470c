"""Part of taking in a list: the days of the Employment Service's programme, of whom nobody has noted any here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vidare.actions.taking import Part, Said
from vidare.records.imports import ImportedRow
from vidare.records.people import Person
from vidare.records.programmes import Programme
from vidare.rules.access import Compartment
from vidare.rules.imports import RowState
from vidare.rules.programmes import Told

STANDS = {RowState.MADE.value, RowState.KNOWN.value}


def take_in(part: Part, left: list[tuple[ImportedRow, Person]], said: Mapping[int, Said]) -> None:
    """What a colleague has noted goes before a list; who is here already gets the days all the same."""
    told = [(row, person) for row, person in left if said[row.pk].get("programme") and row.state in STANDS]
    noted = set(Programme.unscoped.filter(person__in=[one.pk for _row, one in told]).values_list("person", flat=True))
    for row, person in told:
        if person.pk in noted:
            continue
        noted.add(person.pk)
        end = said[row.pk].get("programme_end")
        kept = Programme.unscoped.create(
            board_id=person.board_id, compartment=Compartment.TEAM.value, person=person,
            start=date.fromisoformat(said[row.pk]["programme"]), end=date.fromisoformat(end) if end else None,
            told_by=Told.EMPLOYMENT_SERVICE.value, noted_at=part.at, noted_by_id=part.actor.user_id,
        )  # fmt: skip
        row.state, row.made = RowState.MADE.value, {**row.made, "programme": kept.pk}
        part.note("programme.noted", person, programme=kept.pk, told_by=Told.EMPLOYMENT_SERVICE.value)
