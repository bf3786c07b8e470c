"""What the service owes a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.access import MATRIX, Compartment, Deed, who_may
from vidare.rules.attention import ANYBODYS, Dated, Facts, Kind, Owed, Policy, compartment_of, owed
from vidare.rules.participations import State

ON = date(2026, 11, 24)
POLICY = Policy()
WELL = Facts(
    state=State.ACTIVE,
    received_on=ON - timedelta(days=60),
    first_meeting_held=True,
    started_on=ON - timedelta(days=55),
    plan_agreed=True,
    plan_review_on=ON + timedelta(days=20),
    last_contact_on=ON - timedelta(days=3),
    open_steps=(Dated(1, ON + timedelta(days=2)),),
)


def kinds(facts: Facts, on: date = ON) -> set[Kind]:
    return {one.kind for one in owed(facts, policy=POLICY, on=on)}


def test_nobody_is_told_about_a_person_for_whom_all_is_done() -> None:
    assert owed(WELL, policy=POLICY, on=ON) == frozenset()


def test_an_active_person_without_a_next_step_is_always_in_the_list() -> None:
    assert Owed(Kind.NO_NEXT_STEP, ON - timedelta(days=55)) in owed(replace(WELL, open_steps=()), policy=POLICY, on=ON)


def test_a_missing_next_step_counts_from_the_day_the_last_one_ended() -> None:
    ended = ON - timedelta(days=4)
    assert Owed(Kind.NO_NEXT_STEP, ended) in owed(
        replace(WELL, open_steps=(), last_step_ended_on=ended), policy=POLICY, on=ON
    )


def test_a_step_due_today_is_not_overdue_and_tomorrow_it_is() -> None:
    facts = replace(WELL, open_steps=(Dated(1, ON),))
    assert Kind.STEP_OVERDUE not in kinds(facts)
    assert Kind.STEP_OVERDUE in kinds(facts, ON + timedelta(days=1))


def test_the_target_for_the_first_meeting_waits_while_its_clock_is_paused() -> None:
    waiting = Facts(state=State.WAITING, received_on=ON - timedelta(days=9))
    assert kinds(waiting) == {Kind.FIRST_MEETING_LATE}
    assert kinds(replace(waiting, paused_clock_days=1)) == set()


def test_a_person_new_to_the_coach_stays_new_until_she_has_said_so() -> None:
    assert Kind.NEW_TO_ME in kinds(replace(WELL, coach_since=ON, coach_acknowledged=False))


def test_what_is_asked_about_hours_has_one_row_for_each_hour() -> None:
    facts = replace(WELL, not_registered=(Dated(7, ON), Dated(8, ON)))
    assert {one.about for one in owed(facts, policy=POLICY, on=ON)} == {"7", "8"}


def test_a_placement_that_ends_within_two_weeks_is_told() -> None:
    assert Kind.PLACEMENT_ENDS in kinds(replace(WELL, placements_running=(Dated(1, ON + timedelta(days=14)),)))
    assert Kind.PLACEMENT_ENDS not in kinds(replace(WELL, placements_running=(Dated(1, ON + timedelta(days=15)),)))


def test_a_service_that_maps_anew_each_quarter_is_told_when_one_has_passed_without_the_persons_own_word() -> None:
    quarterly, spoke = Policy(mapping_every=92), ON - timedelta(days=92)
    facts = replace(WELL, started_on=ON - timedelta(days=300), own_word_on=spoke)
    assert owed(facts, policy=quarterly, on=ON) == frozenset()
    late = owed(facts, policy=quarterly, on=ON + timedelta(days=1))
    assert Owed(Kind.MAPPING_OVERDUE, ON + timedelta(days=1)) in late
    assert Kind.MAPPING_OVERDUE in {one.kind for one in owed(replace(facts, own_word_on=None), policy=quarterly, on=ON)}
    assert Kind.MAPPING_OVERDUE not in kinds(replace(facts, own_word_on=None)), "no service is held to another's time"


def test_follow_ups_do_not_go_away_when_the_way_is_closed() -> None:
    closed = Facts(state=State.CLOSED, follow_ups=(Dated(1, ON - timedelta(days=400)),))
    assert kinds(closed) == {Kind.FOLLOW_UP_DUE}


def test_a_closed_way_owes_nothing_about_plan_and_contact() -> None:
    assert kinds(Facts(state=State.CLOSED, started_on=ON - timedelta(days=400), coach_acknowledged=False)) == set()


def test_who_asks_for_a_change_is_owed_a_talk_and_the_review_is_another_matter() -> None:
    asked = replace(WELL, change_asked=Dated(9, ON - timedelta(days=2)))
    assert owed(asked, policy=POLICY, on=ON) == {Owed(Kind.CHANGE_ASKED, ON - timedelta(days=2), "9")}


def test_an_answer_is_owed_to_who_says_that_something_is_wrong_also_after_the_way_is_closed() -> None:
    closed = Facts(state=State.CLOSED, hours_disputed=(Dated(1, ON),), notes_disputed=(Dated(2, ON),))
    assert owed(closed, policy=POLICY, on=ON) == {
        Owed(Kind.HOUR_DISPUTED, ON, "1"),
        Owed(Kind.NOTE_DISPUTED, ON, "2"),
    }


def test_both_who_had_a_withdrawn_basis_and_who_gave_it_are_told() -> None:
    told = (Dated(4, ON),)
    facts = replace(WELL, withdrawn_unread_by_officer=told, withdrawn_unread_by_coach=told)
    assert kinds(facts) == {Kind.BASIS_WITHDRAWN, Kind.BASIS_FALLEN}
    assert kinds(replace(facts, withdrawn_unread_by_officer=())) == {Kind.BASIS_FALLEN}


def test_that_somebody_has_a_basis_is_not_for_the_whole_team_to_know() -> None:
    walled = {kind for kind in Kind if compartment_of(kind) is Compartment.LABOUR_MARKET}
    bases = {Kind.BASIS_WAITING, Kind.BASIS_WITHDRAWN, Kind.BASIS_FALLEN}
    assert walled == bases | {Kind.HOUR_DISPUTED, Kind.MAPPING_OVERDUE}


def test_a_prepared_assignment_waits_for_the_board_from_the_day_it_was_written_and_not_after_the_way_is_closed() -> (
    None
):
    prepared = replace(WELL, assignments_prepared=(Dated(3, ON - timedelta(days=2)), Dated(5, ON)))
    assert owed(prepared, policy=POLICY, on=ON) == {
        Owed(Kind.ASSIGNMENT_TO_DECIDE, ON - timedelta(days=2), "3"),
        Owed(Kind.ASSIGNMENT_TO_DECIDE, ON, "5"),
    }
    assert Kind.ASSIGNMENT_TO_DECIDE in kinds(replace(prepared, state=State.WAITING))
    assert kinds(replace(prepared, state=State.CLOSED)) == set()


@given(st.sampled_from(Kind))
def test_what_belongs_to_nobody_in_particular_is_behind_the_wall_of_those_who_may_do_it(kind: Kind) -> None:
    if kind in ANYBODYS:
        deed, compartment = ANYBODYS[kind]
        assert compartment_of(kind) is compartment
        assert all(Deed.SEE in MATRIX[role][compartment] for role in who_may(deed, compartment))
    else:
        assert compartment_of(kind) is not Compartment.SOCIAL_SERVICES


@given(st.integers(0, 400), st.integers(0, 60), st.booleans())
def test_time_alone_never_takes_a_debt_away(days: int, more: int, agreed: bool) -> None:
    facts = replace(WELL, plan_agreed=agreed)
    on = ON + timedelta(days=days)
    assert owed(facts, policy=POLICY, on=on) <= owed(facts, policy=POLICY, on=on + timedelta(days=more))
