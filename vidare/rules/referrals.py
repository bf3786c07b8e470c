"""A way in to a service: its life, and the clock to the first meeting."""

from __future__ import annotations

from enum import StrEnum


class WayIn(StrEnum):
    OWN_INITIATIVE = "own-initiative"
    WALK_IN = "walk-in"
    SOCIAL_SERVICES = "social-services"
    EMPLOYMENT_SERVICE = "employment-service"
    INVITATION = "invitation"


class State(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.ACCEPTED, State.DECLINED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset(),
    State.DECLINED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


class Eligibility(StrEnum):
    """Answers to a service model's questions are kept as these codes."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class PauseReason(StrEnum):
    PERSON_AWAY = "person-away"
    ILLNESS = "illness"
    PERSON_ASKED = "person-asked"
    INTERPRETER_MISSING = "interpreter-missing"
