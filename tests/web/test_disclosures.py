"""Disclosed to me: the page of the receiver, and of the one who discloses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.web.cast import colleague_elsewhere
from tests.web.test_matrix import BACKEND
from tests.world import AT, TODAY, World
from vidare.actions.disclosures import consult_employment_service
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.records.services import Setting
from vidare.rules.access import Role
from vidare.rules.disclosure import Ground, Item
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(world: World) -> None:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())


def enter(client: Client, world: World, role: Role) -> Client:
    client.force_login(world.users[role], backend=BACKEND)
    return client


def consulted(world: World) -> m.Disclosure:
    way = world.participation(world.person("Amina", "Warsame"))
    key = consult_employment_service(
        world.actor(Role.SOCIAL_SECRETARY), participation=way.pk, items=[Item.NAME], ground=Ground.STATUTORY_DUTY, at=AT
    )
    return m.Disclosure.unscoped.get(pk=key)


def test_the_officer_answers_on_the_page_and_once(world: World, client: Client) -> None:
    row = consulted(world)
    page = enter(client, world, Role.EMPLOYMENT_OFFICER).get("/disclosed/")
    assert "Amina Warsame" in page.content.decode()
    assert Event.objects.get(verb="disclosures.listed").keys == {"disclosures": [row.pk]}
    url = f"/disclosed/{row.pk}/answer/"
    assert client.post(url, {"answer": "nonsense"}).status_code == 422
    assert client.post(url, {"answer": "no-suitable-measure"}).status_code == 302
    assert client.post(url, {"answer": "suitable-measure"}).status_code == 422
    assert m.Disclosure.unscoped.get().answer == "no-suitable-measure"


def test_the_officer_meets_nothing_but_what_is_disclosed(world: World, client: Client) -> None:
    row = consulted(world)
    enter(client, world, Role.EMPLOYMENT_OFFICER)
    for url in ("/people/search/", "/caseload/", "/referrals/", f"/people/{row.person_id}/", "/people/links/"):
        assert client.get(url).status_code == 404, url


def test_a_withdrawal_is_seen_at_once_on_a_page_that_stood_open(world: World, client: Client) -> None:
    row = consulted(world)
    url = f"/people/{row.person_id}/disclosures/{row.pk}/withdraw/"
    assert enter(client, world, Role.COACH).post(url).status_code == 302
    answer = enter(client, world, Role.EMPLOYMENT_OFFICER).post(
        f"/disclosed/{row.pk}/answer/", {"answer": "in-guarantee"}
    )
    assert answer.status_code == 404
    assert "Amina" not in client.get("/disclosed/").content.decode()


def test_something_is_disclosed_on_the_page_and_every_reason_against_it_is_told(world: World, client: Client) -> None:
    person = world.person("Amina", "Warsame")
    url = f"/people/{person.pk}/disclosures/"
    wanted = {"to": world.employment_service.pk, "ground": "consent", "purpose": "joint-plan"}
    answer = enter(client, world, Role.COACH).post(url, wanted)
    assert answer.status_code == 422 and len(answer.context["form"].non_field_errors()) == 2
    until = (TODAY + timedelta(days=30)).isoformat()
    assert client.post(url, wanted | {"items": ["name"], "until": until}).status_code == 302
    assert m.Disclosure.unscoped.get().items["facts"] == {"name": "Amina Warsame"}


@pytest.mark.parametrize("protection", [Protection.UNKNOWN])
def test_who_has_not_been_asked_for_in_the_register_is_not_disclosed(
    world: World, client: Client, protection: Protection
) -> None:
    person = world.person(protection=protection)
    wanted = {"to": world.employment_service.pk, "ground": "statutory-duty", "purpose": "joint-plan", "items": ["name"]}
    answer = enter(client, world, Role.COACH).post(f"/people/{person.pk}/disclosures/", wanted)
    assert answer.status_code == 422
    assert not m.Disclosure.unscoped.exists()


def test_the_officer_does_not_meet_what_another_service_disclosed_to_the_same_office(
    world: World, client: Client
) -> None:
    row = consulted(world)
    colleague_elsewhere(world)
    other = m.Service.objects.get(code="annat-horn")
    with acting("system:test"):
        moved = m.Disclosure.unscoped.filter(pk=row.pk).update(service=other)
    assert moved == 1
    here = enter(client, world, Role.EMPLOYMENT_OFFICER)
    assert "Amina Warsame" not in here.get("/disclosed/").content.decode()
    assert Event.objects.get(verb="disclosures.listed").keys == {"disclosures": []}
    assert here.post(f"/disclosed/{row.pk}/answer/", {"answer": "no-suitable-measure"}).status_code == 404
    with acting("system:test"):
        m.Membership.objects.create(
            user=world.users[Role.EMPLOYMENT_OFFICER], organisation=world.employment_service, service=other,
            role=Role.EMPLOYMENT_OFFICER.value, start=TODAY,
        )  # fmt: skip
    assert "Amina Warsame" in here.get("/disclosed/").content.decode()
    assert here.post(f"/disclosed/{row.pk}/answer/", {"answer": "no-suitable-measure"}).status_code == 302
