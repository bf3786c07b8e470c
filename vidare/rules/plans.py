"""The plan, its steps, and the one question of the house: is there a next step?"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    REPLACED = "replaced"
    ENDED = "ended"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.PROPOSED, State.ENDED}),
    State.PROPOSED: frozenset({State.DRAFT, State.AGREED, State.REPLACED, State.ENDED}),
    State.AGREED: frozenset({State.REPLACED, State.ENDED}),
    State.REPLACED: frozenset(),
    State.ENDED: frozenset(),
}


class StepState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under-way"
    DONE = "done"
    DROPPED = "dropped"


STEP_TRANSITIONS: dict[StepState, frozenset[StepState]] = {
    StepState.PLANNED: frozenset({StepState.UNDER_WAY, StepState.DONE, StepState.DROPPED}),
    StepState.UNDER_WAY: frozenset({StepState.DONE, StepState.DROPPED}),
    StepState.DONE: frozenset(),
    StepState.DROPPED: frozenset(),
}


class Leads(StrEnum):
    """What a step leads towards. A prolongation of what already is leads nowhere and is no step."""

    WORK = "work"
    STUDIES = "studies"
    OWN_BUSINESS = "own-business"


class Party(StrEnum):
    """Who agrees to a plan."""

    PARTICIPANT = "participant"
    BOARD = "board"


class OnBehalfReason(StrEnum):
    NO_LOGIN = "no-login"
    CANNOT_READ = "cannot-read"
    AGREED_BY_VOICE = "agreed-by-voice"
    REPRESENTATIVE = "representative"
