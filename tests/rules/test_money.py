"""What work means for one's money: the parts are the whole, and the öre is never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.money import Bonus, Wages, split

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
