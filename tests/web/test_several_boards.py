"""A file that stood open on a colleague's screen closes on the next click, and what they were writing is theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.municipalities import Neighbours, move_in
from tests.newcomers import register_person
from tests.web.cast import enter
from tests.world import AT, TODAY, World
from vidare.actions import imports
from vidare.actions.asking import ask_oneself
from vidare.actions.disclosures import withdraw_disclosure
from vidare.actions.people import Contact, Newcomer
from vidare.actions.referrals import Coming
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.services import Setting
from vidare.rules.access import Actor, Role
from vidare.rules.disclosure import Item
from vidare.rules.imports import Chosen, Kind
from vidare.rules.referrals import WayIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbours(world: World) -> Neighbours:
    Setting.objects.create(name="demo.now", value=AT.isoformat())
    return move_in(world)


def test_a_consent_taken_back_while_a_page_is_open_is_told_and_nothing_written_is_lost(
    neighbours: Neighbours, client: Client
) -> None:
    person = neighbours.person()
    neighbours.way(person)
    key = neighbours.let_in(person, Item.NOTES)
    enter(client, neighbours.world.users[Role.COACH])
    shown = client.get(reverse("person", args=[person])).content.decode()
    assert "Selam Tesfay" in shown and "Socialnämnden i Grannkommunen" in shown
    withdraw_disclosure(neighbours.actor(Role.COACH), disclosure=key, at=AT)
    answer = client.post(reverse("notes", args=[person]), {"text": "Vi ringde arbetsgivaren i dag."})
    said = answer.content.decode()
    assert answer.status_code == 404 and "Vi ringde arbetsgivaren i dag." in said
    assert "Samtycket har tagits tillbaka" in said and "Selam" not in said
    assert not m.Note.unscoped.filter(person=person).exists()


def test_who_never_was_let_in_is_told_nothing(neighbours: Neighbours, client: Client) -> None:
    person = neighbours.person()
    enter(client, neighbours.world.users[Role.COACH])
    said = client.get(reverse("person", args=[person])).content.decode()
    assert "Samtycket" not in said and "finns inte" in said


def test_a_coach_who_was_moved_to_another_board_while_she_wrote_is_told_and_keeps_her_words(
    neighbours: Neighbours, client: Client
) -> None:
    world = neighbours.world
    way, coach = world.participation(), world.users[Role.COACH]
    enter(client, coach)
    page = reverse("notes", args=[way.person_id])
    assert client.get(page).status_code == 200
    with acting("system:test"):
        m.Membership.objects.filter(user=coach).update(end=TODAY - timedelta(days=1))
        m.Membership.objects.create(
            user=coach, organisation=neighbours.organisation, service=world.service, role=Role.COACH.value, start=TODAY
        )
    answer = client.post(page, {"text": "Vi ringde arbetsgivaren i dag."})
    said = answer.content.decode()
    assert answer.status_code == 404 and "Vi ringde arbetsgivaren i dag." in said
    assert "din egen roll ändrats" in said and way.person.family_name not in said
    assert not m.Note.unscoped.filter(person=way.person).exists()


def test_somebody_in_two_services_of_two_boards_is_two_files_and_neither_board_learns_of_the_other(
    neighbours: Neighbours, client: Client
) -> None:
    world = neighbours.world
    theirs = m.Person.unscoped.get(pk=neighbours.person("Selam", "Tesfay"))
    neighbours.way(theirs.pk)
    newcomer = Newcomer(Contact("Selam", "Tesfay", phone="0701740605"), number="19900101-0017")
    ours = register_person(world.actor(Role.COACH), service=world.service.pk, newcomer=newcomer, at=AT)
    assert not m.LinkCase.unscoped.exists(), "no case across boards"
    for user, own, other in (
        (world.users[Role.COACH], ours, theirs.pk),
        (neighbours.users[Role.COACH], theirs.pk, ours),
    ):
        enter(client, user)
        found = client.post("/people/search/", {"text": "19900101-0017"}).content.decode()
        assert f"/people/{own}/" in found and f"/people/{other}/" not in found
        assert client.get(f"/people/{other}/").status_code == 404
        page = client.get(f"/people/{own}/").content.decode()
        assert (neighbours.board.name if own == ours else world.board.name) not in page


def test_no_list_no_recommendation_and_no_open_door_tells_one_board_of_the_others_person(
    neighbours: Neighbours, client: Client
) -> None:
    world, number = neighbours.world, "19900101-0017"
    theirs = neighbours.person("Selam", "Tesfay")
    neighbours.way(theirs)
    there = m.Person.unscoped.filter(pk=theirs).values()[0]
    content = f"Namn;Personnummer;Telefon\nTesfay, Selam;{number};0701740635\n".encode()
    leads, chosen = world.actor(Role.COORDINATOR), Chosen(world.service.pk, WayIn.OWN_INITIATIVE, Kind.PEOPLE)
    batch = imports.bring_list(leads, content=content, chosen=chosen, at=AT)
    assert m.ImportedRow.unscoped.get().found == []
    imports.confirm_list(leads, batch=batch, at=AT)
    imports.take_in_some(leads, batch=batch, at=AT)
    made = m.ImportedRow.unscoped.get()
    assert made.state == "made" and made.made["who"] != theirs
    asking = Newcomer(Contact("Selam", "Tesfay", phone="0701740635"), number="")
    ask_oneself(
        Actor(key="nobody"), service=world.service.code, coming=Coming(WayIn.OWN_INITIATIVE), newcomer=asking, at=AT
    )
    cases = m.LinkCase.unscoped.exclude(board=world.board)
    assert not cases.exists() and not m.LinkCase.unscoped.filter(other=theirs).exists()
    assert not m.Referral.unscoped.filter(person=theirs).exists()
    assert m.Person.unscoped.filter(pk=theirs).values()[0] == there
    for role in (Role.COORDINATOR, Role.SOCIAL_SECRETARY, Role.MANAGER):
        enter(client, world.users[role])
        for page in ("/people/links/", "/recipients/", "/referrals/", "/caseload/"):
            assert f"/people/{theirs}/" not in client.get(page).content.decode(), (role, page)
