"""How often a service wants people to come: which places it proposes, and when too few are booked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vidare.rules.bookings import Choice
from vidare.rules.period import Period

UNCOUNTED = 10_000  # where nobody counts seats there is room for everybody


def proposed(room: Mapping[Choice, int | None], *, visits: int) -> frozenset[Choice]:
    """As many places in the week as the service asks for: a day each as far as the days go, most free seats first."""
    found: list[Choice] = []
    ordered = sorted(room, key=lambda one: (-_free(room[one]), one.weekday, one.hour, one.minute))
    while len(found) < min(visits, len(ordered)):
        days = [choice.weekday for choice in found]
        found.append(min((one for one in ordered if one not in found), key=lambda one: days.count(one.weekday)))
    return frozenset(found)


def _free(seats: int | None) -> int:
    return UNCOUNTED if seats is None else seats


def too_few(booked: int, *, visits: int, week: Period, away: Iterable[Period]) -> bool:
    """Fewer than the service asks for, in a week in which nothing frees the person from coming."""
    return booked < visits and not any(one.overlaps(week) for one in away)
