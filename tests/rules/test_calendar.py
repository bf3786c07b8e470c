"""Days as people here live them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules import calendar
from vidare.rules.calendar import Week

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "year", "number"),
    [(date(2026, 11, 24), 2026, 48), (date(2027, 1, 3), 2026, 53), (date(2024, 12, 30), 2025, 1)],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day: date, year: int, number: int) -> None:
    assert Week.of(day) == Week(year, number)


def test_a_week_that_its_year_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="53"):
        Week(2025, 53)


def test_the_week_after_week_53_is_week_1() -> None:
    assert Week(2026, 53).plus(1) == Week(2027, 1)
    assert [week.number for week in calendar.weeks(Week(2026, 52), 3)] == [52, 53, 1]


@given(DAYS)
def test_every_day_lies_in_its_week(day: date) -> None:
    assert day in Week.of(day).period
    assert Week.of(day).day(day.isoweekday()) == day


def test_the_night_the_clock_is_put_back_is_25_hours_long() -> None:
    start, end = calendar.bounds(date(2026, 10, 25))
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=25)


def test_the_night_the_clock_is_put_forward_is_23_hours_long() -> None:
    start, end = calendar.bounds(date(2026, 3, 29))
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=23)


def test_an_hour_that_comes_twice_means_the_first_time() -> None:
    assert calendar.moment(date(2026, 10, 25), time(2, 30)).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_hour_that_does_not_exist_means_one_hour_later() -> None:
    assert calendar.moment(date(2026, 3, 29), time(2, 30)).hour == 3


def test_nine_in_the_morning_is_nine_on_both_sides_of_the_change() -> None:
    before = calendar.moment(date(2026, 10, 23), time(9))
    after = calendar.moment(date(2026, 10, 26), time(9))
    assert (before.astimezone(UTC).hour, after.astimezone(UTC).hour) == (7, 8)


def test_a_touch_before_midnight_here_is_of_the_day_here() -> None:
    assert calendar.local_day(datetime(2026, 11, 24, 23, 30, tzinfo=UTC)) == date(2026, 11, 25)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar.local_day(datetime(2026, 11, 24, 9))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 24), "Julafton"),
        (date(2026, 6, 19), "Midsommarafton"),
        (date(2026, 6, 20), "Midsommardagen"),
        (date(2026, 5, 14), "Kristi himmelsfärdsdag"),
        (date(2026, 11, 24), ""),
        (date(2024, 2, 29), ""),
    ],
)
def test_holidays_have_their_swedish_names(day: date, name: str) -> None:
    assert calendar.holiday(day) == name
    assert calendar.is_open_day(day) is (name == "")


def test_after_the_day_before_christmas_eve_the_office_opens_on_the_28th() -> None:
    assert calendar.next_open_day(date(2026, 12, 23)) == date(2026, 12, 28)
