"""The screen at the door, as a plain form and as a touch sent by its script."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.world import NINE, World
from vidare.actions import bookings, door
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.attendance import Observation
from vidare.records.people import card_index, door_code_index
from vidare.rules.access import Role, system
from vidare.rules.attendance import Doubt
from vidare.rules.door import typed

pytestmark = pytest.mark.django_db
EARLY = NINE - timedelta(days=1)


@pytest.fixture
def screen(world: World, client: Client) -> Client:
    """A browser that has been started as the screen of the service, at 9 o'clock."""
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=NINE.isoformat())
    token = door.add_device(system("test"), service=world.service.pk, name="Dörren", at=EARLY)
    assert client.get(f"/kiosk/start/{token}/").status_code == 302
    return client


def booked(world: World, code: str = "4711", given: str = "Amina") -> m.Participation:
    way = world.participation(world.person(given, f"Hemlig{code}"))
    with acting("system:test"):
        way.person.code_index = door_code_index(world.board.pk, code)
        way.person.card_index = card_index(world.board.pk, f"kort-{code}")
        way.person.save()
    hour = m.Session.objects.first() or world.session()
    bookings.book(world.actor(Role.COACH), participation=way.pk, session=hour.pk, at=EARLY)
    return way


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_door_is_closed_to_a_browser_that_is_no_screen(world: World, client: Client) -> None:
    assert client.get("/kiosk/").status_code == 404
    assert client.post("/kiosk/in/", {"code": "4711"}).status_code == 404
    assert client.get("/kiosk/start/nobody/").status_code == 404


def test_the_token_of_a_screen_leaves_the_address_and_no_script_can_read_it(screen: Client) -> None:
    cookie = screen.cookies["kiosk_device"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/kiosk/"
    assert cookie.value not in text_of(screen.get("/kiosk/"))


def test_a_screen_that_was_taken_away_opens_nothing(world: World, screen: Client) -> None:
    with acting("system:test"):
        m.Device.objects.update(start=EARLY.date(), end=EARLY.date())
    assert screen.get("/kiosk/").status_code == 404


@pytest.mark.parametrize("typed_in", ["4711", "٤٧١١", " 4711\n", "kort-4711"])
def test_a_code_in_any_digits_or_a_card_is_enough(world: World, screen: Client, typed_in: str) -> None:
    booked(world)
    response = screen.post("/kiosk/in/", {"code": typed_in}, headers={"accept-language": "en"})
    assert 'data-answer="door.welcome"' in text_of(response)
    assert Observation.unscoped.count() == 1


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_the_screen_shows_no_name_of_anybody(world: World, screen: Client, language: str) -> None:
    booked(world)
    screen.cookies["lang"] = language
    pages = [
        screen.get("/kiosk/"),
        screen.post("/kiosk/in/", {"code": "4711"}),
        screen.post("/kiosk/in/", {"code": "4711"}),
    ]
    for page in pages:
        assert page.status_code == 200
        assert f'lang="{language}"' in text_of(page)
        assert not re.search("Amina|Hemlig|Testsson", text_of(page))


def test_the_pad_works_without_a_script(world: World, screen: Client) -> None:
    booked(world)
    code = ""
    for digit in "4771":
        page = text_of(screen.post("/kiosk/in/", {"code": code, "digit": digit}))
        code += digit
        assert f'value="{code}"' in page
    assert 'value="477"' in text_of(screen.post("/kiosk/in/", {"code": code, "erase": "1"}))
    assert not Observation.unscoped.exists()


def test_a_touch_kept_without_a_network_is_one_observation_with_its_own_time(world: World, screen: Client) -> None:
    booked(world)
    sent = {
        "code": "4711", "key": str(uuid.uuid4()), "touched": (NINE - timedelta(minutes=20)).isoformat(),
        "sent": NINE.isoformat(),
    }  # fmt: skip
    answers = [screen.post("/kiosk/in/", sent, headers={"accept": "application/json"}).json() for _ in range(2)]
    assert [answer["door"] for answer in answers] == ["door.welcome", "door.already"]
    seen = Observation.unscoped.get()
    assert abs(seen.touched_at - (NINE - timedelta(minutes=20))) < timedelta(minutes=1)


def test_a_check_in_from_yesterday_is_for_staff_to_look_at(world: World, screen: Client) -> None:
    booked(world)
    sent = {"code": "4711", "touched": EARLY.isoformat(), "sent": NINE.isoformat()}
    answer = screen.post("/kiosk/in/", sent, headers={"accept": "application/json"}).json()
    assert answer["door"] == "door.see-staff"
    assert Observation.unscoped.get().doubt == Doubt.OLD_TOUCH.value


@pytest.mark.parametrize(
    "bad",
    [
        {"code": ""}, {"code": "\x00\x00"}, {"code": "4" * 40}, {"code": "4711", "touched": "1875-01-01"},
        {"code": "4711", "key": "not-a-key"}, {"code": "4711", "sent": "9999-99-99T99:99"}, {"code": "𝟜𝟟𝟙𝟙𝟙"},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_code_and_no_time_breaks_nothing(world: World, screen: Client, bad: dict[str, str]) -> None:
    booked(world)
    assert screen.post("/kiosk/in/", bad).status_code == 200


@pytest.mark.parametrize("touched", ["1875-01-01T09:00:00+00:00", "9999-12-31T23:59:59+00:00", "i går"])
def test_a_time_that_cannot_be_is_for_staff_to_look_at(world: World, screen: Client, touched: str) -> None:
    booked(world)
    screen.post("/kiosk/in/", {"code": "4711", "touched": touched, "sent": NINE.isoformat()})
    assert Observation.unscoped.get().doubt == Doubt.CLOCK_WRONG.value


def test_guessing_is_answered_with_wait(world: World, screen: Client) -> None:
    answers = [screen.post("/kiosk/in/", {"code": f"{number:04d}"}).status_code for number in range(21)]
    assert answers == [200] * 20 + [429]


def test_a_page_at_the_door_is_never_kept_by_the_browser(screen: Client) -> None:
    assert screen.get("/kiosk/")["Cache-Control"] == "no-store"


def test_a_touch_from_another_site_is_refused(world: World, screen: Client) -> None:
    booked(world)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = screen.cookies
    assert strict.post("/kiosk/in/", {"code": "4711"}).status_code == 403


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4711", ("4711", "")),
        ("٤٧١١", ("4711", "")),
        ("471", ("", "471")),
        ("47111", ("", "47111")),
        ("Ab_c-1", ("", "Ab_c-1")),
    ],
)
def test_four_digits_are_a_code_and_all_else_is_a_card(text: str, found: tuple[str, str]) -> None:
    assert typed(text) == found


def test_the_last_time_a_screen_was_used_is_known(world: World, screen: Client) -> None:
    booked(world)
    screen.post("/kiosk/in/", {"code": "4711"})
    assert m.Device.objects.get().last_seen_at is not None
