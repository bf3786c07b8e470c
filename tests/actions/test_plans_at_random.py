"""Whatever is done to a plan, in whatever order: one agreed at most, no yes to what has changed, nobody forgotten."""

from __future__ import annotations

import random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.test_plans import GOAL, OTHER, missing, wanted
from tests.world import AT, TODAY, World
from vidare.actions import attention, plans, steps
from vidare.queries import plans as ask
from vidare.records.acting import acting
from vidare.records.participations import Participation
from vidare.records.plans import Agreement, Plan, Step
from vidare.rules import plans as rules
from vidare.rules.access import Role
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.plans import IN_WRITING, Leads, OnBehalfReason, Party, State, StepState

pytestmark = pytest.mark.django_db
DEEDS = ("draft", "revise", "write", "propose", "board", "person", "end", "step", "change", "done", "drop", "begin")


class Undo(Exception):
    pass


def do(world: World, way: Participation, deed: str, dice: random.Random) -> None:
    coach, person = world.actor(Role.COACH), way.person_id
    rows = list(Plan.unscoped.filter(participation=way).order_by("pk"))
    plan = dice.choice(rows) if rows else None
    walked = list(Step.unscoped.filter(participation=way).order_by("pk"))
    step = dice.choice(walked) if walked else None
    title = f"Steg {dice.randrange(6)}"
    content = dice.choice([GOAL, OTHER])
    if deed == "draft":
        plans.draft_plan(coach, person=person, content=content, at=AT)
    elif deed == "revise":
        plans.revise_plan(coach, person=person, at=AT)
    elif deed == "step":
        steps.set_next_step(coach, person=person, wanted=wanted(title, days=dice.randrange(1, 9)), at=AT)
    elif plan is not None and deed == "write":
        plans.write_plan(coach, plan=plan.pk, version=plan.version, content=content, at=AT)
    elif plan is not None and deed == "propose":
        plans.propose_plan(coach, plan=plan.pk, version=plan.version, at=AT)
    elif plan is not None and deed == "end":
        plans.end_plan(coach, plan=plan.pk, version=plan.version, at=AT)
    elif plan is not None and deed in {"board", "person"}:
        who = world.actor(Role.SOCIAL_SECRETARY)
        party = Party.BOARD if deed == "board" else Party.PARTICIPANT
        reason = None if deed == "board" else OnBehalfReason.NO_LOGIN
        plans.agree(who, plan=plan.pk, version=plan.version, party=party, reason=reason, at=AT)
    elif step is not None and deed == "change":
        steps.change_step(coach, step=step.pk, version=step.version, wanted=wanted(title), at=AT)
    elif step is not None and deed in {"done", "drop", "begin"}:
        new = {"done": StepState.DONE, "drop": StepState.DROPPED, "begin": StepState.UNDER_WAY}[deed]
        steps.move_step(coach, step=step.pk, version=step.version, state=new, reason="Ändrat läge", at=AT)


def holds(world: World, way: Participation) -> None:
    rows = list(Plan.unscoped.filter(participation=way))
    assert sum(row.state == State.AGREED.value for row in rows) <= 1
    assert sum(State(row.state) in IN_WRITING for row in rows) <= 1
    for row in rows:
        given = set(Agreement.unscoped.filter(plan=row, withdrawn_at=None).values_list("party", flat=True))
        assert row.state != State.DRAFT.value or not given, "a yes outlived what it was said to"
        assert row.state != State.AGREED.value or given == {party.value for party in rules.PARTIES}
    open_steps = [
        rules.Step(StepState(s.state), s.due_on, Leads(s.leads)) for s in Step.unscoped.filter(participation=way)
    ]
    assert missing(way) is rules.needs_next_step(open_steps, active=True, on=TODAY)
    page = ask.plan_page(world.actor(Role.COACH), way.person_id, on=TODAY)
    assert (page.next_step is None) is missing(way)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(DEEDS), min_size=1, max_size=25), dice=st.randoms(use_true_random=False))
def test_no_order_of_deeds_breaks_what_a_plan_promises(world: World, deeds: list[str], dice: random.Random) -> None:
    with pytest.raises(Undo), transaction.atomic():
        way = world.participation()
        with acting("system:test"):
            attention.refresh(way.pk, on=TODAY)
        for deed in deeds:
            try:
                with transaction.atomic():
                    do(world, way, deed, dice)
            except (Refused, Hidden, Stale):
                continue
            holds(world, way)
        raise Undo
