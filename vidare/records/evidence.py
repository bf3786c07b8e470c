"""Everything that is known about booked hours, as the facts from which the verdict is derived."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from vidare.records.absences import Assessment, Explanation
from vidare.records.activities import Booking
from vidare.records.attendance import Observation, Settled
from vidare.records.expected import Times
from vidare.records.notes import Dispute
from vidare.records.written import written
from vidare.rules.activities import BookingKind, BookingState
from vidare.rules.attendance import Assessed, Disputed, Hour, Seen, Sighting, Source, Told
from vidare.rules.bookings import Instead
from vidare.rules.calendar import local_day


@dataclass(slots=True)
class Known:
    """One booking and what is known about it."""

    booking: Booking
    hour: Hour
    sightings: list[Sighting] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    assessed: list[Assessed] = field(default_factory=list)
    disputed: list[Disputed] = field(default_factory=list)


def gather(bookings: Collection[int]) -> list[Known]:
    """The facts of these bookings, in the order of their keys; ten cost what one costs.

    The caller stands where everything can be seen: a verdict must not depend on how much the one who acts may see.
    """
    rows = _booked(list(bookings))
    times = Times(row.participation for row in rows)
    found = {row.pk: Known(row, _hour_of(row, times)) for row in rows}
    keys = list(found)
    for booking, seen, source, touched_at, recorded_at in [*_sure(keys), *_settled(keys)]:
        found[booking].sightings.append(Sighting(Seen(seen), Source(source), touched_at, recorded_at))
    for booking, given_at, ahead in _told(keys):
        found[booking].told.append(Told(given_at, ahead))
    for booking, valid, assessed_at in _assessed(keys):
        found[booking].assessed.append(Assessed(valid, assessed_at))
    for booking, made_at, answered_at, upheld in _disputed(keys):
        found[booking].disputed.append(Disputed(made_at, answered_at, upheld))
    return list(found.values())


@written
def _booked(keys: list[int]) -> QuerySet[Booking]:
    return Booking.unscoped.filter(pk__in=keys).select_related("session", "participation").order_by("pk")


@written
def _sure(keys: list[int]) -> QuerySet[Observation, tuple[int, str, str, datetime, datetime]]:
    rows = Observation.unscoped.filter(booking__in=keys, doubt="")
    return rows.values_list("booking_id", "seen", "source", "touched_at", "recorded_at")


@written
def _settled(keys: list[int]) -> QuerySet[Settled, tuple[int, str, str, datetime, datetime]]:
    rows = Settled.unscoped.filter(booking__in=keys, counts=True)
    names = ("seen", "source", "touched_at", "recorded_at")
    return rows.values_list("booking_id", *(f"observation__{name}" for name in names))


@written
def _told(keys: list[int]) -> QuerySet[Explanation, tuple[int, datetime, bool]]:
    return Explanation.unscoped.filter(booking__in=keys).values_list("booking_id", "given_at", "ahead")


@written
def _assessed(keys: list[int]) -> QuerySet[Assessment, tuple[int, bool, datetime]]:
    return Assessment.unscoped.filter(booking__in=keys).values_list("booking_id", "valid", "assessed_at")


@written
def _disputed(keys: list[int]) -> QuerySet[Dispute, tuple[int, datetime, datetime | None, bool | None]]:
    return Dispute.unscoped.filter(booking__in=keys).values_list("booking_id", "made_at", "answered_at", "upheld")


def _hour_of(row: Booking, times: Times) -> Hour:
    day = local_day(row.session.starts_at)
    away = {one.why for one in times.freed(row.participation) if day in one.days}
    return Hour(
        row.session.starts_at,
        row.session.ends_at,
        cancelled=row.state != BookingState.BOOKED.value or row.session.cancelled_at is not None,
        paused=Instead.PAUSE in away,
        exempt=bool(away - {Instead.PAUSE}),
        dropped_in=row.kind == BookingKind.DROP_IN.value,
    )
