"""What went over the wall with a basis, on the person's own page and on staff's."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.actions.test_bases import hear_and_decide
from tests.ladder import OnTheLadder, on_the_ladder
from tests.web.test_matrix import BACKEND
from tests.world import AT, World
from vidare.actions import absences
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.services import Setting
from vidare.rules.access import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder(world: World) -> OnTheLadder:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    return on_the_ladder(world).assigned().streak(4)


def own_page(client: Client, ladder: OnTheLadder, language: str = "sv") -> str:
    actor = ladder.world.participant_actor(ladder.way.person)
    client.force_login(m.User.objects.get(pk=actor.user_id), backend=BACKEND)
    client.cookies["lang"] = language
    return client.get("/mine/file/").content.decode()


def test_the_person_sees_what_the_board_was_given_and_what_came_back(ladder: OnTheLadder, client: Client) -> None:
    basis = ladder.handed_over()
    hear_and_decide(ladder, basis)
    text = own_page(client, ladder)
    assert "Socialtjänsten" in text and "Dagar med missade tider" in text and "2026-11-10" in text
    assert "Nödvändigt för vår egen uppgift (OSL 10:2)" in text
    assert f"/mine/bases/{basis.pk}/" in text
    assert "Nämndens svar på ett underlag" in text and "Skälen är bedömda." not in text


def test_the_person_sees_at_once_that_it_was_taken_back(ladder: OnTheLadder, client: Client) -> None:
    ladder.handed_over()
    absences.assess(ladder.coach, booking=ladder.bookings[0], valid=True, why="Ett intyg har kommit.", at=AT)
    assert "Återtaget" in own_page(client, ladder)


@pytest.mark.parametrize(("language", "seen"), [("en", "Days of missed hours"), ("ar", "أنشطة سوق العمل")])
def test_it_is_told_in_the_persons_own_language(ladder: OnTheLadder, client: Client, language: str, seen: str) -> None:
    hear_and_decide(ladder, ladder.handed_over())
    assert seen in own_page(client, ladder, language)


def test_staff_can_neither_pick_a_basis_by_hand_nor_take_it_back_alone(ladder: OnTheLadder, client: Client) -> None:
    ladder.handed_over()
    client.force_login(ladder.world.users[Role.COACH], backend=BACKEND)
    url = f"/people/{ladder.way.person_id}/disclosures/"
    text = client.get(url).content.decode()
    key = m.Disclosure.unscoped.get(purpose="basis").pk
    assert "Socialtjänsten" in text and f"/disclosures/{key}/withdraw/" not in text
    assert 'value="missed-hours"' not in text and '<option value="basis"' not in text
    sent = {"items": "missed-hours", "purpose": "basis", "ground": "consent", "to": ladder.world.employment_service.pk}
    assert client.post(url, sent).status_code == 422
    client.post(f"{url}{key}/withdraw/")
    assert m.Disclosure.unscoped.get(pk=key).withdrawn_at is None
