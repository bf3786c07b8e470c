"""Everything that is known about booked hours, as the facts from which the verdict is derived."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from vidare.records.absences import Assessment, Explanation
from vidare.records.activities import Booking
from vidare.records.attendance import Observation, Settled
from vidare.records.expected import Times
from vidare.records.notes import Dispute
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
    rows = list(Booking.unscoped.filter(pk__in=bookings).select_related("session", "participation").order_by("pk"))
    times = Times(row.participation for row in rows)
    found = {row.pk: Known(row, _hour_of(row, times)) for row in rows}
    for booking, sighting in _sightings(list(found)):
        found[booking].sightings.append(sighting)
    for row in Explanation.unscoped.filter(booking__in=list(found)).only("booking_id", "given_at", "ahead"):
        found[row.booking_id].told.append(Told(row.given_at, row.ahead))
    for row in Assessment.unscoped.filter(booking__in=list(found)).only("booking_id", "valid", "assessed_at"):
        found[row.booking_id].assessed.append(Assessed(row.valid, row.assessed_at))
    for row in Dispute.unscoped.filter(booking__in=list(found)):
        found[row.booking_id].disputed.append(Disputed(row.made_at, row.answered_at, row.upheld))
    return list(found.values())


def _sightings(bookings: list[int]) -> Iterable[tuple[int, Sighting]]:
    fields = ("seen", "source", "touched_at", "recorded_at")
    sure = Observation.unscoped.filter(booking__in=bookings, doubt="").values_list("booking", *fields)
    settled = Settled.unscoped.filter(booking__in=bookings, counts=True).values_list(
        "booking", *(f"observation__{field}" for field in fields)
    )
    for booking, seen, source, touched_at, recorded_at in [*sure, *settled]:
        yield booking, Sighting(Seen(seen), Source(source), touched_at, recorded_at)


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
