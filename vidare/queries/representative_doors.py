"""Who acts for whom by themselves: the doors of a log-in, what staff see of one, and what the person sees was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from vidare.records import find, trail
from vidare.records.acts_for import standing_of
from vidare.records.people import Person
from vidare.records.representatives import Representative, RepresentativeDoor
from vidare.records.sealed import opened
from vidare.records.walls import within
from vidare.rules import representatives as rules
from vidare.rules.access import Actor, Deed, system
from vidare.rules.audit import READ_FOR_ANOTHER
from vidare.rules.calendar import local_day
from vidare.rules.decision import Decision, Hidden
from vidare.rules.representatives import ActsFor, Capacity, Ended, Matter

PLACE = "records_representativedoor.phone_sealed"
OWN_PLACE = "records_representative.phone_sealed"
SHOWN_DAYS = 365


@dataclass(frozen=True, slots=True)
class Door:
    """One person for whom a user acts, or did: ``stands`` says why not today. Of whom is not here, no name is told."""

    door: int
    person: int
    person_key: UUID
    name: str
    given_name: str
    capacity: Capacity
    acts_for: ActsFor
    stands: Decision


def doors_of(user: int, *, on: date) -> tuple[Door, ...]:
    """Those of a user; the open ones first. Asked as the house, before any scope stands: of each board that has one,
    and no board learns of another's."""
    with within(system("representatives").scope(on=on)):
        rows = RepresentativeDoor.unscoped.filter(user=user).select_related("representative__person", "person")
        found = [_door(row, on=on) for row in rows.order_by("pk")]
    latest = {one.acts_for.representative: one for one in found}  # a door that was opened anew stands for the one shut
    return tuple(sorted(latest.values(), key=lambda one: (not one.stands.allowed, one.name, one.door)))


def _door(row: RepresentativeDoor, *, on: date) -> Door:
    acts = row.representative
    standing = standing_of(acts, shut=row.shut_at is not None and acts.taken_back_at is None)
    stands = rules.stands(standing, on=on)
    hidden = any(because.code is Ended.NOT_HERE for because in stands.reasons)
    name = "" if hidden else f"{row.person.given_name} {row.person.family_name}".strip()
    until = rules.last_day(standing.capacity, acts.end, born_on=row.person.born_on)
    return Door(
        row.pk, row.person_id, row.person.key, name, "" if hidden else row.person.given_name, standing.capacity,
        ActsFor(acts.pk, row.pk, standing.matters, until, name), stands,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DoorCard:
    """What staff see of it. ``may`` says why none can be opened, but for the telephone that they then write."""

    representative: int
    person: int
    name: str
    whom: str
    capacity: Capacity
    matters: tuple[Matter, ...]
    until: date | None
    phone: str
    stands: Decision
    opened_at: datetime | None
    opened_by: str
    begun: bool
    last_used_at: datetime | None
    paper_until: datetime | None
    language: str


def card(actor: Actor, *, person: int, representative: int, at: datetime) -> DoorCard:
    """Raises Hidden for those who may not open log-ins."""
    on = local_day(at)
    if actor.person_id is not None or not actor.may(Deed.CHANGE, on=on).allowed:
        raise Hidden
    scope = actor.scope(on=on)
    rows = Representative.visible_to(scope).filter(person=person).select_related("person")
    row = find.one(rows, representative)
    doors = RepresentativeDoor.visible_to(scope).filter(representative=row, shut_at=None)
    door = doors.select_related("opened_by").first()
    standing = standing_of(row)
    phone = opened(door.phone_sealed, place=PLACE, key=door.key) if door else ""
    return DoorCard(
        representative=row.pk,
        person=row.person_id,
        name=row.name,
        whom=f"{row.person.given_name} {row.person.family_name}".strip(),
        capacity=standing.capacity,
        matters=tuple(matter for matter in Matter if matter in standing.matters),
        until=rules.last_day(standing.capacity, row.end, born_on=row.person.born_on),
        phone=phone or opened(row.phone_sealed, place=OWN_PLACE, key=row.key),
        stands=rules.stands(standing, on=on),
        opened_at=door.opened_at if door else None,
        opened_by=door.opened_by.name if door else "",
        begun=bool(door and door.user_id),
        last_used_at=door.last_used_at if door else None,
        paper_until=door.paper_until if door and door.paper_index and door.paper_until and door.paper_until > at
        else None,
        language=door.language if door else "sv",
    )  # fmt: skip


# ── What the person sees ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Done:
    """On a day: a page that was opened (``page`` is its name), or something that was done (``verb``), and how often."""

    on: date
    verb: str
    page: str
    times: int


@dataclass(frozen=True, slots=True)
class MyRepresentative:
    representative: int
    name: str
    capacity: Capacity
    matters: tuple[Matter, ...]
    start: date
    end: date | None
    taken_back_at: datetime | None
    logs_in: bool
    may_take_back: Decision
    done: tuple[Done, ...]


def mine(actor: Actor, *, representative: int, on: date) -> MyRepresentative:
    """One who acts for the participant who asks. Raises Hidden for anybody else."""
    if actor.person_id is None or actor.acts_for is not None:
        raise Hidden
    scope = actor.scope(on=on)
    row = find.one(Representative.visible_to(scope).filter(person=actor.person_id), representative)
    me = Person.visible_to(scope).only("key").get(pk=actor.person_id)
    lines = trail.of_representative(me.key, representative=row.pk, since=on - timedelta(days=SHOWN_DAYS))
    found = Counter((local_day(at), verb, str(keys.get("page", ""))) for at, verb, keys in lines)
    capacity = Capacity(row.capacity)
    return MyRepresentative(
        row.pk, row.name, capacity, tuple(matter for matter in Matter if matter.value in row.matters), row.start,
        row.end, row.taken_back_at,
        RepresentativeDoor.visible_to(scope).filter(representative=row, shut_at=None).exists(),
        rules.may_take_back(capacity, row.end, taken_back=row.taken_back_at is not None, on=on),
        tuple(
            Done(day, verb, page, times)
            for (day, verb, page), times in sorted(
                found.items(), key=lambda one: (-one[0][0].toordinal(), one[0][1] == READ_FOR_ANOTHER, one[0][1:])
            )
            if verb in SHOWN
        ),
    )  # fmt: skip


# Of what is noted of them, what is told to the person: pages that were opened, and deeds; not what follows from these.
SHOWN = (
    READ_FOR_ANOTHER, "plan.agreement-given", "absence.explained", "absence.disputed", "basis.own-words",
    "booking.moved", "disclosure.withdrawn", "message.read",
)  # fmt: skip
