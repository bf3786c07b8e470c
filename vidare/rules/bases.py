"""The basis: facts handed to the board's officer, who communicates, hears, and decides — or lets it be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vidare.rules.absences import BASIS_TRANSITIONS, BasisState, BoardDecision, Policy, said
from vidare.rules.decision import YES, Because, Decision, no


class NoBasis(StrEnum):
    NO_STREAK = "basis.no-streak"
    NO_ASSIGNMENT = "basis.no-assignment"
    DISPUTE_OPEN = "basis.dispute-open"
    EXPLANATION_UNREAD = "basis.explanation-unread"
    NOT_SPOKEN = "basis.not-spoken"
    EXISTS = "basis.exists"
    NOT_IN_THIS_STATE = "basis.not-in-this-state"
    NOT_TOLD = "basis.not-told"
    SAME_PERSON = "basis.same-person"
    NOT_AN_OFFICER = "basis.not-an-officer"
    NOT_YOURS = "basis.not-yours"
    FACTS_CHANGED = "basis.facts-changed"
    ANSWER_TOO_SOON = "basis.answer-too-soon"
    ANSWER_DAY_NOT_PASSED = "basis.answer-day-not-passed"
    NO_REASONS = "basis.no-reasons"
    NO_APPEAL = "basis.no-appeal"
    CHILDREN_NOT_CONSIDERED = "basis.children-not-considered"
    NO_DECISION = "basis.no-decision"


@dataclass(frozen=True, slots=True)
class Missed:
    """One hour of a streak, as a basis needs it."""

    on: date
    booking: int
    spoken: bool
    unread: bool = False
    disputed: bool = False


def basis_prepared(
    streak: Iterable[Missed], *, policy: Policy, under_assignment: bool, exists: bool = False
) -> Decision:
    """May a basis be made of these hours? Under an assignment that covers them all, when everything said is read."""
    hours = list(streak)
    because = []
    if len(hours) < policy.review_at:
        because.append(Because(NoBasis.NO_STREAK, {"length": len(hours), "review_at": policy.review_at}))
    if not under_assignment:
        because.append(Because(NoBasis.NO_ASSIGNMENT))
    if any(hour.disputed for hour in hours):
        because.append(Because(NoBasis.DISPUTE_OPEN))
    if any(hour.unread for hour in hours):
        because.append(Because(NoBasis.EXPLANATION_UNREAD))
    if not all(hour.spoken for hour in hours):
        because.append(Because(NoBasis.NOT_SPOKEN, {"count": sum(not hour.spoken for hour in hours)}))
    if exists:
        because.append(Because(NoBasis.EXISTS))
    return Decision.of(because)


def basis_moved(state: BasisState, to: BasisState) -> Decision:
    return YES if to in BASIS_TRANSITIONS[state] else no(NoBasis.NOT_IN_THIS_STATE, state=state)


def another(officer: int | None, *, coaches: Iterable[int | None]) -> Decision:
    """Two people, always: the officer is none of those who coach the person or prepared the basis."""
    return no(NoBasis.SAME_PERSON) if officer is None or officer in set(coaches) else YES


def handed_over(
    state: BasisState, *, told: bool, officer: int, officers: Iterable[int], coaches: Iterable[int | None]
) -> Decision:
    """May it go to this officer? The person has been told; the officer decides for the board and is somebody else."""
    because = list(basis_moved(state, BasisState.HANDED_OVER).reasons)
    if not told:
        because.append(Because(NoBasis.NOT_TOLD))
    if officer not in set(officers):
        because.append(Because(NoBasis.NOT_AN_OFFICER))
    return Decision.of([*because, *another(officer, coaches=coaches).reasons])


def communicated(state: BasisState, *, answer_by: date, policy: Policy, on: date) -> Decision:
    """FL 25 §: the person is shown everything and is given time to answer before anything is decided."""
    earliest = on + timedelta(days=policy.answer_days)
    because = list(basis_moved(state, BasisState.COMMUNICATED).reasons)
    if answer_by < earliest:
        because.append(Because(NoBasis.ANSWER_TOO_SOON, {"earliest": earliest}))
    return Decision.of(because)


def heard(state: BasisState, *, words: str, answer_by: date | None, on: date) -> Decision:
    """The person's words; or none, once the day to answer by has passed: then the chance was given."""
    because = list(basis_moved(state, BasisState.HEARD).reasons)
    if not words.strip() and (answer_by is None or on <= answer_by):
        because.append(Because(NoBasis.ANSWER_DAY_NOT_PASSED, {"answer_by": answer_by}))
    return Decision.of(because)


def decided(
    state: BasisState, *, decision: BoardDecision | None, reasons: str, appeal: str, children: int, considered: str
) -> Decision:
    """A decision has its reasons, says how to appeal, and has considered the children there are (SoL 3:1)."""
    because = list(basis_moved(state, BasisState.DECIDED).reasons)
    if decision is None:
        because.append(Because(NoBasis.NO_DECISION))
    if not reasons.strip():
        because.append(Because(NoBasis.NO_REASONS))
    if not appeal.strip():
        because.append(Because(NoBasis.NO_APPEAL))
    if children and not considered.strip():
        because.append(Because(NoBasis.CHILDREN_NOT_CONSIDERED, {"children": children}))
    return Decision.of(because)


def let_be(state: BasisState, *, reasons: str) -> Decision:
    """No action is an answer too, and says why."""
    return basis_moved(state, BasisState.NO_ACTION) & said(reasons, code=NoBasis.NO_REASONS)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in the hours a basis was made of: verdicts by booking, before and now, only where they differ."""

    changed: tuple[tuple[int, str, str], ...]

    @property
    def any(self) -> bool:
        return bool(self.changed)


def difference(before: dict[int, str], now: dict[int, str]) -> Difference:
    """Hours of ``before`` whose verdict is another ``now``; an hour that is gone has an empty verdict."""
    return Difference(
        tuple(
            (booking, old, now.get(booking, ""))
            for booking, old in sorted(before.items())
            if now.get(booking, "") != old
        )
    )
