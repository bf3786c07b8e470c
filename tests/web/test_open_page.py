"""The open page: anybody asks for help for themselves, in their language; a flood is stopped, and nobody silently."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import translation

import vidare
from tests.web.test_matrix import BACKEND
from tests.world import AT, World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role
from vidare.rules.referrals import Eligibility
from vidare.rules.services import read
from vidare.web.referrals.open_forms import seal
from vidare.web.words.asking import WORDS

pytestmark = pytest.mark.django_db
MODEL = Path(vidare.__file__).parent / "models/mojligheternas-kontor.toml"
SEVEN = [code for code, _name in settings.OPEN_PAGE_LANGUAGES]
SARA = {"given_name": "Sara", "phone": "0701740635", "language": "ar"}
URL = "/come/jobbhornet/"


@pytest.fixture(autouse=True)
def _now(world: World) -> None:
    cache.clear()
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())


@pytest.fixture
def office(world: World) -> World:
    """The office runs by the model that has seven languages."""
    text = MODEL.read_text(encoding="utf-8")
    with acting("system:test"):
        kept = m.ServiceModel.objects.create(code="office", version=1, text=text, digest="seven", imported_at=AT)
        m.Service.objects.filter(pk=world.service.pk).update(model=kept, name="Möjligheternas kontor")
    return world


def ask(client: Client, *, opened: timedelta = timedelta(seconds=20), url: str = URL, **fields: str) -> Any:
    """As somebody sends who has had the page before them for so long."""
    return client.post(url, SARA | {"seal": seal(AT - opened)} | fields)


def test_anyone_may_ask_without_a_log_in_and_without_a_number(world: World, client: Client) -> None:
    page = client.get(URL)
    assert page.status_code == 200 and 'name="number"' not in page.content.decode()
    answer = ask(client)
    assert (answer.status_code, answer.url) == (302, "/come/jobbhornet/sv/thanks/")
    row = m.Referral.unscoped.get()
    assert (row.way_in, row.person.given_name, row.person.language) == ("own-initiative", "Sara", "ar")
    thanks = client.get(answer.url).content.decode()
    assert "Vi försöker träffa dig senast" in thanks and "2 december" in thanks and "Sara" not in thanks
    assert client.get("/come/nowhere/").status_code == 404


@pytest.mark.parametrize("lang", SEVEN)
def test_the_page_is_whole_in_each_of_its_languages_and_reads_the_right_way(
    office: World, client: Client, lang: str
) -> None:
    shown = client.get(f"{URL}{lang}/").content.decode()
    model = read(MODEL.read_text(encoding="utf-8"))
    assert f'<html lang="{lang}" dir="{"rtl" if lang in ("ar", "fa") else "ltr"}"' in shown
    assert model.target_group[lang] in shown
    for code, name in settings.OPEN_PAGE_LANGUAGES:
        assert f'href="{URL}{code}/" lang="{code}"' in shown and name in shown
    with translation.override(lang):
        assert str(WORDS[Eligibility.YES]) in shown and translation.gettext("What is your name?") in shown
    wrong = client.post(f"{URL}{lang}/", {"given_name": "", "language": lang}).content.decode()
    with translation.override(lang):
        assert translation.gettext("Write your name.") in wrong


def test_a_browser_is_answered_in_its_own_language_where_the_service_has_it(office: World, client: Client) -> None:
    for told, lang in (("uk-UA,uk;q=0.9,en;q=0.5", "uk"), ("fr,fa;q=0.4", "fa"), ("fr", "sv"), ("", "sv")):
        answer = client.get(URL, headers={"Accept-Language": told})
        assert (answer.headers["Content-Language"], answer.headers["Cache-Control"]) == (lang, "no-store")


def test_a_service_offers_the_languages_in_which_it_tells_of_itself(world: World, client: Client) -> None:
    shown = client.get(f"{URL}so/").content.decode()
    assert '<html lang="sv"' in shown and f'href="{URL}ar/"' in shown and f'href="{URL}so/"' not in shown


def test_who_cannot_be_reached_is_asked_how_and_nothing_is_lost(world: World, client: Client) -> None:
    answer = ask(client, phone="", message="Jag vill bli kock")
    assert answer.status_code == 422
    assert "Sara" in answer.content.decode() and "Jag vill bli kock" in answer.content.decode()
    assert not m.Person.unscoped.exists()


@pytest.mark.parametrize("field", ["given_name", "phone", "email", "message", "language", "seal"])
def test_no_sign_in_a_field_brings_the_page_down(world: World, client: Client, field: str) -> None:
    for text in ("a\x00b", "\u202e", "x" * 5000, "'; --"):
        assert ask(client, **{field: text}).status_code in {302, 422}


def test_what_a_program_writes_in_the_hidden_field_is_dropped(world: World, client: Client) -> None:
    assert ask(client, website="spam").status_code == 302
    assert not m.Referral.unscoped.exists()


def test_what_is_sent_faster_than_anybody_writes_is_asked_once_more(world: World, client: Client) -> None:
    answer = ask(client, opened=timedelta(seconds=1))
    assert answer.status_code == 422 and "tryck på Skicka en gång till" in answer.content.decode()
    assert not m.Referral.unscoped.exists()


def test_a_page_from_yesterday_or_with_a_seal_of_ones_own_is_sealed_anew(world: World, client: Client) -> None:
    for fields in ({"opened": timedelta(days=2)}, {"seal": "made:up"}, {"seal": ""}):
        answer = ask(client, **fields)  # type: ignore[arg-type]
        assert answer.status_code == 422 and "Sara" in answer.content.decode()
        fresh = answer.context["form"]["seal"].value()
        with acting("system:test"):
            m.Setting.objects.filter(name="demo.now").update(value=(AT + timedelta(seconds=9)).isoformat())
        assert ask(client, seal=fresh).status_code == 302
        with acting("system:test"):
            m.Setting.objects.filter(name="demo.now").update(value=AT.isoformat())
    assert m.Referral.unscoped.count() == 3


def test_sent_twice_is_one_and_a_seal_is_used_up(world: World, client: Client) -> None:
    kept = seal(AT - timedelta(seconds=20))
    assert [ask(client, seal=kept, given_name=name).status_code for name in ("Sara", "Sara", "Robot")] == [302] * 3
    assert m.Referral.unscoped.get().person.given_name == "Sara"


def test_a_shared_computer_is_told_what_to_do_and_loses_nothing(office: World, client: Client) -> None:
    slips = [ask(client, **wrong).status_code for wrong in ({"phone": ""}, {"phone": "123"}, {"given_name": ""})]
    assert slips == [422] * 3, "who has to mend a slip has not asked yet"
    codes = [ask(client).status_code for _ in range(10)]
    answer = ask(client, message="Jag sitter på biblioteket")
    shown = answer.content.decode()
    assert codes == [302] * 10 and answer.status_code == 422
    assert "från den här datorn" in shown and "465\u00a0004\u00a001" in shown and "Jag sitter på biblioteket" in shown


@override_settings(BEHIND_PROXY=True)
def test_behind_a_proxy_one_who_floods_closes_the_door_to_nobody_else(world: World, client: Client) -> None:
    def knock(address: str) -> int:
        fields = SARA | {"seal": seal(AT - timedelta(seconds=20))}
        return client.post(URL, fields, headers={"X-Forwarded-For": address}).status_code

    assert [knock("203.0.113.7") for _ in range(11)] == [302] * 10 + [422]
    cache.clear()  # what one process has counted, the others know too
    assert knock("203.0.113.7") == 422
    assert knock("203.0.113.8") == 302


def test_somebody_who_is_here_already_is_answered_as_anybody_and_staff_look(world: World, client: Client) -> None:
    first, second = ask(client), ask(client)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert m.Person.unscoped.count() == 2
    assert m.LinkCase.unscoped.get().why == "same-phone"


def test_a_service_that_nobody_comes_to_by_themselves_has_no_open_page(world: World, client: Client) -> None:
    text = MODEL.read_text(encoding="utf-8").replace('ways_in = ["own-initiative", ', "ways_in = [", 1)
    text = text.replace(', "invitation"]', "]", 1)
    with acting("system:test"):
        kept = m.ServiceModel.objects.create(code="office", version=2, text=text, digest="closed", imported_at=AT)
        m.Service.objects.filter(pk=world.service.pk).update(model=kept)
    assert client.get(URL).status_code == 404 and ask(client).status_code == 404
    assert URL not in client.get("/").content.decode()


def test_the_administrator_sees_which_languages_nobody_has_read(world: World, client: Client) -> None:
    client.force_login(world.users[Role.ADMINISTRATOR], backend=BACKEND)
    client.cookies["lang"] = "en"
    shown = client.get("/administration/").content.decode()
    assert shown.count("Not reviewed: nobody with the language as their own") == len(SEVEN) - 2


@pytest.mark.parametrize("lang", SEVEN)
def test_an_answer_that_is_a_no_says_why_and_where_to_turn_before_anything_is_sent(
    office: World, client: Client, lang: str
) -> None:
    question = read(MODEL.read_text(encoding="utf-8")).questions[0]
    said = {f"question-{question.code}": "yes", "message": "Jag vill bli kock"}
    answer = ask(client, url=f"{URL}{lang}/", **said)
    shown = unescape(answer.content.decode())
    assert answer.status_code == 422 and not m.Person.unscoped.exists()
    assert question.reason[lang] in shown and question.turn_to[lang] in shown and "Jag vill bli kock" in shown
    with translation.override(lang):
        assert translation.gettext("Send it all the same") in shown
    assert ask(client, url=f"{URL}{lang}/", anyway="1", **said).status_code == 302
    assert m.Referral.unscoped.get().answers == {question.code: "yes"}


def test_who_does_not_know_or_is_meant_is_asked_nothing_more(office: World, client: Client) -> None:
    said = {"question-active-measure": "unknown", "question-age": "yes", "question-young-or-support": "yes"}
    assert ask(client, **said).status_code == 302


def test_staff_who_take_somebody_in_against_an_answer_are_told_why_and_what_to_say(
    office: World, client: Client
) -> None:
    ask(client, anyway="1", **{"question-active-measure": "yes"})
    row = m.Referral.unscoped.get()
    client.force_login(office.users[Role.COORDINATOR], backend=BACKEND)
    url = f"/people/{row.person_id}/referrals/{row.pk}/"
    question = read(MODEL.read_text(encoding="utf-8")).questions[0]
    shown = client.get(url).content.decode()
    assert question.reason["sv"] in shown and question.turn_to["sv"] in shown, "beside the question, and as what to say"
    answer = client.post(f"{url}accept/", {"accept-question-active-measure": "yes", "accept-question-age": "yes"})
    assert answer.status_code == 422 and m.Referral.unscoped.get().state == "received"
    assert question.staff["sv"] in answer.content.decode()
