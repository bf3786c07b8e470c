"""The team's meetings: who is talked about, what each member sees of it, and the step that it becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from tests.actions.test_plans import draft, wanted
from tests.municipalities import move_in
from tests.web import cast
from tests.world import AT, TODAY, World
from vidare.actions import steps, team
from vidare.queries import plans
from vidare.queries import team as ask
from vidare.queries.steps import behind_walls
from vidare.records.participations import Participation
from vidare.records.plans import Step
from vidare.records.team import AgendaItem
from vidare.records.walls import within
from vidare.rules.access import Compartment, Role
from vidare.rules.decision import Hidden, Refused
from vidare.rules.disclosure import Item
from vidare.rules.identity import Protection
from vidare.rules.team import No

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=2)


def called(world: World, *, days: int = 2) -> int:
    day = TODAY + timedelta(days=days)
    return team.call_meeting(world.actor(Role.COACH), service=world.service.pk, held_on=day, at=AT)


def taken_up(world: World, meeting: int, way: Participation, why: str, *, role: Role = Role.COACH,
             where: Compartment = Compartment.TEAM) -> int:  # fmt: skip
    return team.take_up(world.actor(role), person=way.person_id, meeting=meeting, why=why, compartment=where, at=AT)


def seen(world: World, meeting: int, role: Role) -> list[str]:
    return [row.why for row in ask.agenda(world.actor(role), meeting=meeting, on=TODAY).items]


def test_each_member_sees_only_what_stands_on_their_side_of_the_walls(world: World) -> None:
    meeting, way = called(world), world.participation()
    taken_up(world, meeting, way, "Till alla")
    taken_up(world, meeting, way, "Om biståndet", role=Role.SOCIAL_SECRETARY, where=Compartment.SOCIAL_SERVICES)
    hidden = world.participation(world.person(family="Skyddad", protection=Protection.PROTECTED))
    with pytest.raises(Hidden):
        taken_up(world, meeting, hidden, "Skyddad")
    assert seen(world, meeting, Role.SOCIAL_SECRETARY) == ["Till alla", "Om biståndet"]
    assert seen(world, meeting, Role.CIVIC_GUIDE) == ["Till alla"]
    with pytest.raises(Refused):
        taken_up(world, meeting, world.participation(), "Coachens", where=Compartment.SOCIAL_SERVICES)
    with pytest.raises(Hidden):
        ask.agenda(world.actor(Role.EMPLOYMENT_OFFICER), meeting=meeting, on=TODAY)


def test_another_boards_person_stands_there_for_whom_their_plan_is_opened_to(world: World) -> None:
    neighbours = move_in(world)
    meeting = called(world)
    person = neighbours.person()
    neighbours.way(person)
    team.take_up(neighbours.actor(Role.COACH), person=person, meeting=meeting, why="Grannens", at=AT)
    assert seen(world, meeting, Role.COACH) == []
    neighbours.let_in(person, Item.PLAN)
    assert seen(world, meeting, Role.COACH) == ["Grannens"]


def test_what_was_agreed_becomes_a_step_with_a_day_and_an_owner(world: World) -> None:
    way = world.participation()
    draft(world, way)
    meeting = called(world, days=0)
    item = taken_up(world, meeting, way, "Vad händer efter sfi?")
    step = team.settle(
        world.actor(Role.COACH), item=item, agreed="Vi bokar studiebesök", wanted=wanted("Studiebesök"), at=AT
    )
    assert Step.unscoped.get(pk=step).title == "Studiebesök"
    (row,) = ask.agenda(world.actor(Role.CIVIC_GUIDE), meeting=meeting, on=TODAY).items
    assert (row.settled, row.agreed, row.step) == (True, "Vi bokar studiebesök", "Studiebesök")
    with pytest.raises(Refused) as refused:
        team.settle(world.actor(Role.COACH), item=item, agreed="En gång till", at=AT)
    assert [because.code for because in refused.value.reasons] == [No.SETTLED]


def test_a_step_that_cannot_be_set_leaves_nothing_half_written(world: World) -> None:
    way = world.participation()
    draft(world, way)
    item = taken_up(world, called(world, days=0), way, "Vad händer?")
    with pytest.raises(Refused):
        team.settle(world.actor(Role.COACH), item=item, agreed="Ja", wanted=wanted("Sen", days=-3), at=AT)
    with pytest.raises(Refused):  # who may not write in the plan writes what was agreed, and no step
        team.settle(world.actor(Role.CIVIC_GUIDE), item=item, agreed="Ja", wanted=wanted("Studiebesök"), at=AT)
    assert AgendaItem.unscoped.get(pk=item).settled_at is None
    assert team.settle(world.actor(Role.CIVIC_GUIDE), item=item, agreed="Ja", at=AT) is None


def test_what_cannot_be_is_met_with_a_sentence(world: World) -> None:
    meeting, way = called(world), world.participation()
    for days in (2, -1):
        with pytest.raises(Refused):
            called(world, days=days)
    item = taken_up(world, meeting, way, "En gång")
    for why in ("En gång till", " "):
        with pytest.raises(Refused):
            taken_up(world, meeting, way, why)
    with pytest.raises(Refused) as refused:
        team.settle(world.actor(Role.COACH), item=item, agreed="I förväg", at=AT)
    assert [because.code for because in refused.value.reasons] == [No.NOT_YET]
    with pytest.raises((Refused, Hidden)):
        team.call_meeting(world.actor(Role.EMPLOYMENT_OFFICER), service=world.service.pk, held_on=SOON, at=AT)


def test_the_pages_lead_from_the_person_to_the_agenda_and_back_to_the_plan(world: World, client: Client) -> None:
    cast.stop_the_clock()
    way = world.participation()
    draft(world, way)
    meeting = called(world, days=0)
    cast.enter(client, world.users[Role.COACH])
    assert f"/people/{way.person_id}/agenda/" in client.get(f"/people/{way.person_id}/").content.decode()
    said = {"meeting": meeting, "why": "Vad händer efter sfi?", "compartment": "team"}
    assert client.post(f"/people/{way.person_id}/agenda/", said | {"why": " "}).status_code == 422
    assert client.post(f"/people/{way.person_id}/agenda/", said)["Location"] == f"/team/{meeting}/"
    item = AgendaItem.unscoped.get()
    url = f"/people/{way.person_id}/agenda/{item.pk}/"
    assert url in client.get(f"/team/{meeting}/").content.decode()
    step = {
        "step-title": "Studiebesök",
        "step-leads": "work",
        "step-owner": "participant",
        "step-lang": "sv",
        "step-version": "0",
    }
    refused = client.post(url, {"agreed": "Vi bokar", **step, "step-due_on": "2020-01-01"})
    assert refused.status_code == 422 and "Vi bokar" in refused.content.decode()
    assert "Studiebesök" in refused.content.decode()
    done = client.post(url, {"agreed": "Vi bokar", **step, "step-due_on": (TODAY + timedelta(days=5)).isoformat()})
    assert done.status_code == 302
    assert "Studiebesök" in client.get(f"/team/{meeting}/").content.decode()


def test_what_was_agreed_before_all_becomes_no_step_behind_a_wall(world: World) -> None:
    meeting, way = called(world, days=0), world.participation()
    item = taken_up(world, meeting, way, "Till alla")
    step = replace(
        wanted("Om biståndet", owner=world.users[Role.SOCIAL_SECRETARY].pk), compartment=Compartment.SOCIAL_SERVICES
    )
    with pytest.raises(Hidden):
        team.settle(world.actor(Role.SOCIAL_SECRETARY), item=item, agreed="Klart", wanted=step, at=AT)


def test_a_next_step_behind_a_wall_is_told_as_one_with_its_day_and_whose_role_it_is(world: World) -> None:
    way, meeting = world.participation(), called(world)
    steps.set_next_step(
        world.actor(Role.SOCIAL_SECRETARY), person=way.person_id, at=AT,
        wanted=replace(
            wanted("Samtal om biståndet", owner=world.users[Role.SOCIAL_SECRETARY].pk),
            compartment=Compartment.SOCIAL_SERVICES,
        ),
    )  # fmt: skip
    taken_up(world, meeting, way, "Till alla")
    coach, officer = world.actor(Role.COACH), world.actor(Role.SOCIAL_SECRETARY)
    with within(coach.scope(on=TODAY)):
        card = plans.plan_card(coach, way.person_id, on=TODAY)
        assert card is not None and card.next_step is None and not card.missing and card.behind_wall is not None
        assert (card.behind_wall.due_on, card.behind_wall.owner) == (TODAY + timedelta(days=7), Role.SOCIAL_SECRETARY)
        assert "biståndet" not in repr(card)
        (item,) = ask.agenda(coach, meeting=meeting, on=TODAY).items
        assert item.next_step == "" and item.behind_wall == card.behind_wall
    own = plans.plan_card(officer, way.person_id, on=TODAY)
    assert own is not None and own.next_step is not None and own.behind_wall is None
    stranger = replace(coach, memberships=())
    assert behind_walls(stranger, [way], on=TODAY) == {}
