"""One way through one service: waiting, active, paused, closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.decision import YES, Decision, no


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


class No(StrEnum):
    MOVE = "participation.move"
    NO_COACH = "participation.no-coach"
    UNTIL_PASSED = "participation.until-passed"
    PAUSE_TOO_LONG = "participation.pause-too-long"
    NOT_A_COACH = "participation.not-a-coach"
    SAME_COACH = "participation.same-coach"
    NOT_YOURS = "participation.not-yours"


LONGEST_PAUSE = 366  # A longer one is no pause: the participation is closed and the person welcome again.


def move(state: State, to: State) -> Decision:
    """May a participation in this state become that?"""
    return YES if to in TRANSITIONS[state] else no(No.MOVE, state=state, to=to)


def start(state: State, *, has_coach: bool) -> Decision:
    """It starts with the first meeting, and somebody answers for it."""
    found = move(state, State.ACTIVE)
    return found if has_coach else found & no(No.NO_COACH)


def pause(state: State, *, until: date, on: date) -> Decision:
    """A pause is for a time."""
    found = move(state, State.PAUSED)
    if until < on:
        found &= no(No.UNTIL_PASSED)
    if (until - on).days > LONGEST_PAUSE:
        found &= no(No.PAUSE_TOO_LONG, days=LONGEST_PAUSE)
    return found


def resume(state: State) -> Decision:
    return YES if state is State.PAUSED else no(No.MOVE, state=state, to=State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Load:
    """How much a coach carries: open participations, and the day the latest one came."""

    coach: int
    open: int
    latest_on: date | None = None


def least_loaded(loads: Iterable[Load]) -> int | None:
    """The coach with the fewest open participations; then who has waited longest for a new one; then the first."""
    ordered = sorted(loads, key=lambda load: (load.open, load.latest_on or date.min, load.coach))
    return ordered[0].coach if ordered else None


def assign(state: State, *, coach: int, now: int | None, coaches: Collection[int]) -> Decision:
    """May this member of staff become the coach?"""
    found = no(No.MOVE, state=state, to=state) if state is State.CLOSED else YES
    if coach not in coaches:
        found &= no(No.NOT_A_COACH)
    if coach == now:
        found &= no(No.SAME_COACH)
    return found
