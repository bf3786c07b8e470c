"""The quarter's report: everybody is in one cell, and what nobody has written is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.test_requirement import BOOK
from vidare.rules.absences import BoardDecision
from vidare.rules.quarter import CODES_KIND, OF, Measure, Outcome, Quarter, Recipient, counted, outcome, report
from vidare.rules.services.rulesets import ruling
from vidare.rules.support import Obstacle

RULES = ruling(BOOK.rule_sets, CODES_KIND, on=date(2026, 12, 31))
assert RULES is not None
CODES = {said: str(code) for said, code in RULES.values.items()}
PEOPLE = st.lists(
    st.builds(
        Recipient,
        st.sampled_from([*(one.value for one in Obstacle), "", "hittepå"]),
        st.booleans(),
        st.lists(st.sampled_from(BoardDecision), max_size=3).map(tuple),
    ),
    max_size=40,
)


@given(PEOPLE)
def test_everybody_is_counted_once_and_the_measures_are_parts_of_the_whole(people: list[Recipient]) -> None:
    assert sum(counted(people, codes=CODES).values()) == len(people)
    lines = report(people, codes=CODES)
    assert sum(line.denominator for line in lines if line.measure is Measure.ASSIGNED) == len(people)
    assert all(0 <= line.numerator <= line.denominator and line.unknown <= line.denominator for line in lines)
    assert sum(line.unknown for line in lines if line.measure is Measure.ASSIGNED) == sum(
        one.obstacle in ("", "hittepå") for one in people
    )


def test_every_obstacle_has_its_indicator_and_every_indicator_its_line() -> None:
    assert {one.value for one in Obstacle} <= set(CODES)
    assert {line.indicator for line in report([], codes=CODES)} == {f"N{number}" for number in range(31858, 31869)}


@pytest.mark.parametrize(
    ("assigned", "decided", "said"),
    [
        (False, (), Outcome.NOT_ASSIGNED),
        (True, (), Outcome.ASSIGNED),
        (True, (BoardDecision.UNCHANGED,), Outcome.ASSIGNED),
        (True, (BoardDecision.DENIED, BoardDecision.REDUCED), Outcome.REDUCED),
        (True, (BoardDecision.DENIED, BoardDecision.UNCHANGED), Outcome.DENIED),
    ],
)
def test_what_the_board_decided_last_that_changed_the_support_says_it(
    assigned: bool, decided: tuple[BoardDecision, ...], said: Outcome
) -> None:
    assert outcome(Recipient("ill", assigned, decided)) is said
    assert (said in OF[Measure.DENIED_OR_REDUCED]) == (said in (Outcome.DENIED, Outcome.REDUCED))


def test_a_quarter_is_three_months() -> None:
    quarter = Quarter.read("2026Q4")
    assert (quarter.period.start, quarter.period.end) == (date(2026, 10, 1), date(2026, 12, 31))
    assert Quarter.of(date(2026, 11, 24)) == quarter and str(quarter.before) == "2026Q3"
    assert str(Quarter(2027, 1).before) == "2026Q4"
    for wrong in ("2026", "2026Q5", "Q4", "2026-4", "20266Q1"):
        with pytest.raises(ValueError):
            Quarter.read(wrong)
