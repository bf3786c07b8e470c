"""The basis: facts handed to the board's officer, who communicates, hears, and decides — or lets it be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vidare.rules.absences import BASIS_TRANSITIONS, BasisState, BoardDecision, Policy, said
from vidare.rules.attendance import CAME, Verdict
from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.disclosure import Ground, Item


class NoBasis(StrEnum):
    NO_LADDER = "basis.no-ladder"
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
    ANSWER_TOO_SOON = "basis.answer-too-soon"
    ANSWER_DAY_NOT_PASSED = "basis.answer-day-not-passed"
    NO_REASONS = "basis.no-reasons"
    NO_APPEAL = "basis.no-appeal"
    CHILDREN_NOT_CONSIDERED = "basis.children-not-considered"
    NO_DECISION = "basis.no-decision"
    NAMES_MONEY = "basis.names-money"
    NOT_WITHDRAWN = "basis.not-withdrawn"
    READ_ALREADY = "basis.read-already"


_MONEY = re.compile(
    r"\b(kr|kronor|kronors|sek|belopp\w*|avslag\w*|avslå\w*|nedsätt\w*|minska\w*|dra av|indra\w*)\b", re.I
)


# OSL 10:2: the board can neither follow up its own decision (SoL 12:4-5) without the facts of the hours, nor can the
# service know what still holds without the board's answer.
GROUND = Ground.NECESSITY


@dataclass(frozen=True, slots=True)
class Content:
    """What a basis carries over the wall, as days: the words themselves stand in the basis and are copied nowhere."""

    missed: tuple[str, ...]
    explained: tuple[str, ...]
    assessed: tuple[str, ...]
    assignment: str
    own_words: bool
    staff_facts: bool


def crosses(content: Content) -> dict[Item, object]:
    """The kinds of facts that go over with a basis, those alone of which there are any."""
    told: dict[Item, object] = {
        Item.MISSED_HOURS: list(content.missed),
        Item.EXPLANATIONS: list(content.explained),
        Item.ASSESSMENTS: list(content.assessed),
        Item.ASSIGNMENT: content.assignment,
        Item.OWN_WORDS: content.own_words,
        Item.STAFF_FACTS: content.staff_facts,
    }
    return {item: fact for item, fact in told.items() if fact}


def facts_only(words: str) -> Decision:
    """The coach tells what happened. An amount, or what the board should do about it, has no place in a basis."""
    found = sorted({match.group(0).casefold() for match in _MONEY.finditer(words)})
    return no(NoBasis.NAMES_MONEY, words=", ".join(found)) if found else YES


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
    counted = sum(not hour.unread and not hour.disputed for hour in hours)
    if policy.review_at is None:
        because.append(Because(NoBasis.NO_LADDER))
    elif counted < policy.review_at:
        because.append(Because(NoBasis.NO_STREAK, {"length": counted, "review_at": policy.review_at}))
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


def own(user: int | None, *, officer: int | None) -> Decision:
    """The one it was handed to deals with it."""
    return YES if user is not None and user == officer else no(NoBasis.NOT_YOURS)


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
    state: BasisState,
    *,
    decision: BoardDecision | None,
    reasons: str,
    appeal: str,
    children: int | None,
    considered: str,
) -> Decision:
    """A decision has its reasons, says how to appeal, and has considered the children there are (SoL 3:1)."""
    because = list(basis_moved(state, BasisState.DECIDED).reasons)
    if decision is None:
        because.append(Because(NoBasis.NO_DECISION))
    if not reasons.strip():
        because.append(Because(NoBasis.NO_REASONS))
    if not appeal.strip():
        because.append(Because(NoBasis.NO_APPEAL))
    if children != 0 and not considered.strip():  # None: nobody has registered whether there are children
        because.append(Because(NoBasis.CHILDREN_NOT_CONSIDERED))
    return Decision.of(because)


def let_be(state: BasisState, *, reasons: str) -> Decision:
    """No action is an answer too, and says why."""
    return basis_moved(state, BasisState.NO_ACTION) & said(reasons, code=NoBasis.NO_REASONS)


def withdrawal_read(state: BasisState, *, handed_over: bool, already: bool) -> Decision:
    """May somebody say that they know it was taken back? Only of what had left the coach, and once each."""
    if state is not BasisState.WITHDRAWN or not handed_over:
        return no(NoBasis.NOT_WITHDRAWN)
    return no(NoBasis.READ_ALREADY) if already else YES


def still_stands(before: dict[int, Verdict], now: dict[int, Verdict], *, days: dict[int, date]) -> bool:
    """Does the streak that a basis was made of still run through the same hours?

    ``before`` holds the absences of the basis by booking, ``now`` all hours of the person, ``days`` their days.
    A contested hour waits: it breaks nothing until it is assessed.
    """
    if any(now.get(booking) not in {Verdict.ABSENT_INVALID, Verdict.CONTESTED} for booking in before):
        return False
    first, last = min(days[booking] for booking in before), max(days[booking] for booking in before)
    return not any(verdict in CAME and first < days[booking] <= last for booking, verdict in now.items())


def difference(before: dict[int, str], now: dict[int, str]) -> list[dict[str, str | int]]:
    """Hours whose verdict is another now than when they were frozen; one that is gone has an empty verdict."""
    return [
        {"booking": booking, "before": old, "now": now.get(booking, "")}
        for booking, old in sorted(before.items())
        if now.get(booking, "") != old
    ]
