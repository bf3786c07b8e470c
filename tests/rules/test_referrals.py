"""The way in: who is in the target group, and how long somebody has waited."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.access import Role
from vidare.rules.period import Period
from vidare.rules.referrals import (
    TRANSITIONS,
    ClockState,
    DeclineReason,
    No,
    State,
    WayIn,
    came_by,
    clock,
    decline,
    eligible,
    may_come,
    move,
    pause_clock,
    resume_clock,
)

CAME = date(2026, 11, 16)
OFFSETS = st.integers(min_value=-20, max_value=120)
PAUSES = st.lists(
    st.tuples(st.integers(min_value=0, max_value=80), st.one_of(st.none(), st.integers(min_value=0, max_value=40))).map(
        lambda pair: Period(
            CAME + timedelta(days=pair[0]), None if pair[1] is None else CAME + timedelta(days=pair[0] + pair[1])
        )
    ),
    max_size=4,
)


@given(PAUSES, OFFSETS, st.one_of(st.none(), OFFSETS), st.integers(min_value=0, max_value=60))
def test_nobody_has_waited_less_than_nothing_or_more_than_since_they_came(
    pauses: list[Period], today: int, met: int | None, target: int
) -> None:
    on = CAME + timedelta(days=today)
    meeting = None if met is None else CAME + timedelta(days=met)
    now = clock(CAME, pauses=pauses, first_meeting_on=meeting, target_days=target, on=on)
    assert 0 <= now.waited <= max(today, 0)
    assert now.left == target - now.waited


@given(PAUSES, OFFSETS, PAUSES)
def test_one_more_pause_never_makes_the_wait_longer(pauses: list[Period], today: int, more: list[Period]) -> None:
    on = CAME + timedelta(days=today)
    few = clock(CAME, pauses=pauses, first_meeting_on=None, target_days=8, on=on)
    many = clock(CAME, pauses=pauses + more, first_meeting_on=None, target_days=8, on=on)
    assert many.waited <= few.waited


@given(PAUSES, OFFSETS, OFFSETS)
def test_a_first_meeting_stops_the_clock_for_good(pauses: list[Period], met: int, later: int) -> None:
    meeting = CAME + timedelta(days=met)
    closed = [Period(pause.start, pause.end or pause.start) for pause in pauses]
    on = meeting + timedelta(days=abs(later))
    at_once = clock(CAME, pauses=closed, first_meeting_on=meeting, target_days=8, on=meeting)
    afterwards = clock(CAME, pauses=closed, first_meeting_on=meeting, target_days=8, on=on)
    assert afterwards.state is ClockState.STOPPED
    assert afterwards.waited == at_once.waited


@given(PAUSES, st.integers(min_value=0, max_value=120), st.integers(min_value=0, max_value=60))
def test_it_is_late_exactly_when_the_day_it_was_due_has_passed(pauses: list[Period], today: int, target: int) -> None:
    closed = [Period(pause.start, pause.end or pause.start) for pause in pauses]
    on = CAME + timedelta(days=today)
    now = clock(CAME, pauses=closed, first_meeting_on=None, target_days=target, on=on)
    if on <= now.due_on:
        assert not now.late
    if now.late:
        assert on > now.due_on


@pytest.mark.parametrize(
    ("pauses", "on", "waited", "due"),
    [
        ([], date(2026, 11, 16), 0, date(2026, 11, 24)),
        ([], date(2026, 11, 24), 8, date(2026, 11, 24)),
        ([], date(2026, 11, 25), 9, date(2026, 11, 24)),
        ([Period(date(2026, 11, 18), date(2026, 11, 20))], date(2026, 11, 24), 5, date(2026, 11, 27)),
        ([Period(date(2026, 11, 18))], date(2026, 11, 24), 1, date(2026, 12, 1)),
    ],
)
def test_the_clock_counts_calendar_days_without_those_it_was_paused(
    pauses: list[Period], on: date, waited: int, due: date
) -> None:
    now = clock(CAME, pauses=pauses, first_meeting_on=None, target_days=8, on=on)
    assert (now.waited, now.due_on) == (waited, due)


def test_a_settled_referral_is_not_settled_again() -> None:
    for state, onward in TRANSITIONS.items():
        for to in State:
            assert move(state, to).allowed == (to in onward)


WANTED = {"support": ("yes",), "guarantee": ("no", "unknown")}


def test_every_reason_is_told_at_once_and_an_open_question_is_asked() -> None:
    both = eligible({"support": "no", "guarantee": "yes"}, wanted=WANTED)
    assert [(one.code, one.facts["question"]) for one in both.reasons] == [
        (No.NOT_ELIGIBLE, "support"), (No.NOT_ELIGIBLE, "guarantee"),
    ]  # fmt: skip
    assert [one.code for one in eligible({}, wanted=WANTED).reasons] == [No.NOT_ANSWERED]
    assert eligible({"support": "yes"}, wanted=WANTED).allowed


def test_a_no_has_reasons_and_says_where_to_turn() -> None:
    bare = decline(State.RECEIVED, reasons=[], turn_to="  ")
    assert [one.code for one in bare.reasons] == [No.REASON_MISSING, No.TURN_TO_MISSING]
    assert decline(State.RECEIVED, reasons=[DeclineReason.NOT_REACHED], turn_to="Ring 123").allowed


def test_the_clock_is_paused_once_not_before_anyone_came_and_not_after_the_meeting() -> None:
    on = CAME + timedelta(days=5)

    def codes(**facts: object) -> list[object]:
        known = {"pauses": [], "met": False, "state": State.RECEIVED, "start": on, "on": on} | facts
        return [one.code for one in pause_clock(CAME, **known).reasons]  # type: ignore[arg-type]

    assert codes() == []
    assert codes(start=CAME - timedelta(days=1)) == [No.PAUSE_BEFORE_RECEIVED]
    assert codes(start=on + timedelta(days=1)) == [No.PAUSE_IN_FUTURE]
    assert codes(pauses=[Period(CAME)]) == [No.CLOCK_PAUSED]
    assert codes(met=True) == codes(state=State.DECLINED) == [No.CLOCK_STOPPED]


def test_a_clock_that_runs_is_not_started_again() -> None:
    on = CAME + timedelta(days=5)
    assert resume_clock(pause=None, end=on, on=on).reasons[0].code is No.CLOCK_RUNS
    assert resume_clock(pause=Period(on), end=CAME, on=on).reasons[0].code is No.PAUSE_ENDS_BEFORE_IT_STARTS
    assert resume_clock(pause=Period(CAME), end=on, on=on).allowed


def test_nobody_is_referred_to_where_they_wait_or_take_part_and_every_reason_is_told() -> None:
    assert may_come(way_in_open=True, waits=False, takes_part=False).allowed
    refused = may_come(way_in_open=False, waits=True, takes_part=True)
    assert [because.code for because in refused.reasons] == [No.WAY_IN_CLOSED, No.WAITS_ALREADY, No.HERE_ALREADY]


def test_who_speaks_for_an_authority_names_no_other_source_than_their_own() -> None:
    offered = [way.value for way in WayIn]
    assert came_by({Role.SOCIAL_SECRETARY}, offered=offered) == (WayIn.SOCIAL_SERVICES,)
    assert came_by({Role.EMPLOYMENT_OFFICER}, offered=offered) == (WayIn.EMPLOYMENT_SERVICE,)


def test_the_services_own_team_says_who_sent_the_person_by_the_ways_that_are_open() -> None:
    offered = [WayIn.SOCIAL_SERVICES.value, WayIn.WALK_IN.value, WayIn.INVITATION.value]
    for roles in ({Role.COACH}, {Role.COORDINATOR}, {Role.COACH, Role.SOCIAL_SECRETARY}):
        assert came_by(roles, offered=offered) == (WayIn.WALK_IN, WayIn.SOCIAL_SERVICES), "a code is its holder's"
