"""A page that names several people is noted with the keys of those it names, and the participant is told of it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

import vidare
from tests.web import cast
from tests.web.matrix import Page
from tests.web.test_matrix import PAGES, read
from tests.world import AT, NINE, TODAY, World
from vidare.actions import bookings
from vidare.queries import audit
from vidare.records import models as m
from vidare.rules.access import Role, system

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_whoever_is_named_on_a_page_without_an_address_of_their_own_is_noted(
    world: World, client: Client, page: Page
) -> None:
    cast.stop_the_clock()
    url = page.make(world)
    if "person_id" in cast.match_of(url).kwargs:
        return
    rows = list(m.Person.unscoped.all())
    people, keys = (
        {row.pk: f"{row.given_name} {row.family_name}" for row in rows},
        {str(row.key): row.pk for row in rows},
    )
    for role in page.sees:
        if role is Role.PARTICIPANT:
            continue
        cast.enter(client, world.users[role])
        last = m.Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        text = read(client.get(url))
        lines = m.Event.objects.filter(pk__gt=last)
        noted = {keys.get(key, key) for line in lines for key in line.keys.get("persons", ())}
        shared = {key for line in lines for key in line.keys.get("disclosures", ())}
        noted |= set(m.Disclosure.unscoped.filter(pk__in=shared).values_list("person", flat=True))
        assert {key for key, name in people.items() if name in text} <= noted, role
        assert len({line.verb for line in lines}) == len(lines), role


def test_every_line_of_a_list_is_one_that_the_participant_is_told_of() -> None:
    room = Path(vidare.__file__).parent / "web"
    source = "\n".join(path.read_text() for path in room.rglob("*.py"))
    verbs = set(re.findall(r"note_(?:list|reading)\(\s*[\w.]+,\s*\"([\w.-]+)\"", source))
    assert verbs == {*audit.READ, *audit.LISTS, *audit.NUMBERS, audit.READ_WHAT_WAS_SHARED}


def test_a_name_on_the_list_of_an_hour_is_told_to_its_person(world: World, client: Client) -> None:
    cast.stop_the_clock()
    way, hour = world.participation(), world.session(NINE + timedelta(hours=1))
    bookings.book(system("test"), participation=way.pk, session=hour.pk, at=NINE)
    cast.enter(client, world.users[Role.JOB_MATCHER])
    client.get(f"/week/hours/{hour.pk}/")
    me = world.participant_actor(way.person)
    (found,) = audit.readings(me, days=30, on=TODAY)
    assert (found.role, found.unit, found.times, found.listed) == (Role.JOB_MATCHER, "Jobbhörnet", 1, 1)
    other = world.participant_actor(world.participation().person)
    assert audit.readings(other, days=30, on=TODAY) == ()
    cast.enter(client, m.User.objects.get(pk=me.user_id))
    assert "en gång som ett namn i en lista" in client.get("/mine/file/readings/").content.decode()


def test_an_open_list_is_one_reading_until_somebody_more_stands_on_it(world: World, client: Client) -> None:
    cast.stop_the_clock()
    way, hour = world.participation(), world.session(NINE + timedelta(hours=1))
    bookings.book(system("test"), participation=way.pk, session=hour.pk, at=NINE)
    cast.enter(client, world.users[Role.COACH])
    url, lines = f"/week/hours/{hour.pk}/", m.Event.objects.filter(verb="hour.listed")
    for _ in range(5):
        client.get(url, headers={"HX-Request": "true"})
    assert lines.count() == 1
    bookings.book(system("test"), participation=world.participation().pk, session=hour.pk, at=NINE)
    client.get(url, headers={"HX-Request": "true"})
    assert lines.count() == 2
    m.Setting.objects.filter(name="demo.now").update(value=(AT + timedelta(minutes=20)).isoformat())
    client.get(url, headers={"HX-Request": "true"})
    assert lines.count() == 3
    cast.enter(client, world.users[Role.COORDINATOR])
    client.get(url, headers={"HX-Request": "true"})
    assert lines.count() == 4
