"""Closed, quiet and noted by default."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.rules.access import Role
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db


def test_a_page_asks_for_login_unless_its_door_is_marked_open(world: World, client: Client) -> None:
    person = world.person()
    assert client.get("/").status_code == 200
    assert client.get(f"/people/{person.pk}/").status_code == 302


def test_opening_a_person_is_noted_before_it_is_shown(world: World, client: Client) -> None:
    person = world.participation().person
    client.force_login(world.users[Role.COACH], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/people/{person.pk}/").status_code == 200
    event = Event.objects.get(verb="person.viewed")
    assert (event.person_key, event.user_id) == (person.key, world.users[Role.COACH].pk)


@pytest.mark.parametrize("page", ["", "notes/", "contact/", "plan/write/", "disclosures/"])
def test_a_refused_form_shows_the_page_and_is_noted_like_one_that_was_asked_for(
    world: World, client: Client, page: str
) -> None:
    person = world.participation().person
    client.force_login(world.users[Role.COACH], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(f"/people/{person.pk}/{page}", {"text": ""})
    assert person.family_name in answer.content.decode()
    assert [event.person_key for event in Event.objects.filter(verb="person.viewed")] == [person.key]


def test_a_form_that_leads_elsewhere_shows_nobody_and_is_no_reading(world: World, client: Client) -> None:
    person = world.participation().person
    client.force_login(world.users[Role.COACH], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(f"/people/{person.pk}/log-in/", {"do": "open"}).status_code == 302
    assert not Event.objects.filter(verb="person.viewed").exists()


def test_the_list_of_the_month_says_in_the_trail_whom_it_showed(world: World, client: Client) -> None:
    person = world.participation().person
    with acting("system:test"):
        m.SupportSpell.unscoped.create(
            board=world.board, compartment="social-services", person=person, start=date(2026, 1, 1)
        )
    client.force_login(
        world.users[Role.SOCIAL_SECRETARY], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert person.family_name in client.get("/month/?month=2026-11").content.decode()
    assert Event.objects.get(verb="month.listed").keys == {"persons": [person.pk], "month": "2026-11"}


def test_the_list_of_afterwards_says_in_the_trail_whom_it_showed(world: World, client: Client) -> None:
    way = world.participation()
    with acting("system:test"):
        m.FollowUp.unscoped.create(
            board=world.board, person=way.person, participation=way, days=30, due_on=date(2026, 1, 1)
        )
    client.force_login(world.users[Role.COORDINATOR], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert way.person.family_name in client.get("/afterwards/").content.decode()
    assert Event.objects.get(verb="afterwards.listed").keys == {"persons": [way.person_id]}


def test_support_from_the_first_day_of_the_calendar_is_a_slip_and_no_fault_of_the_house(
    world: World, client: Client
) -> None:
    person = world.participation().person
    client.force_login(
        world.users[Role.SOCIAL_SECRETARY], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for day in ("0001-01-01", "9999-12-31"):
        sent = {"do": "support", "support-start": day, "support-children": "0", "support-children_under_8": "0"}
        assert client.post(f"/people/{person.pk}/support/", sent).status_code == 422
    assert not m.SupportSpell.unscoped.exists()


@pytest.mark.parametrize("role", [Role.EMPLOYMENT_OFFICER, Role.ADMINISTRATOR])
def test_who_has_no_standing_access_meets_a_missing_page(world: World, client: Client, role: Role) -> None:
    person = world.participation().person
    client.force_login(world.users[role], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/people/{person.pk}/").status_code == 404
    assert not Event.objects.filter(verb="person.viewed").exists()


def test_protected_identity_is_missing_to_all_but_the_named(world: World, client: Client) -> None:
    person = world.participation(world.person(protection=Protection.PROTECTED)).person
    client.force_login(world.users[Role.COACH], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/people/{person.pk}/").status_code == 404


def test_a_file_that_would_fill_the_disk_is_not_even_read(client: Client) -> None:
    """Nobody is logged in: the form of the open page is enough, for its files were never counted."""
    sent = {"given_name": "Sara", "file": SimpleUploadedFile("x.pdf", b"%PDF-" + b"0" * (20 * 2**20))}
    answer = client.post("/in/code/", sent, headers={"accept-language": "en"})
    assert answer.status_code == 400 and answer.content


def test_a_large_picture_reaches_the_page_that_says_it_is_too_large(client: Client) -> None:
    answer = client.post("/in/code/", {"file": SimpleUploadedFile("x.pdf", b"0" * (8 * 2**20))})
    assert answer.status_code == 200
