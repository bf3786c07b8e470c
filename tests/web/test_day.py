"""My day: who needs me now, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from tests.world import AT, TODAY, World
from vidare.actions import attention
from vidare.queries.attention import Reason
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.services import Setting
from vidare.rules.access import Role
from vidare.rules.attention import Kind
from vidare.rules.identity import Protection
from vidare.web.day.doors import cards

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def on_the_demo_day(world: World) -> None:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())


def owed(world: World, **how: object) -> str:
    """Somebody active without a next step; answers their name."""
    way = world.participation(started_on=TODAY - timedelta(days=3), **how)  # type: ignore[arg-type]
    with acting("system:test"):
        attention.refresh(way.pk, on=TODAY)
    return way.person.family_name


def page(client: Client, world: World, role: Role, query: str = "") -> str:
    client.force_login(world.users[role], backend=BACKEND)
    response = client.get(f"/day/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_coach_sees_who_has_no_next_step_and_a_way_to_set_it(world: World, client: Client) -> None:
    name = owed(world)
    text = page(client, world, Role.COACH)
    assert name in text
    assert "/plan/step/" in text


def test_another_coachs_people_are_not_on_my_day(world: World, client: Client) -> None:
    name = owed(world, coach=world.users[Role.COORDINATOR])
    assert name not in page(client, world, Role.COACH)
    assert name in page(client, world, Role.COORDINATOR)


def test_the_coordinator_meets_the_whole_teams_day_and_can_turn_to_her_own(world: World, client: Client) -> None:
    name = owed(world)
    text = page(client, world, Role.COORDINATOR)
    assert name in text
    assert "väntar på något från arbetslaget" in text
    assert name not in page(client, world, Role.COORDINATOR, "?team=0")


def test_a_coach_who_asks_for_the_team_still_sees_her_own(world: World, client: Client) -> None:
    name = owed(world, coach=world.users[Role.COORDINATOR])
    assert name not in page(client, world, Role.COACH, "?team=1")


def test_the_day_of_a_silence_is_when_it_became_too_long(world: World, client: Client) -> None:
    way = world.participation(started_on=TODAY - timedelta(days=90))
    with acting("system:test"):
        m.Participation.unscoped.filter(pk=way.pk).update(last_contact_on=TODAY - timedelta(days=80))
        attention.refresh(way.pk, on=TODAY)
    assert "Försenat sedan" in page(client, world, Role.COACH)


def test_protected_identity_is_on_nobodys_day(world: World, client: Client) -> None:
    name = owed(world, person=world.person(family="Hemlig", protection=Protection.PROTECTED))
    assert name not in page(client, world, Role.COACH)


def test_the_part_that_htmx_asks_for_is_the_pages_part(world: World, client: Client) -> None:
    owed(world)
    whole = page(client, world, Role.COACH)
    part = client.get("/day/", headers={"HX-Request": "true"}).content.decode().strip()
    assert part in whole


def test_ten_people_cost_what_one_costs(
    world: World, client: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    owed(world)
    page(client, world, Role.COACH)
    one = count_queries(lambda: client.get("/day/"))
    for _ in range(9):
        owed(world)
    page(client, world, Role.COACH)  # whoever is new on the page is a line of its own in the reading log
    assert count_queries(lambda: client.get("/day/")) == one


def test_on_her_own_day_a_basis_speaks_to_the_officer_who_decides() -> None:
    waiting = [Reason(Kind.BASIS_WAITING, 1, (), 1)]
    with translation.override("sv"):
        (own,), (teams,) = cards(waiting, team=False), cards(waiting, team=True)
        assert str(own.why).startswith("Du beslutar") and "handläggare" in str(teams.why)
