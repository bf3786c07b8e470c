"""What is offered beside own words: where a talk can be held, and the language that somebody speaks best."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web import cast
from tests.web.test_choosing import enter, loaded
from tests.world import World
from vidare.records import models as m

pytestmark = pytest.mark.django_db


def test_a_talk_is_offered_the_services_places_and_may_be_held_elsewhere(world: World, client: Client) -> None:
    way = world.participation(world.person())
    enter(client, world)
    url = f"/people/{way.person_id}/cases/{way.pk}/meetings/"
    assert '<option value="Jobbverkstaden, Jobbhörnet, Angereds torg">' in client.get(url).content.decode()
    said = {
        "kind": "follow-up",
        "day": "2026-12-01",
        "time": "10:00",
        "minutes": "45",
        "staff": way.coach_id,
        "place": "Biblioteket",
    }
    assert client.post(url, said).status_code == 302
    assert m.Meeting.unscoped.get().place == "Biblioteket"


def test_a_participant_says_which_language_they_speak_best_and_may_ask_for_no_other_list(
    world: World, client: Client
) -> None:
    loaded()
    way = world.participation(world.person())
    cast.stop_the_clock()
    cast.enter(client, m.User.objects.get(pk=world.participant_actor(way.person).user_id))
    assert client.get("/choose/", {"kind": "language", "q": "tig"}).json()["offers"][0]["label"] == "Tigrinja"
    assert client.get("/choose/", {"kind": "skill", "q": "kak"}).status_code == 404
    url = "/mine/file/choices/"
    asked = {"language": "ar", "spoken": "tig", "choose": "spoken"}
    assert 'value="aaaa_bbb_ccg"' in client.post(url, asked).content.decode()
    said = {"language": "ar", "spoken": "Tigrinja", "spoken-code": "aaaa_bbb_ccg"}
    assert client.post(url, said).status_code == 302
    way.person.refresh_from_db()
    assert (way.person.language, way.person.spoken, way.person.spoken_concept.code) == (
        "ar",
        "Tigrinja",
        "aaaa_bbb_ccg",
    )
