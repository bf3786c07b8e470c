"""Everything that is known about booked hours, as the facts from which the verdict is derived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from vidare.records import configured
from vidare.records.absences import Assessment, Explanation
from vidare.records.activities import Booking
from vidare.records.attendance import Observation, Settled
from vidare.records.notes import Dispute
from vidare.records.outcomes import OccupationSpell
from vidare.records.participations import Pause
from vidare.records.placements import Placement
from vidare.rules import placements
from vidare.rules.activities import BookingKind, BookingState
from vidare.rules.attendance import Assessed, Disputed, Hour, Seen, Sighting, Source, Told
from vidare.rules.bookings import expected
from vidare.rules.calendar import local_day
from vidare.rules.outcomes import Occupation
from vidare.rules.period import Period
from vidare.rules.services import Exemption

OCCUPIED = {
    Exemption.EDUCATION: [Occupation.STUDIES.value],
    Exemption.WORK: [Occupation.WORK.value, Occupation.OWN_BUSINESS.value],
}
AT_WORK = [placements.State.RUNNING.value, placements.State.FOLLOWED_UP.value, placements.State.ENDED.value]


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
    spans = _Spans(rows)
    found = {row.pk: Known(row, spans.hour_of(row)) for row in rows}
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


class _Spans:
    """The days when somebody was not to come."""

    def __init__(self, rows: Iterable[Booking]) -> None:
        ways = {row.participation_id for row in rows}
        people = {row.person_id for row in rows}
        self.pauses = _periods(
            (row.participation_id, row.start, row.end or row.until)
            for row in Pause.unscoped.filter(participation__in=ways)
        )
        occupied = OccupationSpell.unscoped.filter(person__in=people).values_list("person", "start", "end")
        self.occupied = {
            exemption: _periods(occupied.filter(occupation__in=occupations))
            for exemption, occupations in OCCUPIED.items()
        }
        services = {row.participation.service_id for row in rows}
        self.exemptions = {service: configured.model_of(service).exemptions for service in services}
        self.placements = _periods(
            (row.participation_id, row.start, row.ended_on or row.end)
            for row in Placement.unscoped.filter(participation__in=ways, state__in=AT_WORK)
        )

    def hour_of(self, row: Booking) -> Hour:
        day = local_day(row.session.starts_at)
        return Hour(
            row.session.starts_at,
            row.session.ends_at,
            cancelled=row.state != BookingState.BOOKED.value or row.session.cancelled_at is not None,
            paused=not expected(day, self.pauses[row.participation_id]),
            exempt=any(not expected(day, periods) for periods in self._exempting(row)),
            dropped_in=row.kind == BookingKind.DROP_IN.value,
        )

    def _exempting(self, row: Booking) -> Iterable[list[Period]]:
        """The days of all that frees from the visits, as the service's own model says it."""
        for exemption in self.exemptions[row.participation.service_id]:
            if exemption is Exemption.PLACEMENT:
                yield self.placements[row.participation_id]
            else:
                yield self.occupied[exemption][row.person_id]


def _periods(rows: Iterable[tuple[int, date, date | None]]) -> defaultdict[int, list[Period]]:
    found: defaultdict[int, list[Period]] = defaultdict(list)
    for key, start, end in rows:
        if end is None or end >= start:  # one that ended before it began covers no day
            found[key].append(Period(start, end))
    return found
