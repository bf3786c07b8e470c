"""Part of taking in a list: the young for whom the municipality answers, into the register and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vidare.actions.taking import Part, Said, why
from vidare.actions.taking_in import draft
from vidare.records.imports import ImportedRow
from vidare.records.people import Person
from vidare.records.sealed import index_of
from vidare.records.youth import YOUTH, Young
from vidare.rules.decision import Refused
from vidare.rules.imports import RowState
from vidare.rules.youth import Source


def take_in(part: Part, rows: list[ImportedRow], said: Mapping[int, Said]) -> None:
    """Who stands there already stays as they are. Nobody outside the register is looked for: that is its wall."""
    known = _known(part, said)
    for row in rows:
        index = _index(said[row.pk])
        person = known.get(index) if index else None
        if person is not None and Young.unscoped.filter(person=person, ended_on=None).exists():
            row.state = RowState.KNOWN.value
            continue
        try:
            person, made = (person, {}) if person is not None else _made(part, said[row.pk])
        except Refused as refused:
            row.state, row.why = RowState.REFUSED.value, why(refused.reasons)
            continue
        young = _registered(part, person, said[row.pk])
        row.state, row.made = RowState.MADE.value, {**made, "who": person.pk, "young": young.pk}
        if index:
            known[index] = person
    part.write_down()


def _index(said: Said) -> str:
    return index_of(said["number"], kind="number") if said.get("number") else ""


def _known(part: Part, said: Mapping[int, Said]) -> dict[str, Person]:
    wanted = {index for one in said.values() if (index := _index(one))}
    seen = Young.visible_to(part.actor.scope(on=part.on)).values("person")  # the answer to a row tells of nobody hidden
    there = Person.unscoped.filter(pk__in=seen, board=part.batch.board_id, compartment=YOUTH, number_index__in=wanted)
    return {person.number_index: person for person in there.order_by("pk")}


def _made(part: Part, said: Said) -> tuple[Person, dict[str, int]]:
    person = draft(part, said)
    person.compartment = YOUTH
    person.save(force_insert=True)
    return person, {"person": person.pk}


def _registered(part: Part, person: Person, said: Said) -> Young:
    since = date.fromisoformat(said["start"]) if said.get("start") else part.on
    young: Young = Young.unscoped.create(
        board_id=person.board_id, compartment=YOUTH, person=person, registered_on=since, source=Source.LIST.value,
        made_by_id=part.actor.user_id, made_at=part.at,
    )  # fmt: skip
    part.note("youth.registered", person, young=young.pk)
    return young
