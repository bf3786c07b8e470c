"""The pages of the mapping, used as a browser uses them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.actions.test_needs import areas, begin, save
from tests.web.fragments import part_of, same
from tests.world import AT, TODAY, World
from vidare.actions.needs import finish_mapping
from vidare.records.acting import acting
from vidare.records.needs import Area, Mapping
from vidare.records.participations import Participation
from vidare.records.services import Setting
from vidare.rules.access import Role
from vidare.rules.needs import NOTHING, Answer

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def way(world: World, client: Client) -> Participation:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    client.cookies["lang"] = "en"
    client.force_login(world.users[Role.COACH], backend=BACKEND)
    return world.participation()


def filled(code: str, answer: Answer, *, seen: Answer = NOTHING) -> dict[str, Any]:
    fields = {name: getattr(answer, name) for name in Answer.__slots__} | {"seen": seen.mark}
    return {f"{code}-{name}": "" if value is None else value for name, value in fields.items()}


def test_a_mapping_is_begun_filled_and_finished_without_javascript(
    world: World, client: Client, way: Participation
) -> None:
    first, second = sorted(areas(world))[:2]
    url = f"/people/{way.person_id}/mapping/"
    answer = client.post(url, {"held_on": TODAY.isoformat(), "once": "m"})
    mapping = Mapping.unscoped.get()
    assert answer["Location"] == f"{url}{mapping.pk}/"
    both = filled(first, Answer("Jag vill köra buss", "sv", 2, "Vill köra buss", 2))
    both |= filled(second, Answer("أتعلم السويدية", "ar", 3))
    assert client.post(f"{url}{mapping.pk}/", both | {"finish": "1"}).status_code == 302
    page = client.get(url).content.decode()
    assert 'lang="ar" dir="auto">أتعلم السويدية' in page and "Jag vill köra buss" in page
    assert Mapping.unscoped.get().finished


def test_an_area_saved_by_htmx_is_the_pages_own_area(world: World, client: Client, way: Participation) -> None:
    code = sorted(areas(world))[0]
    url = f"/people/{way.person_id}/mapping/{begin(world, way)}/"
    sent = filled(code, Answer("Ett ord", "sv", 4)) | {"only": code}
    fragment = client.post(url, sent, headers={"HX-Request": "true"}).content.decode()
    assert "Saved." in fragment and "<html" not in fragment
    saved_mark = part_of(fragment, f"area-{code}").replace(
        '<p class="ds-alert" data-color="success" role="status">Saved.</p>', ""
    )
    assert same(saved_mark, part_of(client.get(url).content.decode(), f"area-{code}"))


def test_htmx_saves_only_the_area_whose_button_was_pressed(world: World, client: Client, way: Participation) -> None:
    one, two = sorted(areas(world))[:2]
    url = f"/people/{way.person_id}/mapping/{begin(world, way)}/"
    sent = filled(one, Answer("Ett")) | filled(two, Answer("Halvskriv")) | {"only": one}
    client.post(url, sent, headers={"HX-Request": "true"})
    assert list(Area.unscoped.values_list("code", flat=True)) == [one]


def test_a_second_editor_sees_what_the_first_wrote_and_keeps_their_own(
    world: World, client: Client, way: Participation
) -> None:
    code = sorted(areas(world))[0]
    mapping = begin(world, way)
    save(world, mapping, code, Answer(staff_word="Först"))
    url = f"/people/{way.person_id}/mapping/{mapping}/"
    answer = client.post(url, filled(code, Answer(staff_word="Sist")))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Först" in page and "Sist" in page
    seen = Answer(staff_word="Först")
    assert f'name="{code}-seen" value="{seen.mark}"' in page
    assert client.post(url, filled(code, Answer(staff_word="Sist"), seen=seen)).status_code == 302
    assert Area.unscoped.get().staff_word == "Sist"


@pytest.mark.parametrize(
    "wrong", [Answer("x" * 5000), Answer("hej\x00"), Answer(staff_word="\u202ebak"), Answer(own_level=9)]
)
def test_what_cannot_be_kept_of_an_area_is_explained_there(
    world: World, client: Client, way: Participation, wrong: Answer
) -> None:
    code = sorted(areas(world))[0]
    url = f"/people/{way.person_id}/mapping/{begin(world, way)}/"
    answer = client.post(url, filled(code, wrong))
    assert answer.status_code == 422 and not Area.unscoped.exists()
    assert f'href="#area-{code}"' in answer.content.decode()


def test_a_mapping_that_says_nothing_is_not_finished(world: World, client: Client, way: Participation) -> None:
    code = sorted(areas(world))[0]
    url = f"/people/{way.person_id}/mapping/{begin(world, way)}/"
    answer = client.post(url, filled(code, NOTHING) | {"finish": "1"})
    assert answer.status_code == 422 and "Nothing has been written yet" in answer.content.decode()


def test_the_distance_travelled_is_a_picture_a_sentence_and_a_table(
    world: World, client: Client, way: Participation
) -> None:
    code = sorted(areas(world))[0]
    for days, levels in ((90, (1, 2)), (0, (3, 2))):
        mapping = begin(world, way, days_ago=days)
        save(world, mapping, code, Answer(own_level=levels[0], staff_level=levels[1]))
        finish_mapping(world.actor(Role.COACH), mapping=mapping, at=AT)
    page = client.get(f"/people/{way.person_id}/mapping/").content.decode()
    assert "<svg" in page and "from 1 to 3" in page and "from 2 to 2" in page
    assert "1 – far from it" in page and "3 – halfway" in page


@pytest.mark.parametrize("role", [Role.SOCIAL_SECRETARY, Role.JOB_MATCHER])
def test_the_mapping_is_missing_outside_its_wall(world: World, client: Client, way: Participation, role: Role) -> None:
    mapping = begin(world, way)
    client.force_login(world.users[role], backend=BACKEND)
    assert client.get(f"/people/{way.person_id}/mapping/").status_code == 404
    assert client.get(f"/people/{way.person_id}/mapping/{mapping}/").status_code == 404


def test_who_may_only_read_the_mapping_has_no_form_and_is_told_why(
    world: World, client: Client, way: Participation
) -> None:
    code = sorted(areas(world))[0]
    mapping = begin(world, way)
    save(world, mapping, code, Answer("Mitt ord"))
    client.force_login(world.users[Role.MANAGER], backend=BACKEND)
    page = client.get(f"/people/{way.person_id}/mapping/{mapping}/").content.decode()
    assert "Mitt ord" in page and "<textarea" not in page and "Your role does not allow this here" in page
