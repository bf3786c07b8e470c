"""Questions of progress: sentences that a person says how far they agree with, a few touches every so often.

An answer is the person's own word of a day. Nothing is summed, nobody is compared, and no answer is ever owed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

from vidare.rules.decision import YES, Because, Decision, no

LOWEST, HIGHEST = 1, 5


class No(StrEnum):
    NOTHING = "progress.nothing-said"
    QUESTION = "progress.not-asked-here"
    LEVEL = "progress.off-the-scale"


def may_answer(answers: Mapping[str, int], *, asked: Collection[str]) -> Decision:
    """May these answers be kept? Some of the questions can be left alone, not all."""
    decision = YES if answers else no(No.NOTHING)
    decision &= Decision.of(Because(No.QUESTION) for code in answers if code not in asked)
    if any(not LOWEST <= level <= HIGHEST for level in answers.values()):
        decision &= no(No.LEVEL)
    return decision


def asks_now(*, every_days: int, last: date | None, since: date | None, on: date) -> bool:
    """Is it time to ask? ``since`` is the day the person's way began; 0 days: the service never asks by itself."""
    begun = last or since
    if not every_days or begun is None:
        return False
    return on >= begun + timedelta(days=every_days) if last else on >= begun
