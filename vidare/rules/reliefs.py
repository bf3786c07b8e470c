"""What a human may decide about somebody's activity requirement, and what is kept about the household's children."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from vidare.rules.decision import Because, Decision
from vidare.rules.period import Period
from vidare.rules.requirement import Exemption, Policy, Reduction, Relief, age

# The medical certificate that is asked for from 2026-07-01 is seen by a human and described, never kept here.
NEEDS_EVIDENCE = frozenset({Reduction.HEALTH, Exemption.SICKNESS_BENEFIT})


class No(StrEnum):
    ENDS_BEFORE_START = "relief.ends-before-start"
    NO_WHY = "relief.no-why"
    NO_EVIDENCE = "relief.no-evidence"
    HOURS = "relief.hours"
    COACH_DECIDES = "relief.coach-decides"
    SAME_ALREADY = "relief.same-already"
    ENDED = "relief.ended"
    NOBODY_CHOSEN = "month.nobody-chosen"
    NOT_BORN = "child.not-born"
    NOT_ASKED_BY_LAW = "child.not-asked-by-law"
    CHILD_KNOWN = "child.known"


def reason(code: str) -> Exemption | Reduction | None:
    """The reason of a code; None where it is the code of none."""
    return next((kind(code) for kind in (Exemption, Reduction) if code in set(kind)), None)


def may_decide(
    why: Exemption | Reduction, *, start: date, end: date | None, hours: int | None, words: str, evidence: str,
    standing: Iterable[Relief], decider: int | None, coach: int | None, policy: Policy | None,
) -> Decision:  # fmt: skip
    """May the board's officer decide this? A human decides, never the person's coach, with words of their own."""
    because = []
    most = policy.hours if policy else 24 * 7
    if end is not None and end < start:
        because.append(Because(No.ENDS_BEFORE_START))
    if isinstance(why, Reduction) and (hours is None or not 1 <= hours <= most):
        because.append(Because(No.HOURS, {"most": most}))
    if not words.strip():
        because.append(Because(No.NO_WHY))
    if why in NEEDS_EVIDENCE and not evidence.strip():
        because.append(Because(No.NO_EVIDENCE))
    if decider is None or decider == coach:
        because.append(Because(No.COACH_DECIDES))
    if not because and any(one.why is why and one.days.overlaps(Period(start, end)) for one in standing):
        because.append(Because(No.SAME_ALREADY))
    return Decision.of(because)


def may_end(start: date, end: date | None, *, last: date) -> Decision:
    """A relief is given an earlier last day; it is never made longer without a new decision."""
    because = []
    if last < start:
        because.append(Because(No.ENDS_BEFORE_START))
    if end is not None and end <= last:
        because.append(Because(No.ENDED))
    return Decision.of(because)


def may_keep_child(
    born: date, *, start: date, end: date | None, known: Iterable[date], policy: Policy | None, on: date
) -> Decision:
    """A birth date is kept only where the law asks for it: of a child so small that the hours are fewer."""
    because = []
    if end is not None and end < start:
        because.append(Because(No.ENDS_BEFORE_START))
    if born > on:
        because.append(Because(No.NOT_BORN))
    elif policy is None or age(born, on=max(start, born)) >= policy.child_under_years:
        because.append(Because(No.NOT_ASKED_BY_LAW, {"years": policy.child_under_years if policy else 0}))
    if born in set(known):
        because.append(Because(No.CHILD_KNOWN))
    return Decision.of(because)
