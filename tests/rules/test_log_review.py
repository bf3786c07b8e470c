"""What of the reading log is looked at again, by whom, and by when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules import log_review as rules
from vidare.rules.calendar import STOCKHOLM
from vidare.rules.log_review import Judgement, Known, No, Policy, Reading, Signal
from vidare.rules.period import Period

NOON = datetime(2026, 11, 10, 12, tzinfo=STOCKHOLM)
NIGHT = datetime(2026, 11, 10, 23, 30, tzinfo=STOCKHOLM)
ALL = frozenset((user, f"p{n}") for user in (1, 2) for n in range(40))


def signals(readings: list[Reading], known: Known) -> dict[tuple[int, str], tuple[Signal, ...]]:
    return {(one.user, one.person): one.signals for one in rules.items(readings, known, policy=Policy(), seed="s")}


@pytest.mark.parametrize(
    ("known", "signal"),
    [
        (Known(related=ALL, colleagues=frozenset({"p1"})), Signal.COLLEAGUE),
        (Known(related=ALL, namesakes=frozenset({(1, "p1")})), Signal.NAMESAKE),
        (Known(related=ALL, same_address=frozenset({(1, "p1")})), Signal.SAME_ADDRESS),
        (Known(related=ALL, neighbours=frozenset({(1, "p1")})), Signal.NEIGHBOUR),
        (Known(), Signal.NO_RELATION),
        (Known(related=ALL), Signal.SAMPLE),
    ],
)
def test_a_reading_is_looked_at_for_what_was_seen_in_it(known: Known, signal: Signal) -> None:
    assert signals([Reading(1, "p1", NOON)], known) == {(1, "p1"): (signal,)}


def test_a_file_opened_by_breaking_the_glass_stands_first_with_all_else_that_is_known() -> None:
    read = [Reading(2, "p3", NOON - timedelta(days=5)), Reading(1, "p1", NOON, glass=True), Reading(1, "p1", NOON)]
    known = Known(namesakes=frozenset({(1, "p1"), (2, "p3")}))
    first, second = rules.items(read, known, policy=Policy(), seed="s")
    assert (first.user, first.signals, first.times) == (1, (Signal.GLASS, Signal.NAMESAKE, Signal.NO_RELATION), 2)
    assert second.user == 2


def test_many_files_in_one_night_are_one_question_and_the_same_by_day_is_none() -> None:
    for start, expected in ((NIGHT, 1), (NOON, 0)):
        read = [Reading(1, f"p{n}", start + timedelta(minutes=20 * n)) for n in range(5)]
        found = rules.items(read, Known(related=ALL), policy=Policy(drawn=1), seed="s")
        assert sum(one.signals == (Signal.MANY_AT_NIGHT,) and one.persons == 5 for one in found) == expected


def test_the_small_hours_belong_to_the_night_before() -> None:
    assert rules.night_of(NIGHT, policy=Policy()) == date(2026, 11, 10)
    assert rules.night_of(NIGHT + timedelta(hours=4), policy=Policy()) == date(2026, 11, 10)
    assert rules.night_of(NOON, policy=Policy()) is None


@given(st.integers(0, 39), st.integers(0, 5), st.integers(1, 30), st.text(max_size=8))
def test_the_lot_draws_no_more_than_was_laid_down_and_the_same_again(
    people: int, unrelated: int, drawn: int, seed: str
) -> None:
    read = [Reading(1, f"p{n}", NOON) for n in range(people)] + [Reading(2, f"p{n}", NOON) for n in range(people)]
    known = Known(related=frozenset(pair for pair in ALL if pair[0] == 2))
    policy = Policy(drawn=drawn, without_relation=unrelated)
    found = rules.items(read, known, policy=policy, seed=seed)
    assert found == rules.items(read[::-1], known, policy=policy, seed=seed)
    assert sum(one.signals == (Signal.NO_RELATION,) for one in found) == min(unrelated, people)
    assert sum(one.signals == (Signal.SAMPLE,) for one in found) <= drawn
    assert len({(one.user, one.person) for one in found}) == len(found)


def test_another_seed_draws_others() -> None:
    read = [Reading(1, f"p{n}", NOON) for n in range(40)]
    one, other = (
        {item.person for item in rules.items(read, Known(related=ALL), policy=Policy(drawn=5), seed=seed)}
        for seed in ("a", "b")
    )
    assert one != other


def test_the_days_of_one_review_follow_on_those_of_the_last_and_none_is_left_out() -> None:
    policy, on = Policy(every_days=30), date(2026, 12, 1)
    assert rules.next_period(None, policy=policy, on=on) == Period(date(2026, 11, 1), date(2026, 11, 30))
    assert rules.next_period(date(2026, 11, 10), policy=policy, on=on) is None
    late = rules.next_period(date(2026, 6, 30), policy=policy, on=on)
    assert late == Period(date(2026, 7, 1), date(2026, 11, 30))


def test_nobody_judges_their_own_reading_and_what_is_reported_has_words() -> None:
    def codes(judgement: Judgement, words: str, reviewer: int, *, signed: bool = False) -> set[object]:
        said = rules.may_judge(judgement, words, reader=1, reviewer=reviewer, signed=signed)
        return {because.code for because in said.reasons}

    assert codes(Judgement.IN_ORDER, "", 2) == set()
    assert codes(Judgement.IN_ORDER, "", 1) == {No.OWN_READING}
    assert codes(Judgement.REPORTED, " ", 2) == {No.NO_WORDS}
    assert codes(Judgement.ASKED, "Frågade, hon vikarierade.", 2, signed=True) == {No.SIGNED}


def test_a_review_is_signed_when_all_is_judged_by_one_who_is_not_in_it() -> None:
    assert rules.may_sign(left=0, readers={1}, reviewer=2, signed=False).allowed
    refused = rules.may_sign(left=3, readers={1, 2}, reviewer=2, signed=False)
    assert {because.code for because in refused.reasons} == {No.NOT_ALL_JUDGED, No.SIGNS_FOR_ONESELF}


@pytest.mark.parametrize("days", [1, 93])
def test_no_board_reviews_its_log_more_seldom_than_every_quarter(days: int) -> None:
    assert not rules.may_lay_down(Policy(every_days=days)).allowed


@pytest.mark.parametrize(
    ("address", "home", "postcode"),
    [
        ("Storgatan 1 B, 411 01 Göteborg", "storgatan1b41101", "41101"),
        ("storgatan 1b\n41101 GÖTEBORG", "storgatan1b41101", "41101"),
        ("c/o Berg", "", ""),
        ("411 01 Göteborg", "41101", "41101"),
    ],
)
def test_two_ways_to_write_a_home_are_the_same_home(address: str, home: str, postcode: str) -> None:
    assert rules.postcode_of(address) == postcode
    assert rules.home_of(address) == ("" if home == postcode else home)
