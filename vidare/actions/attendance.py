"""What staff saw: one mark, a whole sheet, somebody checked in at the desk, and a doubtful check-in settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from vidare.actions import bookings, door, ledger, verdicts
from vidare.actions.ledger import deed
from vidare.actions.verdicts import derive
from vidare.records import find
from vidare.records.activities import Booking, Session
from vidare.records.attendance import Observation, Settled
from vidare.records.participations import Participation
from vidare.rules.access import Actor, Deed
from vidare.rules.activities import BookingKind, BookingState
from vidare.rules.attendance import CAME, Mark, No, Seen, Source
from vidare.rules.calendar import local_day
from vidare.rules.decision import Because, Refused

__all__ = ["check_in_for", "confirm_sheet", "derive", "register", "settle_doubt"]


@deed
def register(actor: Actor, *, booking: int, mark: Mark, at: datetime, key: UUID | None = None) -> None:
    """A member of staff says here, came late, or not here. It is added to what is known, and overwrites nothing."""
    rows = Booking.visible_to(actor.scope(on=at.date())).select_related("session", "participation__person")
    row = find.one(rows, booking)
    actor.may(Deed.REGISTER, on=at.date(), service=row.session.service_id).require()
    _observe(actor, row, mark, key=key or uuid4(), at=at)
    verdicts.derive_and_refresh(row.pk, at=at)


def _observe(actor: Actor, row: Booking, mark: Mark, *, key: UUID, at: datetime) -> None:
    if row.state != BookingState.BOOKED.value:
        raise Refused([Because(No.NOT_BOOKED)])
    if mark is Mark.NOT_HERE and at < row.session.starts_at:
        raise Refused([Because(No.NOT_STARTED, {"starts_at": row.session.starts_at})])
    Observation.unscoped.create(
        board_id=row.board_id, person_id=row.person_id, service_id=row.session.service_id, session=row.session,
        booking=row, key=key, seen=(Seen.NOT_HERE if mark is Mark.NOT_HERE else Seen.HERE).value,
        source=Source.STAFF.value, touched_at=_came_at(row.session, mark, at), recorded_at=at, staff_id=actor.user_id,
    )  # fmt: skip
    ledger.note(
        actor, "attendance.registered", at=at, person=row.participation.person.key, booking=row.pk, mark=mark.value
    )


def _came_at(session: Session, mark: Mark, at: datetime) -> datetime:
    """Staff who mark afterwards say whether somebody came in time, not when they marked it."""
    if mark is Mark.CAME_LATE:
        policy = verdicts.policy_of(session.service_id, local_day(session.starts_at))
        soonest = session.starts_at + timedelta(minutes=policy.late_after_minutes + 1)
        return max(soonest, min(at, session.ends_at))
    return min(at, session.starts_at) if mark is Mark.HERE else at


@deed
def confirm_sheet(actor: Actor, *, session: int, marks: Mapping[int, Mark], at: datetime) -> int:
    """The marks of a whole hour in one go. Answers how many are still not registered: nobody is absent by silence."""
    services = actor.services(Deed.REGISTER, on=at.date())
    hour = find.one(Session.objects.filter(service__in=services), session)
    if not marks:
        raise Refused([Because(No.NOTHING_MARKED)])
    seen = Booking.visible_to(actor.scope(on=at.date())).filter(session=hour, state=BookingState.BOOKED.value)
    rows = {row.pk: row for row in seen.select_related("session", "participation__person")}
    for booking, mark in sorted(marks.items()):
        if booking not in rows:
            raise Refused([Because(No.NOT_BOOKED)])
        _observe(actor, rows[booking], mark, key=uuid4(), at=at)
    ledger.note(actor, "session.sheet-confirmed", at=at, session=hour.pk, marked=len(marks), rows=len(rows))
    verdicts.derive_and_refresh(*marks, at=at)
    return len(rows) - len(marks)


@deed
def check_in_for(actor: Actor, *, participation: int, at: datetime, key: UUID | None = None) -> int:
    """At the desk: for somebody who cannot use the kiosk. Their own hour now, or a free seat. Answers the booking.

    Somebody who has been seen already is not seen twice.
    """
    ways = Participation.visible_to(actor.scope(on=at.date())).select_related("person")
    row = find.one(door.held(ways), participation)
    actor.may(Deed.REGISTER, on=at.date(), service=row.service_id).require()
    booking = door.booking_at(row, at) or bookings.drop_in_to(row, at=at)
    if booking.verdict in CAME:
        ledger.note(actor, "attendance.seen-again", at=at, person=row.person.key, booking=booking.pk)
        return booking.pk
    late = at > booking.session.starts_at + timedelta(
        minutes=verdicts.policy_of(row.service_id, local_day(at)).late_after_minutes
    )
    mark = Mark.CAME_LATE if late and booking.kind != BookingKind.DROP_IN.value else Mark.HERE
    _observe(actor, booking, mark, key=key or uuid4(), at=at)
    verdicts.derive_and_refresh(booking.pk, at=at)
    return booking.pk


@deed
def settle_doubt(
    actor: Actor,
    *,
    observation: int,
    counts: bool,
    booking: int | None = None,
    session: int | None = None,
    at: datetime,
) -> None:
    """A check-in in doubt counts: for an hour the person had a place in, or for a free seat there. Or it does not."""
    row = find.one(Observation.visible_to(actor.scope(on=at.date())).select_related("person"), observation, lock=True)
    actor.may(Deed.REGISTER, on=at.date(), service=row.service_id).require()
    if not row.doubt:
        raise Refused([Because(No.NO_DOUBT)])
    if Settled.unscoped.filter(observation=row).exists():
        raise Refused([Because(No.ALREADY_SETTLED)])
    place = _place(actor, row, booking, session, at=at) if counts else None
    Settled.unscoped.create(
        board_id=row.board_id, person_id=row.person_id, observation=row, booking=place, counts=counts,
        staff_id=actor.user_id, settled_at=at,
    )  # fmt: skip
    ledger.note(
        actor, "attendance.doubt-settled", at=at, person=row.person.key, observation=row.pk, counts=counts,
        booking=place.pk if place else None,
    )  # fmt: skip
    if place is not None:
        verdicts.derive_and_refresh(place.pk, at=at)


def _place(actor: Actor, row: Observation, booking: int | None, session: int | None, *, at: datetime) -> Booking:
    scope = actor.scope(on=at.date())
    if booking is not None:
        booked = Booking.visible_to(scope).filter(person=row.person_id, state=BookingState.BOOKED.value)
        return find.one(booked.filter(session__service=row.service_id), booking)
    if session is None:
        raise Refused([Because(No.NO_BOOKING_CHOSEN)])
    ways = Participation.visible_to(scope).filter(person=row.person_id, service=row.service_id).order_by("-pk")
    way = find.one(ways, ways.values_list("pk", flat=True).first() or 0)
    hour = find.one(Session.objects.filter(service=row.service_id), session)
    # The seat was taken when the person touched, so the hour is judged as it was then.
    return bookings.take_place(
        way, hour, BookingKind.DROP_IN, at=min(row.touched_at, hour.ends_at - timedelta(minutes=1))
    )
