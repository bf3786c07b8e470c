"""A span of days with both ends included, which may be open at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``start`` to ``end``, both included; ``end`` None means that it goes on.

    Raises ``ValueError`` when it would end before it starts.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: Period) -> bool:
        return (other.end is None or self.start <= other.end) and (self.end is None or other.start <= self.end)

    def length(self, *, on: date) -> int:
        """Days in it, both ends counted, at most up to and including ``on``; 0 when it starts after ``on``."""
        last = on if self.end is None else min(self.end, on)
        return max((last - self.start).days + 1, 0)

    def clipped(self, other: Period) -> Period | None:
        """The days common to both, or None."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends) if ends else None)

    def days(self) -> Iterator[date]:
        """Every day of a closed period. Raises ``ValueError`` on an open one."""
        if self.end is None:
            raise ValueError("an open period has no last day")
        for offset in range((self.end - self.start).days + 1):
            yield self.start + timedelta(days=offset)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        first = date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        return cls(first, following - ONE_DAY)

    @classmethod
    def last(cls, days: int, *, on: date) -> Period:
        """The ``days`` days that end with ``on``."""
        return cls(on - timedelta(days=days - 1), on)


def twelve_months(on: date) -> Period:
    """The twelve months that end with the day, 366 days of them where there was a 29 February."""
    following = on + ONE_DAY
    if (following.month, following.day) == (2, 29):
        following += ONE_DAY
    return Period(following.replace(year=following.year - 1), on)


def covered_days(periods: Iterable[Period], *, within: Period) -> int:
    """Days of a closed ``within`` that at least one period covers; overlaps are counted once."""
    clipped = sorted(part for part in (period.clipped(within) for period in periods) if part is not None)
    total, reached = 0, within.start - ONE_DAY
    for part in clipped:
        end = part.end if part.end is not None else within.end
        if end is None:
            raise ValueError("an open period has no last day")
        if end > reached:
            total += (end - max(part.start, reached + ONE_DAY)).days + 1
            reached = end
    return total
