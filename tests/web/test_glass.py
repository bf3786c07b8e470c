"""A file next door is opened with a reason: read for a while, told at once, and never another board's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.elsewhere import NUMBER, somebody
from tests.municipalities import move_in
from tests.web import cast
from tests.world import AT, World
from vidare.actions import glass as acting_on
from vidare.queries import attention, log_review
from vidare.queries.access import actor_of
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Compartment, Role
from vidare.rules.attention import Kind
from vidare.rules.decision import Hidden
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db
WHY = "Hon står i receptionen och mår dåligt."


def verbs() -> list[str]:
    return list(m.Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_file_next_door_is_read_for_a_few_hours_and_nothing_is_changed_in_it(world: World, client: Client) -> None:
    cast.stop_the_clock()
    way = somebody(world)
    page = f"/people/{way.person_id}/"
    cast.enter(client, world.users[Role.COACH])
    assert client.get(page).status_code == 404
    answer = client.post("/people/glass/", {"sought": NUMBER, "reason": WHY})
    assert answer["Location"] == page
    shown = client.get(page).content.decode()
    assert "Zelda Okänd" in shown
    changing = ("/contact/", "/log-in/", "/steps/new/", "/openings/")
    assert not [one for one in changing if one in shown], "nothing to change is offered"
    assert 'action="/people/glass/' in shown, "the page says why it is open, and closes it"
    assert client.get(f"{page}notes/").status_code == 200
    assert client.get(f"{page}contact/").status_code == 404
    assert client.post(f"{page}card/").status_code == 404
    assert client.post(f"{page}contact/", {"given_name": "Annan", "version": 1}).status_code == 404
    read = m.Event.objects.filter(verb="person.viewed", person_key=way.person.key)
    assert read and all("glass" in row.keys for row in read)
    assert "Zelda Okänd" not in client.post("/people/search/", {"text": "Zelda"}).content.decode(), "no list shows her"


def test_it_closes_when_it_is_closed_and_when_its_time_is_over(world: World, client: Client) -> None:
    cast.stop_the_clock()
    way = somebody(world)
    page = f"/people/{way.person_id}/"
    cast.enter(client, world.users[Role.COACH])
    client.post("/people/glass/", {"sought": str(way.pk), "reason": WHY})
    glass = m.BrokenGlass.unscoped.get()
    assert client.get(page).status_code == 200
    m.Setting.objects.filter(name="demo.now").update(value=(AT + timedelta(hours=4)).isoformat())
    assert client.get(page).status_code == 404
    m.Setting.objects.filter(name="demo.now").update(value=AT.isoformat())
    cast.enter(client, world.users[Role.COORDINATOR])
    assert client.post(f"/people/glass/{glass.pk}/close/").status_code == 404, "only whoever broke it"
    cast.enter(client, world.users[Role.COACH])
    assert client.post(f"/people/glass/{glass.pk}/close/").status_code == 302
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("protection", [Protection.PROTECTED, Protection.UNKNOWN])
def test_a_protected_identity_and_nobody_at_all_are_answered_alike(
    world: World, client: Client, protection: Protection
) -> None:
    cast.stop_the_clock()
    way = somebody(world, protection=protection)
    cast.enter(client, world.users[Role.COACH])
    pages = [
        client.post("/people/glass/", {"sought": sought, "reason": WHY}, follow=True).content.decode()
        for sought in (NUMBER, str(way.pk), "19850505-0001", "999999", "Zelda", "inte ett nummer 12")
    ]
    assert not m.BrokenGlass.unscoped.exists()
    assert all("Det finns ingen akt" in page for page in pages)
    assert verbs().count("glass.tried") == len(pages)


def test_never_across_boards(world: World, client: Client) -> None:
    there = move_in(world)
    way = somebody(world, board=there.board)
    assert acting_on.break_glass(world.actor(Role.COACH), sought=NUMBER, reason=WHY, at=AT) is None
    assert acting_on.break_glass(world.actor(Role.COACH), sought=str(way.pk), reason=WHY, at=AT) is None
    opened = acting_on.break_glass(there.actor(Role.COACH), sought=NUMBER, reason=WHY, at=AT)
    assert opened is not None and opened.person == way.person_id


def test_never_into_a_compartment_that_is_not_the_readers_own(world: World) -> None:
    way = somebody(world)
    with acting("system:test"):
        m.Person.unscoped.filter(pk=way.person_id).update(compartment=Compartment.YOUTH.value)
    assert acting_on.break_glass(world.actor(Role.COACH), sought=NUMBER, reason=WHY, at=AT) is None


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EMPLOYMENT_OFFICER])
def test_who_sees_nobody_breaks_nothing(world: World, role: Role) -> None:
    somebody(world)
    with pytest.raises(Hidden):
        acting_on.break_glass(world.actor(role), sought=NUMBER, reason=WHY, at=AT)


def test_the_persons_own_coach_is_told_at_once_until_she_has_read_it(world: World, client: Client) -> None:
    cast.stop_the_clock()
    way = somebody(world)
    assert way.coach is not None
    acting_on.break_glass(world.actor(Role.COACH), sought=NUMBER, reason=WHY, at=AT)
    coach = actor_of(way.coach.pk, name=way.coach.name, on=AT.date())

    def told() -> bool:
        return Kind.FILE_OPENED in {one.kind for one in attention.my_day(coach, on=AT.date()).reasons}

    assert told()
    cast.enter(client, way.coach)
    page = f"/people/{way.person_id}/openings/"
    assert WHY in client.get(page).content.decode()
    assert page in client.get("/day/").content.decode()
    assert client.post(page).status_code == 302
    assert not told()


def test_the_manager_and_the_administrator_read_it_first_before_any_review_is_made(world: World) -> None:
    somebody(world)
    acting_on.break_glass(world.actor(Role.COACH), sought=NUMBER, reason=WHY, at=AT)
    for role in (Role.MANAGER, Role.ADMINISTRATOR):
        (row,) = log_review.reviews(world.actor(role), at=AT).broken
        assert (row.reader, row.reason) == (world.users[Role.COACH].name, WHY)
        assert row.person.name == "", "neither works next door: they have the number of the case"


def test_whoever_may_read_the_file_anyhow_breaks_nothing(world: World) -> None:
    way = world.participation()
    opened = acting_on.break_glass(world.actor(Role.COACH), sought=str(way.pk), reason=WHY, at=AT)
    assert opened is not None and opened.until is None
    assert not m.BrokenGlass.unscoped.exists()


def test_a_refused_form_keeps_the_number_and_the_reason(world: World, client: Client) -> None:
    cast.stop_the_clock()
    cast.enter(client, world.users[Role.COACH])
    answer = client.post("/people/glass/", {"sought": NUMBER, "reason": "akut nu"})
    assert answer.status_code == 422
    assert NUMBER in answer.content.decode() and "akut nu" in answer.content.decode()


def test_a_file_that_became_protected_meanwhile_is_closed_at_once(world: World, client: Client) -> None:
    cast.stop_the_clock()
    way = somebody(world)
    cast.enter(client, world.users[Role.COACH])
    client.post("/people/glass/", {"sought": NUMBER, "reason": WHY})
    assert client.get(f"/people/{way.person_id}/").status_code == 200
    with acting("system:test"):
        m.Person.unscoped.filter(pk=way.person_id).update(protection=Protection.PROTECTED.value)
    assert client.get(f"/people/{way.person_id}/").status_code == 404
