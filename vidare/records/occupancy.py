"""How full the hours are. Everybody takes a seat, those too whom the one who asks may not see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from vidare.records import prepared
from vidare.records.activities import Booking, Session
from vidare.records.recorded import recorded
from vidare.records.together import answer, beside, those
from vidare.records.walls import within
from vidare.records.written import written
from vidare.rules.access import system
from vidare.rules.activities import BookingState
from vidare.rules.attendance import CAME
from vidare.rules.bookings import free_seat


def seats_taken(session: int, *, on: date) -> set[int]:
    """Numbers of the seats that are taken in an hour; nothing else crosses the wall."""
    return seats_taken_in([session], on=on)[session]


def seats_taken_in(sessions: Collection[int], *, on: date) -> dict[int, set[int]]:
    """The same for many hours, in one query."""
    taken: dict[int, set[int]] = {session: set() for session in sessions}
    with within(system("seats").scope(on=on)):
        for session, seat in _taken(list(sessions)):
            taken[session].add(seat)
    return taken


def booked_and_here(sessions: Collection[int], *, on: date) -> dict[int, tuple[int, int]]:
    """How many are booked in each hour, and how many of them have come."""
    counts = dict.fromkeys(sessions, (0, 0))
    with within(system("seats").scope(on=on)):
        for session, verdict in _come(list(sessions)):
            booked, here = counts[session]
            counts[session] = (booked + 1, here + (verdict in CAME))
    return counts


@dataclass(frozen=True, slots=True)
class Time:
    """The hours of one activity at one time: how many are held and how many are off, and how full those held are."""

    starts_at: datetime
    ends_at: datetime
    activity: str
    held: int
    off: int
    seats: int | None
    places: int
    here: int


def by_time(services: Collection[int], start: datetime, end: datetime, *, on: date) -> list[Time]:
    """Every time between two moments, in its order."""
    with within(system("seats").scope(on=on)):
        hours, booked = answer(beside(those(_hours(services, start, end)), those(_booked(services, start, end))))
    counts = {tuple(key): (places, here) for *key, places, here in booked}
    return [
        Time(begins, ends, name, held, off, seats, *counts.get((begins, ends, activity), (0, 0)))
        for begins, ends, activity, name, held, off, seats in hours
    ]


def _hours(services: Collection[int], start: datetime, end: datetime) -> QuerySet[Session, Any]:
    held = Q(cancelled_at=None)
    rows: QuerySet[Session, Any] = recorded(Session).filter(service__in=services)
    rows = rows.filter(starts_at__gte=start, starts_at__lt=end)
    return (
        rows.values_list("starts_at", "ends_at", "activity", "activity__name")
        .annotate(held=Count("pk", filter=held), off=Count("pk", filter=~held), seats=Sum("seats", filter=held))
        .order_by("starts_at", "ends_at", "activity")
    )


def _booked(services: Collection[int], start: datetime, end: datetime) -> QuerySet[Booking, Any]:
    rows: QuerySet[Booking, Any] = recorded(Booking).filter(
        session__service__in=services, session__starts_at__gte=start, session__starts_at__lt=end,
        session__cancelled_at=None, state=BookingState.BOOKED.value,
    )  # fmt: skip
    came = [verdict.value for verdict in CAME]
    return (
        rows.values_list("session__starts_at", "session__ends_at", "session__activity")
        .annotate(places=Count("pk"), here=Count("pk", filter=Q(verdict__in=came)))
        .order_by()
    )


def near(service: int, after: datetime, at: datetime, before: datetime, *, on: date) -> list[Session]:
    """The hours that begin between two moments and are not over ``at`` a third; ``taken`` is how many seats are."""
    with within(system("seats").scope(on=on)):
        return _near(service, after, at, before)


@written
def _near(service: int, after: datetime, at: datetime, before: datetime) -> QuerySet[Session]:
    taken = Booking.unscoped.filter(session=OuterRef("pk"), state=BookingState.BOOKED.value, seat__isnull=False)
    count = taken.order_by().values("session").annotate(many=Count("pk")).values("many")
    rows = Session.objects.filter(service=service, cancelled_at=None, starts_at__gt=after, starts_at__lt=before)
    known: QuerySet[Session] = rows.filter(ends_at__gt=at).annotate(taken=Coalesce(Subquery(count), 0))
    return known.order_by("starts_at", "pk")


# The lowest seat that is free and that nobody else is about to take: who comes at the same moment gets the next one
# at once, instead of waiting to see whether this one is taken.
CLAIM = """
WITH free AS MATERIALIZED (
  SELECT number FROM generate_series(1, %s) AS number
  WHERE NOT EXISTS (SELECT 1 FROM records_booking WHERE session_id = %s AND seat = number AND state = 'booked')
  ORDER BY number)
SELECT number FROM free WHERE pg_try_advisory_xact_lock((%s %% 2147483647)::int, number) LIMIT 1"""


def claim_seat(session: int, seats: int, *, on: date) -> int | None:
    """A free seat that is this transaction's to take until it ends; None when there is none."""
    if connection.vendor != "postgresql":
        return free_seat(seats_taken(session, on=on), seats)
    with within(system("seats").scope(on=on)), prepared.cursor() as cursor:
        cursor.execute(CLAIM, [seats, *prepared.params([session, session])])
        found = cursor.fetchone()
    return found[0] if found is not None else None


@written
def _taken(sessions: list[int]) -> QuerySet[Booking, tuple[int, int]]:
    rows = Booking.unscoped.filter(session__in=sessions, state=BookingState.BOOKED.value, seat__isnull=False)
    return rows.values_list("session_id", "seat")


@written
def _come(sessions: list[int]) -> QuerySet[Booking, tuple[int, str]]:
    rows = Booking.unscoped.filter(session__in=sessions, state=BookingState.BOOKED.value)
    return rows.values_list("session_id", "verdict")
