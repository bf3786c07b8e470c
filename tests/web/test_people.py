"""Finding people and changing what is known of them, at the page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.newcomers import register_person
from tests.web.test_matrix import BACKEND
from tests.world import AT, TODAY, World
from vidare.actions.people import Contact, Newcomer, set_protection
from vidare.queries.search import search
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.records.people import Person, door_code_index
from vidare.records.services import Setting
from vidare.rules.access import Role
from vidare.rules.decision import Hidden
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db
NUMBER = "19900101-0017"


@pytest.fixture(autouse=True)
def _today(world: World) -> None:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())


def enter(client: Client, world: World, role: Role = Role.COACH) -> Client:
    client.force_login(world.users[role], backend=BACKEND)
    return client


def person(world: World, family: str = "Warsame", number: str = NUMBER) -> Person:
    newcomer = Newcomer(Contact("Amina", family, phone="0701740635"), number=number)
    key = register_person(world.actor(Role.COACH), service=world.service.pk, newcomer=newcomer, at=AT)
    return Person.unscoped.get(pk=key)


def find(client: Client, text: str) -> Any:
    return client.post("/people/search/", {"text": text})


@pytest.mark.parametrize("text", ["amina", "WARSAME", "wars ami", NUMBER, "٩٠٠١٠١٠٠١٧", "900101 0017"])
def test_a_person_is_found_by_the_beginning_of_a_name_or_by_number(world: World, client: Client, text: str) -> None:
    row = person(world)
    assert find(enter(client, world), text).context["found"].keys == [row.pk]


def test_a_person_is_found_by_their_case(world: World, client: Client) -> None:
    way = world.participation()
    assert find(enter(client, world), f"#{way.pk}").context["found"].keys == [way.person_id]
    assert find(client, "9" * 9).context["found"].keys == []


def test_a_search_never_stands_in_an_address_and_is_one_line_in_the_log(world: World, client: Client) -> None:
    row = person(world)
    enter(client, world).get("/people/search/?text=amina")
    assert not Event.objects.filter(verb="people.searched").exists()
    find(client, "amina")
    assert Event.objects.get(verb="people.searched").keys == {"persons": [row.pk], "by": "name"}


@pytest.mark.parametrize("text", ["a", "\x00", "1" * 40, "18750101-0017", "%", "' OR 1=1 --"])
def test_what_is_no_key_finds_nobody_and_says_why(world: World, client: Client, text: str) -> None:
    person(world)
    response = find(enter(client, world), text)
    assert response.status_code in {200, 422}
    assert not (response.context["found"] and response.context["found"].hits)


def test_at_most_twenty_are_shown_and_it_is_told_that_there_are_more(world: World, client: Client) -> None:
    for _ in range(21):
        person(world, number="")
    found = find(enter(client, world), "amina").context["found"]
    assert (len(found.hits), found.more) == (20, True)


def test_somebody_protected_is_found_by_the_named_alone(world: World, client: Client) -> None:
    row = person(world)
    named = world.users[Role.COORDINATOR].pk
    set_protection(
        world.actor(Role.COACH), person=row.pk, protection=Protection.PROTECTED, named=[named], reason="Skydd", at=AT
    )
    for text in ("amina", NUMBER):
        assert find(enter(client, world), text).context["found"].keys == []
        assert find(enter(client, world, Role.COORDINATOR), text).context["found"].keys == [row.pk]


def test_nobody_outside_the_team_searches(world: World, client: Client) -> None:
    for role in (Role.EMPLOYMENT_OFFICER, Role.ADMINISTRATOR):
        assert find(enter(client, world, role), "amina").status_code == 404
        with pytest.raises(Hidden):
            search(world.actor(role), text="amina", on=TODAY)


def test_ten_found_cost_what_one_costs(world: World, count_queries: Any) -> None:
    coach = world.actor(Role.COACH)
    person(world, number="")
    one = count_queries(lambda: search(coach, text="amina", on=TODAY))
    for _ in range(9):
        person(world, number="")
    assert count_queries(lambda: search(coach, text="amina", on=TODAY)) == one


def test_a_second_editor_sees_both_versions_and_can_save_again(world: World, client: Client) -> None:
    row = person(world)
    url = f"/people/{row.pk}/contact/"
    mine = {"given_name": "Amina", "family_name": "Ali", "language": "so", "version": 1}
    assert enter(client, world).post(url, mine).status_code == 302
    answer = client.post(url, mine | {"family_name": "Omar"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Ali" in text and "Omar" in text
    again = answer.context["form"]["version"].value()
    assert client.post(url, mine | {"family_name": "Omar", "version": again}).status_code == 302
    assert Person.unscoped.get(pk=row.pk).family_name == "Omar"


def test_a_contact_with_faults_loses_nothing(world: World, client: Client) -> None:
    row = person(world)
    wrong = {"given_name": "Amina\x00", "family_name": "Ali", "language": "so", "version": 1, "phone": "ring"}
    answer = enter(client, world).post(f"/people/{row.pk}/contact/", wrong)
    assert answer.status_code == 422 and "ring" in answer.content.decode()


def test_protection_is_set_on_the_page_and_the_one_who_is_not_named_sees_no_more(world: World, client: Client) -> None:
    row = person(world)
    url = f"/people/{row.pk}/protection/"
    assert enter(client, world).post(url, {"protection": "protected"}).status_code == 422
    sent = {"protection": "protected", "named": [world.users[Role.COORDINATOR].pk], "reason": "Skydd"}
    assert client.post(url, sent).status_code == 302
    assert client.get(url).status_code == 404
    assert enter(client, world, Role.COORDINATOR).get(url).status_code == 200


def test_a_code_and_a_card_are_shown_once(world: World, client: Client) -> None:
    row = person(world)
    shown = enter(client, world).post(f"/people/{row.pk}/code/")
    code = shown.context["code"]
    assert code in shown.content.decode()
    assert Person.unscoped.get(code_index=door_code_index(world.board.pk, code)).pk == row.pk
    card = client.post(f"/people/{row.pk}/card/").content.decode()
    assert "<svg" in card and "Amina" not in card.split("<svg")[1].split("</svg>")[0]
    assert code not in client.get(f"/people/{row.pk}/contact/").content.decode()


def test_a_link_is_settled_and_taken_back_on_the_page(world: World, client: Client) -> None:
    person(world), person(world)
    case = m.LinkCase.unscoped.get()
    enter(client, world, Role.COORDINATOR).post(f"/people/links/{case.pk}/", {"said": "other"})
    assert m.LinkCase.unscoped.get().same is False
    client.post(f"/people/links/{case.pk}/", {"said": "reopen"})
    assert m.LinkCase.unscoped.get().same is None
    assert enter(client, world).post(f"/people/links/{case.pk}/", {"said": "same"}).status_code == 404


def test_a_link_that_would_go_in_a_circle_is_refused_in_a_sentence(world: World, client: Client) -> None:
    one, two, three = (world.person("Amina", f"Warsame {n}") for n in range(3))
    with acting("system:test"):
        cases = [
            m.LinkCase.unscoped.create(board=world.board, person=left, other=right, opened_at=AT)
            for left, right in ((one, two), (two, three), (three, one))
        ]
    enter(client, world, Role.COORDINATOR)
    for case in cases[:2]:
        client.post(f"/people/links/{case.pk}/", {"said": "same"})
    page = client.post(f"/people/links/{cases[2].pk}/", {"said": "same"}, follow=True).content.decode()
    assert "gå i cirkel" in page
    cases[2].refresh_from_db()
    assert cases[2].same is None
