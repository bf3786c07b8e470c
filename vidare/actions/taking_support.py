"""Part of taking in a list: spells of support, as the board's own officer would register them one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vidare.actions.taking import Part, Said, spell_was, why
from vidare.records.imports import ImportedRow
from vidare.records.outcomes import SupportSpell
from vidare.records.people import Person
from vidare.rules import support
from vidare.rules.access import Compartment
from vidare.rules.decision import Refused
from vidare.rules.imports import RowState


def take_in(part: Part, left: list[tuple[ImportedRow, Person]], said: Mapping[int, Said]) -> None:
    """A spell for each row; one that stands already is not written twice."""
    spells: dict[int, list[SupportSpell]] = {}
    for spell in SupportSpell.unscoped.filter(person__in=[person.pk for _row, person in left]).order_by("start", "pk"):
        spells.setdefault(spell.person_id, []).append(spell)
    for row, person in left:
        try:
            spell = _spell(part, row, person, said[row.pk], spells.setdefault(person.pk, []))
        except Refused as refused:
            row.why = why(refused.reasons)
            row.state = row.state if row.state == RowState.MADE.value else RowState.REFUSED.value
            continue
        if spell is None:
            row.state = row.state if row.state == RowState.MADE.value else RowState.KNOWN.value
            continue
        row.state, row.made = RowState.MADE.value, {**row.made, "spell": spell.pk, "spell_was": spell_was(spell)}


def _spell(part: Part, row: ImportedRow, person: Person, said: Said, kept: list[SupportSpell]) -> SupportSpell | None:
    """As ``support.register_support``: history is not written anew, and an open spell ends the day before the next."""
    start = date.fromisoformat(said["start"])
    end = date.fromisoformat(said["end"]) if said.get("end") else None
    if any(one.start == start and one.end == end for one in kept):
        return None
    support.after(start, [one.start for one in kept]).require()
    for one in kept:
        if one.end is None:
            one.end = support.day_before(start)
            one.save(update_fields=["end"])
            row.made = {**row.made, "closed": one.pk, "closed_on": one.end.isoformat()}
    spell: SupportSpell = SupportSpell.unscoped.create(
        board_id=person.board_id, compartment=Compartment.SOCIAL_SERVICES.value, person=person, start=start, end=end,
        obstacle=said.get("obstacle", ""), children=int(said.get("children", 0)),
        children_under_8=int(said.get("small", 0)), paid_ore_per_month=int(said["ore"]) if said.get("ore") else None,
    )  # fmt: skip
    kept.append(spell)
    part.note("support.registered", person, spell=spell.pk)
    return spell
