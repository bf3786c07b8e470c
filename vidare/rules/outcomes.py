"""How a way through a service ends, and what became of the person on a day after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vidare.rules import participations
from vidare.rules.decision import Because, Decision
from vidare.rules.period import ONE_DAY, Period


class ExitClass(StrEnum):
    """Kolada's classes of exit (U40450–U40454); ``registered-in-error`` stands outside all figures."""

    WORK = "work"
    STUDIES = "studies"
    OTHER_AUTHORITY = "other-authority"
    COMPLETED_COMMISSION = "completed-commission"
    OTHER = "other"
    REGISTERED_IN_ERROR = "registered-in-error"


NATIONAL_A_B = frozenset({ExitClass.WORK, ExitClass.STUDIES})
ONWARD = NATIONAL_A_B | {ExitClass.OTHER_AUTHORITY}


class ExitState(StrEnum):
    PRELIMINARY = "preliminary"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


class Occupation(StrEnum):
    """What a person does on a day. Not answered is ``unknown``, and unknown is counted."""

    WORK = "work"
    STUDIES = "studies"
    OWN_BUSINESS = "own-business"
    EMPLOYMENT_SERVICE_MEASURE = "employment-service-measure"
    MUNICIPAL_MEASURE = "municipal-measure"
    UNEMPLOYED = "unemployed"
    OTHER = "other"
    UNKNOWN = "unknown"


# When somebody does several things on a day, the first of these is the state: one state a day.
PRECEDENCE = tuple(Occupation)
IN_WORK_OR_STUDIES = frozenset({Occupation.WORK, Occupation.STUDIES, Occupation.OWN_BUSINESS})

MOST_HOURS = 60
FOLLOW_UP_DAYS = (30, 90, 180, 365)  # Kolada's class A (30), seeds (90), ESF (180), KAS (365)


class FollowUpState(StrEnum):
    DUE = "due"
    ANSWERED = "answered"
    UNKNOWN = "unknown"


class No(StrEnum):
    ALREADY_CLOSED = "exit.already-closed"
    IN_FUTURE = "exit.in-future"
    BEFORE_START = "exit.before-start"
    PLACEMENT_RUNS = "exit.placement-runs"
    ALREADY_SETTLED = "exit.already-settled"
    CONFIRMED_BEFORE_END = "exit.confirmed-before-end"
    WORK_HAS_NO_DAY = "exit.work-has-no-day"
    WORK_TOO_SHORT = "exit.work-too-short"
    NOT_DUE = "follow-up.not-due"
    ALREADY_ANSWERED = "follow-up.already-answered"
    SPELL_ENDS_BEFORE_START = "occupation.ends-before-it-starts"
    SPELL_HAS_ENDED = "occupation.has-ended"
    SPELL_OVERLAPS = "occupation.overlaps"
    SPELL_HOURS = "occupation.hours"


@dataclass(frozen=True, slots=True)
class Policy:
    """When a class may be confirmed, and when people are asked afterwards."""

    follow_up_days: tuple[int, ...] = FOLLOW_UP_DAYS
    work_months: int = 1
    first_day: date = date(2025, 1, 1)
    source: str = "Kolada U40450–U40455; kontrolleras mot nyckeltalets beskrivning"


@dataclass(frozen=True, slots=True)
class Spell:
    """What somebody does from a day to a day."""

    occupation: Occupation
    period: Period


def may_close(
    state: participations.State,
    *,
    started_on: date | None,
    ended_on: date,
    placements_under_way: int,
    on: date,
) -> Decision:
    """May this way through the service end on ``ended_on``?"""
    return Decision.of(_against_close(state, started_on, ended_on, placements_under_way, on))


def _against_close(
    state: participations.State, started_on: date | None, ended_on: date, placements: int, on: date
) -> Iterator[Because]:
    if participations.State.CLOSED not in participations.TRANSITIONS[state]:
        yield Because(No.ALREADY_CLOSED)
    if ended_on > on:
        yield Because(No.IN_FUTURE)
    if started_on is not None and ended_on < started_on:
        yield Because(No.BEFORE_START, {"started_on": started_on})
    if placements:
        yield Because(No.PLACEMENT_RUNS)


def after_months(day: date, months: int) -> date:
    """The same day of the month that many months later, or the last day of a shorter month."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    last = Period.month(first.year, first.month).end
    assert last is not None
    return first.replace(day=min(day.day, last.day))


def may_confirm(
    state: ExitState,
    exit_class: ExitClass,
    *,
    ended_on: date,
    work_started_on: date | None,
    on: date,
    policy: Policy,
) -> Decision:
    """May staff confirm this class today? Work counts when it has gone on for a month without a break (Kolada)."""
    return Decision.of(_against_confirm(state, exit_class, ended_on, work_started_on, on, policy))


def _against_confirm(
    state: ExitState,
    exit_class: ExitClass,
    ended_on: date,
    work_started_on: date | None,
    on: date,
    policy: Policy,
) -> Iterator[Because]:
    if state is not ExitState.PRELIMINARY:
        yield Because(No.ALREADY_SETTLED)
    if on < ended_on:
        yield Because(No.CONFIRMED_BEFORE_END)
    if exit_class is not ExitClass.WORK:
        return
    if work_started_on is None:
        yield Because(No.WORK_HAS_NO_DAY)
    elif on < (earliest := after_months(work_started_on, policy.work_months)):
        yield Because(No.WORK_TOO_SHORT, {"work_started_on": work_started_on, "earliest": earliest})


def settled_as(preliminary: ExitClass, confirmed: ExitClass) -> ExitState:
    """Confirming another class than the preliminary one is a correction, and shows as one."""
    return ExitState.CONFIRMED if preliminary is confirmed else ExitState.CORRECTED


def counts(exit_class: ExitClass) -> bool:
    return exit_class is not ExitClass.REGISTERED_IN_ERROR


def follow_ups(exit_class: ExitClass, ended_on: date, *, policy: Policy) -> tuple[tuple[int, date], ...]:
    """The questions to ask afterwards, as (days, day). None for what was registered in error."""
    if not counts(exit_class):
        return ()
    return tuple((days, ended_on + timedelta(days=days)) for days in policy.follow_up_days)


def may_answer(state: FollowUpState, *, due_on: date, on: date) -> Decision:
    """May the question be answered today? Unknown can become known later; a known answer stands."""
    return Decision.of(_against_answer(state, due_on, on))


def _against_answer(state: FollowUpState, due_on: date, on: date) -> Iterator[Because]:
    if state is FollowUpState.ANSWERED:
        yield Because(No.ALREADY_ANSWERED)
    if on < due_on:
        yield Because(No.NOT_DUE, {"due_on": due_on})


def may_note(start: date, end: date | None, *, known: Iterable[Period] = ()) -> Decision:
    """May it be written that somebody does something from a day to a day? It may begin in time to come.

    ``known`` are the days of the same occupation that are written already: one thing is written once.
    """
    if end is not None and end < start:
        return Decision.of([Because(No.SPELL_ENDS_BEFORE_START)])
    twice = [one for one in known if one.overlaps(Period(start, end))]
    return Decision.of([Because(No.SPELL_OVERLAPS, {"start": min(one.start for one in twice)})] if twice else [])


def hours_possible(hours: int | None) -> Decision:
    """Hours a week of what somebody does, where they are known."""
    possible = hours is None or 1 <= hours <= MOST_HOURS
    return Decision() if possible else Decision.of([Because(No.SPELL_HOURS, {"most": MOST_HOURS})])


def may_end(start: date, end: date | None, *, last: date) -> Decision:
    """May what goes on be given its last day? What had one keeps it: what was counted by it stands."""
    because = [] if end is None else [Because(No.SPELL_HAS_ENDED, {"end": end})]
    return Decision.of(because) & may_note(start, last)


def state_on(spells: Iterable[Spell], day: date) -> Occupation:
    """What somebody did on a day; nothing noted is ``unknown``, which is a state that is counted."""
    covering = [spell.occupation for spell in spells if day in spell.period]
    return min(covering, key=PRECEDENCE.index, default=Occupation.UNKNOWN)


def work_since(spells: Iterable[Spell], *, on: date) -> date | None:
    """The first day of the unbroken work that goes on at ``on``; touching spells are one."""
    work = [spell.period for spell in spells if spell.occupation is Occupation.WORK]
    since: date | None = None
    for period in sorted(work, key=lambda period: period.start, reverse=True):
        reaches = on if since is None else since - ONE_DAY
        if period.start <= reaches and (period.end is None or period.end >= reaches):
            since = period.start
    return since
