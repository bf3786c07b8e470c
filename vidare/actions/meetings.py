"""Booked talks, the interpreter with them. The first one held stops the clock and starts the participation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from vidare.actions import attention, ledger, participations
from vidare.actions.ledger import deed
from vidare.records import find
from vidare.records.participations import Meeting, Participation
from vidare.records.users import User
from vidare.records.workload import staff_of
from vidare.rules import meetings
from vidare.rules.access import Actor
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.decision import Decision
from vidare.rules.participations import State

LONGEST = timedelta(minutes=meetings.LONGEST)


@dataclass(frozen=True, slots=True)
class Booking:
    """When, with whom, where, and in which language."""

    starts_at: datetime
    staff: int
    minutes: int = 60
    place: str = ""
    interpreter_language: str = ""
    interpreter_booked: bool = False


@deed
def book_meeting(actor: Actor, *, participation: int, kind: MeetingKind, booking: Booking, at: datetime) -> int:
    row = participations.one_to_change(actor, participation, at=at)
    has_first = _first(row).exclude(state__in=[MeetingState.MISSED.value, MeetingState.CANCELLED.value]).exists()
    decision = meetings.kind_fits(kind, state=State(row.state), has_first=has_first)
    (decision & _fits(row, booking, at=at)).require()
    meeting = Meeting(board_id=row.board_id, person=row.person, participation=row, kind=kind.value)
    _put(meeting, booking)
    meeting.save(force_insert=True)
    ledger.note(
        actor, "meeting.booked", at=at, person=row.person.key, meeting=meeting.pk, kind=kind.value,
        interpreter=booking.interpreter_booked,
    )  # fmt: skip
    attention.refresh(row.pk, on=at.date())
    return int(meeting.pk)


def _first(row: Participation) -> QuerySet[Meeting]:
    return Meeting.unscoped.filter(participation=row, kind=MeetingKind.FIRST.value)


def _fits(row: Participation, booking: Booking, *, at: datetime, besides: int = 0) -> Decision:
    on = booking.starts_at.astimezone(at.tzinfo).date()
    return meetings.book(
        starts_at=booking.starts_at,
        minutes=booking.minutes,
        at=at,
        is_staff=booking.staff in staff_of(row.service_id, on=on),
        is_busy=_busy(booking, besides=besides),
        needs_interpreter=row.person.interpreter,
        language=booking.interpreter_language,
    )


def _busy(booking: Booking, *, besides: int) -> bool:
    """Whether the member of staff has another talk at that time, with whomever it is; one booking at a time asks."""
    find.one(User.objects.all(), booking.staff, lock=True)
    ends_at = booking.starts_at + timedelta(minutes=booking.minutes)
    near = Meeting.unscoped.filter(
        staff=booking.staff, state=MeetingState.BOOKED.value, starts_at__lt=ends_at,
        starts_at__gt=booking.starts_at - LONGEST,
    ).exclude(pk=besides)  # fmt: skip
    times = near.values_list("starts_at", "minutes")
    return any(starts_at + timedelta(minutes=minutes) > booking.starts_at for starts_at, minutes in times)


def _put(meeting: Meeting, booking: Booking) -> None:
    meeting.starts_at, meeting.minutes, meeting.staff_id = booking.starts_at, booking.minutes, booking.staff
    meeting.place = booking.place.strip()
    meeting.interpreter_language = booking.interpreter_language
    meeting.interpreter_booked = booking.interpreter_booked and bool(booking.interpreter_language)


def _one(actor: Actor, meeting: int, *, at: datetime) -> tuple[Meeting, Participation]:
    row = find.one(Meeting.visible_to(actor.scope(on=at.date())), meeting, lock=True)
    return row, participations.one_to_change(actor, row.participation_id, at=at)


@deed
def move_meeting(actor: Actor, *, meeting: int, booking: Booking, at: datetime) -> None:
    """Another time, another colleague, or an interpreter booked at last."""
    row, way = _one(actor, meeting, at=at)
    decision = meetings.move(MeetingState(row.state), MeetingState.HELD)
    (decision & _fits(way, booking, at=at, besides=row.pk)).require()
    _put(row, booking)
    row.save()
    ledger.note(actor, "meeting.moved", at=at, person=way.person.key, meeting=row.pk)
    attention.refresh(way.pk, on=at.date())


@deed
def hold_meeting(actor: Actor, *, meeting: int, at: datetime) -> None:
    """It took place. A first meeting stops the clock and starts the participation, on the meeting's own day."""
    row, way = _one(actor, meeting, at=at)
    meetings.happened(MeetingState(row.state), MeetingState.HELD, starts_at=row.starts_at, at=at).require()
    day: date = row.starts_at.astimezone(at.tzinfo).date()
    if row.kind == MeetingKind.FIRST.value and way.state == State.WAITING.value:
        participations.start(way, on=day, otherwise=row.staff_id)
    row.state = MeetingState.HELD.value
    row.save()
    way.last_contact_on = max(way.last_contact_on or day, day)
    way.version += 1
    way.save()
    ledger.note(actor, "meeting.held", at=at, person=way.person.key, meeting=row.pk, kind=row.kind)
    attention.refresh(way.pk, on=at.date())


@deed
def miss_meeting(actor: Actor, *, meeting: int, at: datetime) -> None:
    """The person did not come. It is no absence: a new time is offered."""
    row, way = _one(actor, meeting, at=at)
    meetings.happened(MeetingState(row.state), MeetingState.MISSED, starts_at=row.starts_at, at=at).require()
    _end(actor, row, way, MeetingState.MISSED, at=at)


@deed
def cancel_meeting(actor: Actor, *, meeting: int, at: datetime) -> None:
    row, way = _one(actor, meeting, at=at)
    meetings.move(MeetingState(row.state), MeetingState.CANCELLED).require()
    _end(actor, row, way, MeetingState.CANCELLED, at=at)


def _end(actor: Actor, row: Meeting, way: Participation, state: MeetingState, *, at: datetime) -> None:
    row.state = state.value
    row.save()
    ledger.note(actor, f"meeting.{state.value}", at=at, person=way.person.key, meeting=row.pk, kind=row.kind)
    attention.refresh(way.pk, on=at.date())
