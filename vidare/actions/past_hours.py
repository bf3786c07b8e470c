"""The bulk door for hours of earlier years, as lists on paper had them: laid out, booked, seen, judged by the rule."""

from __future__ import annotations

import random
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from django.db.models import Max, Min

from vidare.actions import ledger, verdicts
from vidare.actions.ledger import deed
from vidare.records import configured
from vidare.records import copies as rows
from vidare.records.absences import Absence, Assessment, Explanation
from vidare.records.activities import Activity, Booking, Session
from vidare.records.attendance import Observation
from vidare.records.copies import Row
from vidare.records.expected import Times
from vidare.records.participations import Participation
from vidare.records.services import Room, Service
from vidare.rules.absences import ReasonKind, State
from vidare.rules.access import Actor, Compartment
from vidare.rules.activities import BookingKind, BookingState
from vidare.rules.attendance import Answer, Assessed, Hour, Policy, Seen, Sighting, Source, Told, verdict
from vidare.rules.calendar import Week, holiday, local_day, moment

A_WEEK = 2  # hours a week for one person
LEAST_FIRST = timedelta(days=7)  # nobody has hours before the week after they began


class Case(StrEnum):
    """How an hour went."""

    CAME = "came"
    LATE = "late"
    AWAY = "away"


OFTEN = {Case.CAME: 0.9, Case.LATE: 0.06, Case.AWAY: 0.04}


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour of a room's week that has been laid out, and how many seats are taken in it."""

    key: int
    starts_at: datetime
    ends_at: datetime
    seats: int | None
    policy: Policy


@dataclass(slots=True)
class Written:
    """What a batch of ways comes to, table by table."""

    bookings: list[Row] = field(default_factory=list)
    observations: list[Row] = field(default_factory=list)
    explanations: list[Row] = field(default_factory=list)
    assessments: list[Row] = field(default_factory=list)
    absences: list[Row] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[type, list[Row]]]:
        yield Booking, self.bookings
        yield Observation, self.observations
        yield Explanation, self.explanations
        yield Assessment, self.assessments
        yield Absence, self.absences


class Rooms:
    """The weeks of some rooms: laid out as the service's schedule says when somebody first needs them."""

    def __init__(self, service: int, *, next_key: Callable[[], int]) -> None:
        self.service, self.next_key = Service.objects.get(pk=service), next_key
        self.rooms = {row.pk: row for row in Room.objects.filter(service=service)}
        self.model = configured.model_of(service)
        self.activities = dict(Activity.objects.filter(service=service).values_list("code", "pk"))
        self.weeks: dict[tuple[int, date], list[Slot]] = {}
        hours = Session.objects.filter(service=service, room__isnull=False, cancelled_at=None)
        self.there = {(row.room_id, row.starts_at): row for row in hours}
        booked = Booking.unscoped.filter(session__service=service, seat__isnull=False)
        self.taken = defaultdict(int, booked.values_list("session").annotate(last=Max("seat")))
        self.fresh: list[Row] = []

    def week(self, room: int, monday: date) -> list[Slot]:
        if (room, monday) not in self.weeks:
            self.weeks[room, monday] = [self._slot(room, one) for one in self._hours(monday)]
        return self.weeks[room, monday]

    def _hours(self, monday: date) -> Iterator[tuple[datetime, datetime, int]]:
        for weekday in range(1, 8):
            day = Week.of(monday).day(weekday)
            if not holiday(day):
                for hours in self.model.hours_on(weekday):
                    if hours.room:
                        yield moment(day, hours.start), moment(day, hours.end), self.activities[hours.activity]

    def _slot(self, room: int, hour: tuple[datetime, datetime, int]) -> Slot:
        starts_at, ends_at, activity = hour
        policy = verdicts.policy_of(self.service.pk, local_day(starts_at))
        there = self.there.get((room, starts_at))
        if there is not None:
            return Slot(there.pk, there.starts_at, there.ends_at, there.seats, policy)
        key, seats = self.next_key(), self.rooms[room].seats
        self.fresh.append({
            "id": key, "service_id": self.service.pk, "activity_id": activity, "room_id": room, "starts_at": starts_at,
            "ends_at": ends_at, "seats": seats, "cancelled_at": None, "cancel_reason": "",
        })  # fmt: skip
        return Slot(key, starts_at, ends_at, seats, policy)

    def seat(self, slot: Slot) -> int | None:
        """The next seat; nobody is ever moved from a seat that was theirs."""
        self.taken[slot.key] += 1
        return self.taken[slot.key] if slot.seats is not None else None

    def has_room(self, slot: Slot) -> bool:
        return slot.seats is None or self.taken[slot.key] < slot.seats


@deed
def take_in_hours(
    actor: Actor, *, ways: Collection[int], rooms: Rooms, room_of: Callable[[int], int], chance: random.Random,
    at: datetime,
) -> int:  # fmt: skip
    """Two hours in each week that these ways went through the service before they had any here, and how each went.

    ``room_of`` says in whose room a way's hours were. Answers how many hours.
    """
    written, found = Written(), list(Participation.unscoped.filter(pk__in=ways).order_by("pk"))
    times, booked = Times(found), _first_booked(ways)
    with configured.remembered():
        for way in found:
            for slot in _slots(way, times, rooms, room_of(way.pk), booked.get(way.pk), chance, at=at):
                _write(written, way, slot, rooms, chance)
    rows.write(Session, rooms.fresh)
    rooms.fresh.clear()
    for table, kept in written:
        rows.write(table, kept)
    ledger.note(
        actor, "attendance.taken-in", at=at, board=rooms.service.board_id, ways=len(found), hours=len(written.bookings)
    )
    return len(written.bookings)


def _first_booked(ways: Collection[int]) -> Mapping[int, datetime]:
    rows = Booking.unscoped.filter(participation__in=ways).values_list("participation")
    return dict(rows.annotate(first=Min("starts_at")))


def _slots(
    way: Participation, times: Times, rooms: Rooms, room: int, booked: datetime | None, chance: random.Random, *,
    at: datetime,
) -> Iterator[Slot]:  # fmt: skip
    if way.started_on is None:
        return
    last = min(way.ended_on or at.date(), local_day(booked) if booked else at.date(), at.date())
    away = [one.days for one in times.freed(way)]
    monday = Week.of(way.started_on + LEAST_FIRST).monday
    while monday + timedelta(days=7) <= last:
        free = [slot for slot in rooms.week(room, monday) if rooms.has_room(slot)]
        for slot in chance.sample(free, min(A_WEEK, len(free))):
            if not any(local_day(slot.starts_at) in days for days in away):
                yield slot
        monday += timedelta(days=7)


def _write(written: Written, way: Participation, slot: Slot, rooms: Rooms, chance: random.Random) -> None:
    case = chance.choices(list(OFTEN), weights=list(OFTEN.values()))[0]
    told = judged(case, slot.ends_at - slot.starts_at, slot.policy)
    key, own = rooms.next_key(), {"board_id": way.board_id, "person_id": way.person_id}
    written.bookings.append({
        **own, "id": key, "compartment": Compartment.TEAM.value, "session_id": slot.key, "participation_id": way.pk,
        "starts_at": slot.starts_at, "kind": BookingKind.SERIES.value, "state": BookingState.BOOKED.value,
        "seat": rooms.seat(slot), "moved_from_id": None, "verdict": told.verdict.value, "verdict_why": told.why.value,
        "booked_at": slot.starts_at - timedelta(days=14),
    })  # fmt: skip
    written.observations.append({
        **own, "id": rooms.next_key(), "compartment": Compartment.TEAM.value, "service_id": way.service_id,
        "session_id": slot.key, "booking_id": key, "key": uuid.UUID(int=chance.getrandbits(128)),
        "seen": (Seen.NOT_HERE if case is Case.AWAY else Seen.HERE).value, "source": Source.IMPORT.value,
        "touched_at": slot.starts_at + _after(case, slot.policy), "recorded_at": slot.ends_at, "staff_id": None,
        "device_id": None, "doubt": "",
    })  # fmt: skip
    if case is Case.AWAY:
        _write_absence(written, way, slot, key, rooms, chance)


def _write_absence(
    written: Written, way: Participation, slot: Slot, key: int, rooms: Rooms, chance: random.Random
) -> None:
    """Explained the same afternoon, and assessed as valid the day after."""
    own = {"board_id": way.board_id, "person_id": way.person_id}
    behind = {**own, "compartment": Compartment.LABOUR_MARKET.value, "booking_id": key}
    written.explanations.append({
        **behind, "id": rooms.next_key(), "reason": chance.choice([ReasonKind.ILL, ReasonKind.CHILD_ILL]).value,
        "text": "", "lang": "sv", "ahead": False, "given_at": slot.ends_at + EXPLAINED, "taken_by_id": way.coach_id,
        "representative_id": None,
        "attachment_name": "", "attachment_type": "", "attachment_sealed": b"",
        "key": uuid.UUID(int=chance.getrandbits(128)),
    })  # fmt: skip
    written.assessments.append({
        **behind, "id": rooms.next_key(), "valid": True, "why": "Anmäld samma dag.", "assessed_by_id": way.coach_id,
        "assessed_at": slot.ends_at + ASSESSED,
    })  # fmt: skip
    on = local_day(slot.starts_at)
    written.absences.append({
        **own, "id": rooms.next_key(), "compartment": Compartment.TEAM.value, "booking_id": key,
        "participation_id": way.pk, "on": on, "state": State.ASSESSED.value,
        "silent_after": on + timedelta(days=slot.policy.silent_after_days), "seen_at": slot.ends_at,
        "spoken_at": None, "spoken_by_id": None,
    })  # fmt: skip


EXPLAINED, ASSESSED = timedelta(hours=3), timedelta(days=1)


@lru_cache(maxsize=256)
def judged(case: Case, long: timedelta, policy: Policy) -> Answer:
    """What the rule says of an hour that went so; asked once for all that went the same."""
    start = moment(date(2024, 3, 5), datetime.min.time())
    end = start + long
    hour = Hour(start, end)
    seen = Seen.NOT_HERE if case is Case.AWAY else Seen.HERE
    sighting = Sighting(seen, Source.IMPORT, start + _after(case, policy), end)
    told = [Told(end + EXPLAINED, ahead=False)] if case is Case.AWAY else []
    assessed = [Assessed(True, end + ASSESSED)] if case is Case.AWAY else []
    return verdict(hour, [sighting], told=told, assessed=assessed, policy=policy)


def _after(case: Case, policy: Policy) -> timedelta:
    return timedelta(minutes=policy.late_after_minutes + 5 if case is Case.LATE else -3)


def keys_from(first: int) -> Callable[[], int]:
    """Keys for rows that are written in bulk, one counter for all tables."""
    coming: Iterable[int] = iter(range(first, 2**31 - 1))
    return lambda: next(coming)  # type: ignore[call-overload]
