"""Booked talks: what a booking must hold, and what can become of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.meetings import TRANSITIONS, No, book, happened, kind_fits, move
from vidare.rules.participations import State

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
SOON = AT + timedelta(hours=1)


def test_a_meeting_ends_in_one_way_and_for_good() -> None:
    for state, onward in TRANSITIONS.items():
        for to in MeetingState:
            assert move(state, to).allowed == (to in onward)


def test_nobody_is_said_to_have_missed_an_hour_that_has_not_come() -> None:
    early = happened(MeetingState.BOOKED, MeetingState.MISSED, starts_at=SOON, at=AT)
    assert [one.code for one in early.reasons] == [No.NOT_YET]
    assert happened(MeetingState.BOOKED, MeetingState.MISSED, starts_at=AT, at=AT).allowed


def test_the_first_meeting_comes_first_and_once() -> None:
    first, later = MeetingKind.FIRST, MeetingKind.FOLLOW_UP
    assert kind_fits(first, state=State.WAITING, has_first=False).allowed
    assert kind_fits(first, state=State.WAITING, has_first=True).reasons[0].code is No.FIRST_ALREADY
    assert kind_fits(first, state=State.ACTIVE, has_first=False).reasons[0].code is No.FIRST_ALREADY
    assert kind_fits(later, state=State.WAITING, has_first=False).reasons[0].code is No.FIRST_FIRST
    assert kind_fits(later, state=State.ACTIVE, has_first=True).allowed
    assert kind_fits(later, state=State.CLOSED, has_first=True).reasons[0].code is No.CLOSED


def test_every_reason_against_a_booking_is_told_at_once() -> None:
    found = book(starts_at=AT, minutes=1, at=AT, is_staff=False, is_busy=True, needs_interpreter=True, language="")
    assert [one.code for one in found.reasons] == [
        No.IN_THE_PAST, No.LENGTH, No.NOT_STAFF, No.STAFF_BUSY, No.INTERPRETER_MISSING,
    ]  # fmt: skip
    assert book(
        starts_at=SOON, minutes=5, at=AT, is_staff=True, is_busy=False, needs_interpreter=True, language="ar"
    ).allowed
