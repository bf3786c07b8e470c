"""Who may act for a person: registered when the paper is seen, ended, and looked up when they speak."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.people import Person
from vidare.records.representatives import Representative
from vidare.records.sealed import seal
from vidare.rules import representatives as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.period import Period
from vidare.rules.representatives import Capacity, Matter

PHONE = "records_representative.phone_sealed"


@deed
def register_representative(
    actor: Actor, *, person: int, name: str, capacity: Capacity, matters: Collection[Matter], start: date,
    end: date | None, evidence: str, phone: str = "", at: datetime,
) -> int:  # fmt: skip
    """Whoever writes it down has seen the paper, and is named as the one who has."""
    on = at.date()
    whom = find.one(Person.visible_to(actor.scope(on=on)), person)
    actor.may(Deed.CHANGE, on=on, board=whom.board_id).require()
    rules.may_register(
        capacity, matters, name=name, evidence=evidence, start=start, end=end, born_on=whom.born_on
    ).require()
    key = uuid.uuid4()
    row = Representative.unscoped.create(
        board_id=whom.board_id, compartment=Compartment.TEAM.value, person=whom, key=key, name=name.strip(),
        capacity=capacity.value, matters=sorted(matter.value for matter in matters), start=start, end=end,
        evidence=evidence.strip(), phone_sealed=seal(phone.strip(), place=PHONE, key=key), seen_by_id=actor.hand,
        seen_on=on,
    )  # fmt: skip
    note(actor, "representative.registered", at=at, person=whom.key, representative=row.pk, capacity=capacity.value)
    return int(row.pk)


@deed
def end_representative(actor: Actor, *, representative: int, last: date, at: datetime) -> None:
    """They act no longer from the day after ``last``. What they have said yes to stands."""
    on = at.date()
    rows = Representative.visible_to(actor.scope(on=on)).select_related("person")
    row = find.one(rows, representative, lock=True)
    actor.may(Deed.CHANGE, on=on, board=row.board_id).require()
    rules.may_end(row.start, row.end, last=last).require()
    row.end = max(last, row.start)
    row.save(update_fields=["end"])
    note(actor, "representative.ended", at=at, person=row.person.key, representative=row.pk)


def speaking(
    actor: Actor, *, representative: int | None, person: int, matter: Matter, at: datetime
) -> Representative:  # fmt: skip
    """The one who speaks for this person in this matter today. Raises Refused with why they may not."""
    on = at.date()
    rows = Representative.visible_to(actor.scope(on=on)).filter(
        person=person, pk=representative or 0, taken_back_at=None
    )
    row = rows.first()
    matters = {Matter(code) for code in row.matters} if row else None
    rules.may_speak(matters, Period(row.start, row.end) if row else None, matter=matter, on=on).require()
    assert row is not None
    return row
