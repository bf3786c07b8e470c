"""One way through one service: waiting, active, paused, closed."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.ACTIVE, State.CLOSED}),
    State.ACTIVE: frozenset({State.PAUSED, State.CLOSED}),
    State.PAUSED: frozenset({State.ACTIVE, State.CLOSED}),
    State.CLOSED: frozenset(),
}


class PauseReason(StrEnum):
    ILLNESS = "illness"
    PARENTAL_LEAVE = "parental-leave"
    ABROAD = "abroad"
    OTHER = "other"
