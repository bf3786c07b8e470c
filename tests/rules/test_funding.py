"""Every amount is split so that the parts are the whole, to the öre; a key that is not whole is met with a sentence."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.funding import (
    WHOLE,
    Month,
    No,
    Plan,
    Terms,
    claims,
    may_note_cost,
    may_set_key,
    may_set_up,
    split,
    weights,
)

TERMS = Terms()
PLAN = Plan(date(2026, 1, 1), date(2028, 12, 31), date(2028, 7, 1))
AMOUNTS = st.integers(-(10**13), 10**13)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any)


@given(AMOUNTS, WEIGHTS)
def test_the_parts_are_the_whole_and_each_is_within_an_ore_of_its_share(total: int, by: list[int]) -> None:
    parts = split(total, by)
    assert sum(parts) == total
    assert all(abs(part - Fraction(total * weight, sum(by))) < 1 for part, weight in zip(parts, by, strict=True))
    assert split(total, by) == parts


@given(AMOUNTS, st.integers(1, 10**6), st.integers(2, 8))
def test_of_those_with_the_same_weight_the_first_get_the_ore_that_are_left(total: int, weight: int, n: int) -> None:
    parts = split(abs(total), [weight] * n)
    assert list(parts) == sorted(parts, reverse=True) and parts[0] - parts[-1] <= 1


def test_two_thirds_and_a_third_by_a_key() -> None:
    key = (5_000, 3_000, 1_000, 1_000)  # Haninge, Tyresö, Nynäshamn, the Employment Service
    assert split(100, weights(key, terms=TERMS)) == (67, 17, 10, 3, 3)  # 66⅔, 16⅔, 10, 3⅓, 3⅓
    assert split(1, (1, 1, 1)) == (1, 0, 0)
    with pytest.raises(ValueError, match="nothing can be split"):
        split(100, ())


@given(st.lists(st.integers(-(10**9), 10**10), min_size=1, max_size=12))
def test_no_ore_drifts_over_the_months_of_a_key(costs: list[int]) -> None:
    key = (("a", 3_333), ("b", 3_333), ("c", 3_334))
    months = [Month(date(2026 + n // 12, n % 12 + 1, 1), ore, key) for n, ore in enumerate(costs)]
    found = claims(months, fund="fund", terms=TERMS)
    assert [sum(found[one.month].values()) for one in months] == costs
    whole = dict(
        zip(("fund", "a", "b", "c"), split(sum(costs), weights((3_333, 3_333, 3_334), terms=TERMS)), strict=True)
    )
    assert {code: sum(found[one.month][code] for one in months) for code in whole} == whole


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ({"a": 9_999}, No.KEY_SUM),
        ({"a": 5_000, "b": 5_001}, No.KEY_SUM),
        ({}, No.KEY_EMPTY),
        ({"a": WHOLE, "b": 0}, No.KEY_EMPTY),
    ],
)
def test_a_key_that_is_not_whole_is_refused(key: dict[str, int], code: No) -> None:
    (because,) = may_set_key(key, first_month=date(2026, 2, 1), closed=[]).reasons
    assert because.code is code
    if key == {"a": 9_999}:
        assert because.facts == {"sum": "99,99", "left": "0,01"}


def test_a_closed_month_keeps_its_key_and_its_costs() -> None:
    closed = [date(2026, 1, 1)]
    assert may_set_key({"a": WHOLE}, first_month=closed[0], closed=closed).reasons[0].code is No.KEY_CLOSED
    on = date(2026, 11, 24)
    told = may_note_cost(100, month=closed[0], corrects=None, plan=PLAN, closed=closed, on=on)
    assert [one.code for one in told.reasons] == [No.MONTH_CLOSED]
    assert may_note_cost(-100, month=date(2026, 2, 1), corrects=closed[0], plan=PLAN, closed=closed, on=on).allowed
    wrong = may_note_cost(0, month=date(2026, 12, 1), corrects=date(2026, 3, 1), plan=PLAN, closed=closed, on=on)
    assert [one.code for one in wrong.reasons] == [No.AMOUNT, No.MONTH_AHEAD, No.CORRECTS_OPEN]


def test_a_project_hands_over_before_it_ends() -> None:
    assert may_set_up(PLAN).allowed
    wrong = may_set_up(Plan(PLAN.end, PLAN.start, PLAN.end, Terms(fund_parts=3)))
    assert [one.code for one in wrong.reasons] == [No.PROJECT_ENDS, No.HANDOVER, No.PARTS]
