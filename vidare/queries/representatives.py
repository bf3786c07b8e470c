"""Who may act for a person, and in which matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.records.representatives import Representative
from vidare.records.sealed import opened
from vidare.records.together import Part, parted, those
from vidare.rules.access import Actor
from vidare.rules.period import Period
from vidare.rules.representatives import Capacity, Matter, may_speak

PHONE = "records_representative.phone_sealed"


@dataclass(frozen=True, slots=True)
class RepresentativeRow:
    key: int
    name: str
    capacity: Capacity
    matters: tuple[Matter, ...]
    phone: str
    start: date
    end: date | None
    evidence: str
    seen_by: str
    seen_on: date
    now: bool
    taken_back: bool = False

    @property
    def form(self) -> str:
        return f"end-{self.key}"


@parted
def of_person(actor: Actor, *, person: int, on: date) -> Part[tuple[RepresentativeRow, ...]]:
    """Those who may act today first, then the latest."""
    rows = Representative.visible_to(actor.scope(on=on)).filter(person=person).select_related("seen_by")
    found = yield from those(rows.order_by("-start", "-pk"))
    return tuple(sorted((_row(row, on) for row in found), key=lambda one: not one.now))


def speaking(actor: Actor, *, person: int, matter: Matter, on: date) -> tuple[tuple[int, str], ...]:
    """Who may speak for the person in a matter today: key and name."""
    rows = of_person(actor, person=person, on=on)
    return tuple(
        (one.key, one.name)
        for one in rows
        if not one.taken_back and may_speak(one.matters, Period(one.start, one.end), matter=matter, on=on).allowed
    )


def _row(row: Representative, on: date) -> RepresentativeRow:
    phone = opened(row.phone_sealed, place=PHONE, key=row.key)
    matters = tuple(matter for matter in Matter if matter.value in row.matters)
    return RepresentativeRow(
        row.pk, row.name, Capacity(row.capacity), matters, phone, row.start, row.end, row.evidence, row.seen_by.name,
        row.seen_on, on in Period(row.start, row.end) and row.taken_back_at is None, row.taken_back_at is not None,
    )  # fmt: skip
