"""A placement at a workplace: regular or constructed, inside or outside the municipality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules import participations
from vidare.rules.decision import Because, Decision
from vidare.rules.period import Period


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
UNDER_WAY = frozenset({State.RUNNING, State.FOLLOWED_UP})
SETTLED = frozenset({State.ENDED, State.CANCELLED})


class Result(StrEnum):
    HIRED = "hired"
    COMPLETED = "completed"
    BROKEN_OFF = "broken-off"


class No(StrEnum):
    NOT_IN_SERVICE = "placement.not-in-service"
    BEFORE_START = "placement.before-the-person-started"
    ENDS_BEFORE_START = "placement.ends-before-it-starts"
    TOO_LONG = "placement.too-long"
    HOURS = "placement.hours"
    OVERLAPS = "placement.overlaps"
    STEP = "placement.step"
    NOT_STARTED_YET = "placement.not-started-yet"
    ENDED_IN_FUTURE = "placement.ended-in-future"
    ENDED_BEFORE_START = "placement.ended-before-start"
    NEEDS_RESULT = "placement.needs-result"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a placement may be: the municipality's own choice, from a first day."""

    longest_days: int = 365
    most_hours: int = 40
    first_day: date = date(2025, 1, 1)
    source: str = "Kommunens riktlinjer för praktik; kontrolleras mot beslut"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A placement as somebody wants to register it, or change it to."""

    start: date
    end: date
    hours_per_week: int


def may_register(
    wanted: Wanted,
    *,
    participation: participations.State,
    started_on: date | None,
    others: Iterable[Period],
    policy: Policy,
) -> Decision:
    """May this be registered? ``others`` are the days of the participation's other placements, not cancelled."""
    return Decision.of(_against(wanted, participation, started_on, tuple(others), policy))


def _against(
    wanted: Wanted,
    participation: participations.State,
    started_on: date | None,
    others: tuple[Period, ...],
    policy: Policy,
) -> Iterator[Because]:
    if participation not in (participations.State.ACTIVE, participations.State.PAUSED):
        yield Because(No.NOT_IN_SERVICE)
    elif started_on is not None and wanted.start < started_on:
        yield Because(No.BEFORE_START, {"started_on": started_on})
    if not 1 <= wanted.hours_per_week <= policy.most_hours:
        yield Because(No.HOURS, {"most": policy.most_hours})
    if wanted.end < wanted.start:
        yield Because(No.ENDS_BEFORE_START)
        return
    period = Period(wanted.start, wanted.end)
    if period.length(on=wanted.end) > policy.longest_days:
        yield Because(No.TOO_LONG, {"days": policy.longest_days})
    for other in others:
        if other.overlaps(period):
            yield Because(No.OVERLAPS, {"start": other.start, "end": other.end})


def may_go_on(state: State, to: State, *, start: date, on: date) -> Decision:
    """May the placement take this step of its life today? Ending has a rule of its own."""
    return Decision.of(_steps(state, to, start, on))


def _steps(state: State, to: State, start: date, on: date) -> Iterator[Because]:
    if to not in TRANSITIONS[state]:
        yield Because(No.STEP, {"state": state, "to": to})
    if to is State.RUNNING and on < start:
        yield Because(No.NOT_STARTED_YET, {"start": start})


def may_end(state: State, *, result: Result | None, start: date, ended_on: date, on: date) -> Decision:
    """May it end on this day with this result? Without a result nobody can learn what became of it."""
    return Decision.of(_ends(state, result, start, ended_on, on))


def _ends(state: State, result: Result | None, start: date, ended_on: date, on: date) -> Iterator[Because]:
    if State.ENDED not in TRANSITIONS[state]:
        yield Because(No.STEP, {"state": state, "to": State.ENDED})
    if result is None:
        yield Because(No.NEEDS_RESULT)
    if ended_on > on:
        yield Because(No.ENDED_IN_FUTURE)
    if ended_on < start:
        yield Because(No.ENDED_BEFORE_START, {"start": start})


def days_of(start: date, end: date, ended_on: date | None) -> Period:
    """The days a placement covers: to the day it ended, else to the day it is meant to end."""
    return Period(start, max(start, ended_on if ended_on is not None else end))
