"""The life of a plan through its deeds, and the invariant after each of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.world import AT, TODAY, World
from vidare.actions import plans, steps
from vidare.actions.steps import Wanted
from vidare.queries import plans as ask
from vidare.records.attention import Attention
from vidare.records.audit import Event
from vidare.records.participations import Participation
from vidare.records.plans import Agreement, Plan, Step
from vidare.rules.access import Role
from vidare.rules.attention import Kind
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.plans import Content, DropReason, Leads, OnBehalfReason, Party, State, StepState

pytestmark = pytest.mark.django_db
GOAL = Content("Arbete på hotell", Leads.WORK, TODAY, TODAY + timedelta(days=90), 14, 10)
OTHER = Content("Arbete på tvätteri", Leads.WORK, TODAY, TODAY + timedelta(days=60), 14, 10)


def wanted(title: str = "Ringa hotellet", *, days: int = 7, owner: int | None = None) -> Wanted:
    return Wanted(title, Leads.WORK, TODAY + timedelta(days=days), owner=owner, participant=owner is None)


def draft(world: World, way: Participation, *titles: str) -> Plan:
    coach = world.actor(Role.COACH)
    key = plans.draft_plan(coach, person=way.person_id, content=GOAL, at=AT)
    for n, title in enumerate(titles or ("Ringa hotellet",)):
        steps.set_next_step(coach, person=way.person_id, wanted=wanted(title, days=7 + n), at=AT)
    return Plan.unscoped.get(pk=key)


def proposed(world: World, way: Participation, *titles: str) -> Plan:
    plan = draft(world, way, *titles)
    plans.propose_plan(world.actor(Role.COACH), plan=plan.pk, version=plan.version, at=AT)
    plan.refresh_from_db()
    return plan


def agree_all(world: World, plan: Plan) -> None:
    plan.refresh_from_db()
    both = {"plan": plan.pk, "version": plan.version, "at": AT}
    plans.agree(world.actor(Role.SOCIAL_SECRETARY), party=Party.BOARD, **both)
    plans.agree(world.actor(Role.COACH), party=Party.PARTICIPANT, reason=OnBehalfReason.CANNOT_READ, **both)
    plan.refresh_from_db()


def agreed(world: World, way: Participation, *titles: str) -> Plan:
    plan = proposed(world, way, *titles)
    agree_all(world, plan)
    return plan


def missing(way: Participation) -> bool:
    return Attention.unscoped.filter(participation=way, kind=Kind.NO_NEXT_STEP.value).exists()


def test_a_plan_is_agreed_when_the_participant_and_the_board_have_each_said_yes(world: World) -> None:
    way = world.participation()
    plan = proposed(world, way)
    me = world.participant_actor(way.person)
    asked = ask.my_plan(me, on=TODAY).asked
    assert asked is not None and asked.key == plan.pk
    assert not plans.agree(me, plan=plan.pk, version=plan.version, party=Party.PARTICIPANT, at=AT)
    secretary = world.actor(Role.SOCIAL_SECRETARY)
    assert plans.agree(secretary, plan=plan.pk, version=plan.version, party=Party.BOARD, at=AT)
    plan.refresh_from_db()
    assert plan.state == State.AGREED.value
    assert [(a.party, a.on_behalf) for a in Agreement.unscoped.order_by("pk")] == [
        ("participant", False),
        ("board", False),
    ]


def test_the_coach_does_not_agree_for_the_board(world: World) -> None:
    plan = proposed(world, world.participation())
    with pytest.raises(Refused):
        plans.agree(world.actor(Role.COACH), plan=plan.pk, version=plan.version, party=Party.BOARD, at=AT)


def test_on_behalf_of_the_participant_needs_a_recorded_reason(world: World) -> None:
    plan = proposed(world, world.participation())
    yes = {"plan": plan.pk, "version": plan.version, "party": Party.PARTICIPANT, "at": AT}
    with pytest.raises(Refused):
        plans.agree(world.actor(Role.COACH), **yes)
    plans.agree(world.actor(Role.COACH), reason=OnBehalfReason.NO_LOGIN, **yes)
    row = Agreement.unscoped.get()
    assert (row.on_behalf, row.on_behalf_reason) == (True, "no-login")


def test_a_participant_says_yes_for_nobody_else(world: World) -> None:
    plan = proposed(world, world.participation())
    stranger = world.participant_actor(world.participation().person)
    with pytest.raises(Hidden):
        plans.agree(stranger, plan=plan.pk, version=plan.version, party=Party.PARTICIPANT, at=AT)


def test_every_yes_falls_when_the_plan_says_something_else(world: World) -> None:
    way = world.participation()
    plan = proposed(world, way)
    secretary = world.actor(Role.SOCIAL_SECRETARY)
    plans.agree(secretary, plan=plan.pk, version=plan.version, party=Party.BOARD, at=AT)
    plans.write_plan(world.actor(Role.COACH), plan=plan.pk, version=plan.version, content=OTHER, at=AT)
    plan.refresh_from_db()
    assert plan.state == State.DRAFT.value
    assert not Agreement.unscoped.filter(withdrawn_at=None).exists()


def test_nobody_agrees_to_another_version_than_the_one_they_read(world: World) -> None:
    plan = proposed(world, world.participation())
    read = plan.version
    plans.write_plan(world.actor(Role.COACH), plan=plan.pk, version=read, content=OTHER, at=AT)
    plan.refresh_from_db()
    plans.propose_plan(world.actor(Role.COACH), plan=plan.pk, version=plan.version, at=AT)
    with pytest.raises(Stale) as stale:
        plans.agree(world.actor(Role.SOCIAL_SECRETARY), plan=plan.pk, version=read, party=Party.BOARD, at=AT)
    assert stale.value.theirs["goal"] == OTHER.goal


def test_a_second_editor_is_told_and_sees_both(world: World) -> None:
    plan = draft(world, world.participation())
    coach = world.actor(Role.COACH)
    plans.write_plan(coach, plan=plan.pk, version=plan.version + 0, content=OTHER, at=AT)
    with pytest.raises(Stale) as stale:
        plans.write_plan(coach, plan=plan.pk, version=plan.version, content=GOAL, at=AT)
    assert (stale.value.yours["goal"], stale.value.theirs["goal"]) == (GOAL.goal, OTHER.goal)


def test_a_new_version_carries_the_open_steps_and_the_old_stands_until_it_is_agreed(world: World) -> None:
    way = world.participation()
    old = agreed(world, way, "Ringa hotellet", "Besöka hotellet")
    coach = world.actor(Role.COACH)
    first = Step.unscoped.get(plan=old, title="Ringa hotellet")
    steps.move_step(coach, step=first.pk, version=first.version, state=StepState.DONE, at=AT)
    new = Plan.unscoped.get(pk=plans.revise_plan(coach, person=way.person_id, at=AT))
    old.refresh_from_db()
    assert (old.state, new.number) == (State.AGREED.value, 2)
    assert list(Step.unscoped.filter(plan=new).values_list("title", flat=True)) == ["Besöka hotellet"]
    plans.propose_plan(coach, plan=new.pk, version=new.version, at=AT)
    agree_all(world, new)
    old.refresh_from_db()
    assert (old.state, new.state) == (State.REPLACED.value, State.AGREED.value)
    left = Step.unscoped.get(plan=old, title="Besöka hotellet")
    assert (left.state, left.drop_reason) == (StepState.DROPPED.value, DropReason.REPLACED.value)
    assert not missing(way)


def test_what_happens_to_a_carried_step_happens_in_the_new_version_too(world: World) -> None:
    way = world.participation()
    old = agreed(world, way)
    coach = world.actor(Role.COACH)
    plans.revise_plan(coach, person=way.person_id, at=AT)
    step = Step.unscoped.get(plan=old)
    assert steps.move_step(coach, step=step.pk, version=step.version, state=StepState.DONE, at=AT)
    assert set(Step.unscoped.values_list("state", flat=True)) == {StepState.DONE.value}
    assert missing(way)


def test_the_last_step_closed_asks_for_the_next_and_setting_it_answers(world: World) -> None:
    way = world.participation()
    plan = agreed(world, way)
    step = Step.unscoped.get(plan=plan)
    coach = world.actor(Role.COACH)
    assert not missing(way)
    assert steps.move_step(
        coach, step=step.pk, version=step.version, state=StepState.DROPPED, reason="Hotellet stängde", at=AT
    )
    assert missing(way)
    steps.set_next_step(coach, person=way.person_id, wanted=wanted("Ringa tvätteriet"), at=AT)
    assert not missing(way)
    assert Plan.unscoped.get(participation=way, state=State.DRAFT.value).number == 2


def test_a_step_can_stand_before_there_is_a_plan_and_is_then_taken_up_by_it(world: World) -> None:
    way = world.participation()
    coach = world.actor(Role.COACH)
    key = steps.set_next_step(coach, person=way.person_id, wanted=wanted("Komma på kartläggning"), at=AT)
    assert Step.unscoped.get(pk=key).plan is None and not missing(way)
    plan = plans.draft_plan(coach, person=way.person_id, content=GOAL, at=AT)
    assert Step.unscoped.get(pk=key).plan_id == plan


def test_a_step_is_owned_by_somebody_of_the_team_or_the_participant(world: World) -> None:
    way = world.participation()
    coach = world.actor(Role.COACH)
    mine = world.users[Role.COACH].pk
    steps.set_next_step(coach, person=way.person_id, wanted=wanted(owner=mine), at=AT)
    for wrong in (Wanted("Ingen", Leads.WORK, TODAY), wanted("Okänd", owner=10**9)):
        with pytest.raises(Refused):
            steps.set_next_step(coach, person=way.person_id, wanted=wrong, at=AT)


def test_a_second_editor_of_a_step_is_told(world: World) -> None:
    way = world.participation()
    draft(world, way)
    step = Step.unscoped.get()
    coach = world.actor(Role.COACH)
    steps.change_step(coach, step=step.pk, version=step.version, wanted=wanted("Besöka hotellet"), at=AT)
    with pytest.raises(Stale):
        steps.change_step(coach, step=step.pk, version=step.version, wanted=wanted("Skriva till hotellet"), at=AT)


def test_a_step_that_was_agreed_to_is_changed_in_a_new_version_only(world: World) -> None:
    way = world.participation()
    plan = agreed(world, way)
    step = Step.unscoped.get(plan=plan)
    with pytest.raises(Refused):
        steps.change_step(world.actor(Role.COACH), step=step.pk, version=step.version, wanted=wanted("Annat"), at=AT)


def test_a_plan_that_ends_takes_its_steps_with_it_and_somebody_is_told(world: World) -> None:
    way = world.participation()
    plan = agreed(world, way)
    plans.end_plan(world.actor(Role.COACH), plan=plan.pk, version=plan.version, at=AT)
    assert missing(way)
    assert Step.unscoped.get(plan=plan).drop_reason == DropReason.ENDED.value


@pytest.mark.parametrize("role", [Role.JOB_MATCHER, Role.MANAGER])
def test_who_may_only_see_does_not_write_plans(world: World, role: Role) -> None:
    way = world.participation()
    with pytest.raises(Refused):
        plans.draft_plan(world.actor(role), person=way.person_id, content=GOAL, at=AT)
    page = ask.plan_page(world.actor(role), way.person_id, on=TODAY)
    assert not page.may_change.allowed and page.may_change.reasons


def test_the_trail_of_a_plan_names_deeds_and_keys_and_no_goals(world: World) -> None:
    agreed(world, world.participation())
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-3:] == ["plan.agreement-given", "plan.agreement-given", "plan.agreed"]
    assert not any("hotell" in str(keys) for keys in Event.objects.values_list("keys", flat=True))


def test_ten_versions_and_ten_steps_cost_what_one_costs(world: World, count_queries: object) -> None:
    one, many = world.participation(), world.participation()
    agreed(world, one)
    agreed(world, many, *(f"Steg {n}" for n in range(10)))
    coach = world.actor(Role.COACH)
    for _ in range(3):
        plan = Plan.unscoped.get(pk=plans.revise_plan(coach, person=many.person_id, at=AT))
        plans.propose_plan(coach, plan=plan.pk, version=plan.version, at=AT)
        agree_all(world, plan)
    few = count_queries(lambda: ask.plan_page(coach, one.person_id, on=TODAY))  # type: ignore[operator]
    assert count_queries(lambda: ask.plan_page(coach, many.person_id, on=TODAY)) == few  # type: ignore[operator]


def test_on_leap_day_a_step_stands_on_leap_day(world: World) -> None:
    way = world.participation()
    leap = Wanted("Söka till vuxenutbildning", Leads.STUDIES, date(2028, 2, 29), participant=True)
    key = steps.set_next_step(world.actor(Role.COACH), person=way.person_id, wanted=leap, at=AT)
    assert Step.unscoped.get(pk=key).due_on == date(2028, 2, 29)
