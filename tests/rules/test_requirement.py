"""The activity requirement: whom it covers, from when, and what hours it asks."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vidare
from vidare.rules.period import Period
from vidare.rules.reliefs import No, may_decide, may_end, may_keep_child, reason
from vidare.rules.requirement import (
    COVERS_KIND,
    EXCEPTIONS_KIND,
    HOURS_KIND,
    Exemption,
    Facts,
    Policy,
    Reduction,
    Relief,
    age,
    covered,
    grows_out_on,
    required,
    required_in_week,
)
from vidare.rules.services import read_book
from vidare.rules.services.rulesets import ruling

CASES = list(
    csv.DictReader((Path(__file__).parents[1] / "cases" / "requirement.csv").read_text(encoding="utf-8").splitlines())
)
BOOK = read_book((Path(vidare.__file__).parent / "models" / "law.toml").read_text(encoding="utf-8"))


def policy_on(day: date) -> Policy | None:
    """As the book that comes with the program says."""
    found = [ruling(BOOK.rule_sets, kind, on=day) for kind in (COVERS_KIND, HOURS_KIND, EXCEPTIONS_KIND)]
    return Policy.from_values(*(one.values if one else {} for one in found))


NOVEMBER = date(2026, 11, 15)
RULE = policy_on(NOVEMBER)
assert RULE is not None
LONG = Facts(support=(Period(date(2026, 1, 1)),))
DAYS = st.dates(date(2026, 7, 1), date(2028, 12, 31))
PERIODS = st.builds(
    lambda start, length: Period(start, None if length is None else start + timedelta(days=length)),
    st.dates(date(2025, 1, 1), date(2028, 6, 1)),
    st.none() | st.integers(0, 400),
)
RELIEFS = st.builds(lambda why, days, hours: Relief(why, days, hours), st.sampled_from(Reduction), PERIODS,
                    st.integers(1, 45)) | st.builds(Relief, st.sampled_from(Exemption), PERIODS)  # fmt: skip
FACTS = st.builds(
    Facts,
    st.lists(PERIODS, max_size=4).map(tuple),
    st.lists(st.tuples(st.dates(date(2010, 1, 1), date(2028, 1, 1)), PERIODS), max_size=3).map(tuple),
    st.lists(RELIEFS, max_size=3).map(tuple),
    st.integers(0, 3),
)


def read_period(text: str) -> Period:
    start, _, end = text.partition("..")
    return Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)


def read_relief(text: str) -> Relief:
    code, hours, days = text.split(":")
    why = reason(code)
    assert why is not None
    return Relief(why, read_period(days), int(hours) if hours else None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_worked_case(case: dict[str, str]) -> None:
    day = date.fromisoformat(case["on"])
    facts = Facts(
        tuple(map(read_period, case["support"].split())),
        tuple((date.fromisoformat(born), Period(date(2010, 1, 1))) for born in case["births"].split()),
        tuple(map(read_relief, case["reliefs"].split())),
        int(case["small"]),
    )
    found = required(facts, policy=policy_on(day), on=day)
    assert found.coverage.why.value == f"requirement.{case['why']}"
    assert found.coverage.months == int(case["months"])
    assert found.coverage.since == (date.fromisoformat(case["since"]) if case["since"] else None)
    assert found.hours == int(case["hours"])


@given(FACTS, DAYS)
def test_the_parts_are_the_hours_and_never_less_than_none(facts: Facts, day: date) -> None:
    found = required(facts, policy=RULE, on=day)
    assert found.hours == sum(part.hours for part in found.parts) >= 0
    assert found.coverage.covered or (found.hours, found.parts) == (0, ())


@given(FACTS, RELIEFS, DAYS)
def test_what_a_human_decides_more_never_asks_for_more(facts: Facts, more: Relief, day: date) -> None:
    eased = Facts(facts.support, facts.births, (*facts.reliefs, more), facts.small_children)
    assert required(eased, policy=RULE, on=day).hours <= required(facts, policy=RULE, on=day).hours


@given(FACTS, DAYS)
def test_one_child_more_with_a_birth_date_never_asks_for_more(facts: Facts, day: date) -> None:
    if facts.births:
        more = Facts(facts.support, (*facts.births, (day - timedelta(days=90), Period(day))), facts.reliefs)
        assert required(more, policy=RULE, on=day).hours <= required(facts, policy=RULE, on=day).hours


@given(st.lists(PERIODS, max_size=4), DAYS)
def test_a_day_of_support_less_never_makes_the_row_longer(support: list[Period], day: date) -> None:
    for left_out in range(len(support)):
        fewer = support[:left_out] + support[left_out + 1 :]
        assert covered(fewer, policy=RULE, on=day).months <= covered(support, policy=RULE, on=day).months


@given(st.lists(PERIODS, max_size=4), DAYS)
def test_who_is_covered_has_been_since_the_day_it_says(support: list[Period], day: date) -> None:
    found = covered(support, policy=RULE, on=day)
    if found.since is not None:
        assert found.since <= day
        assert covered(support, policy=RULE, on=found.since).covered
        assert not covered(support, policy=RULE, on=found.since - timedelta(days=1)).covered


@given(FACTS, DAYS)
def test_a_week_asks_what_its_kindest_day_asks(facts: Facts, day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    week = required_in_week(facts, policy_on=lambda _: RULE, monday=monday)
    assert week.hours == min(
        required(facts, policy=RULE, on=monday + timedelta(days=number)).hours for number in range(7)
    )


def test_the_facts_day_chooses_the_version_of_the_rule() -> None:
    later = Policy(date(2026, 10, 1), 3, 35, 10, 8)
    versions = {True: later, False: RULE}
    hours = [required(LONG, policy=versions[day >= date(2027, 1, 1)], on=day).hours
             for day in (date(2026, 12, 31), date(2027, 1, 1))]  # fmt: skip
    assert hours == [40, 35]


def test_before_the_rule_was_laid_down_there_is_none() -> None:
    assert policy_on(date(2026, 6, 30)) is None
    assert required(LONG, policy=None, on=date(2026, 6, 30)).hours == 0


def test_a_child_of_29_february_is_older_on_1_march() -> None:
    assert (age(date(2020, 2, 29), on=date(2027, 2, 28)), age(date(2020, 2, 29), on=date(2027, 3, 1))) == (6, 7)
    assert grows_out_on(date(2020, 2, 29), policy=Policy(date(2026, 10, 1), 3, 40, 10, 7)) == date(2027, 3, 1)


def decide(**but: object) -> list[str]:
    said: dict[str, object] = {
        "start": NOVEMBER, "end": None, "hours": 8, "words": "Läkaren råder till kortare dagar.",
        "evidence": "Läkarintyg sett 10 november", "standing": (), "decider": 1, "coach": 2, "policy": RULE,
    }  # fmt: skip
    found = may_decide(but.pop("why", Reduction.HEALTH), **{**said, **but})  # type: ignore[arg-type]
    return [because.code for because in found.reasons]


def test_a_human_who_is_not_the_coach_decides_with_words_and_evidence() -> None:
    assert decide() == []
    assert decide(decider=None) == decide(coach=1) == [No.COACH_DECIDES]
    assert decide(words=" ", evidence="", hours=None) == [No.HOURS, No.NO_WHY, No.NO_EVIDENCE]
    assert decide(why=Reduction.PART_TIME_WORK, evidence="", hours=20) == []
    assert decide(why=Exemption.IN_SCHOOL, hours=None, evidence="") == []
    assert decide(standing=[Relief(Reduction.HEALTH, Period(date(2026, 10, 1)), 4)]) == [No.SAME_ALREADY]
    assert decide(end=date(2026, 1, 1)) == [No.ENDS_BEFORE_START]


def test_a_relief_can_end_earlier_and_never_later() -> None:
    assert may_end(NOVEMBER, None, last=NOVEMBER).allowed
    assert not may_end(NOVEMBER, NOVEMBER, last=NOVEMBER + timedelta(days=1)).allowed
    assert not may_end(NOVEMBER, None, last=NOVEMBER - timedelta(days=1)).allowed


def test_a_birth_date_is_kept_only_where_the_law_asks_for_it() -> None:
    def keep(born: date, known: tuple[date, ...] = ()) -> list[str]:
        found = may_keep_child(born, start=NOVEMBER, end=None, known=known, policy=RULE, on=NOVEMBER)
        return [because.code for because in found.reasons]

    assert keep(date(2019, 1, 1)) == []
    assert keep(date(2018, 11, 15)) == [No.NOT_ASKED_BY_LAW]
    assert keep(NOVEMBER + timedelta(days=1)) == [No.NOT_BORN]
    assert keep(date(2019, 1, 1), (date(2019, 1, 1),)) == [No.CHILD_KNOWN]
