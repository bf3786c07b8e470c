"""Booked talks: their life, and what a booking must hold."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from vidare.rules import participations
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.decision import YES, Decision, no

TRANSITIONS: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.BOOKED: frozenset({MeetingState.HELD, MeetingState.MISSED, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset(),
    MeetingState.MISSED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}


class No(StrEnum):
    MOVE = "meeting.move"
    IN_THE_PAST = "meeting.in-the-past"
    NOT_YET = "meeting.not-yet"
    NOT_STAFF = "meeting.not-staff"
    STAFF_BUSY = "meeting.staff-busy"
    INTERPRETER_MISSING = "meeting.interpreter-missing"
    FIRST_ALREADY = "meeting.first-already"
    FIRST_FIRST = "meeting.first-first"
    CLOSED = "meeting.closed"
    LENGTH = "meeting.length"


SHORTEST, LONGEST = 5, 480  # minutes


def move(state: MeetingState, to: MeetingState) -> Decision:
    return YES if to in TRANSITIONS[state] else no(No.MOVE, state=state, to=to)


def happened(state: MeetingState, to: MeetingState, *, starts_at: datetime, at: datetime) -> Decision:
    """Held or missed is said when the hour has come, not before."""
    found = move(state, to)
    return found if starts_at <= at else found & no(No.NOT_YET)


def kind_fits(kind: MeetingKind, *, state: participations.State, has_first: bool) -> Decision:
    """The first meeting comes first, and once."""
    if state is participations.State.CLOSED:
        return no(No.CLOSED)
    if kind is MeetingKind.FIRST:
        return no(No.FIRST_ALREADY) if has_first or state is not participations.State.WAITING else YES
    return no(No.FIRST_FIRST) if state is participations.State.WAITING else YES


def book(
    *, starts_at: datetime, minutes: int, at: datetime, is_staff: bool, is_busy: bool, needs_interpreter: bool,
    language: str,
) -> Decision:  # fmt: skip
    """A time to come, with somebody who is free, and an interpreter's language where one is needed."""
    found = YES if starts_at > at else no(No.IN_THE_PAST)
    if not SHORTEST <= minutes <= LONGEST:
        found &= no(No.LENGTH, shortest=SHORTEST, longest=LONGEST)
    if not is_staff:
        found &= no(No.NOT_STAFF)
    if is_busy:
        found &= no(No.STAFF_BUSY)
    if needs_interpreter and not language:
        found &= no(No.INTERPRETER_MISSING)
    return found
