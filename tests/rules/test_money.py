"""What work means for one's money: the parts are the whole, and the öre is never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.money import Bonus, Pay, Wages, household, pay, split

RULE = Wages(percent=25, months_of_support=6, years=2)


@pytest.mark.parametrize(
    ("wage", "aside"), [(8_000_00, 2_000_00), (0, 0), (1, 0), (3, 0), (4, 1), (15_000_50, 3_750_12)]
)
def test_a_quarter_of_the_wages_is_left_aside(wage: int, aside: int) -> None:
    assert split(wage, wages=RULE).aside == aside


@given(st.integers(0, 10**9), st.integers(0, 100))
def test_what_is_counted_and_what_is_left_aside_are_the_wage(wage: int, percent: int) -> None:
    parts = split(wage, wages=Wages(percent, 6, 2))
    assert parts.counted + parts.aside == parts.wage == wage
    assert 0 <= parts.aside <= wage


def test_a_rule_that_lacks_a_value_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        Bonus.from_values({"most_months": 18})


@given(st.integers(0, 10**8), st.integers(0, 100), st.integers(0, 24))
def test_tax_counted_and_aside_are_together_the_pay(gross: int, tax: int, months: int) -> None:
    found = pay(gross, tax_percent=tax, wages=RULE, months=months)
    assert found.tax + found.counted + found.aside == found.gross == gross
    assert min(found.tax, found.counted, found.aside) >= 0
    assert months >= RULE.months_of_support or found.aside == 0


@given(st.lists(st.integers(0, 10**8), max_size=4))
def test_a_households_parts_are_its_pay(grosses: list[int]) -> None:
    both = household(pay(gross, tax_percent=20, wages=RULE, months=6) for gross in grosses)
    assert both.tax + both.counted + both.aside == both.gross == sum(grosses)


def test_a_worked_example_by_hand() -> None:
    assert pay(15_000_00, tax_percent=20, wages=RULE, months=6) == Pay(15_000_00, 3_000_00, 9_000_00, 3_000_00)
    assert pay(15_000_00, tax_percent=20, wages=RULE, months=5) == Pay(15_000_00, 3_000_00, 12_000_00, 0)
    with pytest.raises(ValueError):
        pay(-1, tax_percent=20, wages=RULE, months=6)
