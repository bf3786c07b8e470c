"""A file that stood open on a colleague's screen closes on the next click, and what they were writing is theirs."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.municipalities import Neighbours, move_in
from tests.web.cast import enter
from tests.world import AT, World
from vidare.actions.disclosures import withdraw_disclosure
from vidare.records import models as m
from vidare.records.services import Setting
from vidare.rules.access import Role
from vidare.rules.disclosure import Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbours(world: World) -> Neighbours:
    Setting.objects.create(name="demo.now", value=AT.isoformat())
    return move_in(world)


def test_a_consent_taken_back_while_a_page_is_open_is_told_and_nothing_written_is_lost(
    neighbours: Neighbours, client: Client
) -> None:
    person = neighbours.person()
    neighbours.way(person)
    key = neighbours.let_in(person, Item.NOTES)
    enter(client, neighbours.world.users[Role.COACH])
    shown = client.get(reverse("person", args=[person])).content.decode()
    assert "Selam Tesfay" in shown and "Socialnämnden i Grannkommunen" in shown
    withdraw_disclosure(neighbours.actor(Role.COACH), disclosure=key, at=AT)
    answer = client.post(reverse("notes", args=[person]), {"text": "Vi ringde arbetsgivaren i dag."})
    said = answer.content.decode()
    assert answer.status_code == 404 and "Vi ringde arbetsgivaren i dag." in said
    assert "Samtycket har tagits tillbaka" in said and "Selam" not in said
    assert not m.Note.unscoped.filter(person=person).exists()


def test_who_never_was_let_in_is_told_nothing(neighbours: Neighbours, client: Client) -> None:
    person = neighbours.person()
    enter(client, neighbours.world.users[Role.COACH])
    said = client.get(reverse("person", args=[person])).content.decode()
    assert "Samtycket" not in said and "finns inte" in said
