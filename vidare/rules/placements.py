"""A placement at a workplace: regular or constructed, inside or outside the municipality."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    PRACTICE = "practice"
    WORK_TRAINING = "work-training"
    EMPLOYMENT = "employment"


class Workplace(StrEnum):
    REGULAR = "regular"
    CONSTRUCTED = "constructed"


class Where(StrEnum):
    INSIDE = "inside"
    OUTSIDE = "outside"


class State(StrEnum):
    PROPOSED = "proposed"
    INTERVIEW = "interview"
    AGREED = "agreed"
    RUNNING = "running"
    FOLLOWED_UP = "followed-up"
    ENDED = "ended"
    CANCELLED = "cancelled"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.INTERVIEW, State.AGREED, State.CANCELLED}),
    State.INTERVIEW: frozenset({State.AGREED, State.CANCELLED}),
    State.AGREED: frozenset({State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset({State.FOLLOWED_UP, State.ENDED}),
    State.FOLLOWED_UP: frozenset({State.ENDED}),
    State.ENDED: frozenset(),
    State.CANCELLED: frozenset(),
}


class Result(StrEnum):
    HIRED = "hired"
    COMPLETED = "completed"
    BROKEN_OFF = "broken-off"
