"""Asking for help oneself, on the open page: what a person writes is taken, what a program writes in numbers is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from vidare.rules.decision import YES, Decision, no


class No(StrEnum):
    """Why it was not sent. Each is told with what one can do instead, and nothing that was written is lost."""

    TOO_QUICK = "asking.too-quick"
    OPEN_TOO_LONG = "asking.open-too-long"
    MANY_FROM_HERE = "asking.many-from-here"
    DOOR_IS_CROWDED = "asking.door-is-crowded"


@dataclass(frozen=True, slots=True)
class Policy:
    """How fast nobody writes, how long a page may stand open, and how many write in an hour.

    A library's computer is shared, and so is the address of a whole school: hence as many from one address. In a
    service it is far more than people, so somebody's program.
    """

    least: timedelta = timedelta(seconds=3)
    longest: timedelta = timedelta(hours=24)
    from_one_address: int = 10
    codes_from_one_address: int = 40
    in_one_service: int = 40


POLICY = Policy()


def in_time(opened_at: datetime | None, *, at: datetime, policy: Policy = POLICY) -> Decision:
    """Was the page open as long as it takes to write a name, and not since the day before? ``None``: nobody knows."""
    if opened_at is None:
        return no(No.OPEN_TOO_LONG)
    stood = at.astimezone(UTC) - opened_at.astimezone(UTC)  # as the wall shows them it is wrong when the clock changes
    if not timedelta(0) <= stood <= policy.longest:
        return no(No.OPEN_TOO_LONG)
    return no(No.TOO_QUICK) if stood < policy.least else YES


def not_crowded(*, asked_last_hour: int, policy: Policy = POLICY) -> Decision:
    """The open page takes what people write, but not what a machine writes."""
    return no(No.DOOR_IS_CROWDED) if asked_last_hour >= policy.in_one_service else YES
