"""Who came: the sheet of an hour, who is here now, what is in doubt, and a person's last times as a strip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from vidare.queries.week import HourCard, Place, cards, place_of
from vidare.records import configured, find
from vidare.records.activities import Booking, Session
from vidare.records.attendance import Observation, Settled
from vidare.records.together import Part, parted, those
from vidare.rules.access import Actor, Deed
from vidare.rules.activities import BookingState
from vidare.rules.attendance import CAME, Doubt, Policy, Seen, Source, Verdict, Why
from vidare.rules.calendar import bounds, local
from vidare.rules.decision import Hidden

Strip = tuple[tuple[date, Verdict], ...]
OLDEST = timedelta(days=30)  # a doubt and an unmarked hour older than this is no work of today


@parted
def strips(actor: Actor, *, persons: Collection[int], at: datetime, last: int = 10) -> Part[dict[int, Strip]]:
    """The last times of each person, oldest first: one query, however many persons."""
    found: defaultdict[int, list[tuple[date, Verdict]]] = defaultdict(list)
    rows = yield from those(
        Booking.visible_to(actor.scope(on=at.date()))
        .filter(
            person__in=persons,
            state=BookingState.BOOKED.value,
            session__ends_at__lte=at,
            starts_at__gte=at - timedelta(weeks=26),
        )
        .order_by("starts_at", "pk")
        .values_list("person", "starts_at", "verdict")
    )
    for person, starts_at, verdict in rows:
        found[person].append((local(starts_at).date(), Verdict(verdict or Verdict.NOT_REGISTERED.value)))
    return {person: tuple(found[person][-last:]) for person in persons}


@parted
def strip(actor: Actor, *, person: int, at: datetime, last: int = 10) -> Part[Strip]:
    """The last times of one person, oldest first, as parts/strip.html takes them."""
    found = yield from strips.part(actor, persons=[person], at=at, last=last)
    return found[person]


@dataclass(frozen=True, slots=True)
class Sighted:
    """One observation, in the words the sheet shows."""

    seen: Seen
    source: Source
    touched_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the sheet of the hour."""

    person_id: int
    booking_id: int
    name: str
    seat: int | None
    verdict: Verdict
    why: Why
    sighted: tuple[Sighted, ...]

    @property
    def came(self) -> bool:
        return self.verdict in CAME

    @property
    def unmarked(self) -> bool:
        return self.verdict is Verdict.NOT_REGISTERED

    @property
    def away(self) -> bool:
        """Somebody saw that the person was not there: there is a conversation to have, or that has been had."""
        return self.verdict in {Verdict.CONTESTED, Verdict.ABSENT_VALID, Verdict.ABSENT_INVALID}


@dataclass(frozen=True, slots=True)
class Sheet:
    hour: HourCard
    rows: tuple[Row, ...]
    unseen: int  # places of people whom the actor may not see by name; told to those who lead, and to nobody else
    may_register: bool
    may_book: bool

    @property
    def unmarked(self) -> int:
        return sum(row.unmarked for row in self.rows)


def sheet(actor: Actor, *, session: int, at: datetime) -> Sheet:
    """The list of the hour. Raises Hidden for an hour of another's service."""
    on = at.date()
    hours = Session.objects.filter(service__in=actor.services(Deed.SEE, on=on)).select_related("activity", "room")
    hour = find.one(hours, session)
    card = cards([hour], at=at)[0]
    rows = _rows(actor, hour, at=at)
    leads = actor.may(Deed.LEAD, on=on, service=hour.service_id).allowed
    return Sheet(
        card,
        rows,
        max(card.places - len(rows), 0) if leads else 0,
        actor.may(Deed.REGISTER, on=on, service=hour.service_id).allowed and not card.cancelled,
        actor.may(Deed.BOOK, on=on, service=hour.service_id).allowed,
    )


def _rows(actor: Actor, hour: Session, *, at: datetime) -> tuple[Row, ...]:
    scope = actor.scope(on=at.date())
    booked = list(
        Booking.visible_to(scope)
        .filter(session=hour, state=BookingState.BOOKED.value)
        .select_related("person")
        .order_by("seat", "pk")
    )
    seen: defaultdict[int, list[Sighted]] = defaultdict(list)
    for row in (
        Observation.visible_to(scope)
        .filter(booking__in=[row.pk for row in booked])
        .select_related("staff")
        .order_by("recorded_at", "pk")
    ):
        by = row.staff.name if row.staff else ""
        if row.booking_id is not None:
            seen[row.booking_id].append(Sighted(Seen(row.seen), Source(row.source), local(row.touched_at), by))
    return tuple(
        Row(
            person_id=row.person_id,
            booking_id=row.pk,
            name=f"{row.person.given_name} {row.person.family_name}".strip(),
            seat=row.seat,
            verdict=Verdict(row.verdict or Verdict.NOT_REGISTERED.value),
            why=Why(row.verdict_why or Why.NOTHING_SEEN.value),
            sighted=tuple(seen[row.pk]),
        )
        for row in booked
    )


@dataclass(frozen=True, slots=True)
class InDoubt:
    """A check-in that does not count before staff have looked at it, and the places it could be for."""

    observation_id: int
    person_id: int
    name: str
    doubt: Doubt
    touched_at: datetime
    recorded_at: datetime
    places: tuple[Place, ...]
    hours: tuple[HourCard, ...]


@dataclass(frozen=True, slots=True)
class Unmarked:
    """An hour that is over, with people in it whom nobody has registered."""

    session_id: int
    starts_at: datetime
    activity: str
    count: int


@dataclass(frozen=True, slots=True)
class Board:
    """Who is here now, and what asks to be dealt with. For staff only."""

    hours: tuple[tuple[HourCard, tuple[Row, ...]], ...]
    unmarked: tuple[Unmarked, ...]
    doubts: tuple[InDoubt, ...]
    may_register: bool


def board(actor: Actor, *, at: datetime) -> Board:
    """The hours whose door is open now, and who has come. Raises Hidden to those who see no service."""
    services = actor.services(Deed.SEE, on=at.date())
    if not services:
        raise Hidden
    opened = Q(pk__in=())
    for service in services:
        policy = Policy.from_values(configured.values_of(service, "attendance", at.date()))
        opened |= Q(service=service, starts_at__lte=at + timedelta(minutes=policy.opens_before_minutes))
    running = Session.objects.filter(opened, ends_at__gt=at, cancelled_at=None)
    sessions = list(running.select_related("activity", "room").order_by("starts_at", "pk"))
    return Board(
        tuple(
            (card, tuple(row for row in _rows(actor, session, at=at) if row.came))
            for card, session in zip(cards(sessions, at=at), sessions, strict=True)
        ),
        unmarked(actor, at=at),
        doubts(actor, at=at),
        bool(actor.services(Deed.REGISTER, on=at.date())),
    )


def unmarked(actor: Actor, *, at: datetime, most: int = 20) -> tuple[Unmarked, ...]:
    """Hours of the last month that are over and not registered for somebody, the oldest first."""
    rows = (
        Booking.visible_to(actor.scope(on=at.date()))
        .filter(
            session__service__in=actor.services(Deed.SEE, on=at.date()),
            session__ends_at__lte=at,
            starts_at__gte=at - OLDEST,
            state=BookingState.BOOKED.value,
            verdict__in=["", Verdict.NOT_REGISTERED.value],
        )
        .values("session", "session__starts_at", "session__activity__name")
        .annotate(count=Count("pk"))
        .order_by("session__starts_at", "session")
    )
    return tuple(
        Unmarked(row["session"], local(row["session__starts_at"]), row["session__activity__name"], row["count"])
        for row in rows[:most]
    )


def doubts(actor: Actor, *, at: datetime, most: int = 20) -> tuple[InDoubt, ...]:
    """Check-ins in doubt that nobody has settled, the oldest first; ten cost what one costs."""
    scope = actor.scope(on=at.date())
    settled = Settled.unscoped.filter(observation=OuterRef("pk"))
    rows = list(
        Observation.visible_to(scope)
        .filter(~Exists(settled), service__in=actor.services(Deed.SEE, on=at.date()), recorded_at__gte=at - OLDEST)
        .exclude(doubt="")
        .select_related("person")
        .order_by("recorded_at", "pk")[:most]
    )
    days = {(row.person_id, local(row.touched_at).date()) for row in rows}
    places, hours = _places(actor, days, at=at), _hours_of({day for _, day in days}, rows, at=at)
    return tuple(
        InDoubt(
            row.pk,
            row.person_id,
            f"{row.person.given_name} {row.person.family_name}".strip(),
            Doubt(row.doubt),
            local(row.touched_at),
            local(row.recorded_at),
            tuple(places[row.person_id, local(row.touched_at).date()]),
            tuple(hours[local(row.touched_at).date()]),
        )
        for row in rows
    )


def _places(
    actor: Actor, days: Collection[tuple[int, date]], *, at: datetime
) -> defaultdict[tuple[int, date], list[Place]]:
    found: defaultdict[tuple[int, date], list[Place]] = defaultdict(list)
    if not days:
        return found
    rows = Booking.visible_to(actor.scope(on=at.date())).filter(
        person__in={person for person, _ in days},
        state=BookingState.BOOKED.value,
        starts_at__gte=bounds(min(day for _, day in days))[0],
        starts_at__lt=bounds(max(day for _, day in days))[1],
    )
    for row in rows.select_related("session__activity", "session__room").order_by("starts_at", "pk"):
        place = place_of(row, at=at)
        found[row.person_id, place.day].append(place)
    return found


def _hours_of(days: Collection[date], rows: list[Observation], *, at: datetime) -> defaultdict[date, list[HourCard]]:
    found: defaultdict[date, list[HourCard]] = defaultdict(list)
    if not days:
        return found
    sessions = Session.objects.filter(
        service__in={row.service_id for row in rows},
        cancelled_at=None,
        starts_at__gte=bounds(min(days))[0],
        starts_at__lt=bounds(max(days))[1],
    )
    for card in cards(sessions.select_related("activity", "room").order_by("starts_at", "pk"), at=at):
        if card.free != 0 and card.starts_at <= at:
            found[card.starts_at.date()].append(card)
    return found
