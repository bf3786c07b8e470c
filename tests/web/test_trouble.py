"""When the database or the disk is in the way: a page that says so, and nothing that was written is lost or doubled."""

from __future__ import annotations

import html
import re
import sqlite3
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from tests.world import AT, TODAY, World
from vidare.actions import door
from vidare.queries import trouble as ask
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.notes import Note
from vidare.rules.access import Role, system
from vidare.rules.trouble import Trouble
from vidare.web.words.trouble import WHY, WORDS

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TEXT = 'Hon ringde om "praktiken" & sade <ja>.\nVi ses på tisdag.'


@pytest.fixture
def way(world: World, client: Client) -> m.Participation:
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    client.raise_request_exception = False
    client.cookies["lang"] = "en"
    client.force_login(world.users[Role.COACH], backend=BACKEND)
    return world.participation()


def note(**more: Any) -> dict[str, Any]:
    return {
        "kind": "call", "text": TEXT, "happened_on": TODAY.isoformat(), "compartment": "labour-market", "lang": "sv",
        "once": "a-mark",
    } | more  # fmt: skip


def full(*_args: object, **_kwargs: object) -> None:
    cause = sqlite3.OperationalError("database or disk is full")
    cause.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise OperationalError("database or disk is full") from cause


def fields_of(page: str) -> dict[str, str]:
    """What the page's form would send, as a browser reads it."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    texts = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.S)
    return {name: html.unescape(value) for name, value in [*hidden, *texts]}


def test_a_form_that_met_a_full_disk_is_shown_again_and_sent_again_is_one_note(
    client: Client, way: m.Participation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"/people/{way.person_id}/notes/"
    with monkeypatch.context() as broken:
        broken.setattr("vidare.actions.notes.write_note", full)
        answer = client.post(url, note())
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        503,
        "60",
        "no-store",
    )
    assert "There is no room to save anything" in page and "It is saved once" in page
    assert "Traceback" not in page and "OperationalError" not in page
    [reference] = re.findall(r"[0-9A-F]{4}-[0-9A-F]{4}", page)
    [line] = [one.getMessage() for one in caplog.records if reference in one.getMessage()]
    assert "trouble.full" in line and "notes" in line and "praktiken" not in caplog.text
    again = fields_of(page)
    assert again.pop("csrfmiddlewaretoken") and {name: " ".join(text.split()) for name, text in again.items()} == {
        name: " ".join(text.split()) for name, text in note().items()
    }
    for _ in range(2):
        assert client.post(url, again).status_code == 302
    assert Note.unscoped.count() == 1


def test_a_fault_of_our_own_keeps_what_was_written_too(
    client: Client, way: m.Participation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("vidare.actions.notes.write_note", fails)
    answer = client.post(f"/people/{way.person_id}/notes/", note())
    assert answer.status_code == 500 and "Retry-After" not in answer.headers
    assert fields_of(answer.content.decode())["once"] == "a-mark"


def test_what_another_site_had_made_is_shown_and_never_sent_on(
    way: m.Participation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    stranger.cookies = client.cookies
    monkeypatch.setattr("vidare.queries.access.actor_of", full)
    page = stranger.post(f"/people/{way.person_id}/notes/", note()).content.decode()
    assert "<form" not in page and "<textarea" not in page
    assert html.escape("& sade <ja>", quote=False) in page


def test_passwords_and_codes_are_never_shown_again(client: Client, way: m.Participation, monkeypatch: Any) -> None:
    client.logout()
    client.cookies["lang"] = "en"
    monkeypatch.setattr("vidare.web.clock.now", full)
    page = client.post("/in/", {"login": "anna", "password": "a secret of mine"}).content.decode()
    assert "a secret of mine" not in page and "<form" not in page and "Open the page anew" in page


def test_a_page_that_was_only_asked_for_offers_to_be_asked_for_again(
    client: Client, way: m.Participation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vidare.web.clock.now", full)
    answer = client.get("/day/?week=3")
    assert answer.status_code == 503 and 'href="/day/?week=3"' in answer.content.decode()


@pytest.mark.parametrize(("code", "said"), [("sv", "Gå till någon av oss"), ("en", "Go to one of us"), ("ar", "اذهب")])
def test_at_the_door_no_code_stays_on_the_screen_and_it_goes_on_by_itself(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    token = door.add_device(system("test"), service=world.service.pk, name="Dörren", at=AT - timedelta(days=1))
    client.raise_request_exception = False
    client.get(f"/kiosk/start/{token}/")
    client.cookies["lang"] = code
    monkeypatch.setattr("vidare.actions.door.check_in", full)
    sent = {"code": "4711", "key": str(uuid.uuid4())}
    page = client.post("/kiosk/in/", sent).content.decode()
    assert said in page and "4711" not in page and 'url=/kiosk/"' in page
    answer = client.post("/kiosk/in/", sent, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["trouble"]) == (503, "trouble.full")


def test_a_full_disk_while_a_file_is_read_ends_in_a_page(
    client: Client, way: m.Participation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.http.request.HttpRequest.parse_file_upload", no_room)
    answer = client.post(f"/people/{way.person_id}/notes/", note())
    assert answer.status_code == 503 and "There is no room" in answer.content.decode()


def test_every_kind_of_trouble_has_its_words() -> None:
    assert set(WORDS) == set(WHY) == set(Trouble)


def test_whoever_watches_is_told_what_is_wrong_without_a_log_in_or_a_name(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/health/", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.json()["database"], answer.json()["clock_behind_seconds"]) == (200, "ok", 0)
    monkeypatch.setattr("vidare.records.trouble.database", lambda patience: Trouble.BUSY)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["state"], answer.json()["database"]) == (503, "trouble", "trouble.busy")


def test_a_clock_that_is_behind_the_trail_asks_for_a_look(client: Client, world: World) -> None:
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    door.add_device(system("test"), service=world.service.pk, name="Dörren", at=AT + timedelta(days=2))
    assert ask.ahead_of(AT) == timedelta(days=2)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["clock_behind_seconds"]) == (200, 2 * 24 * 3600)
