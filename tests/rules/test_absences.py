"""The ladder's own rules: what is asked before anything follows, what may be attached, what once was announced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules import absences as rules
from vidare.rules.absences import FileKind, HistoricalScheme, No, ReasonKind, State
from vidare.rules.attendance import Verdict
from vidare.rules.bases import Missed, NoBasis, basis_prepared, facts_only, still_stands

DAY = date(2026, 11, 24)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_what_was_announced_is_a_number_of_ore_for_each_absence_and_nothing_else(one: int, other: int) -> None:
    scheme = HistoricalScheme(announced_ore=20000)
    assert rules.announced(one + other, policy=scheme) == rules.announced(one, policy=scheme) + rules.announced(
        other, policy=scheme
    )


def test_where_no_scheme_was_announced_there_is_none() -> None:
    assert HistoricalScheme.from_values({}) is None
    assert HistoricalScheme.from_values({"announced_ore": 20000}) == HistoricalScheme(20000)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", FileKind.PDF),
        (b"\xff\xd8\xff\xe0", FileKind.JPEG),
        (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
        (b"\x00\x00\x00\x18ftypheic", FileKind.HEIC),
        (b"<svg onload=alert(1)>", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_bytes_are_and_not_what_it_is_called(content: bytes, kind: FileKind | None) -> None:
    assert rules.kind_of_file(content) is kind


def test_something_else_needs_words_and_illness_does_not() -> None:
    assert rules.explained(ReasonKind.ILL, "").allowed
    assert [because.code for because in rules.explained(ReasonKind.OTHER, " ").reasons] == [No.NO_WORDS]


@pytest.mark.parametrize("state", [State.SEEN, State.SPOKEN])
def test_nobody_is_silent_who_was_not_asked_or_still_has_days_left(state: State) -> None:
    assert not rules.is_silent(state, DAY, asked=False, on=DAY + timedelta(days=30))
    assert not rules.is_silent(state, DAY, asked=True, on=DAY)
    assert rules.is_silent(state, DAY, asked=True, on=DAY + timedelta(days=1))


def test_an_accepted_reason_needs_no_call_before_it_but_a_refused_one_does() -> None:
    assert rules.assessed(State.SEEN, valid=True, why="Sjuk").allowed
    assert not rules.assessed(State.SEEN, valid=False, why="Nej").allowed


@pytest.mark.parametrize("words", ["Ringde 10 november.", "Hon kramade sin dotter", "Sekreteraren var där"])
def test_facts_that_only_look_like_money_are_facts(words: str) -> None:
    assert facts_only(words).allowed


@given(st.sampled_from(list(Verdict)))
def test_a_basis_stands_only_while_each_of_its_hours_is_an_absence_or_is_being_looked_at(verdict: Verdict) -> None:
    before = {1: Verdict.ABSENT_INVALID, 2: Verdict.ABSENT_INVALID}
    days = {1: DAY, 2: DAY + timedelta(days=2)}
    stands = still_stands(before, {1: Verdict.ABSENT_INVALID, 2: verdict}, days=days)
    assert stands is (verdict in {Verdict.ABSENT_INVALID, Verdict.CONTESTED})


def test_somebody_found_to_have_come_between_two_absences_breaks_the_streak() -> None:
    before = {1: Verdict.ABSENT_INVALID, 3: Verdict.ABSENT_INVALID}
    days = {1: DAY, 2: DAY + timedelta(days=1), 3: DAY + timedelta(days=2)}
    assert not still_stands(before, before | {2: Verdict.PRESENT}, days=days)
    assert still_stands(before, before | {2: Verdict.NOT_REGISTERED}, days=days)


def test_a_service_without_a_ladder_never_makes_a_basis() -> None:
    hours = [Missed(date(2026, 11, day), booking=day, spoken=True) for day in range(2, 11)]
    assert basis_prepared(hours, policy=rules.Policy(review_at=4), under_assignment=True).allowed
    refused = basis_prepared(hours, policy=rules.Policy.from_values({"answer_days": 14}), under_assignment=True)
    assert [because.code for because in refused.reasons] == [NoBasis.NO_LADDER]
