"""The hours of the week and their seats, and one person's own hours."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from vidare.queries.slots import Slot, of_day, rooms_of, slots
from vidare.records import configured, find
from vidare.records.activities import Booking, Session
from vidare.records.expected import times
from vidare.records.occupancy import booked_and_here
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.together import Part, beside, first, one, parted, those
from vidare.rules.access import Actor, Deed
from vidare.rules.activities import BookingKind, BookingState
from vidare.rules.attendance import Verdict
from vidare.rules.bookings import Away
from vidare.rules.calendar import Week, bounds, holiday, local, local_day, week_bounds
from vidare.rules.decision import Hidden
from vidare.rules.participations import State
from vidare.rules.visits import too_few

LAST_WEEKS = 8
COMING_WEEKS = 12


@dataclass(frozen=True, slots=True)
class HourCard:
    """One hour, and how full it is. ``booked`` counts those who have a place and have not come."""

    session_id: int
    starts_at: datetime
    ends_at: datetime
    activity: str
    room: str
    seats: int | None
    places: int
    here: int
    cancelled: bool
    cancel_reason: str
    running: bool
    over: bool

    @property
    def booked(self) -> int:
        return self.places - self.here

    @property
    def free(self) -> int | None:
        return None if self.seats is None else max(self.seats - self.places, 0)


@dataclass(frozen=True, slots=True)
class DayCard:
    on: date
    holiday: str
    hours: tuple[HourCard, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """``rooms`` are there to choose among where a service has many; without a choice the hours stand as sums."""

    week: Week
    rooms: tuple[tuple[int, str], ...]
    room: int | None
    days: tuple[DayCard, ...]
    seats: int
    taken: int
    may_book: bool


@dataclass(frozen=True, slots=True)
class Today:
    """How many come today, who is here now (as a number), and the hours of the day."""

    hours: tuple[HourCard, ...]
    slots: tuple[Slot, ...]
    coming: int
    here: int


def _services(actor: Actor, on: date) -> frozenset[int]:
    services = actor.services(Deed.SEE, on=on)
    if not services:
        raise Hidden
    return services


def cards(sessions: Iterable[Session], *, at: datetime) -> tuple[HourCard, ...]:
    """The hours with their counts: three queries, however many hours."""
    rows = list(sessions)
    counts = booked_and_here([row.pk for row in rows], on=at.date())
    return tuple(
        HourCard(
            session_id=row.pk,
            starts_at=local(row.starts_at),
            ends_at=local(row.ends_at),
            activity=row.activity.name,
            room=row.room.name if row.room else "",
            seats=row.seats,
            places=counts[row.pk][0],
            here=counts[row.pk][1],
            cancelled=row.cancelled_at is not None,
            cancel_reason=row.cancel_reason,
            running=row.starts_at <= at < row.ends_at,
            over=row.ends_at <= at,
        )
        for row in rows
    )


def _between(services: Iterable[int], start: datetime, end: datetime) -> QuerySet[Session]:
    rows = Session.objects.filter(service__in=services, starts_at__gte=start, starts_at__lt=end)
    return rows.select_related("activity", "room").order_by("starts_at", "pk")


def week(actor: Actor, *, week: Week, at: datetime, room: int | None = None) -> WeekPage:
    """Monday to Friday, and the weekend where something is on. Raises Hidden to those who see no service."""
    services = _services(actor, at.date())
    rooms = rooms_of(services)
    room = room if room in dict(rooms) else None
    hours, times = _times(services, *week_bounds(week), at=at, rooms=rooms, room=room)
    days = tuple(DayCard(day, holiday(day), of_day(day, hours), of_day(day, times)) for day in week.period.days())
    counted: list[HourCard | Slot] = [*(hour for hour in hours if not hour.cancelled), *times]
    return WeekPage(
        week,
        rooms,
        room,
        tuple(day for day in days if day.hours or day.slots or day.on.isoweekday() <= 5),
        sum(hour.seats or 0 for hour in counted),
        sum(hour.places for hour in counted if hour.seats is not None),
        bool(actor.services(Deed.BOOK, on=at.date())),
    )


def _times(
    services: frozenset[int], start: datetime, end: datetime, *, at: datetime, rooms: Collection[object],
    room: int | None = None,
) -> tuple[tuple[HourCard, ...], tuple[Slot, ...]]:  # fmt: skip
    """Hour by hour, or as sums where there are many rooms and none is chosen."""
    if rooms and room is None:
        return (), slots(services, start, end, at=at)
    hours = _between(services, start, end)
    return cards(hours if room is None else hours.filter(room=room), at=at), ()


def today(actor: Actor, *, on: date, at: datetime) -> Today | None:
    """For my day; None for those who see no service."""
    services = actor.services(Deed.SEE, on=on)
    if not services:
        return None
    hours, times = _times(services, *bounds(on), at=at, rooms=rooms_of(services))
    held: list[HourCard | Slot] = [*(hour for hour in hours if not hour.cancelled), *times]
    return Today(hours, times, sum(hour.places for hour in held), sum(hour.here for hour in held if hour.running))


@dataclass(frozen=True, slots=True)
class Place:
    """One hour that a person has, or had, a place in."""

    booking_id: int
    session_id: int
    starts_at: datetime
    ends_at: datetime
    activity: str
    room: str
    seat: int | None
    kind: BookingKind
    verdict: Verdict
    cancelled: bool
    begun: bool
    over: bool

    @property
    def day(self) -> date:
        return self.starts_at.date()


@dataclass(frozen=True, slots=True)
class OwnWeek:
    """A person's hours: those that come, those that were, and what may be done about them."""

    person_id: int
    name: str
    participation_id: int | None
    state: State | None
    coming: tuple[Place, ...]
    been: tuple[Place, ...]
    may_book: bool
    may_register: bool
    away: tuple[Away, ...]

    @property
    def not_registered(self) -> tuple[Place, ...]:
        """Hours that are over and of which nobody has said anything. Never absence."""
        return tuple(place for place in self.been if place.verdict is Verdict.NOT_REGISTERED and not place.cancelled)


@parted
def own(actor: Actor, *, person: int, at: datetime) -> Part[OwnWeek]:
    """Raises Hidden when the actor may not see the person."""
    scope = actor.scope(on=at.date())
    ways = Participation.visible_to(scope).filter(person=person).exclude(state=State.CLOSED.value)
    rows = Booking.visible_to(scope).filter(
        person=person,
        state=BookingState.BOOKED.value,
        starts_at__gte=at - timedelta(weeks=LAST_WEEKS),
        starts_at__lt=at + timedelta(weeks=COMING_WEEKS),
    )
    (who, way), booked = yield from beside(
        beside(one(Person.visible_to(scope), person), first(ways.order_by("-pk"))),
        those(rows.select_related("session__activity", "session__room")),
    )
    # Why somebody is freed from coming can be their health: whoever acts for them reads when the hours are.
    away = (yield from _away(way, at.date())) if way and actor.acts_for is None else ()
    places = [place_of(row, at=at) for row in booked]
    places.sort(key=lambda place: (place.starts_at, place.booking_id))
    service = way.service_id if way else 0
    return OwnWeek(
        person_id=who.pk,
        name=f"{who.given_name} {who.family_name}".strip(),
        participation_id=way.pk if way else None,
        state=State(way.state) if way else None,
        coming=tuple(place for place in places if not place.over),
        been=tuple(place for place in reversed(places) if place.over),
        may_book=actor.may(Deed.BOOK, on=at.date(), service=service).allowed,
        may_register=actor.may(Deed.REGISTER, on=at.date(), service=service).allowed,
        away=away,
    )


def _away(way: Participation, on: date) -> Part[tuple[Away, ...]]:
    """The times, now and ahead, in which the person is not to come; the first to begin comes first."""
    known = yield from times.part(way)
    left = [one for one in known.freed(way) if one.days.end is None or one.days.end >= on]
    return tuple(sorted(left, key=lambda one: (one.days.start, one.why)))


@dataclass(frozen=True, slots=True)
class Visits:
    """How often the service wants people to come, and how many hours a person has in the week after this one."""

    wanted: int
    week: Week
    booked: int
    too_few: bool


def visits(actor: Actor, own: OwnWeek, *, at: datetime) -> Visits | None:
    """None for those who have no way that is open. Nobody who is freed from coming has too few."""
    rows = Participation.visible_to(actor.scope(on=at.date())).filter(pk=own.participation_id or 0)
    service = rows.values_list("service_id", flat=True).first()
    if service is None:
        return None
    week = Week.of(at.date()).plus(1)
    booked = sum(1 for place in own.coming if not place.cancelled and Week.of(place.day) == week)
    wanted = configured.model_of(service).visits_per_week
    away = [one.days for one in own.away]
    few = own.state is State.ACTIVE and too_few(booked, visits=wanted, week=week.period, away=away)
    return Visits(wanted, week, booked, few)


def place_of(row: Booking, *, at: datetime) -> Place:
    return Place(
        booking_id=row.pk,
        session_id=row.session_id,
        starts_at=local(row.session.starts_at),
        ends_at=local(row.session.ends_at),
        activity=row.session.activity.name,
        room=row.session.room.name if row.session.room else "",
        seat=row.seat,
        kind=BookingKind(row.kind),
        verdict=Verdict(row.verdict or Verdict.NOT_REGISTERED.value),
        cancelled=row.session.cancelled_at is not None,
        begun=row.session.starts_at <= at,
        over=row.session.ends_at <= at,
    )


def free_hours(actor: Actor, *, booking: int | None = None, weeks: int = 2, at: datetime) -> tuple[HourCard, ...]:
    """Hours with room, to book or to move to: in the coming weeks, or in the week of a booking that shall be moved."""
    if booking is None:
        services, start, end = _services(actor, at.date()), at, at + timedelta(weeks=weeks)
    else:
        row = find.one(Booking.visible_to(actor.scope(on=at.date())).select_related("session"), booking)
        services = frozenset({row.session.service_id})
        start, end = week_bounds(Week.of(local_day(row.starts_at)))
    hours = cards(_between(services, start, end), at=at)
    return tuple(hour for hour in hours if not hour.over and not hour.cancelled and hour.free != 0)
