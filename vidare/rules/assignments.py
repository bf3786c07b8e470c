"""The board's assignment (anvisning, SoL 2025:400 12:4): what must be there before it may be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.activities import ASSIGNMENT_TRANSITIONS, AssignmentState, EmploymentServiceAnswer
from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.period import Period


class No(StrEnum):
    NOT_CONSULTED = "assignment.not-consulted"
    SUITABLE_MEASURE = "assignment.suitable-measure"
    IN_GUARANTEE = "assignment.in-guarantee"
    NO_WISHES = "assignment.no-wishes"
    NOT_WEIGHED = "assignment.not-weighed"
    NO_END = "assignment.no-end"
    ENDS_BEFORE_START = "assignment.ends-before-start"
    TOO_LONG = "assignment.too-long"
    STARTS_IN_THE_PAST = "assignment.starts-in-the-past"
    NO_REASONS = "assignment.no-reasons"
    COACH_DECIDES = "assignment.coach-decides"
    NOT_IN_THIS_STATE = "assignment.not-in-this-state"
    NO_LONGER_TAKING_PART = "assignment.no-longer-taking-part"


@dataclass(frozen=True, slots=True)
class Policy:
    """How long an assignment may be. The statute says "for a time"; the board says how long that is."""

    longest_days: int = 183

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> Policy:
        """From a rule set of kind ``assignment``. Raises ``ValueError`` for what is no whole number of days."""
        longest = values.get("longest_days", cls().longest_days)
        if isinstance(longest, bool) or not isinstance(longest, int) or longest < 1:
            raise ValueError(f"longest_days is {longest!r}; write a whole number of days")
        return cls(longest)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known when an assignment is prepared or decided. Keys of people are their numbers, never names."""

    start: date
    end: date | None
    wishes: str
    weighed: str
    answer: EmploymentServiceAnswer | None
    answered_on: date | None


def prepared(draft: Draft, *, policy: Policy) -> Decision:
    """May this be kept as a prepared assignment? Only its period must hold; the rest is mended before the decision."""
    return Decision.of(_period(draft, policy))


def decided(
    draft: Draft, *, policy: Policy, reasons: str, decider: int | None, coach: int | None, taking_part: bool, on: date
) -> Decision:
    """May the board decide it on this day? Every lack is told at once.

    Source: SoL 2025:400 12:4 (AF consulted first, no suitable measure there, wishes weighed, for a time).
    """
    because = [*_consultation(draft, on), *_wishes(draft), *_period(draft, policy)]
    if draft.start < on:
        because.append(Because(No.STARTS_IN_THE_PAST, {"start": draft.start}))
    if not reasons.strip():
        because.append(Because(No.NO_REASONS))
    if decider is None or decider == coach:
        because.append(Because(No.COACH_DECIDES))
    if not taking_part:
        because.append(Because(No.NO_LONGER_TAKING_PART))
    return Decision.of(because)


def moved(state: AssignmentState, to: AssignmentState) -> Decision:
    return YES if to in ASSIGNMENT_TRANSITIONS[state] else no(No.NOT_IN_THIS_STATE, state=state)


def may_change(state: AssignmentState) -> Decision:
    """Only what is prepared can be mended. A decided one stands as it was decided."""
    return moved(state, AssignmentState.DECIDED)


def running(state: AssignmentState, period: Period, *, on: date) -> bool:
    """Does it bind on this day? Decided, not ended or withdrawn, and the day is in its period."""
    return state is AssignmentState.DECIDED and on in period


def _consultation(draft: Draft, on: date) -> list[Because]:
    if draft.answer is None or draft.answered_on is None or draft.answered_on > on:
        return [Because(No.NOT_CONSULTED)]
    if draft.answer is EmploymentServiceAnswer.SUITABLE_MEASURE:
        return [Because(No.SUITABLE_MEASURE, {"answered_on": draft.answered_on})]
    if draft.answer is EmploymentServiceAnswer.IN_GUARANTEE:
        return [Because(No.IN_GUARANTEE, {"answered_on": draft.answered_on})]
    return []


def _wishes(draft: Draft) -> list[Because]:
    because = []
    if not draft.wishes.strip():
        because.append(Because(No.NO_WISHES))
    if not draft.weighed.strip():
        because.append(Because(No.NOT_WEIGHED))
    return because


def _period(draft: Draft, policy: Policy) -> list[Because]:
    if draft.end is None:
        return [Because(No.NO_END)]
    if draft.end < draft.start:
        return [Because(No.ENDS_BEFORE_START)]
    days = (draft.end - draft.start).days + 1
    return [Because(No.TOO_LONG, {"days": days, "longest": policy.longest_days})] if days > policy.longest_days else []
