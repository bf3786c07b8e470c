"""Locked in: long in one activity with no step forward."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from vidare.rules.period import Period


class Level(IntEnum):
    """How long somebody has been in the same activity, in whole months."""

    NONE = 0
    TWELVE = 12
    TWENTY_FOUR = 24


@dataclass(frozen=True, slots=True)
class Policy:
    """Days in one activity at each level, and days without a step forward.

    Stays in the same activity with at most ``gap_days`` between them are one: a prolongation starts no new clock.
    """

    levels: tuple[tuple[Level, int], ...] = ((Level.TWELVE, 365), (Level.TWENTY_FOUR, 730))
    still_days: int = 90
    gap_days: int = 30
    first_day: date = date(2025, 1, 1)
    source: str = "Kolada U40823 (24 månader); kontrolleras mot Kolada"


def days_in(period: Period, *, on: date) -> int:
    """Days in an activity up to and including ``on``; 0 when it does not go on that day."""
    return period.length(on=on) if on in period else 0


def joined(periods: Iterable[Period], *, policy: Policy) -> list[Period]:
    """The stays in one activity, with those made one that overlap or follow within the policy's gap."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda period: period.start):
        last = found[-1] if found else None
        if last is None or (last.end is not None and (period.start - last.end).days > policy.gap_days + 1):
            found.append(period)
        elif last.end is not None and (period.end is None or period.end > last.end):
            found[-1] = Period(last.start, period.end)
    return found


def level(periods: Iterable[Period], *, on: date, policy: Policy) -> Level:
    """The highest level that an activity going on at ``on`` has passed."""
    longest = max((days_in(period, on=on) for period in periods), default=0)
    return max((level for level, days in policy.levels if longest > days), default=Level.NONE)


def locked_in(periods: Iterable[Period], *, last_step: date | None, on: date, policy: Policy) -> bool:
    """Long in the same activity *and* no step taken lately: a prolongation is none. Counted by columns, case by case
    here; a test holds the two equal. It says something of the service, and is never a score of a person.
    """
    return not _walked(last_step, on=on, policy=policy) and level(periods, on=on, policy=policy) is not Level.NONE


def _walked(last_step: date | None, *, on: date, policy: Policy) -> bool:
    return last_step is not None and last_step >= on - timedelta(days=policy.still_days)
