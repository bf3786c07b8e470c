"""The open page takes people, and not programs."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from vidare.rules.asking import POLICY, No, in_time, not_crowded

OPENED = datetime(2026, 11, 24, 9, 59, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.mark.parametrize(
    ("seconds", "found"),
    [(0, [No.TOO_QUICK]), (2, [No.TOO_QUICK]), (3, []), (24 * 3600, []), (24 * 3600 + 1, [No.OPEN_TOO_LONG]),
     (-1, [No.OPEN_TOO_LONG])],
)  # fmt: skip
def test_a_page_is_open_as_long_as_it_takes_to_write_and_not_since_yesterday(seconds: int, found: list[No]) -> None:
    at = OPENED + timedelta(seconds=seconds)
    assert [because.code for because in in_time(OPENED, at=at).reasons] == found


def test_a_page_that_nobody_knows_of_is_opened_anew() -> None:
    assert [because.code for because in in_time(None, at=OPENED).reasons] == [No.OPEN_TOO_LONG]


def test_the_hour_that_comes_twice_is_counted_twice() -> None:
    before = datetime(2026, 10, 24, 12, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
    found = in_time(before, at=datetime(2026, 10, 25, 12, 0, tzinfo=ZoneInfo("Europe/Stockholm")))
    assert [because.code for because in found.reasons] == [No.OPEN_TOO_LONG]


def test_people_are_let_in_and_a_flood_is_not() -> None:
    assert not_crowded(asked_last_hour=POLICY.in_one_service - 1).allowed
    assert not not_crowded(asked_last_hour=POLICY.in_one_service).allowed
