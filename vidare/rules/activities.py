"""Activities, the hours people come to, and the board's decision that someone takes part (anvisning)."""

from __future__ import annotations

from enum import StrEnum


class AssignmentState(StrEnum):
    PREPARED = "prepared"
    DECIDED = "decided"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


ASSIGNMENT_TRANSITIONS: dict[AssignmentState, frozenset[AssignmentState]] = {
    AssignmentState.PREPARED: frozenset({AssignmentState.DECIDED, AssignmentState.WITHDRAWN}),
    AssignmentState.DECIDED: frozenset({AssignmentState.ENDED, AssignmentState.WITHDRAWN}),
    AssignmentState.ENDED: frozenset(),
    AssignmentState.WITHDRAWN: frozenset(),
}


class EmploymentServiceAnswer(StrEnum):
    """What Arbetsförmedlingen answered when it was consulted (SoL 12:4). Its own grounds stay there."""

    NO_SUITABLE_MEASURE = "no-suitable-measure"
    SUITABLE_MEASURE = "suitable-measure"
    IN_GUARANTEE = "in-guarantee"


class EnrolmentState(StrEnum):
    OFFERED = "offered"
    DECLINED = "declined"
    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    BROKEN_OFF = "broken-off"
    CANCELLED = "cancelled"


ENROLMENT_TRANSITIONS: dict[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.OFFERED: frozenset(
        {EnrolmentState.QUEUED, EnrolmentState.RUNNING, EnrolmentState.DECLINED, EnrolmentState.CANCELLED}
    ),
    EnrolmentState.QUEUED: frozenset({EnrolmentState.RUNNING, EnrolmentState.CANCELLED}),
    EnrolmentState.RUNNING: frozenset({EnrolmentState.COMPLETED, EnrolmentState.BROKEN_OFF, EnrolmentState.CANCELLED}),
    EnrolmentState.DECLINED: frozenset(),
    EnrolmentState.COMPLETED: frozenset(),
    EnrolmentState.BROKEN_OFF: frozenset(),
    EnrolmentState.CANCELLED: frozenset(),
}


class BookingKind(StrEnum):
    SERIES = "series"
    SINGLE = "single"
    MOVED = "moved"
    DROP_IN = "drop-in"


class BookingState(StrEnum):
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"


class MeetingKind(StrEnum):
    FIRST = "first"
    FOLLOW_UP = "follow-up"
    PLAN = "plan"


class MeetingState(StrEnum):
    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"
