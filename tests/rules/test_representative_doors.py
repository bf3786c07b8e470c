"""What whoever acts for somebody may do by themselves: matter, deed, day and as what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.identity import Protection
from vidare.rules.period import ONE_DAY
from vidare.rules.representatives import (
    GIVES,
    Capacity,
    Doing,
    Ended,
    Matter,
    No,
    Standing,
    gives,
    last_day,
    may_do,
    may_invite,
    may_take_back,
    stands,
)

ON = date(2026, 11, 24)
LIVE = Standing(
    Capacity.POWER_OF_ATTORNEY, frozenset({Matter.PLAN}), date(2026, 11, 1), date(2027, 3, 1), False,
    date(1990, 5, 1), Protection.OPEN,
)  # fmt: skip
A_CHILD = replace(LIVE, capacity=Capacity.CUSTODIAN, end=None, born_on=date(2008, 11, 25))


def codes(decision: object) -> list[str]:
    return [because.code.value for because in decision.reasons]  # type: ignore[attr-defined]


@pytest.mark.parametrize("matter", Matter)
@pytest.mark.parametrize("doing", Doing)
def test_a_matter_gives_what_it_says_and_nothing_else(matter: Matter, doing: Doing) -> None:
    who = replace(LIVE, matters=frozenset({matter}))
    decision = may_do(who, doing, on=ON)
    assert decision.allowed == (doing in GIVES[matter])
    assert decision.allowed or codes(decision) == [No.OTHER_MATTER.value]


def test_everything_that_can_be_done_is_given_by_some_matter_and_by_no_matter_nothing_is() -> None:
    assert gives(Matter) == frozenset(Doing)
    assert gives(()) == frozenset()


@pytest.mark.parametrize(
    ("but", "code"),
    [
        ({"end": ON - ONE_DAY}, Ended.PASSED),
        ({"start": ON + ONE_DAY}, Ended.NOT_YET),
        ({"taken_back": True}, Ended.TAKEN_BACK),
        ({"shut": True}, Ended.SHUT),
        ({"kept": False}, Ended.NOT_HERE),
        ({"protection": Protection.PROTECTED}, Ended.NOT_HERE),
        ({"protection": Protection.UNKNOWN}, Ended.NOT_HERE),
    ],
)
def test_it_ends_at_once_and_says_why(but: dict[str, object], code: Ended) -> None:
    assert stands(LIVE, on=ON).allowed
    assert codes(stands(replace(LIVE, **but), on=ON)) == [code.value]  # type: ignore[arg-type]


def test_nobody_is_told_that_it_is_because_of_protection_whatever_else_has_ended() -> None:
    hidden = replace(LIVE, protection=Protection.PROTECTED, taken_back=True, end=ON - ONE_DAY, shut=True)
    assert codes(stands(hidden, on=ON)) == codes(stands(replace(LIVE, kept=False), on=ON)) == [Ended.NOT_HERE.value]


@pytest.mark.parametrize("capacity", Capacity)
def test_who_acts_for_a_child_acts_until_the_day_before_it_is_of_age(capacity: Capacity) -> None:
    who = replace(A_CHILD, capacity=capacity)
    of_a_child = capacity in {Capacity.CUSTODIAN, Capacity.GUARDIAN}
    assert stands(who, on=ON).allowed
    assert stands(who, on=ON + ONE_DAY).allowed is not of_a_child
    assert (last_day(capacity, None, born_on=who.born_on) == ON) is of_a_child


@given(
    st.sets(st.sampled_from(Matter)), st.sampled_from(Doing), st.booleans(), st.sampled_from(Protection),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)  # fmt: skip
def test_fewer_matters_or_a_door_that_is_shut_never_give_more(
    matters: set[Matter], doing: Doing, shut: bool, protection: Protection, on: date
) -> None:
    who = replace(LIVE, matters=frozenset(matters), shut=shut, protection=protection)
    if may_do(who, doing, on=on).allowed:
        assert not shut and protection is Protection.OPEN and LIVE.start <= on <= (LIVE.end or on)
        assert may_do(replace(who, matters=frozenset(Matter)), doing, on=on).allowed


def test_a_log_in_is_opened_for_who_acts_today_and_has_a_telephone_of_their_own() -> None:
    yes = {"phone": "+46701740699", "own_phone": False, "of_staff": False, "has_one": False, "on": ON}
    assert may_invite(LIVE, **yes).allowed  # type: ignore[arg-type]
    wrong = may_invite(replace(LIVE, end=ON - ONE_DAY), phone="", own_phone=True, of_staff=True, has_one=True, on=ON)
    assert codes(wrong) == [No.NOT_NOW, No.NO_PHONE, No.OWN_PHONE, No.STAFF_PHONE, No.HAS_ONE]
    for hidden in (Protection.PROTECTED, Protection.UNKNOWN):
        assert codes(may_invite(replace(LIVE, protection=hidden), **yes)) == [No.HIDDEN_IDENTITY]  # type: ignore[arg-type]


@pytest.mark.parametrize("capacity", Capacity)
def test_the_person_takes_back_what_they_have_given_and_not_what_a_court_or_the_law_has(capacity: Capacity) -> None:
    decision = may_take_back(capacity, None, taken_back=False, on=ON)
    assert decision.allowed == (capacity is Capacity.POWER_OF_ATTORNEY)
    assert decision.allowed or codes(decision)[0] in {No.BY_COURT, No.BY_LAW}
    assert codes(may_take_back(capacity, None, taken_back=True, on=ON)) == [No.ENDED]
    assert codes(may_take_back(capacity, ON - ONE_DAY, taken_back=False, on=ON)) == [No.ENDED]
