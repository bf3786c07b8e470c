"""A clock that has jumped is not gone by until it has stood, and what was noted ahead of it is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.door import TRIES, WITHIN, is_guessing
from vidare.rules.trouble import WAITS, Reading, Watch, look, written_ahead

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
STEP = timedelta(seconds=5)
YEAR = timedelta(days=365)


def after(watch: Watch, *, counted: timedelta, jumped: timedelta) -> Watch:
    """A look so long after the first, by a clock that stands ``jumped`` from where it should."""
    return look(watch, Reading(NOON + counted + jumped, counted))


def first() -> Watch:
    return look(None, Reading(NOON, timedelta(0)))


@pytest.mark.parametrize("jump", [YEAR, -YEAR, timedelta(hours=3), timedelta(hours=-1)])
def test_after_a_jump_the_night_waits_and_goes_on_when_the_clock_is_right_again(jump: timedelta) -> None:
    watch = after(first(), counted=STEP, jumped=jump)
    assert (watch.waits, watch.off) == (True, jump)
    watch = after(watch, counted=2 * STEP, jumped=jump)
    assert watch.waits
    assert not after(watch, counted=3 * STEP, jumped=timedelta(0)).waits


def test_a_clock_that_stands_an_hour_is_believed_so_that_nothing_waits_for_hands() -> None:
    watch = after(first(), counted=STEP, jumped=YEAR)
    assert after(watch, counted=WAITS, jumped=YEAR).waits
    watch = after(watch, counted=WAITS + STEP, jumped=YEAR)
    assert not watch.waits
    assert not after(watch, counted=WAITS + 2 * STEP, jumped=YEAR).waits


@given(st.lists(st.integers(-590, 590), min_size=1, max_size=30))
def test_a_clock_that_is_mended_by_little_stops_nothing(steps: list[int]) -> None:
    watch, counted, wall = first(), timedelta(0), NOON
    for step in steps:
        counted, wall = counted + STEP, wall + STEP + timedelta(seconds=step)
        watch = look(watch, Reading(wall, counted))
        assert not watch.waits


def test_summer_and_winter_time_are_no_jump() -> None:
    before = datetime(2026, 10, 25, 0, 59, 58, tzinfo=UTC)
    watch = look(look(None, Reading(before, timedelta(0))), Reading(before + STEP, STEP))
    assert not watch.waits


def test_what_was_noted_later_than_now_is_told_and_a_little_is_not() -> None:
    assert written_ahead(NOON + YEAR, at=NOON) == YEAR
    assert written_ahead(NOON + timedelta(minutes=1), at=NOON) is None
    assert written_ahead(NOON - YEAR, at=NOON) is None
    assert written_ahead(None, at=NOON) is None


def test_a_door_shut_to_guessing_while_the_clock_was_ahead_is_open_when_it_is_right() -> None:
    assert is_guessing(TRIES, NOON, at=NOON)
    assert is_guessing(TRIES, NOON, at=NOON + WITHIN - STEP)
    assert not is_guessing(TRIES, NOON + YEAR, at=NOON)
