"""An absence's way: seen, spoken about, explained, assessed; and the basis handed to the board."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    SEEN = "seen"
    SPOKEN = "spoken"
    EXPLAINED = "explained"
    SILENT = "silent"
    ASSESSED = "assessed"
    CORRECTED = "corrected"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.SEEN: frozenset({State.SPOKEN, State.EXPLAINED, State.SILENT, State.ASSESSED, State.CORRECTED}),
    State.SPOKEN: frozenset({State.EXPLAINED, State.SILENT, State.ASSESSED, State.CORRECTED}),
    State.EXPLAINED: frozenset({State.ASSESSED, State.CORRECTED}),
    State.SILENT: frozenset({State.EXPLAINED, State.ASSESSED, State.CORRECTED}),
    State.ASSESSED: frozenset({State.EXPLAINED, State.ASSESSED, State.CORRECTED}),
    State.CORRECTED: frozenset(),
}


class ReasonKind(StrEnum):
    """What the person says it was. Whether it is valid is assessed by a human being, never by a rule."""

    ILL = "ill"
    CHILD_ILL = "child-ill"
    INTERVIEW = "interview"
    WORK = "work"
    STUDIES = "studies"
    AUTHORITY = "authority"
    TRAVEL = "travel"
    OTHER = "other"


class BasisState(StrEnum):
    PREPARED = "prepared"
    HANDED_OVER = "handed-over"
    COMMUNICATED = "communicated"
    HEARD = "heard"
    DECIDED = "decided"
    NO_ACTION = "no-action"
    WITHDRAWN = "withdrawn"


BASIS_TRANSITIONS: dict[BasisState, frozenset[BasisState]] = {
    BasisState.PREPARED: frozenset({BasisState.HANDED_OVER, BasisState.WITHDRAWN}),
    BasisState.HANDED_OVER: frozenset({BasisState.COMMUNICATED, BasisState.NO_ACTION, BasisState.WITHDRAWN}),
    BasisState.COMMUNICATED: frozenset({BasisState.HEARD, BasisState.NO_ACTION, BasisState.WITHDRAWN}),
    BasisState.HEARD: frozenset({BasisState.DECIDED, BasisState.NO_ACTION, BasisState.WITHDRAWN}),
    BasisState.DECIDED: frozenset({BasisState.WITHDRAWN}),
    BasisState.NO_ACTION: frozenset({BasisState.WITHDRAWN}),
    BasisState.WITHDRAWN: frozenset(),
}


class BoardDecision(StrEnum):
    """What the board decided, as a fact told back. The program never proposes one."""

    UNCHANGED = "unchanged"
    REDUCED = "reduced"
    DENIED = "denied"
