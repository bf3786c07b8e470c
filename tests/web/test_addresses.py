"""An address that names a person and something else: both are about the same person, or there is nothing there."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web import cast
from tests.web.test_deeds import DEEDS, deeds_noted
from tests.web.test_matrix import PAGES
from tests.web.test_site_map import addresses
from tests.world import World
from vidare.queries.addresses import PARTS
from vidare.records import models as m

pytestmark = pytest.mark.django_db
ABOUT_A_PERSON = {
    name: set(re.findall(r"<\w+:(\w+)>", route)) - {"person_id"}
    for name, route, _view in addresses()
    if "person_id>" in route
}
TWO = {name for name, others in ABOUT_A_PERSON.items() if others}


def test_the_house_knows_whose_is_everything_that_an_address_names() -> None:
    assert set().union(*ABOUT_A_PERSON.values()) == set(PARTS)


def test_each_address_that_names_two_is_tried() -> None:
    assert len(TWO) > 20
    assert {page.name for page in PAGES} | {deed.name for deed in DEEDS} >= TWO


@pytest.mark.parametrize("page", [one for one in (*PAGES, *DEEDS) if one.name in TWO], ids=lambda one: one.name)
def test_what_is_one_persons_is_not_found_under_another(world: World, client: Client, page: object) -> None:
    cast.stop_the_clock()
    made = page.make(world)  # type: ignore[attr-defined]
    url, said = made if isinstance(made, tuple) else (made, {})
    match = cast.match_of(url)
    other = world.person("Berit", "Annorlunda")
    world.participation(other)
    wrong = reverse(match.view_name, kwargs=match.kwargs | {"person_id": other.pk})
    for role, user in world.users.items():
        cast.enter(client, user)
        before = deeds_noted()
        with transaction.atomic():
            answers = {client.get(wrong).status_code, client.post(wrong, said).status_code}
            lines = deeds_noted() - before
            transaction.set_rollback(True)
        assert (answers, lines) == ({404}, 0), role
    assert m.Event.objects.filter(person_key=other.key).exclude(verb="person.viewed").count() == 0
