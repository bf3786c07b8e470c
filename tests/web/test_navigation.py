"""The menu leads somewhere: no line of it meets a missing page, and the present page is marked."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.world import AT, World
from vidare.records.acting import acting
from vidare.records.services import Setting
from vidare.rules.access import Role
from vidare.web.navigation import home, menu

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PARTICIPANT], ids=lambda role: role.value)
def test_every_line_of_the_menu_opens_for_those_who_find_it(world: World, client: Client, role: Role) -> None:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    client.force_login(world.users[role], backend=BACKEND)
    lines = menu(frozenset({role}), "/")
    assert lines, f"{role.value} has nowhere to go"
    assert {line.url: client.get(line.url).status_code for line in lines} == {line.url: 200 for line in lines}


def test_every_line_of_the_menu_opens_for_a_participant(world: World, client: Client) -> None:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    person = world.participation().person
    world.participant_actor(person)
    from vidare.records.users import User

    client.force_login(User.objects.get(username=f"person-{person.pk}"), backend=BACKEND)
    lines = menu(frozenset({Role.PARTICIPANT}), "/")
    assert lines
    assert {line.url: client.get(line.url).status_code for line in lines} == {line.url: 200 for line in lines}


def test_the_page_one_is_on_is_marked_once(world: World) -> None:
    lines = menu(frozenset({Role.COACH}), "/referrals/new/")
    assert sum(line.here for line in lines) <= 1


def test_nobody_without_a_role_has_a_home() -> None:
    assert home(frozenset()) == ""
