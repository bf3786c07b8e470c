"""A plan is agreed item by item: each owner for what is theirs, from wherever they stand; and what is new is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from tests.actions import test_plans
from tests.actions.test_plans import draft, proposed, wanted
from tests.web import cast
from tests.world import AT, TODAY, World
from vidare.actions import items, ledger, plans, steps
from vidare.actions.items import Terms
from vidare.queries import changes
from vidare.queries import plans as ask
from vidare.queries.attention import my_day
from vidare.queries.disclosures import disclosed_to_me
from vidare.records.disclosures import Disclosure
from vidare.records.participations import Participation
from vidare.records.plans import OwnerWord, Step
from vidare.rules.access import Compartment, Role
from vidare.rules.attention import Kind
from vidare.rules.changes import What
from vidare.rules.decision import Hidden, Refused
from vidare.rules.disclosure import Ground
from vidare.rules.items import No, Word

pytestmark = pytest.mark.django_db
TERMS = Terms(Ground.CONSENT, TODAY + timedelta(days=90))


def owned(world: World, way: Participation, role: Role, title: str = "Boka språktest", **more: object) -> Step:
    """A step in a draft that somebody in the team (or outside it) owns."""
    if not ask.in_writing(world.actor(Role.COACH), participation=way.pk, on=TODAY):
        draft(world, way)
    step = replace(wanted(title, owner=world.users[role].pk), **more)  # type: ignore[arg-type]
    writer = Role.SOCIAL_SECRETARY if more else Role.COACH
    return Step.unscoped.get(pk=steps.set_next_step(world.actor(writer), person=way.person_id, wanted=step, at=AT))


def word(world: World, way: Participation, step: Step, *, role: Role = Role.COACH) -> tuple[Word, str]:
    page = ask.plan_page(world.actor(role), way.person_id, on=TODAY)
    assert page.writing is not None
    return next((row.word, row.wrong) for row in page.writing.steps if row.key == step.pk)


def owed(world: World, role: Role = Role.COACH) -> set[Kind]:
    return {one.kind for one in my_day(world.actor(role), on=TODAY).reasons}


def test_an_owner_says_yes_once_and_a_second_yes_meets_a_sentence(world: World) -> None:
    way = world.participation()
    step = owned(world, way, Role.LANGUAGE_PEDAGOGUE)
    assert word(world, way, step) == (Word.WAITS, "")
    pedagogue = world.actor(Role.LANGUAGE_PEDAGOGUE)
    items.say(pedagogue, step=step.pk, agreed=True, at=AT)
    assert word(world, way, step) == (Word.AGREED, "")
    with pytest.raises(Refused) as refused:
        items.say(pedagogue, step=step.pk, agreed=True, at=AT)
    assert [because.code for because in refused.value.reasons] == [No.AGREED_ALREADY]
    with pytest.raises(Refused):
        items.say(world.actor(Role.CIVIC_GUIDE), step=step.pk, agreed=True, at=AT)


def test_what_is_wrong_is_told_to_the_coach_until_the_step_is_said_otherwise(world: World) -> None:
    way = world.participation()
    step = owned(world, way, Role.CIVIC_GUIDE)
    guide = world.actor(Role.CIVIC_GUIDE)
    with pytest.raises(Refused):
        items.say(guide, step=step.pk, agreed=False, wrong=" ", at=AT)
    items.say(guide, step=step.pk, agreed=False, wrong="Den dagen är jag ledig", at=AT)
    assert word(world, way, step) == (Word.WRONG, "Den dagen är jag ledig")
    assert Kind.ITEM_WRONG in owed(world)
    said = replace(wanted(step.title, owner=guide.user_id), due_on=TODAY + timedelta(days=9))
    steps.change_step(world.actor(Role.COACH), step=step.pk, version=1, wanted=said, at=AT)
    assert word(world, way, step) == (Word.WAITS, "")
    assert Kind.ITEM_WRONG not in owed(world)


def plan_shown(client: Client, world: World, way: Participation) -> str:
    cast.enter(client, world.users[Role.COACH])
    return client.get(f"/people/{way.person_id}/plan/").content.decode()


def test_the_employment_service_answers_from_its_own_log_in_for_what_it_owns(world: World, client: Client) -> None:
    way = world.participation()
    step = owned(world, way, Role.EMPLOYMENT_OFFICER, "Anmäl till arbetsmarknadsutbildning")
    officer = world.actor(Role.EMPLOYMENT_OFFICER)
    assert not disclosed_to_me(officer, on=TODAY).rows
    cast.stop_the_clock()
    assert "Det är inte framlagt för Arbetsförmedlingen" in plan_shown(client, world, way)
    put = items.put_outside(world.actor(Role.COACH), step=step.pk, terms=TERMS, at=AT)
    assert f'sedan <bdi dir="ltr">{TODAY}' in plan_shown(client, world, way), "it lies there since today"
    with pytest.raises(Refused):
        items.put_outside(world.actor(Role.COACH), step=step.pk, terms=TERMS, at=AT)
    (row,) = disclosed_to_me(officer, on=TODAY).rows
    assert (row.step, row.word) == (step.pk, Word.WAITS)
    with pytest.raises(Hidden):
        items.say(officer, step=step.pk, agreed=True, at=AT)  # the plan itself stays behind the wall
    items.answer_from_outside(officer, disclosure=put, agreed=False, wrong="Kursen börjar i mars", at=AT)
    assert word(world, way, step) == (Word.WRONG, "Kursen börjar i mars")
    items.answer_from_outside(officer, disclosure=put, agreed=True, at=AT)
    assert disclosed_to_me(officer, on=TODAY).rows[0].word is Word.AGREED
    with pytest.raises(Refused):
        items.answer_from_outside(officer, disclosure=put, agreed=True, at=AT)
    assert OwnerWord.unscoped.filter(fell_at=None).count() == 1


def test_a_step_that_was_changed_is_not_agreed_to_from_outside_as_it_was(world: World) -> None:
    way = world.participation()
    step = owned(world, way, Role.EMPLOYMENT_OFFICER)
    put = items.put_outside(world.actor(Role.COACH), step=step.pk, terms=TERMS, at=AT)
    said = replace(wanted(step.title, owner=step.owner_id), due_on=TODAY + timedelta(days=20))
    steps.change_step(world.actor(Role.COACH), step=step.pk, version=1, wanted=said, at=AT)
    officer = world.actor(Role.EMPLOYMENT_OFFICER)
    with pytest.raises(Refused) as refused:
        items.answer_from_outside(officer, disclosure=put, agreed=True, at=AT)
    assert No.CHANGED in {because.code for because in refused.value.reasons}
    Disclosure.unscoped.get(pk=items.put_outside(world.actor(Role.COACH), step=step.pk, terms=TERMS, at=AT))


def test_a_step_behind_the_social_services_wall_is_theirs_and_the_participants(world: World) -> None:
    way = world.participation()
    walled = {"compartment": Compartment.SOCIAL_SERVICES}
    step = owned(world, way, Role.SOCIAL_SECRETARY, "Utreda boendet", **walled)
    with pytest.raises(StopIteration):
        word(world, way, step)
    assert word(world, way, step, role=Role.SOCIAL_SECRETARY) == (Word.WAITS, "")
    with pytest.raises(Refused):
        owned(world, way, Role.COACH, "Coachens", **walled)  # its owner would not see it
    items.say(world.actor(Role.SOCIAL_SECRETARY), step=step.pk, agreed=False, wrong="Fel", at=AT)
    assert Kind.ITEM_WRONG not in owed(world)
    mine = ask.steps_of(world.participant_actor(way.person), participation=way.pk, on=TODAY)
    assert "Utreda boendet" in {row.title for row in mine}


def test_a_plan_carries_the_walled_step_along_whoever_writes_the_next_version(world: World) -> None:
    way = world.participation()
    owned(world, way, Role.SOCIAL_SECRETARY, "Utreda boendet", compartment=Compartment.SOCIAL_SERVICES)
    plan = test_plans.Plan.unscoped.get(participation=way)
    plans.propose_plan(world.actor(Role.COACH), plan=plan.pk, version=plan.version, at=AT)
    test_plans.agree_all(world, plan)
    plans.revise_plan(world.actor(Role.COACH), person=way.person_id, at=AT)
    new = Step.unscoped.filter(participation=way, title="Utreda boendet", plan__state="draft")
    assert [step.compartment for step in new] == [Compartment.SOCIAL_SERVICES.value]


def test_each_member_is_told_what_is_new_since_they_last_looked_behind_their_own_walls(
    world: World, client: Client
) -> None:
    way = world.participation()
    person = way.person_id

    def new(role: Role) -> set[What]:
        return {line.what for line in changes.since_last_look(world.actor(role), person, at=AT).lines}

    assert not new(Role.CIVIC_GUIDE)  # who has never looked has nothing to compare with
    for role in (Role.CIVIC_GUIDE, Role.COACH, Role.SOCIAL_SECRETARY):
        look = AT - timedelta(days=2)
        ledger.note_reading(world.actor(role), "person.viewed", at=look, person=way.person.key, page="plan")
    plan = proposed(world, way)
    owned(world, way, Role.SOCIAL_SECRETARY, "Utreda boendet", compartment=Compartment.SOCIAL_SERVICES)
    assert {What.PLAN_DRAFTED, What.STEP_PLANNED, What.PLAN_PROPOSED} <= new(Role.SOCIAL_SECRETARY)
    assert What.PLAN_DRAFTED in new(Role.CIVIC_GUIDE)
    assert new(Role.COACH) == set()  # what the coach did herself is not news, and the walled step is not hers to see
    cast.stop_the_clock()
    cast.enter(client, world.users[Role.CIVIC_GUIDE])
    page = client.get(f"/people/{person}/plan/").content.decode()
    assert "Nytt sedan du tittade senast" in page
    assert plan.pk


def test_the_pages_of_words_keep_what_was_written_when_they_refuse(world: World, client: Client) -> None:
    cast.stop_the_clock()
    way = world.participation()
    step = owned(world, way, Role.LANGUAGE_PEDAGOGUE)
    cast.enter(client, world.users[Role.LANGUAGE_PEDAGOGUE])
    url = f"/people/{way.person_id}/plan/step/{step.pk}/word/"
    assert f'href="{url}"' in client.get(f"/people/{way.person_id}/plan/").content.decode()
    refused = client.post(url, {"wrong": "Fel dag\u202e"})
    assert refused.status_code == 422 and "Fel dag" in refused.content.decode()
    assert client.post(url, {"agreed": "1"}).status_code == 302
    assert client.post(url, {"agreed": "1"}).status_code == 422
