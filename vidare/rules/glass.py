"""Breaking the glass: a file that is not one's own to open, opened once, for a while, with a reason in words.

Only inside one's own board and one's own compartments, only to read, and never where the register has not said that
the identity is open. It is told at once, and it stands first in the next log review.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from vidare.rules.decision import Because, Decision
from vidare.rules.identity import Protection

FEWEST_WORDS = 3
LONGEST_REASON = 1000


class No(StrEnum):
    NOT_FOUND = "glass.not-found"
    NO_REASON = "glass.no-reason"
    SHORT_REASON = "glass.short-reason"


@dataclass(frozen=True, slots=True)
class Policy:
    """How long the file stays open."""

    hours: int = 4


def may_be_opened(protection: Protection | None) -> bool:
    """``None``: nobody such in the actor's own boards. One answer for that, for who is protected, and for whom the
    register has not been asked about: the answer tells nothing of who there is."""
    return protection is Protection.OPEN


def may_break(reason: str) -> Decision:
    """The reason is for a colleague to read: words, not a sign."""
    words = reason.split()
    if not words:
        return Decision.of([Because(No.NO_REASON)])
    return Decision.of([Because(No.SHORT_REASON, {"n": FEWEST_WORDS})] if len(words) < FEWEST_WORDS else [])


def open_until(at: datetime, *, policy: Policy) -> datetime:
    return at + timedelta(hours=policy.hours)
