"""What a list may name: the services, coaches, rooms and activities that are there, and what is chosen for all rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vidare.rules.imports.codes import Kind
from vidare.rules.imports.headings import known
from vidare.rules.referrals import WayIn


@dataclass(frozen=True, slots=True)
class Named:
    """One thing under each of the names that a list can call it by."""

    key: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A service that a row can be taken in to."""

    key: int
    names: tuple[str, ...]
    opened_on: date
    ways_in: tuple[WayIn, ...] = ()
    coaches: tuple[Named, ...] = ()
    rooms: tuple[Named, ...] = ()
    seats: Mapping[int, int] = field(default_factory=dict)  # by room; one without seats is not named
    activities: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What whoever brings the list says of all its rows. ``way_in``: how people came, where a row does not tell."""

    service: int
    way_in: WayIn
    kind: Kind | None = None
    sheet: str = ""
    weeks: int = 8  # how far ahead a weekday without a last day is laid out


def named(things: tuple[Named, ...], said: str) -> list[int]:
    """The keys of what bears this name, whole and folded."""
    wanted = known(said)
    return [one.key for one in things if wanted in {known(name) for name in one.names}]


def place_of(places: Mapping[int, Place], said: str) -> Place | None:
    wanted = known(said)
    for place in places.values():
        if wanted in {known(name) for name in place.names}:
            return place
    return None
