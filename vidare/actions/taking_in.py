"""Part of taking in a list: rows about people become persons; what the list says of each comes after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vidare.actions import taking_programmes, taking_support, taking_ways
from vidare.actions.people import Contact, Newcomer, drafted, name_rows
from vidare.actions.taking import Part, Said, why
from vidare.records.imports import ImportedRow
from vidare.records.likeness import Alike, alike, sure
from vidare.records.people import LinkCase, NameToken, Person, ProtectedAccess
from vidare.rules.decision import Refused
from vidare.rules.identity import Protection, Sex
from vidare.rules.imports import Kind, RowState, who

LINKS = 3  # cases that one row can open: who is like many is told from none by it


def take_in(part: Part, rows: list[ImportedRow], said: Mapping[int, Said]) -> None:
    """Persons first, those found here already among them; then what the list says of each."""
    found = _Found(part, said)
    persons: dict[int, Person] = {}
    fresh: dict[str, Person] = {}
    for row in rows:
        known = found.same.get(row.pk) or fresh.get(who(said[row.pk]))
        try:
            persons[row.pk] = known or draft(part, said[row.pk])
        except Refused as refused:
            row.state, row.why = RowState.REFUSED.value, why(refused.reasons)
            continue
        if known is None and (key := who(said[row.pk])):
            fresh[key] = persons[row.pk]
    made = {id(person): row for row in reversed(rows) if (person := persons.get(row.pk)) and person.pk is None}
    new = [(row, persons[row.pk]) for row in rows if made.get(id(persons.get(row.pk))) is row]
    _write_persons(part, new, said)
    _link(part, new, found)
    left = [(row, persons[row.pk]) for row in rows if row.pk in persons]
    for row, person in left:
        row.made = {**row.made, "who": person.pk}
    if part.batch.kind == Kind.SUPPORT.value:
        taking_support.take_in(part, left, said)
    else:
        taking_ways.take_in(part, left, said)
        taking_programmes.take_in(part, left, said)
    part.write_down()


class _Found:
    """Whoever is here already and may be meant; and of those whom the importer may see, who it is."""

    def __init__(self, part: Part, said: Mapping[int, Said]) -> None:
        self.alike: dict[int, list[Alike]] = alike(part.batch.board_id, said)
        self.same = sure(self.alike, board=part.batch.board_id, scope=part.actor.scope(on=part.on))


def draft(part: Part, said: Said) -> Person:
    """The person of a row, as they will be written. Raises Refused for what no person can be called or numbered."""
    protected = bool(said.get("protected"))
    contact = Contact(
        given_name=said.get("given", ""),
        family_name=said.get("family", ""),
        language=said.get("language", "sv"),
        interpreter=bool(said.get("interpreter")),
        phone=said.get("phone", ""),
        email=said.get("email", ""),
        address="" if protected else said.get("address", ""),
    )
    born = date.fromisoformat(said["born"]) if said.get("born") else None
    sex = Sex(said.get("sex", Sex.UNKNOWN.value))
    newcomer = Newcomer(contact, number=said.get("number", ""), born_on=born, sex=sex)
    person = drafted(newcomer, board=part.batch.board_id, at=part.at)
    if protected:
        person.protection, person.protection_checked_on = Protection.PROTECTED.value, part.on
    return person


def _write_persons(part: Part, new: list[tuple[ImportedRow, Person]], said: Mapping[int, Said]) -> None:
    Person.unscoped.bulk_create((person for _row, person in new), batch_size=100)
    NameToken.unscoped.bulk_create((token for _row, person in new for token in name_rows(person)), batch_size=1000)
    named = []
    for row, person in new:
        row.state, row.made = RowState.MADE.value, {"person": person.pk}
        part.note("person.registered", person, row=row.number)
        if person.protection == Protection.PROTECTED.value:
            named.append(
                ProtectedAccess(
                    board_id=person.board_id, person=person, user_id=int(said[row.pk]["coach"]), start=part.on,
                    reason="import",
                )
            )  # fmt: skip
            part.note("person.protection-set", person, protection=Protection.PROTECTED.value)
    ProtectedAccess.unscoped.bulk_create(named)


def _link(part: Part, new: list[tuple[ImportedRow, Person]], found: _Found) -> None:
    """Nobody is merged: who may be one is looked at by named staff, and the importer is told nothing of it."""
    cases = []
    for row, person in new:
        for one in found.alike.get(row.pk, [])[:LINKS]:
            cases.append(
                LinkCase(
                    board_id=person.board_id, person=person, other_id=one.person, why=one.likeness.value,
                    opened_at=part.at,
                )
            )  # fmt: skip
    for case in LinkCase.unscoped.bulk_create(cases):
        part.note("person.link-case-opened", case.person, case=case.pk)
