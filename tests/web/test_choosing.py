"""What is chosen by typing a few letters, without a script: offered, kept beside one's own words, and never lost."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.web.cast import BACKEND, stop_the_clock
from tests.web.matrix import outcomes
from tests.world import AT, World
from vidare.actions import taxonomy
from vidare.queries.taxonomy import offers
from vidare.records import models as m
from vidare.rules.access import Role, system
from vidare.rules.taxonomy import Kind, read_concepts

pytestmark = pytest.mark.django_db
CONCEPTS = {
    "aaaa_bbb_ccc": ("occupation-name", "Kock, storhushåll"),
    "aaaa_bbb_ccd": ("occupation-name", "Konditor"),
    "aaaa_bbb_cce": ("occupation-name", "Städare/Lokalvårdare"),
    "aaaa_bbb_ccf": ("skill", "Kakelsättning"),
    "aaaa_bbb_ccg": ("language", "Tigrinja"),
    "aaaa_bbb_cch": ("ssyk-level-4", "Kockar och kallskänkor"),
}
PLACES = [
    {"label": "Ås", "kommunkod": "2309", "latitud": 63.2, "longitud": 14.5, "type": "place"},
    {"label": "Ås", "kommunkod": "1863", "latitud": 59.6, "longitud": 15.0, "type": "place"},
    {"label": "Åsele", "kommunkod": "2463", "latitud": 0.0, "longitud": 0.0, "type": "place"},
]


def file_of(where: Path, concepts: dict[str, tuple[str, str]] = CONCEPTS) -> str:
    """As the employment service publishes it, with words of our own."""
    said = {code: {"preferredLabel": label, "type": kind} for code, (kind, label) in concepts.items()}
    path = where / "concepts.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    return str(path)


def load(verb: str, file: str) -> dict[str, int]:
    out = io.StringIO()
    call_command(verb, "load", file, "--json", stdout=out, stderr=io.StringIO())
    answer: dict[str, int] = json.loads(out.getvalue())
    return answer


def loaded() -> None:
    said = [(code, {"preferredLabel": label, "type": kind}) for code, (kind, label) in CONCEPTS.items()]
    taxonomy.load(system("test"), read=read_concepts(said), at=AT)


def enter(client: Client, world: World, role: Role = Role.COACH) -> None:
    if not m.Setting.objects.exists():
        stop_the_clock()
    client.force_login(world.users[role], backend=BACKEND)


def test_a_second_load_changes_nothing_and_what_is_gone_is_kept_and_no_longer_offered(
    world: World, tmp_path: Path
) -> None:
    assert load("taxonomy", file_of(tmp_path))["new"] == 6
    lines = m.Event.objects.filter(verb="taxonomy.loaded")
    assert load("taxonomy", file_of(tmp_path)) | {"rows": 0} == dict.fromkeys(
        ("rows", "new", "changed", "removed", "faulty", "kept_without_coordinates"), 0
    )
    assert lines.count() == 1
    later = {code: row for code, row in CONCEPTS.items() if code != "aaaa_bbb_ccd"}
    later["aaaa_bbb_ccc"] = ("occupation-name", "Storkökskock")
    told = load("taxonomy", file_of(tmp_path, later))
    assert (told["new"], told["changed"], told["removed"]) == (0, 1, 1)
    assert offers(Kind.OCCUPATION, "kon") == ()
    assert [one.label for one in offers(Kind.OCCUPATION, "stork")] == ["Storkökskock"]
    assert m.Concept.objects.get(code="aaaa_bbb_ccd").removed_on is not None
    assert load("taxonomy", file_of(tmp_path))["new"] == 1
    assert [one.label for one in offers(Kind.OCCUPATION, "kon")] == ["Konditor"]


def test_two_places_of_one_name_are_told_apart_and_one_without_coordinates_is_counted(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "places.json"
    path.write_text(json.dumps(PLACES), encoding="utf-8")
    told = load("places", str(path))
    assert (told["rows"], told["new"], told["faulty"]) == (3, 3, 1)
    assert load("places", str(path))["new"] == 0
    found = [(one.label, one.detail) for one in offers(Kind.PLACE, "ås")]
    assert found == [("Ås", "Örebro län"), ("Ås", "Jämtlands län"), ("Åsele", "Västerbottens län")]
    assert offers(Kind.PLACE, "as") == ()
    assert m.Place.objects.get(concept__code="2309:Ås").latitude == 63.2


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "{}", '{"a": 1}', "\udcff"])
def test_a_file_that_is_something_else_is_told_in_a_sentence_and_changes_nothing(
    world: World, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(CommandError) as caught:
        load("taxonomy", str(path))
    assert caught.value.returncode == 2
    assert m.Concept.objects.count() == 0


def test_at_most_ten_are_offered_in_one_query_and_those_that_begin_so_come_first(
    world: World, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    said = [(f"{n:04}", {"preferredLabel": f"Arbete {n:02} kock", "type": "occupation-name"}) for n in range(20)]
    said.append(("last", {"preferredLabel": "Kock", "type": "occupation-name"}))
    taxonomy.load(system("test"), read=read_concepts(said), at=AT)
    found = offers(Kind.OCCUPATION, "kock")
    assert [one.label for one in found[:3]] == ["Kock", "Arbete 00 kock", "Arbete 01 kock"]
    assert len(found) == 10
    assert count_queries(lambda: offers(Kind.OCCUPATION, "kock")) == 1


def test_the_address_answers_those_who_have_forms_and_no_kind_that_no_form_asks_for(
    world: World, client: Client
) -> None:
    loaded()
    enter(client, world)
    answer = client.get("/choose/", {"kind": "occupation-name", "q": "KO"}).json()
    assert [one["label"] for one in answer["offers"]] == ["Kock, storhushåll", "Konditor"]
    for odd in ("", "\0", "%", "x" * 5000, "\u202e"):
        assert client.get("/choose/", {"kind": "skill", "q": odd}).json() == {"offers": []}
    assert client.get("/choose/", {"kind": "ssyk-level-4", "q": "k"}).status_code == 404


def placement_form(world: World, **more: Any) -> tuple[str, dict[str, Any]]:
    way, employer = world.participation(), outcomes._employer(world)
    said = {
        "employer": employer.pk, "kind": "practice", "workplace": "regular", "where": "outside",
        "supervisor": "Åke", "start": "2026-12-01", "end": "2026-12-31", "hours_per_week": "20",
    }  # fmt: skip
    return f"/people/{way.person_id}/placements/new/", said | more


def test_without_a_script_the_button_offers_choices_and_nothing_that_was_written_is_lost(
    world: World, client: Client
) -> None:
    loaded()
    enter(client, world)
    url, said = placement_form(world, occupation="ko", tasks="Diska och laga", choose="occupation")
    shown = client.post(url, said)
    text = shown.content.decode()
    assert shown.status_code == 200 and not m.Placement.unscoped.exists()
    assert 'value="aaaa_bbb_ccc"' in text and "Konditor" in text and "Diska och laga" in text and "Åke" in text
    assert "data-errors" not in text
    del said["choose"]
    assert client.post(url, said | {"occupation-code": "aaaa_bbb_ccc"}).status_code == 302
    kept = m.Placement.unscoped.get()
    assert (kept.occupation, kept.occupation_concept.code) == ("Kock, storhushåll", "aaaa_bbb_ccc")
    again = client.get(f"/people/{kept.person_id}/placements/{kept.pk}/").content.decode()
    assert "checked" in again.split('value="aaaa_bbb_ccc"')[1].split(">")[0]


def test_own_words_stay_beside_what_was_chosen_and_a_code_that_does_not_exist_is_let_go_of(
    world: World, client: Client
) -> None:
    loaded()
    enter(client, world)
    url, said = placement_form(world, occupation="lagar mat i skolan", **{"occupation-code": "aaaa_bbb_ccc"})
    client.post(url, said)
    kept = m.Placement.unscoped.get()
    assert (kept.occupation, kept.occupation_concept.code) == ("lagar mat i skolan", "aaaa_bbb_ccc")
    way = world.participation()
    person = f"/people/{way.person_id}/merits/"
    sent = {"do": "skill", "skill-what": "kakel", "skill-what-code": "nothing like it"}
    assert client.post(person, sent).status_code == 302
    assert client.post(person, sent).status_code == 422, "that stands there already"
    for odd in ("kakel\0", "x" * 201, "\0"):
        assert client.post(person, sent | {"skill-what": odd, "skill-what-code": "a\0b"}).status_code == 422
    merit = m.Merit.unscoped.get()
    assert (merit.said, merit.concept) == ("kakel", None)
    shown = client.post(person, {"choose": "skill-what", "skill-what": "kak"}).content.decode()
    assert "Kakelsättning" in shown
    client.post(f"{person}{merit.pk}/end/")
    assert m.Merit.unscoped.get().removed_on is not None


def test_where_nothing_is_loaded_it_is_a_field_for_words_and_the_administrator_is_told(
    world: World, client: Client
) -> None:
    enter(client, world)
    url, said = placement_form(world, occupation="kock")
    assert 'name="choose"' not in client.get(url).content.decode()
    assert client.post(url, said).status_code == 302
    assert m.Placement.unscoped.get().occupation == "kock"
    enter(client, world, Role.ADMINISTRATOR)
    assert "vidare taxonomy load" in client.get("/administration/").content.decode()
