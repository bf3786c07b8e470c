"""How full the hours are. Everybody takes a seat, those too whom the one who asks may not see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from vidare.records.activities import Booking
from vidare.records.walls import within
from vidare.records.written import written
from vidare.rules.access import system
from vidare.rules.activities import BookingState
from vidare.rules.attendance import CAME


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


@written
def _taken(sessions: list[int]) -> QuerySet[Booking, tuple[int, int]]:
    rows = Booking.unscoped.filter(session__in=sessions, state=BookingState.BOOKED.value, seat__isnull=False)
    return rows.values_list("session_id", "seat")


@written
def _come(sessions: list[int]) -> QuerySet[Booking, tuple[int, str]]:
    rows = Booking.unscoped.filter(session__in=sessions, state=BookingState.BOOKED.value)
    return rows.values_list("session_id", "verdict")
