"""A way through a service, and who carries it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.participations import (
    TRANSITIONS,
    Load,
    No,
    State,
    assign,
    least_loaded,
    move,
    pause,
    resume,
    start,
)

ON = date(2026, 11, 24)
LOADS = st.lists(
    st.builds(
        Load,
        st.integers(min_value=1, max_value=99),
        st.integers(min_value=0, max_value=60),
        st.one_of(st.none(), st.dates(min_value=date(2026, 1, 1), max_value=ON)),
    ),
    unique_by=lambda load: load.coach,
)


@given(LOADS, st.randoms())
def test_a_new_participant_goes_to_a_coach_who_carries_least_whatever_the_order(
    loads: list[Load], random: object
) -> None:
    chosen = least_loaded(loads)
    shuffled = list(loads)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert least_loaded(shuffled) == chosen
    if loads:
        assert next(load.open for load in loads if load.coach == chosen) == min(load.open for load in loads)
    else:
        assert chosen is None


def test_among_equals_it_is_whoever_has_waited_longest_for_a_new_one() -> None:
    loads = [Load(1, 5, ON), Load(2, 5, ON - timedelta(days=3)), Load(3, 6, None)]
    assert least_loaded(loads) == 2


def test_only_moves_in_the_table_are_made() -> None:
    for state, onward in TRANSITIONS.items():
        for to in State:
            assert move(state, to).allowed == (to in onward)


def test_it_starts_with_somebody_who_answers_for_it() -> None:
    assert start(State.WAITING, has_coach=True).allowed
    assert [one.code for one in start(State.CLOSED, has_coach=False).reasons] == [No.MOVE, No.NO_COACH]


def test_a_pause_is_for_a_time_and_only_the_active_pause() -> None:
    assert pause(State.ACTIVE, until=ON + timedelta(days=14), on=ON).allowed
    assert [one.code for one in pause(State.ACTIVE, until=ON - timedelta(days=1), on=ON).reasons] == [No.UNTIL_PASSED]
    assert [one.code for one in pause(State.WAITING, until=ON, on=ON).reasons] == [No.MOVE]
    assert not pause(State.ACTIVE, until=ON + timedelta(days=400), on=ON).allowed
    assert resume(State.PAUSED).allowed
    assert not resume(State.ACTIVE).allowed


def test_only_a_coach_of_the_service_becomes_the_coach_and_not_the_same_again() -> None:
    assert assign(State.ACTIVE, coach=2, now=1, coaches=[1, 2]).allowed
    assert [one.code for one in assign(State.ACTIVE, coach=9, now=1, coaches=[1]).reasons] == [No.NOT_A_COACH]
    assert [one.code for one in assign(State.ACTIVE, coach=1, now=1, coaches=[1]).reasons] == [No.SAME_COACH]
