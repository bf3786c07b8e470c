"""A code opens the door once, in its days, and for nobody is it the only door."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vidare.rules.invitations import Campaign, No, may_hand_out, may_plan, opens
from vidare.rules.organisations import OrganisationKind
from vidare.rules.period import Period

ON = date(2026, 11, 24)
DAYS = Period(date(2026, 11, 1), ON)


@pytest.mark.parametrize(
    ("days", "used", "on", "found"),
    [
        (DAYS, False, ON, []),
        (DAYS, True, ON, [No.CODE_USED]),
        (DAYS, False, ON + timedelta(days=1), [No.CODE_EXPIRED]),
        (DAYS, False, date(2026, 10, 31), [No.CODE_UNKNOWN]),
        (None, False, ON, [No.CODE_UNKNOWN]),
    ],
)
def test_a_code_opens_once_and_in_its_days(days: Period | None, used: bool, on: date, found: list[No]) -> None:
    assert [because.code for because in opens(days, used=used, on=on).reasons] == found


def test_an_authority_hands_out_no_codes_and_everything_that_is_wrong_is_told() -> None:
    wrong = may_plan(
        name=" ", kind=OrganisationKind.EMPLOYMENT_SERVICE, start=ON, end=ON - timedelta(days=1), way_in_open=False
    )
    assert {because.code for because in wrong.reasons} == {
        No.NAME_MISSING, No.NOT_AN_ASSOCIATION, No.ENDS_BEFORE_START, No.WAY_IN_CLOSED,
    }  # fmt: skip
    assert may_plan(name="Vår", kind=OrganisationKind.ASSOCIATION, start=ON, end=ON, way_in_open=True).allowed


@pytest.mark.parametrize(
    ("count", "end", "allowed"), [(1, ON, True), (200, ON, True), (0, ON, False), (201, ON, False)]
)
def test_codes_are_made_some_at_a_time_while_the_campaign_lasts(count: int, end: date, allowed: bool) -> None:
    assert may_hand_out(count=count, end=end, on=ON).allowed is allowed
    assert not may_hand_out(count=count, end=ON - timedelta(days=1), on=ON).allowed


def test_nobody_came_who_was_not_reached() -> None:
    with pytest.raises(ValueError, match="who came was reached"):
        Campaign(10, 5, 4, 1, 2)
