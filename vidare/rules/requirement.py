"""The activity requirement: who it covers on a day, and how many hours a week it asks. It sets no amount and no more.

Source: SoL (2025:400) 12 kap. as changed by prop. 2025/26:207, in force 2026-07-01 and first for the support of October
2026. Every number comes from the dated rule sets of ``law.toml``, each with who has checked it against the statute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from vidare.rules.period import Period

COVERS_KIND = "law-activity-requirement"
HOURS_KIND = "law-activity-hours"
EXCEPTIONS_KIND = "law-activity-exceptions"
KINDS = (COVERS_KIND, HOURS_KIND, EXCEPTIONS_KIND)
MONTHS_BACK = 120  # how far back a chain of months is followed
DAYS = 7


class Why(StrEnum):
    """Why the requirement covers somebody on a day, or why it does not."""

    COVERED = "requirement.covered"
    NO_RULE = "requirement.no-rule"
    BEFORE_THE_LAW = "requirement.before-the-law"
    NO_SUPPORT = "requirement.no-support"
    TOO_FEW_MONTHS = "requirement.too-few-months"


class Exemption(StrEnum):
    """Why a human has freed somebody from the whole requirement for a time."""

    UNDER_18 = "under-18"
    IN_SCHOOL = "in-school"
    OCCUPIED_FULL_TIME = "occupied-full-time"
    RETIREMENT_AGE = "retirement-age"
    SICKNESS_BENEFIT = "sickness-benefit"
    VALID_REASON = "valid-reason"


class Reduction(StrEnum):
    """Why a human has made the hours fewer for a time."""

    HEALTH = "health"
    PART_TIME_WORK = "part-time-work"
    OTHER_MEASURE = "other-measure"
    CHILDCARE = "childcare"
    OTHER_REASON = "other-reason"


class PartCode(StrEnum):
    """What the hours are made of, where it is not a reduction or an exemption that somebody decided."""

    FULL_TIME = "requirement.full-time"
    SMALL_CHILD = "requirement.small-child"


@dataclass(frozen=True, slots=True)
class Policy:
    """What the dated rules say. ``month_itself_counts``: may the month asked about be one of the months in a row?"""

    first_month: date
    least_months: int
    hours: int
    fewer_with_child: int
    child_under_years: int
    month_itself_counts: bool = False
    own_search_is_assigned: bool = False

    @classmethod
    def from_values(
        cls, covers: Mapping[str, Any], hours: Mapping[str, Any], exceptions: Mapping[str, Any]
    ) -> Policy | None:
        """From the rule sets that govern on a day; None where there is no such rule. Raises ``ValueError``."""
        if not covers or not hours:
            return None
        read = cls(
            first_month=date.fromisoformat(str(covers["first_support_month"])),
            least_months=int(covers["least_consecutive_months"]),
            hours=int(hours["hours_per_week"]),
            fewer_with_child=int(hours["fewer_hours_with_child"]),
            child_under_years=int(hours["child_under_years"]),
            month_itself_counts=bool(exceptions.get("month_itself_counts", False)),
            own_search_is_assigned=bool(hours.get("own_job_search_is_assigned", False)),
        )
        if not (0 <= read.fewer_with_child <= read.hours <= 24 * DAYS and read.least_months >= 1):
            raise ValueError(f"no week is like this: {read}")
        return read


@dataclass(frozen=True, slots=True)
class Relief:
    """An exemption (``hours`` None) or a reduction by whole hours a week, decided by a human for these days."""

    why: Exemption | Reduction
    days: Period
    hours: int | None = None

    def __post_init__(self) -> None:
        if (self.hours is None) is not isinstance(self.why, Exemption) or (self.hours is not None and self.hours < 1):
            raise ValueError(f"{self.why} by {self.hours} hours is neither an exemption nor a reduction")


@dataclass(frozen=True, slots=True)
class Facts:
    """``support``: the days with support. ``births``: of children in the household, with the days they live there.

    ``small_children`` is what was said when support was registered; it stands in where no birth date is known.
    """

    support: tuple[Period, ...] = ()
    births: tuple[tuple[date, Period], ...] = ()
    reliefs: tuple[Relief, ...] = ()
    small_children: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """``months``: how many months in a row count on the day. ``since``: the first day of the first covered one."""

    why: Why
    months: int
    since: date | None = None

    @property
    def covered(self) -> bool:
        return self.why is Why.COVERED


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the hours, as whole hours with a sign. The parts of a day sum to its hours."""

    code: PartCode | Exemption | Reduction
    hours: int


@dataclass(frozen=True, slots=True)
class Required:
    """The hours a week that are asked on a day, what they are made of, and whether a child is known by count only."""

    coverage: Coverage
    hours: int
    parts: tuple[Part, ...] = ()
    child_by_count: bool = False

    @property
    def exempt(self) -> bool:
        return any(isinstance(part.code, Exemption) for part in self.parts)


def covered(support: Iterable[Period], *, policy: Policy | None, on: date) -> Coverage:
    """Does the requirement cover somebody with support on these days, on a day?

    A month counts when there was support on any day of it. The chain is followed backwards from the month of ``on``.
    """
    if policy is None:
        return Coverage(Why.NO_RULE, 0)
    spells = tuple(support)
    month = on.replace(day=1)
    if not _has_support(spells, month):
        return Coverage(Why.NO_SUPPORT, 0)
    chain = 1
    first = month
    while chain < MONTHS_BACK and _has_support(spells, before := _month_before(first)):
        first, chain = before, chain + 1
    months = chain if policy.month_itself_counts else chain - 1
    if on < policy.first_month:
        return Coverage(Why.BEFORE_THE_LAW, months)
    if months < policy.least_months:
        return Coverage(Why.TOO_FEW_MONTHS, months)
    enough = _months_after(first, policy.least_months - (1 if policy.month_itself_counts else 0))
    return Coverage(Why.COVERED, months, max(enough, policy.first_month))


def required(facts: Facts, *, policy: Policy | None, on: date) -> Required:
    """The hours a week asked on a day: full time, fewer with a small child, fewer still by what humans have decided.

    Never below none; the parts always sum to the hours. Nobody who is not covered is asked for an hour.
    """
    coverage = covered(facts.support, policy=policy, on=on)
    if policy is None or not coverage.covered:
        return Required(coverage, 0)
    parts = [Part(PartCode.FULL_TIME, policy.hours)]
    small, by_count = small_child(facts, policy=policy, on=on)
    if small and policy.fewer_with_child:
        parts.append(Part(PartCode.SMALL_CHILD, -policy.fewer_with_child))
    left = sum(part.hours for part in parts)
    for relief in sorted(facts.reliefs, key=lambda one: (one.hours is not None, one.why.value, one.days.start)):
        if on in relief.days and (left or relief.hours is None):
            fewer = left if relief.hours is None else min(relief.hours, left)
            parts.append(Part(relief.why, -fewer))
            left -= fewer
    return Required(coverage, left, tuple(parts), by_count)


def required_in_week(
    facts: Facts, *, policy_on: Callable[[date], Policy | None], monday: date
) -> Required:  # fmt: skip
    """Of the seven days, the one that asks least: what begins in the middle of a week is asked from the next one."""
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    return min((required(facts, policy=policy_on(day), on=day) for day in days), key=lambda one: one.hours)


def small_child(facts: Facts, *, policy: Policy, on: date) -> tuple[bool, bool]:
    """Is there a child so small in the household; and do we know it only as a count, without a birth date?"""
    living_there = [born for born, days in facts.births if on in days and born <= on]
    if any(age(born, on=on) < policy.child_under_years for born in living_there):
        return True, False
    by_count = facts.small_children > 0 and not facts.births
    return by_count, by_count


def age(born: date, *, on: date) -> int:
    """Whole years on a day. Who was born on 29 February is a year older on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def grows_out_on(born: date, *, policy: Policy) -> date:
    """The first day on which a child is no longer under the age."""
    try:
        return born.replace(year=born.year + policy.child_under_years)
    except ValueError:
        return date(born.year + policy.child_under_years, 3, 1)


def _has_support(spells: Iterable[Period], month: date) -> bool:
    whole = Period.month(month.year, month.month)
    return any(spell.overlaps(whole) for spell in spells)


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _months_after(month: date, count: int) -> date:
    years, number = divmod(month.month - 1 + count, 12)
    return date(month.year + years, number + 1, 1)
