"""The hours of a service with many rooms, gathered by their time: a day is as many lines as it has times."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from vidare.records import occupancy
from vidare.records.services import Room
from vidare.rules.calendar import local

MANY = 4  # rooms: a service with more is shown room by room, and all of them as sums
MOST = 200


@dataclass(frozen=True, slots=True)
class Slot:
    """All hours of one activity at one time. ``seats`` is None where there are no seats to count."""

    starts_at: datetime
    ends_at: datetime
    activity: str
    rooms: int
    off: int
    seats: int | None
    places: int
    here: int
    running: bool
    over: bool


class Timed(Protocol):
    @property
    def starts_at(self) -> datetime: ...


One = TypeVar("One", bound=Timed)


def of_day(day: date, times: Iterable[One]) -> tuple[One, ...]:
    return tuple(one for one in times if one.starts_at.date() == day)


def rooms_of(services: Collection[int]) -> tuple[tuple[int, str], ...]:
    """Keys and names of the rooms to choose among; empty where there are so few that all are shown."""
    rows = Room.objects.filter(service__in=services).order_by("name", "pk").values_list("pk", "name")[:MOST]
    return tuple(rows) if len(rows) > MANY else ()


def slots(services: Collection[int], start: datetime, end: datetime, *, at: datetime) -> tuple[Slot, ...]:
    """Two questions, however many rooms and hours."""
    return tuple(
        Slot(
            starts_at=local(row.starts_at),
            ends_at=local(row.ends_at),
            activity=row.activity,
            rooms=row.held,
            off=row.off,
            seats=row.seats,
            places=row.places,
            here=row.here,
            running=row.starts_at <= at < row.ends_at,
            over=row.ends_at <= at,
        )
        for row in occupancy.by_time(services, start, end, on=at.date())
    )
