"""A way in to a service: its life, and the clock to the first meeting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.access import Role
from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.period import ONE_DAY, Period, covered_days


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


class DeclineReason(StrEnum):
    """Why somebody is not taken in. Where they can turn instead is always told with it."""

    NOT_IN_TARGET_GROUP = "not-in-target-group"
    OTHER_MEASURE_RUNS = "other-measure-runs"
    OTHER_SERVICE_FITS = "other-service-fits"
    NOT_REACHED = "not-reached"
    DID_NOT_WANT = "did-not-want"


class No(StrEnum):
    SETTLED = "referral.settled"
    NOT_ELIGIBLE = "referral.not-eligible"
    NOT_ANSWERED = "referral.not-answered"
    REASON_MISSING = "referral.reason-missing"
    TURN_TO_MISSING = "referral.turn-to-missing"
    NOT_YOURS = "referral.not-yours"
    WAITS_ALREADY = "referral.waits-already"
    HERE_ALREADY = "referral.here-already"
    CLOCK_STOPPED = "referral.clock-stopped"
    CLOCK_PAUSED = "referral.clock-paused"
    CLOCK_RUNS = "referral.clock-runs"
    PAUSE_BEFORE_RECEIVED = "referral.pause-before-received"
    PAUSE_ENDS_BEFORE_IT_STARTS = "referral.pause-ends-before-it-starts"
    PAUSE_IN_FUTURE = "referral.pause-in-future"
    WAY_IN_CLOSED = "referral.way-in-closed"


# Whose word it is when they refer somebody: their own authority's. The service's own team tells who sent the person.
SPEAKS_FOR = {
    Role.SOCIAL_SECRETARY: WayIn.SOCIAL_SERVICES,
    Role.EMPLOYMENT_OFFICER: WayIn.EMPLOYMENT_SERVICE,
}


def came_by(roles: Collection[Role], *, offered: Collection[str]) -> tuple[WayIn, ...]:
    """The ways in that somebody with these roles may name: one for who speaks for an authority, else all that are
    offered. A code is written by the person it was given to."""
    own = {SPEAKS_FOR[role] for role in roles if role in SPEAKS_FOR}
    if own and not any(role not in SPEAKS_FOR for role in roles):
        return tuple(way for way in WayIn if way in own)
    return tuple(way for way in WayIn if way in offered and way is not WayIn.INVITATION)


def move(state: State, to: State) -> Decision:
    """May a referral in this state become that?"""
    return YES if to in TRANSITIONS[state] else no(No.SETTLED, state=state)


def may_come(*, way_in_open: bool, waits: bool, takes_part: bool) -> Decision:
    """May this person come this way now? Once at a time: who waits or takes part is not referred again."""
    found = YES if way_in_open else no(No.WAY_IN_CLOSED)
    if waits:
        found &= no(No.WAITS_ALREADY)
    if takes_part:
        found &= no(No.HERE_ALREADY)
    return found


def eligible(answers: Mapping[str, str], *, wanted: Mapping[str, Collection[str]]) -> Decision:
    """Is the person in the target group? ``wanted``: for each question the answers that open the door.

    A question without an answer, or answered "unknown" where that is no answer to it, is asked for by name.
    """
    reasons = []
    for question, open_to in wanted.items():
        answer = answers.get(question) or Eligibility.UNKNOWN.value
        if answer in open_to:
            continue
        code = No.NOT_ANSWERED if answer == Eligibility.UNKNOWN.value else No.NOT_ELIGIBLE
        reasons.append(Because(code, {"question": question}))
    return Decision.of(reasons)


def decline(state: State, *, reasons: Collection[DeclineReason], turn_to: str) -> Decision:
    """A no is given with its reasons and with where to turn instead."""
    found = move(state, State.DECLINED)
    if not reasons:
        found &= no(No.REASON_MISSING)
    if not turn_to.strip():
        found &= no(No.TURN_TO_MISSING)
    return found


class ClockState(StrEnum):
    RUNNING = "clock.running"
    PAUSED = "clock.paused"
    STOPPED = "clock.stopped"


@dataclass(frozen=True, slots=True)
class Clock:
    """Calendar days from the day a referral came to the first meeting, without the days it was paused."""

    state: ClockState
    waited: int
    target: int
    due_on: date

    @property
    def left(self) -> int:
        """Days left of the target; below nought when it has passed."""
        return self.target - self.waited

    @property
    def late(self) -> bool:
        return self.waited > self.target


def clock(
    received_on: date, *, pauses: Collection[Period], first_meeting_on: date | None, target_days: int, on: date
) -> Clock:
    """How long somebody has waited. The day of coming is day 0; a day in a pause is not counted; a meeting stops it.

    ``due_on`` is the day the target is reached if nothing more is paused (an open pause reaches to ``on``).
    """
    stopped = first_meeting_on is not None and first_meeting_on <= on
    last = first_meeting_on if stopped and first_meeting_on is not None else on
    waited = 0
    if last > received_on:
        whole = Period(received_on + ONE_DAY, last)
        waited = whole.length(on=last) - covered_days(pauses, within=whole)
    state = ClockState.PAUSED if any(on in pause for pause in pauses) else ClockState.RUNNING
    return Clock(
        ClockState.STOPPED if stopped else state,
        waited,
        target_days,
        _due_on(received_on, [_until(pause, on) for pause in pauses], target_days),
    )


def _until(pause: Period, on: date) -> Period:
    return pause if pause.end is not None else Period(pause.start, max(pause.start, on))


def _due_on(received_on: date, pauses: Collection[Period], target_days: int) -> date:
    due, left = received_on, target_days
    while left > 0:
        due += ONE_DAY
        left -= not any(due in pause for pause in pauses)
    return due


def pause_clock(
    received_on: date, *, pauses: Collection[Period], met: bool, state: State, start: date, on: date
) -> Decision:
    """May the clock be paused from ``start``?"""
    found = _ticking(state, met=met)
    if start < received_on:
        found &= no(No.PAUSE_BEFORE_RECEIVED, received_on=received_on)
    if start > on:
        found &= no(No.PAUSE_IN_FUTURE)
    if any(pause.end is None or start in pause for pause in pauses):
        found &= no(No.CLOCK_PAUSED)
    return found


def resume_clock(*, pause: Period | None, end: date, on: date) -> Decision:
    """May the open pause end, with ``end`` as its last day?"""
    if pause is None:
        return no(No.CLOCK_RUNS)
    found = YES
    if end < pause.start:
        found &= no(No.PAUSE_ENDS_BEFORE_IT_STARTS, start=pause.start)
    if end > on:
        found &= no(No.PAUSE_IN_FUTURE)
    return found


def _ticking(state: State, *, met: bool) -> Decision:
    stopped = met or state in {State.DECLINED, State.WITHDRAWN}
    return no(No.CLOCK_STOPPED) if stopped else YES
