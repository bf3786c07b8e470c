"""The doors: in one's own language, into the demo and never into production, and back to what was written."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.world import World
from vidare.rules.access import Role
from vidare.web.start import errors
from vidare.web.start.views import ICONS

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOTE = "Hon ringde och sa att bussen aldrig kom."


def log_in(client: Client, world: World, role: Role) -> None:
    client.force_login(world.users[role], backend=BACKEND)


def test_the_start_page_says_how_to_get_in_to_anybody(client: Client) -> None:
    text = client.get("/", headers={"accept-language": "en"}).content.decode()
    for said in ("I want help for myself", "I want to refer somebody", "I already have a log-in"):
        assert said in text


def test_a_language_once_chosen_stays_and_turns_the_page(client: Client) -> None:
    response = client.post("/language/", {"lang": "ar", "next": "/accessibility/"})
    assert response.headers["Location"] == "/accessibility/"
    text = client.get("/").content.decode()
    assert '<html lang="ar" dir="rtl"' in text
    client.post("/language/", {"lang": "klingon"})
    assert '<html lang="ar"' in client.get("/").content.decode()


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_the_language_switch_leads_nowhere_but_home(client: Client, there: str) -> None:
    assert client.post("/language/", {"lang": "en", "next": there}).headers["Location"] == "/"


def test_dark_colours_once_chosen_stay(client: Client) -> None:
    client.post("/appearance/", {"scheme": "dark"})
    assert 'data-color-scheme="dark"' in client.get("/").content.decode()


def test_in_the_demo_one_click_logs_in_as_a_role(world: World, client: Client) -> None:
    assert "Coach Testsson" in client.get("/").content.decode()
    client.post("/demo/door/", {"username": "coach"})
    assert client.session["_auth_user_id"] == str(world.users[Role.COACH].pk)


def test_a_demo_door_opens_for_nobody_who_is_not_of_the_demo(world: World, client: Client) -> None:
    person = world.participation().person
    own = world.participant_actor(person)
    assert own.user_id
    client.post("/demo/door/", {"username": f"person-{person.pk}"})
    assert "_auth_user_id" not in client.session


def test_the_demo_door_is_opened_by_a_form_only(client: Client) -> None:
    assert client.get("/demo/door/").status_code == 405


@override_settings(DEMO=False)
def test_outside_the_demo_the_door_would_not_open_even_if_it_were_there(world: World, client: Client) -> None:
    assert client.post("/demo/door/", {"username": "coach"}).status_code == 404
    assert "_auth_user_id" not in client.session


def in_production(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("VIDARE", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={**bare, "DJANGO_SETTINGS_MODULE": "vidare.config.settings", **environment},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


KEYS = {"VIDARE_SECRET_KEY": "a" * 50, "VIDARE_FIELD_KEY": "b" * 50, "VIDARE_INDEX_KEY": "c" * 50}


def test_production_has_no_demo_door_at_all() -> None:
    code = (
        "import django; django.setup()\n"
        "from django.urls import resolve, reverse, Resolver404, NoReverseMatch\n"
        "assert reverse('start') == '/'\n"
        "try: resolve('/demo/door/'); print('open')\n"
        "except Resolver404: print('missing')\n"
        "try: reverse('demo-door'); print('open')\n"
        "except NoReverseMatch: print('missing')\n"
    )
    done = in_production(code, **KEYS)
    assert done.stdout.split() == ["missing", "missing"], done.stderr


@pytest.mark.parametrize("secret", KEYS)
def test_production_refuses_to_start_on_a_demo_secret(secret: str) -> None:
    done = in_production("import django; django.setup()", **{**KEYS, secret: settings.DEMO_SECRET})
    assert done.returncode and "A demo secret is set outside the demo" in done.stderr


def test_one_logs_in_with_name_and_password_and_comes_home(world: World, client: Client) -> None:
    page = client.get("/in/").content.decode()
    assert 'autocomplete="current-password"' in page
    response = client.post("/in/", {"login": "coach", "password": "demo"})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(world.users[Role.COACH].pk)


def test_a_wrong_password_is_told_beside_the_form_and_says_nothing_of_which(world: World, client: Client) -> None:
    wrong = client.post("/in/", {"login": "coach", "password": "guess"}).content.decode()
    unknown = client.post("/in/", {"login": "nobody-here", "password": "guess"}).content.decode()
    assert "data-errors" in wrong and "data-errors" in unknown


def test_nobody_makes_a_log_in_for_themselves(client: Client) -> None:
    assert client.post("/in/new/", {"username": "me", "password1": "x" * 20}).status_code == 200
    from vidare.records.users import User

    assert not User.objects.filter(username="me").exists()


def hold_a_note(client: Client, world: World) -> None:
    """A coach writes a note; meanwhile the log-in runs out, and only then the form is sent."""
    log_in(client, world, Role.COACH)
    client.get("/accessibility/")
    del client.cookies["sessionid"]
    response = client.post("/held/", {"kind": "call", "text": NOTE, "csrfmiddlewaretoken": "x"})
    assert response.status_code == 302 and response.headers["Location"].startswith("/in/?next=")


def test_a_note_survives_a_log_in_that_ran_out(world: World, client: Client) -> None:
    hold_a_note(client, world)
    assert client.post("/in/?next=/held/", {"login": "coach", "password": "demo", "next": "/held/"}).url == "/held/"
    page = client.get("/held/").content.decode()
    assert NOTE in page and '<input type="hidden" name="kind" value="call">' in page
    assert '<form method="post" action="/held/">' in page
    assert page.count("csrfmiddlewaretoken") == len(page.split("<form")) - 1, "the old seal is not sent again"


def test_what_was_written_is_shown_to_nobody_else_at_the_same_computer(world: World, client: Client) -> None:
    hold_a_note(client, world)
    log_in(client, world, Role.COORDINATOR)
    assert client.get("/held/").status_code == 404


def test_what_is_held_can_be_thrown_away(world: World, client: Client) -> None:
    hold_a_note(client, world)
    log_in(client, world, Role.COACH)
    client.post("/held/")
    assert client.get("/held/").status_code == 404


def test_a_part_of_a_page_asked_for_after_log_out_leads_to_the_whole_log_in(world: World, client: Client) -> None:
    person = world.person()
    response = client.get(f"/people/{person.pk}/", headers={"hx-request": "true"})
    assert response.headers["HX-Redirect"].startswith("/in/")


def test_a_missing_page_says_what_one_can_do(world: World, client: Client) -> None:
    log_in(client, world, Role.COACH)
    response = client.get("/nothing/here/", headers={"accept-language": "en"})
    assert response.status_code == 404 and "This page does not exist" in response.content.decode()


def test_a_form_with_an_old_seal_shows_what_was_written_and_sends_nothing(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/language/", {"lang": "en", "text": NOTE}, headers={"accept-language": "en"})
    assert response.status_code == 403
    page = response.content.decode()
    assert NOTE in page and "The page was too old to be sent" in page
    assert "<textarea" not in page.split("<main")[1].split("</main")[0]


def test_when_we_fail_the_page_asks_nothing_of_the_database(rf: object, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = errors.broken(rf.get("/"))  # type: ignore[attr-defined]
    assert response.status_code == 500 and b"<h1>" in response.content


def test_no_frame_has_anything_the_security_policy_refuses(world: World, client: Client) -> None:
    log_in(client, world, Role.COACH)
    for address in ("/", "/in/", "/accessibility/", "/nothing/"):
        page = client.get(address).content.decode()
        assert " style=" not in page and "<style" not in page and " onclick=" not in page
        assert all(tag.startswith(" src=") for tag in page.split("<script")[1:]), address


def test_every_role_has_a_sign_on_its_door() -> None:
    assert set(ICONS) == set(Role)
