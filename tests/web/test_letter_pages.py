"""Letters with codes, from the open door to the envelope, used as a browser uses them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.actions.test_accounts import reachable
from tests.actions.test_letters import CODE, NUMBER, ask, known, written
from tests.web import cast
from tests.web.test_accounts import logged_in, scrubbed
from tests.world import World
from vidare.actions.people import set_protection
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.people import Person
from vidare.rules.access import Role
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db
ASKED = "/in/code/letter/"


@pytest.fixture
def office(world: World, client: Client) -> World:
    cast.stop_the_clock()
    client.cookies["lang"] = "en"
    return world


def as_staff(world: World, client: Client, role: Role = Role.COORDINATOR) -> Client:
    return cast.enter(client, world.users[role])


def test_a_participant_without_a_phone_asks_for_a_letter_and_comes_in_with_it(office: World, client: Client) -> None:
    known(office)
    assert client.post("/in/code/", {"do": "home", "home-number": NUMBER}).headers["Location"] == ASKED
    (letter,) = written()
    staff = as_staff(office, Client())
    sheet = staff.post("/outbox/letters/print/", {"letters": [letter.pk]}).content.decode()
    assert 'lang="sv" dir="ltr"' in sheet and "Lilla gatan 1<br>417 55 Göteborg" in sheet
    assert "http://testserver/in/code/" in sheet
    code = re.search(r'big-code"><bdi dir="ltr">([a-z0-9]{5}-[a-z0-9]{5})<', sheet)
    assert code is not None
    assert staff.post("/outbox/letters/posted/", {"letters": [letter.pk]}).headers["Location"] == "/outbox/letters/"
    assert "Inget brev väntar" in staff.get("/outbox/letters/").content.decode()
    assert client.post("/in/code/", {"do": "letter", "letter-code": code[1]}).status_code == 302
    assert logged_in(client)


def test_known_and_unknown_and_two_of_a_number_get_the_same_answer_at_every_step(office: World) -> None:
    def walk(number: str) -> list[tuple[int, str, str]]:
        browser = Client()
        browser.cookies["lang"] = "en"
        steps = [browser.post("/in/code/", {"do": "home", "home-number": number}), browser.get(ASKED)]
        return [scrubbed(step) for step in steps]

    nobody = walk(NUMBER)
    known(office)
    one, again = walk(NUMBER), walk(NUMBER)
    assert nobody == one == again
    assert len(written()) == 1


def test_a_fourth_letter_within_the_hour_is_refused_whoever_it_is(office: World) -> None:
    answers = [Client().post("/in/code/", {"do": "home", "home-number": NUMBER}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 422]


@pytest.mark.parametrize("number", ["", "abc", "1" * 41, "19900101\x00", "18750101-0010", "199001010010"])
def test_a_number_that_is_none_is_explained_and_kept(office: World, client: Client, number: str) -> None:
    known(office)
    answer = client.post("/in/code/", {"do": "home", "home-number": number})
    assert answer.status_code == 422 and written() == []


def test_arabic_digits_are_the_same_number(office: World, client: Client) -> None:
    known(office)
    arabic = NUMBER.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.post("/in/code/", {"do": "home", "home-number": arabic}).status_code == 302
    assert len(written()) == 1


def test_a_coach_asks_for_somebody_and_is_told_when_one_waits_already(office: World, client: Client) -> None:
    person = known(office)
    as_staff(office, client, Role.COACH)
    there = f"/people/{person.pk}/log-in/"
    assert client.post(there, {"do": "home"}).status_code == 302
    assert "A letter has been asked for" in client.get(there).content.decode()
    assert "A letter waits to be printed already" in client.post(there, {"do": "home"}).content.decode()
    assert len(written()) == 1


def test_a_letter_is_in_the_persons_own_language_and_direction(office: World, client: Client) -> None:
    person = known(office)
    with acting("system:test"):
        Person.unscoped.filter(pk=person.pk).update(language="ar")
    key = ask(office, person)
    sheet = as_staff(office, client).post("/outbox/letters/print/", {"letters": [key]}).content.decode()
    assert 'lang="ar" dir="rtl"' in sheet and "اكتب هذا الرمز" in sheet


def test_the_list_says_who_has_no_address_and_shows_no_code(office: World, client: Client) -> None:
    ask(office, known(office, address=""))
    page = as_staff(office, client).get("/outbox/letters/").content.decode()
    assert "handed over at the door" in page and CODE[:5] not in page


def test_a_protected_persons_letter_is_missing_to_those_who_are_not_named(office: World, client: Client) -> None:
    person = known(office)
    key = ask(office, person)
    set_protection(
        office.actor(Role.COACH), person=person.pk, protection=Protection.PROTECTED,
        named=[office.users[Role.COORDINATOR].pk], reason="Skatteverket", at=m.Message.unscoped.get(pk=key).written_at,
    )  # fmt: skip
    assert "Amina" in as_staff(office, client).get("/outbox/letters/").content.decode()
    as_staff(office, client, Role.ADMINISTRATOR)
    assert "Amina" not in client.get("/outbox/letters/").content.decode()
    refused = client.post("/outbox/letters/print/", {"letters": [key]})
    assert refused.status_code == 422 and "Amina" not in refused.content.decode()


@pytest.mark.parametrize("chosen", [[], ["0"], ["x"], ["99999999999999999999999999999999999999999"], ["1\x00"]])
def test_no_letter_or_none_that_waits_is_explained(office: World, client: Client, chosen: list[str]) -> None:
    ask(office, known(office))
    as_staff(office, client)
    for do in ("print", "posted"):
        answer = client.post(f"/outbox/letters/{do}/", {"letters": chosen})
        assert answer.status_code == 422 and "Something has to be changed" in answer.content.decode()


def test_a_letter_that_was_not_printed_is_not_marked_as_posted(office: World, client: Client) -> None:
    key = ask(office, known(office))
    answer = as_staff(office, client).post("/outbox/letters/posted/", {"letters": [key]})
    assert answer.status_code == 422 and "Print it first" in answer.content.decode()


def test_opening_the_list_is_noted_and_ten_letters_cost_what_one_costs(
    office: World, client: Client, count_queries: object
) -> None:
    ask(office, known(office))
    as_staff(office, client)
    client.get("/outbox/letters/")
    one = count_queries(lambda: client.get("/outbox/letters/"))  # type: ignore[operator]
    for number in range(9):
        ask(office, reachable(office, f"+467017406{number:02d}"), code=f"abcdefghj{number + 2}")
    many = count_queries(lambda: client.get("/outbox/letters/"))  # type: ignore[operator]
    assert many == one
    assert m.Event.objects.filter(verb="letters.listed").count() == 3


@pytest.mark.parametrize("lang", ["sv", "en", "ar"])
def test_the_open_pages_of_the_letter_are_read_in_their_language(office: World, client: Client, lang: str) -> None:
    client.cookies["lang"] = lang
    said = {"sv": "Ett brev med en kod", "en": "A letter with a code", "ar": "رسالة فيها رمز"}[lang]
    assert said in client.get(ASKED).content.decode()
