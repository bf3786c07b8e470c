"""The pages of notes, used as a browser uses them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.actions.test_notes import write
from tests.web.fragments import assert_fragment_is_part
from tests.world import AT, TODAY, World
from vidare.records.acting import acting
from vidare.records.notes import Dispute, Note
from vidare.records.participations import Participation
from vidare.records.services import Setting
from vidare.rules.access import Role

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def way(world: World, client: Client) -> Participation:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    client.cookies["lang"] = "en"
    client.force_login(world.users[Role.COACH], backend=BACKEND)
    return world.participation()


def quick(way: Participation, **more: Any) -> dict[str, Any]:
    return {
        "kind": "call", "text": "Ringde om praktiken.", "happened_on": TODAY.isoformat(),
        "compartment": "labour-market", "lang": "sv", "once": "a-mark",
    } | more  # fmt: skip


def test_a_note_is_written_and_read(client: Client, way: Participation) -> None:
    url = f"/people/{way.person_id}/notes/"
    answer = client.post(url, quick(way), follow=True)
    assert answer.status_code == 200
    assert "Ringde om praktiken." in answer.content.decode()
    assert Note.unscoped.get().compartment == "labour-market"


def test_the_same_form_sent_twice_is_one_note(client: Client, way: Participation) -> None:
    for _ in range(2):
        assert client.post(f"/people/{way.person_id}/notes/", quick(way)).status_code == 302
    assert Note.unscoped.count() == 1


@pytest.mark.parametrize(
    ("text", "says", "kept"),
    [
        ("hej\x00då", "invisible control characters", "hejdå"),
        ("kom \u202egnirebmats", "turn the reading direction", "kom gnirebmats"),
        ("x" * 2_000_000, "there is room for 20000", "x" * 2_000_000),
        ("   ", "", ""),
    ],
    ids=["NUL", "bidi", "two megabytes", "only spaces"],
)
def test_a_text_that_cannot_be_kept_is_explained_and_not_lost(
    client: Client, way: Participation, text: str, says: str, kept: str
) -> None:
    answer = client.post(f"/people/{way.person_id}/notes/", quick(way, text=text))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page and kept in page
    assert not Note.unscoped.exists()


def test_a_refused_form_can_be_mended_and_sent_again(client: Client, way: Participation) -> None:
    url = f"/people/{way.person_id}/notes/"
    assert client.post(url, quick(way, text="hej\x00")).status_code == 422
    assert client.post(url, quick(way, text="hej")).status_code == 302
    assert Note.unscoped.get().text == "hej"


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(1875, 1, 1), "2026-02-30", "١٩٩٠"])
def test_a_day_that_cannot_be_right_is_explained(client: Client, way: Participation, day: object) -> None:
    answer = client.post(f"/people/{way.person_id}/notes/", quick(way, happened_on=str(day)))
    assert answer.status_code == 422
    assert "Ringde om praktiken." in answer.content.decode()


def test_nobody_writes_behind_a_wall_by_changing_the_form(client: Client, way: Participation) -> None:
    answer = client.post(f"/people/{way.person_id}/notes/", quick(way, compartment="social-services"))
    assert answer.status_code == 422 and not Note.unscoped.exists()


def test_markup_in_a_note_is_text(world: World, client: Client, way: Participation) -> None:
    write(world, way, "<script>alert(1)</script>")
    page = client.get(f"/people/{way.person_id}/notes/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_own_language_and_direction_follow_the_text(client: Client, way: Participation) -> None:
    client.post(f"/people/{way.person_id}/notes/", quick(way, text="اتصلت اليوم", lang="ar"))
    assert (
        '<div class="own-words" lang="ar" dir="auto"><p>اتصلت اليوم</p></div>'
        in client.get(f"/people/{way.person_id}/notes/").content.decode()
    )


def test_a_correction_keeps_what_it_corrects_in_sight(world: World, client: Client, way: Participation) -> None:
    key = write(world, way, "Praktik på hotell")
    sent = {f"correct-{name}": value for name, value in quick(way, text="Praktik på tvätteri", note=key).items()}
    answer = client.post(f"/people/{way.person_id}/notes/{key}/", sent | {"do": "correct"}, follow=True)
    page = answer.content.decode()
    assert "Praktik på tvätteri" in page and "<del>Praktik på hotell</del>" in page


def test_a_form_that_names_another_persons_note_corrects_nothing(
    world: World, client: Client, way: Participation
) -> None:
    key, other = write(world, way, text="Rätt"), write(world, world.participation(), text="Den andras")
    sent = {f"correct-{name}": value for name, value in quick(way, text="Hittills fel", note=other).items()}
    assert client.post(f"/people/{way.person_id}/notes/{key}/", sent | {"do": "correct"}).status_code == 404
    assert set(Note.unscoped.values_list("text", flat=True)) == {"Rätt", "Den andras"}


def test_a_second_editor_sees_both_texts_and_can_save_theirs(world: World, client: Client, way: Participation) -> None:
    key = write(world, way, "Fel")
    url = f"/people/{way.person_id}/notes/{key}/"

    def sent(text: str, note: object, once: str) -> dict[str, Any]:
        fields = quick(way, text=text, note=note, once=once)
        return {f"correct-{name}": value for name, value in fields.items()} | {"do": "correct"}

    assert client.post(url, sent("Rätt", key, "one")).status_code == 302
    answer = client.post(url, sent("Också rätt", key, "two"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else corrected this note" in page and "Rätt" in page and "Också rätt" in page
    newest = Note.unscoped.get(text="Rätt").pk
    assert f'name="correct-note" value="{newest}"' in page
    assert client.post(url, sent("Också rätt", newest, "two")).status_code == 302
    assert Note.unscoped.get(text="Också rätt").replaces_id == newest


def test_a_dispute_is_told_to_staff_and_answered_on_the_page(world: World, client: Client, way: Participation) -> None:
    key = write(world, way, "Kom sent.")
    url = f"/people/{way.person_id}/notes/{key}/"
    said = {"do": "dispute", "dispute-text": "Jag kom i tid", "dispute-lang": "sv", "dispute-once": "d"}
    assert client.post(url, said).status_code == 302
    assert "Waits for an answer" in client.get(url).content.decode()
    answer = {"do": "answer", "answer-upheld": "yes", "answer-text": "Du har rätt.", "answer-once": "e"}
    assert client.post(url, answer).status_code == 302
    assert Dispute.unscoped.get().upheld is True
    assert "The person is right." in client.get(url).content.decode()


def test_the_list_alone_is_the_pages_list(world: World, client: Client, way: Participation) -> None:
    for n in range(31):
        write(world, way, f"Anteckning {n}", days_ago=n)
    assert_fragment_is_part(client, f"/people/{way.person_id}/notes/?page=2", "notes")


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40])
def test_a_page_number_nobody_made_shows_a_page(client: Client, way: Participation, page: str) -> None:
    assert client.get(f"/people/{way.person_id}/notes/?page={page}").status_code == 200


def test_a_note_of_another_person_is_missing_under_this_one(world: World, client: Client, way: Participation) -> None:
    key = write(world, world.participation())
    assert client.get(f"/people/{way.person_id}/notes/{key}/").status_code == 404
    assert client.get(f"/people/{way.person_id}/notes/{10**40}/").status_code == 404
