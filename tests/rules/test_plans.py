"""The plan's rules, and the one question of the house: is there a next step?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import TODAY
from vidare.rules import plans
from vidare.rules.decision import Decision
from vidare.rules.plans import Content, Leads, No, OnBehalfReason, Party, Plan, State, Step, StepState

LATER = TODAY + timedelta(days=30)
days = st.dates(min_value=TODAY - timedelta(days=400), max_value=TODAY + timedelta(days=400))
steps = st.builds(
    Step,
    state=st.sampled_from(StepState),
    due_on=st.none() | days,
    leads=st.none() | st.sampled_from(Leads),
    owned=st.booleans(),
    key=st.integers(min_value=1, max_value=99),
)


def codes(decision: Decision) -> set[str]:
    return {because.code for because in decision.reasons}


@given(st.lists(steps), steps, days)
def test_adding_a_step_never_removes_a_next_step(have: list[Step], more: Step, on: date) -> None:
    before, after = plans.next_step(have, on), plans.next_step([*have, more], on)
    assert before is None or (after is not None and after.due_on <= before.due_on)


@given(st.lists(steps), days)
def test_a_next_step_is_open_dated_owned_and_leads_forward(have: list[Step], on: date) -> None:
    found = plans.next_step(have, on)
    forward = [s for s in have if s.is_open and s.due_on and s.owned and s.leads]
    assert (found is None) is (not forward)
    if found is not None:
        assert found.due_on == min(s.due_on for s in forward if s.due_on)
        assert found.overdue is (found.due_on < on)


@pytest.mark.parametrize(
    "step",
    [
        Step(StepState.PLANNED, LATER, leads=None),
        Step(StepState.PLANNED, None),
        Step(StepState.PLANNED, LATER, owned=False),
        Step(StepState.DONE, LATER),
        Step(StepState.DROPPED, LATER),
    ],
    ids=["a prolongation", "no day", "no owner", "done", "dropped"],
)
def test_what_only_looks_like_a_step_is_no_next_step(step: Step) -> None:
    assert plans.next_step([step], TODAY) is None
    assert plans.needs_next_step([step], active=True, on=TODAY)
    assert not plans.needs_next_step([step], active=False, on=TODAY)


def test_a_plan_without_a_step_forward_is_not_proposed() -> None:
    bare = Plan(State.DRAFT, LATER)
    assert codes(plans.may_propose(bare, on=TODAY)) == {No.NO_STEP}
    assert plans.may_propose(Plan(State.DRAFT, LATER, (Step(StepState.PLANNED, LATER),)), on=TODAY).allowed


def test_the_board_is_agreed_for_by_nobody_else() -> None:
    plan = Plan(State.PROPOSED, LATER)
    assert No.NOT_A_PARTY in codes(plans.may_agree(plan, Party.BOARD, is_party=False, may_speak_for=True))


def test_a_yes_on_behalf_of_the_participant_needs_a_reason() -> None:
    plan = Plan(State.PROPOSED, LATER)
    speak = {"is_party": False, "may_speak_for": True}
    assert codes(plans.may_agree(plan, Party.PARTICIPANT, **speak)) == {No.ON_BEHALF}
    assert plans.may_agree(plan, Party.PARTICIPANT, reason=OnBehalfReason.NO_LOGIN, **speak).allowed


@pytest.mark.parametrize("state", [State.DRAFT, State.AGREED, State.REPLACED, State.ENDED])
def test_only_a_proposed_plan_takes_a_yes(state: State) -> None:
    assert not plans.may_agree(Plan(state, LATER), Party.PARTICIPANT, is_party=True).allowed


@given(st.frozensets(st.sampled_from(Party)), st.frozensets(st.sampled_from(Party)))
def test_one_more_yes_never_makes_a_plan_less_agreed(given_: frozenset[Party], more: frozenset[Party]) -> None:
    if plans.agreed_by_all(plans.PARTIES, given_):
        assert plans.agreed_by_all(plans.PARTIES, given_ | more)
    assert not plans.agreed_by_all((), given_)


def test_every_fault_of_a_plan_is_said_at_once() -> None:
    wrong = Content("", Leads.WORK, TODAY, TODAY, contact_every_days=0, hours_per_week=61)
    assert {No.REVIEW, No.CADENCE, No.HOURS} < codes(plans.may_write(wrong))


def test_to_go_on_with_the_same_is_no_step() -> None:
    ask = {"leads": Leads.WORK, "due_on": LATER, "owners": 1, "on": TODAY}
    assert codes(plans.may_add_step("söka  JOBB", before=["Söka jobb"], **ask)) == {No.STEP_PROLONGS}
    assert plans.may_add_step("Ringa hotellet", before=["Söka jobb"], **ask).allowed


def test_a_step_has_a_day_ahead_one_owner_and_a_direction() -> None:
    wrong = plans.may_add_step("Ringa", leads=None, due_on=TODAY - timedelta(days=1), owners=2, before=(), on=TODAY)
    assert codes(wrong) == {No.STEP_LEADS, No.STEP_PAST, No.STEP_OWNER}


def test_a_step_is_dropped_with_a_reason_and_stays_closed() -> None:
    assert No.DROP_REASON in codes(plans.may_move_step(StepState.PLANNED, StepState.DROPPED))
    assert plans.may_move_step(StepState.PLANNED, StepState.DROPPED, reason="Flyttade").allowed
    assert not plans.may_move_step(StepState.DONE, StepState.UNDER_WAY).allowed


def test_an_agreed_plan_is_reviewed_on_its_day() -> None:
    assert plans.review_due(Plan(State.AGREED, TODAY), TODAY)
    assert not plans.review_due(Plan(State.DRAFT, TODAY), TODAY)


def test_every_state_has_its_row_in_the_table_and_the_ended_lead_nowhere() -> None:
    assert set(plans.TRANSITIONS) == set(State) and set(plans.STEP_TRANSITIONS) == set(StepState)
    assert not plans.TRANSITIONS[State.REPLACED] and not plans.TRANSITIONS[State.ENDED]
