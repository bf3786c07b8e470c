"""Seats and hours: who is to come, and who is reminded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.test_attention import ON, POLICY, WELL, kinds
from tests.world import AT
from vidare.rules.attention import Kind, Owed, owed
from vidare.rules.bookings import Away, Instead, No, Slot, away_on, expected, may_book, without_hours_since
from vidare.rules.participations import State
from vidare.rules.period import Period

HOUR = Slot(1, AT + timedelta(days=1), AT + timedelta(days=1, hours=1), 18)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
TIMES = st.builds(
    lambda why, start, days: Away(why, Period(start, None if days is None else start + timedelta(days=days))),
    st.sampled_from(Instead),
    DAYS,
    st.none() | st.integers(0, 90),
)


def codes(away: Away | None, *, here: bool = False, state: State = State.ACTIVE) -> list[str]:
    decision = may_book(HOUR, service=1, state=state, away=away, here=here, at=AT)
    return [because.code for because in decision.reasons]


def test_an_hour_in_a_time_away_is_refused_and_the_last_day_is_told() -> None:
    studies = Away(Instead.EDUCATION, Period(ON, ON + timedelta(days=9)))
    (because,) = may_book(HOUR, service=1, state=State.ACTIVE, away=studies, at=AT).reasons
    assert because.code is No.AWAY_UNTIL
    assert because.facts == {"why": Instead.EDUCATION, "until": ON + timedelta(days=9)}
    assert codes(Away(Instead.EDUCATION, Period(ON))) == [No.AWAY]


def test_who_stands_at_the_door_is_welcome_in_spite_of_studies_but_not_in_a_pause() -> None:
    studies = Away(Instead.EDUCATION, Period(ON))
    assert codes(studies, here=True) == []
    assert codes(studies, here=True, state=State.PAUSED) == [No.NOT_ACTIVE]


@given(DAYS, st.lists(TIMES, max_size=4))
def test_somebody_is_away_on_just_those_days_when_they_are_not_expected(on: date, times: list[Away]) -> None:
    assert (away_on(on, times) is None) == expected(on, [one.days for one in times])


@given(DAYS, st.lists(TIMES, max_size=4), st.none() | DAYS)
def test_nobody_is_to_be_booked_again_while_away_or_with_an_hour_after_it(
    on: date, times: list[Away], last: date | None
) -> None:
    back = without_hours_since(times, last, elsewhere=[one.days for one in times], on=on)
    if back is not None:
        assert expected(back, [one.days for one in times]) or back <= on
        assert expected(max(back, on), [one.days for one in times])
        assert last is None or last < back
        assert back <= on + timedelta(days=1)


def test_on_the_last_day_of_a_placement_it_is_time_to_book_for_the_day_after() -> None:
    placement = [Away(Instead.PLACEMENT, Period(ON - timedelta(days=20), ON))]
    days = [one.days for one in placement]
    assert without_hours_since(placement, None, elsewhere=days, on=ON - timedelta(days=1)) is None
    assert without_hours_since(placement, None, elsewhere=days, on=ON) == ON + timedelta(days=1)
    assert without_hours_since(placement, ON + timedelta(days=3), elsewhere=days, on=ON) is None


def test_who_is_back_without_hours_stands_in_the_list_active_or_still_paused_but_not_closed() -> None:
    back = replace(WELL, without_hours_since=ON)
    assert Owed(Kind.NO_HOURS, ON) in owed(back, policy=POLICY, on=ON)
    assert Kind.NO_HOURS in kinds(replace(back, state=State.PAUSED))
    assert Kind.NO_HOURS not in kinds(replace(back, state=State.CLOSED))
    assert Kind.NO_HOURS not in kinds(replace(back, state=State.WAITING))
