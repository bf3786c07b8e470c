"""Who may act for somebody: as what, in which matters, and for which days. Seen by a human, with the paper named."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from vidare.rules.decision import Because, Decision, no
from vidare.rules.period import ONE_DAY, Period

OF_AGE = 18  # föräldrabalken 9:1


class Capacity(StrEnum):
    """As what somebody acts for another (föräldrabalken 6, 11 kap.; avtalslagen 2 kap.)."""

    CUSTODIAN = "custodian"
    GUARDIAN = "legal-guardian"
    SPECIAL_REPRESENTATIVE = "special-representative"
    ADMINISTRATOR = "administrator-by-court"
    POWER_OF_ATTORNEY = "power-of-attorney"


FOR_A_CHILD = frozenset({Capacity.CUSTODIAN, Capacity.GUARDIAN})


class Matter(StrEnum):
    """What they may do in the person's place."""

    PLAN = "matter-plan"
    ABSENCE = "matter-absence"
    CONSENT = "matter-consent"
    LETTERS = "matter-letters"


class No(StrEnum):
    NO_NAME = "representative.no-name"
    NO_MATTER = "representative.no-matter"
    NO_EVIDENCE = "representative.no-evidence"
    ENDS_BEFORE_START = "representative.ends-before-start"
    OF_AGE = "representative.of-age"
    UNTIL_OF_AGE = "representative.until-of-age"
    NO_END = "representative.no-end"
    ENDED = "representative.ended"
    NOBODY = "representative.nobody"
    NOT_NOW = "representative.not-now"
    OTHER_MATTER = "representative.other-matter"


def may_register(
    capacity: Capacity, matters: Collection[Matter], *, name: str, evidence: str, start: date, end: date | None,
    born_on: date | None,
) -> Decision:  # fmt: skip
    """May this be kept? A custodian or guardian acts for a child, and no longer than the child is one."""
    because = []
    if not name.strip():
        because.append(Because(No.NO_NAME))
    if not matters:
        because.append(Because(No.NO_MATTER))
    if not evidence.strip():
        because.append(Because(No.NO_EVIDENCE))
    if end is not None and end < start:
        because.append(Because(No.ENDS_BEFORE_START))
    if capacity is Capacity.POWER_OF_ATTORNEY and end is None:
        because.append(Because(No.NO_END))
    if capacity in FOR_A_CHILD and born_on is not None:
        last = of_age_on(born_on) - ONE_DAY
        if start > last:
            because.append(Because(No.OF_AGE))
        elif end is None or end > last:
            because.append(Because(No.UNTIL_OF_AGE, {"last": last}))
    return Decision.of(because)


def may_end(start: date, end: date | None, *, last: date) -> Decision:
    """It is given an earlier last day; to make it longer is to see a paper again."""
    if last < start - ONE_DAY:
        return no(No.ENDS_BEFORE_START)
    return no(No.ENDED) if end is not None and end <= last else Decision()


def may_speak(matters: Collection[Matter] | None, days: Period | None, *, matter: Matter, on: date) -> Decision:
    """May they act in this matter today? ``None``: there is nobody such, or not for this person."""
    if matters is None or days is None:
        return no(No.NOBODY)
    because = []
    if on not in days:
        because.append(Because(No.NOT_NOW))
    if matter not in matters:
        because.append(Because(No.OTHER_MATTER, {"matter": matter}))
    return Decision.of(because)


def of_age_on(born: date) -> date:
    """The eighteenth birthday; of 29 February, 1 March where the year has no such day."""
    try:
        return born.replace(year=born.year + OF_AGE)
    except ValueError:
        return date(born.year + OF_AGE, 3, 1)
