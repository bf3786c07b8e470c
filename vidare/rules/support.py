"""Economic assistance as months: what a registered spell must hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.period import ONE_DAY


class No(StrEnum):
    ENDS_BEFORE_START = "support.ends-before-start"
    SMALL_CHILDREN_ARE_CHILDREN = "support.small-children-are-children"
    NOT_AFTER_THE_LAST = "support.not-after-the-last"


class Obstacle(StrEnum):
    """What stands in the way of supporting oneself (Kolada N31858–N31868, grouped)."""

    UNEMPLOYED = "unemployed"
    UNEMPLOYED_LANGUAGE = "unemployed-language"
    INTRODUCTION_BENEFIT = "introduction-benefit"
    WORKS_FULL_TIME = "works-full-time"
    WORKS_TOO_LITTLE = "works-too-little"
    STUDIES = "studies"
    ILL = "ill"
    SICKNESS_BENEFIT = "sickness-benefit"
    PENSION = "pension"
    PARENTAL_LEAVE = "parental-leave"
    SOCIAL_REASONS = "social-reasons"
    NONE = "none"


def registered(start: date, end: date | None, *, children: int, children_under_8: int) -> Decision:
    because = []
    if end is not None and end < start:
        because.append(Because(No.ENDS_BEFORE_START))
    if children_under_8 > children:
        because.append(Because(No.SMALL_CHILDREN_ARE_CHILDREN))
    return Decision.of(because)


def after(start: date, starts: Iterable[date]) -> Decision:
    """A new spell begins after those already there: history is not written anew."""
    last = max(starts, default=None)
    return YES if last is None or start > last else no(No.NOT_AFTER_THE_LAST, last=last)


def day_before(day: date) -> date:
    return day - ONE_DAY
