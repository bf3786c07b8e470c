"""The columns and the rule give one answer."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.test_attendance import FIRST, LAST, cases, days_of
from vidare.compute import attendance as compute
from vidare.rules import attendance as rules
from vidare.rules.attendance import Day, Policy, Verdict

POLICY = Policy(review_at=4, announced_ore=20_000)
ROWS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 25), st.sampled_from(Verdict)), max_size=60)
Row = tuple[int, int, Verdict]


def counted(rows: list[Row], policy: Policy = POLICY) -> compute.Streaks:
    person, day, verdict = zip(*rows, strict=True) if rows else ((), (), ())
    return compute.streaks(
        np.array(person, np.int64), np.array(day, np.int64),
        np.array([compute.CODE_OF[one.value] for one in verdict], np.int64), policy=policy,
    )  # fmt: skip


def by_person(rows: list[Row]) -> dict[int, list[Day]]:
    found: dict[int, list[Day]] = {person: [] for person, _, _ in rows}
    for person, day, verdict in rows:
        found[person].append(Day(FIRST + timedelta(days=day), verdict))
    return dict(sorted(found.items()))


@pytest.mark.parametrize("case", cases("streaks.csv"), ids=lambda case: case["case"])
def test_the_worked_cases_come_out_the_same_in_columns(case: dict[str, str]) -> None:
    days = days_of(case["days"])
    answer = counted([(1, (day.on - date(2026, 1, 1)).days, day.verdict) for day in days])
    assert (answer.longest_streak, answer.reviews) == (int(case["longest"]), int(case["reviews"]))
    assert answer.running_of.tolist() == [int(case["length"])]


@given(ROWS, st.sampled_from([1, 2, 4, None]))
def test_the_columns_and_the_rule_agree_on_any_rows(rows: list[Row], review_at: int | None) -> None:
    policy = Policy(review_at=review_at, announced_ore=20_000)
    answer, people = counted(rows, policy), by_person(rows)
    found = [rules.streaks(days, policy=policy) for days in people.values()]
    assert answer.person.tolist() == list(people)
    assert answer.absences_of.tolist() == [sum(one.length for one in streaks) for streaks in found]
    assert answer.longest_of.tolist() == [max((one.length for one in streaks), default=0) for streaks in found]
    assert answer.reviews_of.tolist() == [sum(one.review for one in streaks) for streaks in found]
    assert answer.running_of.tolist() == [
        rules.consequence(days, policy=policy, on=LAST).length for days in people.values()
    ]
    assert answer.announced_ore == 20_000 * sum(verdict is Verdict.ABSENT_INVALID for _, _, verdict in rows)


@given(ROWS, st.randoms())
def test_the_order_of_the_rows_does_not_matter(rows: list[Row], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = counted(rows), counted(shuffled)
    assert one.longest_of.tolist() == other.longest_of.tolist()
    assert one.reviews_of.tolist() == other.reviews_of.tolist()


def test_no_rows_are_nobody() -> None:
    answer = counted([])
    assert (answer.persons, answer.absences, answer.longest_streak, answer.reviews) == (0, 0, 0, 0)


def test_a_verdict_that_is_none_is_refused() -> None:
    one = np.array([1])
    with pytest.raises(ValueError, match="seven"):
        compute.streaks(one, one, np.array([7]), policy=POLICY)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        compute.streaks(np.array([1]), np.array([1, 2]), np.array([0]), policy=POLICY)
