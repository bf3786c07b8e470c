"""The Employment Service's introduction programme: when it ended, and the day after it that is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vidare.rules.decision import Because, Decision
from vidare.rules.outcomes import Occupation, Spell, state_on
from vidare.rules.period import Period


class Told(StrEnum):
    """From where the days of the programme are known. What the Employment Service decided stays with it."""

    PERSON = "person"
    PAPER = "paper"
    EMPLOYMENT_SERVICE = "employment-service"


class After(StrEnum):
    """What is told outside of somebody's state on the day."""

    ONWARD = "in-work-or-studies"
    NOT = "not-in-work-or-studies"
    UNKNOWN = "not-known"


class No(StrEnum):
    STARTS_LATER = "programme.starts-later"
    ENDS_BEFORE_START = "programme.ends-before-start"
    TOO_LONG = "programme.too-long"
    NOTHING_NEW = "programme.nothing-new"


@dataclass(frozen=True, slots=True)
class Policy:
    """``days`` after the last day of the programme the state is asked about; ``longest`` in days."""

    days: int = 90
    longest: int = 5 * 366  # two years of activities, and what parental leave and illness can put off
    first_day: date = date(2025, 1, 1)
    source: str = "Projektets mål: i arbete, studier eller eget företag 90 dagar efter etableringsprogrammet"


@dataclass(frozen=True, slots=True)
class Known:
    """A spell, and the day on which it was noted."""

    spell: Spell
    noted_on: date


def asked_on(ended: date, *, policy: Policy) -> date:
    """The day whose state is the outcome: the programme's last day is day 0."""
    return ended + timedelta(days=policy.days)


def in_cohort(ended: date, *, within: Period, policy: Policy) -> bool:
    """Is the day in ``within``? When that is over the cohort is closed: what happens later moves nobody in or out."""
    return asked_on(ended, policy=policy) in within


def state_after(known: Iterable[Known], ended: date, *, policy: Policy) -> Occupation:
    """The state on the very day, never at some time before it.

    A spell that was noted before the day and has no last day says what was meant then, and is no answer.
    """
    day = asked_on(ended, policy=policy)
    sure = (one.spell for one in known if one.spell.period.end is not None or one.noted_on >= day)
    return state_on(sure, day)


def may_note(
    days: tuple[date, date | None], *, before: tuple[date, date | None] | None, on: date, policy: Policy
) -> Decision:
    """May these first and last days be written? ``before``: what is known already. A last day may come later."""
    return Decision.of(_against(days, before, on, policy))


def _against(
    days: tuple[date, date | None], before: tuple[date, date | None] | None, on: date, policy: Policy
) -> Iterator[Because]:
    start, end = days
    if start > on:
        yield Because(No.STARTS_LATER)
    if end is not None and end < start:
        yield Because(No.ENDS_BEFORE_START)
    elif end is not None and (end - start).days >= policy.longest:
        yield Because(No.TOO_LONG)
    if days == before:
        yield Because(No.NOTHING_NEW)
