"""Places in the hours of the week: a series, one hour, moved, given back, and dropped in to. Never one too many."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time

from django.db import IntegrityError, transaction

from vidare.actions import ledger, verdicts
from vidare.actions.free_hours import nearest, open_hours, slot_of
from vidare.actions.ledger import deed, for_another
from vidare.records import configured, find
from vidare.records.activities import Booking, Session
from vidare.records.expected import Times
from vidare.records.occupancy import claim_seat, seats_taken, seats_taken_in
from vidare.records.participations import Participation
from vidare.records.walls import within
from vidare.records.written import added
from vidare.rules import bookings as rule
from vidare.rules.access import Actor, Deed, system
from vidare.rules.activities import BookingKind, BookingState
from vidare.rules.attendance import Answer
from vidare.rules.bookings import Away, Choice, No
from vidare.rules.calendar import Week, local_day, moment, week_bounds
from vidare.rules.calendar import weeks as weeks_from
from vidare.rules.decision import Because, Decision, Refused
from vidare.rules.participations import State
from vidare.rules.representatives import Doing

Taken = tuple[dict[int, int], dict[int, Because]]  # bookings by hour, and why there is none


@dataclass(frozen=True, slots=True)
class Skipped:
    """An hour of a series that could not be booked, and why."""

    starts_at: datetime
    because: Because


@dataclass(frozen=True, slots=True)
class Series:
    booked: tuple[int, ...]
    skipped: tuple[Skipped, ...]


def times_away(row: Participation, *, at: datetime) -> list[Away]:
    """When the person is not to come. The rule judges all of it, whatever the one who books may see of it."""
    with within(system("seats").scope(on=at.date())):
        return Times([row]).freed(row)


def _may_book(
    row: Participation, session: Session, away: Collection[Away], *, here: bool = False, at: datetime
) -> Decision:
    then = rule.away_on(local_day(session.starts_at), away)
    slot = slot_of(session)
    return rule.may_book(slot, service=row.service_id, state=State(row.state), away=then, here=here, at=at)


def take_place(row: Participation, session: Session, kind: BookingKind, *, at: datetime, **more: Booking) -> Booking:
    """A place in the hour, for whoever is allowed it. Raises Refused when it is full or they have one already.

    Two who take the same seat at once meet in the database: the second tries the next free one.
    """
    _may_book(row, session, times_away(row, at=at), here=kind is BookingKind.DROP_IN, at=at).require()
    while True:
        seat = None
        if session.seats is not None:
            seat = rule.free_seat(seats_taken(session.pk, on=at.date()), session.seats)
            if seat is None:
                raise Refused([Because(No.FULL, {"nearest": nearest(session, at=at)})])
        try:
            with transaction.atomic():
                made = _place(row, session, kind, seat, at=at, **more)
                made.save(force_insert=True)
                return made
        except IntegrityError:
            mine = Booking.unscoped.filter(session=session, participation=row, state=BookingState.BOOKED.value)
            if mine.exists():
                raise Refused([Because(No.ALREADY_BOOKED)]) from None
            if seat is None or seat not in seats_taken(session.pk, on=at.date()):
                raise


def _place(
    row: Participation, session: Session, kind: BookingKind, seat: int | None, *, at: datetime, **more: Booking
) -> Booking:
    return Booking(
        board_id=row.board_id, person_id=row.person_id, session=session, participation=row,
        starts_at=session.starts_at, kind=kind.value, seat=seat, booked_at=at, **more,
    )  # fmt: skip


def _way(actor: Actor, participation: int, *, at: datetime) -> Participation:
    rows = Participation.visible_to(actor.scope(on=at.date())).select_related("person")
    row = find.one(rows, participation)
    if actor.person_id is None:
        actor.may(Deed.BOOK, on=at.date(), service=row.service_id).require()
    return row


def _session(actor: Actor, session: int, row: Participation) -> Session:
    return find.one(Session.objects.filter(service=row.service_id), session)


def _booking(actor: Actor, booking: int, *, at: datetime) -> Booking:
    rows = Booking.visible_to(actor.scope(on=at.date())).select_related("session", "participation__person")
    row = find.one(rows, booking, lock=True)
    if actor.person_id is None:
        actor.may(Deed.BOOK, on=at.date(), service=row.session.service_id).require()
    if row.state != BookingState.BOOKED.value:
        raise Refused([Because(No.NOT_BOOKED)])
    return row


@deed
def book_series(
    actor: Actor, *, participation: int, choices: Collection[Choice], first: Week, weeks: int, at: datetime
) -> Series:
    """The same places week after week. What could not be booked is told; nothing booked at all is a refusal."""
    rule.may_plan(choices, weeks).require()
    row = _way(actor, participation, at=at)
    _staff_only(actor)
    hours = list(_hours_of(row, choices, first, weeks))
    free = [session for _starts_at, session in hours if session is not None]
    booked, refused = _take_at_once(row, free, at=at)
    skipped = [
        Skipped(starts_at, Because(No.NO_HOUR) if session is None else refused[session.pk])
        for starts_at, session in hours
        if session is None or session.pk in refused
    ]
    if not booked:
        raise Refused({one.because.code: one.because for one in skipped}.values())
    ledger.note(
        actor, "booking.series-booked", at=at, person=row.person.key, participation=row.pk, bookings=[*booked.values()],
        skipped=len(skipped),
    )  # fmt: skip
    verdicts.derive_and_refresh(*booked.values(), at=at)
    return Series(tuple(booked.values()), tuple(skipped))


def _take_at_once(row: Participation, hours: Collection[Session], *, at: datetime) -> Taken:
    """Bookings by hour, and why there is none. When somebody took one of the seats meanwhile, hour by hour."""
    taken = seats_taken_in([session.pk for session in hours], on=at.date())
    mine = Booking.unscoped.filter(session__in=taken, participation=row, state=BookingState.BOOKED.value)
    has = set(mine.values_list("session", flat=True))
    rows, refused, away = [], {}, times_away(row, at=at)
    for session in hours:
        may = _may_book(row, session, away, at=at)
        seat = rule.free_seat(taken[session.pk], session.seats) if session.seats is not None else None
        if session.pk in has or not may.allowed:
            refused[session.pk] = may.reasons[0] if may.reasons else Because(No.ALREADY_BOOKED)
        elif seat is None and session.seats is not None:
            refused[session.pk] = Because(No.FULL)
        else:
            rows.append(_place(row, session, BookingKind.SERIES, seat, at=at))
    try:
        with transaction.atomic():
            return {made.session_id: made.pk for made in Booking.unscoped.bulk_create(rows)}, refused
    except IntegrityError:
        return _take_one_by_one(row, hours, at=at)


def _take_one_by_one(row: Participation, hours: Collection[Session], *, at: datetime) -> Taken:
    booked, refused = {}, {}
    for session in hours:
        try:
            booked[session.pk] = take_place(row, session, BookingKind.SERIES, at=at).pk
        except Refused as no_place:
            refused[session.pk] = no_place.reasons[0]
    return booked, refused


def _hours_of(
    row: Participation, choices: Collection[Choice], first: Week, weeks: int
) -> Iterator[tuple[datetime, Session | None]]:
    start, end = week_bounds(first)[0], week_bounds(first.plus(weeks - 1))[1]
    laid: dict[datetime, Session] = {}
    # An hour with seats before one without, where two begin at once.
    for session in Session.objects.filter(
        service=row.service_id, starts_at__gte=start, starts_at__lt=end, cancelled_at=None
    ).order_by("-seats", "pk"):
        laid.setdefault(session.starts_at, session)
    for week in weeks_from(first, weeks):
        for choice in sorted(choices, key=lambda one: (one.weekday, one.hour, one.minute)):
            starts_at = moment(week.day(choice.weekday), time(choice.hour, choice.minute))
            yield starts_at, laid.get(starts_at)


def _staff_only(actor: Actor) -> None:
    if actor.person_id is not None:
        raise Refused([Because(No.MAY_NOT_MOVE)])


@deed
def book(actor: Actor, *, participation: int, session: int, at: datetime) -> int:
    """One place in one hour, by staff."""
    row = _way(actor, participation, at=at)
    _staff_only(actor)
    taken = take_place(row, _session(actor, session, row), BookingKind.SINGLE, at=at)
    ledger.note(
        actor, "booking.booked", at=at, person=row.person.key, participation=row.pk, booking=taken.pk, session=session
    )
    verdicts.derive_and_refresh(taken.pk, at=at)
    return taken.pk


@deed
@for_another(Doing.MOVE_TIME)
def move(actor: Actor, *, booking: int, session: int, at: datetime) -> int:
    """To another hour. A participant moves their own, within the week; the old place is free at once."""
    row = _booking(actor, booking, at=at)
    way = row.participation
    to = _session(actor, session, way)
    policy = rule.Policy.from_values(configured.values_of(way.service_id, "attendance", local_day(row.starts_at)))
    rule.may_move(slot_of(row.session), slot_of(to), own=actor.person_id is not None, policy=policy, at=at).require()
    row.state = BookingState.MOVED.value
    row.save(update_fields=["state"])
    new = take_place(way, to, BookingKind.MOVED, at=at, moved_from=row)
    ledger.note(
        actor, "booking.moved", at=at, person=way.person.key, participation=way.pk, booking=new.pk, before=row.pk
    )
    verdicts.derive_and_refresh(row.pk, new.pk, at=at)
    return new.pk


@deed
def cancel(actor: Actor, *, booking: int, at: datetime) -> None:
    """Give a place back before the hour begins. After that the verdict tells what happened."""
    row = _booking(actor, booking, at=at)
    _staff_only(actor)
    rule.may_cancel(slot_of(row.session), at=at).require()
    row.state = BookingState.CANCELLED.value
    row.save(update_fields=["state"])
    way = row.participation
    ledger.note(actor, "booking.cancelled", at=at, person=way.person.key, participation=way.pk, booking=row.pk)
    verdicts.derive_and_refresh(row.pk, at=at)


def place_now(row: Participation, *, at: datetime, seen: Answer | None = None) -> Booking | None:
    """A free place now: in the hour that runs, else in the next one whose door has opened. None when all are full.

    ``seen``: the verdict of whoever was seen at the door, where nothing else can be known of the hour.
    """
    hours = open_hours(row.service_id, at=at)
    if not hours:
        raise Refused([Because(No.NO_HOUR)])
    for session in hours:
        _may_book(row, session, (), here=True, at=at).require()
        made = _seated(row, session, seen, at=at)
        if made is not None:
            return made
    return None


def _seated(row: Participation, session: Session, seen: Answer | None, *, at: datetime) -> Booking | None:
    seats, taken, seat = session.seats, session.taken, None  # type: ignore[attr-defined]
    while seats is None or taken < seats:
        if seats is not None:
            seat = claim_seat(session.pk, seats, on=at.date())
            if seat is None:
                return None
        made = _place(row, session, BookingKind.DROP_IN, seat, at=at)
        if seen is not None:
            made.verdict, made.verdict_why = seen.verdict.value, seen.why.value
        if added(made):
            return made
        mine = Booking.unscoped.filter(session=session, participation=row, state=BookingState.BOOKED.value)
        if mine.exists():
            raise Refused([Because(No.ALREADY_BOOKED)])
    return None


def drop_in_to(row: Participation, *, at: datetime) -> Booking:
    """A free place now. Raises Refused, with the nearest hours that have one, when there is none."""
    made = place_now(row, at=at)
    if made is None:
        last = open_hours(row.service_id, at=at)[-1]
        raise Refused([Because(No.FULL, {"nearest": nearest(last, at=at)})])
    return made


@deed
def drop_in(actor: Actor, *, participation: int, at: datetime) -> int:
    """Staff give somebody who has just come a free place."""
    row = _way(actor, participation, at=at)
    _staff_only(actor)
    taken = drop_in_to(row, at=at)
    ledger.note(actor, "booking.dropped-in", at=at, person=row.person.key, participation=row.pk, booking=taken.pk)
    verdicts.derive_and_refresh(taken.pk, at=at)
    return taken.pk
