"""Stays in one activity are added up, so that a prolongation starts no new clock."""

from __future__ import annotations

from datetime import date

from vidare.rules.lockin import Level, Policy, joined, level
from vidare.rules.period import Period

YEAR = (Period(date(2025, 10, 1), date(2026, 3, 31)), Period(date(2026, 4, 1), date(2026, 12, 31)))
ON = date(2026, 11, 24)


def test_an_assignment_that_is_prolonged_is_one_stay() -> None:
    assert joined(reversed(YEAR), policy=Policy()) == [Period(date(2025, 10, 1), date(2026, 12, 31))]
    assert level(YEAR, on=ON, policy=Policy()) is Level.NONE
    assert level(joined(YEAR, policy=Policy()), on=ON, policy=Policy()) is Level.TWELVE


def test_thirty_days_between_are_the_same_stay_and_thirty_one_are_not() -> None:
    first = Period(date(2026, 1, 1), date(2026, 1, 31))
    near, far = Period(date(2026, 3, 3), None), Period(date(2026, 3, 4), None)
    assert joined([first, near], policy=Policy()) == [Period(date(2026, 1, 1), None)]
    assert joined([first, far], policy=Policy()) == [first, far]


def test_a_stay_inside_another_changes_nothing_and_an_open_one_takes_in_what_follows() -> None:
    outer, inner = Period(date(2026, 1, 1), date(2026, 6, 30)), Period(date(2026, 2, 1), date(2026, 3, 1))
    assert joined([outer, inner], policy=Policy()) == [outer]
    open_one = Period(date(2026, 1, 1), None)
    assert joined([open_one, Period(date(2027, 1, 1), date(2027, 2, 1))], policy=Policy()) == [open_one]
    assert joined([], policy=Policy()) == []
