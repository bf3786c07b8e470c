"""A service proposes as many visits as it asks for, and says when too few are booked."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.bookings import Choice
from vidare.rules.period import Period
from vidare.rules.visits import proposed, too_few

WEEK = Period(date(2026, 11, 30), date(2026, 12, 6))
CHOICES = st.builds(Choice, st.integers(1, 5), st.integers(8, 16))
ROOM = st.dictionaries(CHOICES, st.none() | st.integers(1, 18), max_size=20)


def test_the_two_hours_with_most_room_on_two_days_are_proposed() -> None:
    room = {Choice(1, 9): 3, Choice(1, 13): 18, Choice(1, 14): 17, Choice(3, 9): 5, Choice(4, 9): 4}
    assert proposed(room, visits=2) == {Choice(1, 13), Choice(3, 9)}
    assert proposed(room, visits=1) == {Choice(1, 13)}
    assert proposed(room, visits=0) == frozenset()


@given(ROOM, st.integers(0, 10))
def test_as_many_are_proposed_as_are_asked_for_and_there_is_room_for(
    room: dict[Choice, int | None], visits: int
) -> None:
    found = proposed(room, visits=visits)
    assert found <= set(room) and len(found) == min(visits, len(room))
    days = {one.weekday for one in room}
    assert len({one.weekday for one in found}) == min(len(found), len(days))


def test_too_few_is_said_of_nobody_who_is_freed_from_coming() -> None:
    assert too_few(1, visits=2, week=WEEK, away=[])
    assert not too_few(2, visits=2, week=WEEK, away=[])
    assert not too_few(0, visits=2, week=WEEK, away=[Period(date(2026, 12, 6))])
    assert too_few(0, visits=2, week=WEEK, away=[Period(date(2026, 11, 1), date(2026, 11, 29))])
