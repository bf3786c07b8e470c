"""Codes for those without an e-ID: how long they live, and when another letter is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.accounts import CodePolicy, No, Way, may_write_letter, opens, policy_of, read_code, written
from vidare.rules.identity import Protection
from vidare.rules.messages import Channel, Template, channels, letter_address, may_be_posted

AT = datetime(2026, 11, 24, 10, 5, tzinfo=UTC)
PLAIN = CodePolicy()


def reasons(*, waiting: bool = False, days: int | None = None, by_staff: bool = False) -> list[object]:
    posted = None if days is None else AT - timedelta(days=days)
    decision = may_write_letter(waiting=waiting, last_posted_at=posted, by_staff=by_staff, policy=PLAIN, at=AT)
    return [because.code for because in decision.reasons]


def test_a_letter_that_waits_is_the_only_one_whoever_asks() -> None:
    assert reasons() == []
    assert reasons(waiting=True) == reasons(waiting=True, by_staff=True) == [No.LETTER_WAITS]


@pytest.mark.parametrize(("days", "found"), [(2, [No.LETTER_LATELY]), (3, []), (30, [])])
def test_at_the_open_door_the_letter_that_is_on_its_way_is_waited_for(days: int, found: list[No]) -> None:
    assert reasons(days=days) == found
    assert reasons(days=days, by_staff=True) == []


@given(st.integers(1, 60), st.integers(0, 59))
def test_a_code_by_letter_opens_on_every_day_before_its_last_and_never_after(lives: int, day: int) -> None:
    policy = policy_of({"letter_days": lives})
    ends = AT + policy.lives(Way.LETTER)
    now = AT + timedelta(days=day)
    assert opens(expires_at=ends, tries=0, used=False, withdrawn=False, policy=policy, at=now) is (day < lives)


def test_what_a_rule_set_leaves_out_stays_as_it_is() -> None:
    assert policy_of({}) == PLAIN
    assert policy_of({"letter_again_days": 7}).letter_again == timedelta(days=7)
    assert PLAIN.lives(Way.SMS) < PLAIN.lives(Way.PAPER) == PLAIN.lives(Way.LETTER)


def test_a_code_is_read_as_it_is_written() -> None:
    assert read_code(written("abcdefghjk").upper()) == "abcdefghjk"


@pytest.mark.parametrize("protection", list(Protection))
def test_a_letter_goes_by_letter_alone_and_home_only_to_an_open_identity(protection: Protection) -> None:
    ways = channels(Template.LOGIN_LETTER, protection=protection, sms_wanted=True, has_phone=True, has_email=True)
    assert ways == (Channel.LETTER,)
    lines = letter_address("Lilla gatan 1, 417 55 Göteborg", protection=protection)
    assert lines == (("Lilla gatan 1", "417 55 Göteborg") if protection is Protection.OPEN else ())


def test_what_is_on_no_paper_has_not_been_posted() -> None:
    assert may_be_posted(printed=1).allowed and not may_be_posted(printed=0).allowed
