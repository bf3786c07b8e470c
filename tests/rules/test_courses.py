"""Courses of Swedish, and the days between them when nobody was taught anything."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.courses import Attended, Ending, Gap, Level, No, Track, gaps, may_end, may_note

ON = date(2026, 11, 24)


def course(start: date, end: date | None, level: Level = Level.B) -> Attended:
    return Attended(level, Track.SECOND, start, end)


def test_days_between_two_courses_are_a_gap_with_its_days() -> None:
    taught = [course(date(2026, 1, 12), date(2026, 3, 27)), course(date(2026, 4, 20), date(2026, 12, 18), Level.C)]
    assert gaps(reversed(taught), on=ON) == (Gap(date(2026, 3, 28), date(2026, 4, 19), 23),)


def test_a_weekend_between_two_courses_is_no_gap() -> None:
    friday = date(2026, 3, 27)
    taught = [course(date(2026, 1, 12), friday), course(friday + timedelta(days=3), date(2026, 12, 18), Level.C)]
    assert gaps(taught, on=ON) == ()


def test_after_the_last_course_the_gap_goes_on_until_another_is_known() -> None:
    assert gaps([course(date(2026, 1, 12), date(2026, 11, 13))], on=ON) == (Gap(date(2026, 11, 14), None, 11),)
    assert gaps([course(date(2026, 1, 12), None)], on=ON) == ()
    assert gaps([], on=ON) == ()


def test_a_course_inside_a_longer_one_makes_no_gap() -> None:
    taught = [course(date(2026, 1, 12), date(2026, 12, 18)), course(date(2026, 2, 2), date(2026, 3, 6), Level.C)]
    assert gaps(taught, on=ON) == ()


DAYS = st.integers(0, 400).map(lambda n: date(2026, 1, 1) + timedelta(days=n))


@given(st.lists(st.tuples(DAYS, st.none() | st.integers(0, 90)), max_size=6))
def test_no_day_of_a_gap_is_a_day_of_a_course(spans: list[tuple[date, int | None]]) -> None:
    taught = [course(start, None if n is None else start + timedelta(days=n)) for start, n in spans]
    for gap in gaps(taught, on=ON):
        last = gap.start + timedelta(days=gap.days - 1)
        assert not any(one.start <= last and (one.end is None or gap.start <= one.end) for one in taught)


def test_a_path_begins_where_it_begins_and_a_course_stands_there_once() -> None:
    third = Attended(Level.B, Track.THIRD, ON)
    assert [because.code for because in may_note(third, before=[]).reasons] == [No.TRACK]
    assert [because.code for because in may_note(Attended(Level.B, None, ON), before=[]).reasons] == [No.TRACK_MISSING]
    assert may_note(Attended(Level.SECOND_LANGUAGE, None, ON), before=[]).allowed
    assert not may_note(course(ON, None), before=[course(ON, None)]).allowed


def test_nobody_has_passed_a_course_that_has_not_ended() -> None:
    tomorrow = ON + timedelta(days=1)
    assert not may_end(Ending.PASSED, ended=False, start=ON, last=tomorrow, on=ON).allowed
    assert may_end(Ending.IN_ERROR, ended=False, start=tomorrow, last=ON, on=ON).allowed
    assert not may_end(Ending.IN_ERROR, ended=True, start=ON, last=ON, on=ON).allowed
