"""Worked cases of the figures; the slow definition and the columns count the same."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.compute import intervals, stock
from vidare.compute.attendance import CODE_OF
from vidare.rules import outcomes, statistics
from vidare.rules.attendance import Verdict
from vidare.rules.outcomes import PRECEDENCE, ExitClass, Occupation, Spell
from vidare.rules.period import Period
from vidare.rules.statistics import Share, Way

CASES = Path(__file__).parent.parent / "cases" / "figures.csv"
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
YEAR = Period(date(2025, 11, 1), date(2026, 10, 31))


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: "–".join(list(case.values())[:3]))
def test_a_worked_case_counts_where_it_should(case: dict[str, str]) -> None:
    end = date.fromisoformat(case["ended"]) if case["ended"] else None
    exit_class = ExitClass(case["exit"]) if case["exit"] else None
    way = Way(Period(date.fromisoformat(case["started"]), end), exit_class)
    assert statistics.enrolled_in([way], OCTOBER) == int(case["in_october"])
    assert statistics.enrolled_on([way], date(2026, 10, 31)) == int(case["open_on_31_october"])
    assert len(statistics.finished_in([way], YEAR)) == int(case["finished"])
    assert statistics.onward_of_started([way], YEAR).n == int(case["started_in_year"])


DAYS = st.integers(0, 60).map(lambda n: date(2026, 9, 1) + timedelta(days=n))
PERIODS = st.tuples(DAYS, st.none() | st.integers(0, 40)).map(
    lambda p: Period(p[0], None if p[1] is None else p[0] + timedelta(days=p[1]))
)


def ordinals(periods: list[Period]) -> tuple[np.ndarray, np.ndarray]:
    start = np.array([one.start.toordinal() for one in periods], dtype=np.int64)
    end = np.array([one.end.toordinal() if one.end else stock.OPEN for one in periods], dtype=np.int64)
    return start, end


@given(st.lists(PERIODS, max_size=20))
def test_columns_count_the_stock_of_the_definition(periods: list[Period]) -> None:
    start, end = ordinals(periods)
    first, last = date(2026, 10, 1).toordinal(), date(2026, 10, 31).toordinal()
    ways = [Way(period) for period in periods]
    assert int(stock.open_in(start, end, first, last).sum()) == statistics.enrolled_in(ways, OCTOBER)
    assert int(stock.open_on(start, end, last).sum()) == statistics.enrolled_on(ways, date(2026, 10, 31))


@given(st.lists(st.tuples(st.sampled_from(Occupation), PERIODS), max_size=8), DAYS)
def test_columns_find_the_state_of_the_definition(spells: list[tuple[Occupation, Period]], day: date) -> None:
    start, end = ordinals([period for _, period in spells])
    rank = np.array([PRECEDENCE.index(what) for what, _ in spells], dtype=np.int64)
    unknown = PRECEDENCE.index(Occupation.UNKNOWN)
    rows = np.zeros(len(spells), dtype=np.int64)
    found = stock.states(rows, rank, start, end, np.array([day.toordinal()]), unknown=unknown)
    assert PRECEDENCE[int(found[0])] is outcomes.state_on([Spell(*one) for one in spells], day)


@given(st.lists(st.none() | st.sampled_from(Verdict), max_size=30))
def test_columns_count_the_attendance_of_the_definition(verdicts: list[Verdict | None]) -> None:
    codes = np.array([stock.NONE if one is None else CODE_OF[one.value] for one in verdicts], dtype=np.int64)
    share, unknown = statistics.attendance(verdicts)
    assert stock.attendance(codes) == (share.k, share.n, unknown)


@given(st.integers(0, 400), st.integers(0, 400))
def test_rule_and_columns_have_one_interval(k: int, n: int) -> None:
    if k <= n:
        found = intervals.wilson(k, n)
        assert Share(k, n).interval() == pytest.approx((found.low, found.high)) if n else found.low is None


def test_wilsons_interval_is_the_published_one() -> None:
    assert [round(end or 0, 4) for end in Share(47, 80).interval()] == [0.4780, 0.6889]
    assert Share(0, 0).interval() == (None, None)


def test_work_that_touches_is_one_and_a_gap_breaks_it() -> None:
    def work(start: date, end: date | None) -> Spell:
        return Spell(Occupation.WORK, Period(start, end))

    on = date(2026, 11, 24)
    touching = [work(date(2026, 9, 1), date(2026, 10, 14)), work(date(2026, 10, 15), None)]
    broken = [work(date(2026, 9, 1), date(2026, 10, 13)), work(date(2026, 10, 15), None)]
    assert outcomes.work_since(touching, on=on) == date(2026, 9, 1)
    assert outcomes.work_since(broken, on=on) == date(2026, 10, 15)
    assert outcomes.work_since([], on=on) is None


def test_a_month_from_the_last_of_january_is_the_last_of_february() -> None:
    assert outcomes.after_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
