"""Who got no answer sends the same form again: it leads where the first one led, though the seat is taken by now."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from tests.web import cast
from tests.world import NINE, World
from vidare.actions import bookings
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.activities import Booking
from vidare.rules.access import Compartment, Role, system
from vidare.rules.activities import BookingState
from vidare.rules.messages import Answer, MessageState, Template

pytestmark = pytest.mark.django_db
TOMORROW = NINE + timedelta(days=1)


def mark_on(client: Client, page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', client.get(page).content.decode())
    assert found, page
    return found[1]


def booked() -> int:
    return Booking.unscoped.filter(state=BookingState.BOOKED.value).count()


def test_a_booking_of_the_last_seat_that_is_sent_again_leads_to_the_booking(world: World, client: Client) -> None:
    cast.stop_the_clock()
    cast.enter(client, world.users[Role.COACH])
    way, hour = world.participation(), world.session(TOMORROW, seats=1)
    page = f"/people/{way.person_id}/week/"
    sent = {"session": hour.pk, "once": mark_on(client, page)}
    first, again = client.post(f"{page}book/", sent), client.post(f"{page}book/", sent)
    assert first["Location"] == again["Location"] == page
    assert booked() == 1
    assert client.post(f"{page}book/", sent | {"once": "another"}).status_code == 422, "a new form is judged anew"


def test_an_hour_that_is_called_off_twice_by_one_form_is_called_off_once(world: World, client: Client) -> None:
    cast.stop_the_clock()
    cast.enter(client, world.users[Role.COORDINATOR])
    page = f"/week/hours/{world.session(TOMORROW).pk}/cancel/"
    sent = {"reason": "Vattenläcka", "once": mark_on(client, page)}
    first, again = client.post(page, sent), client.post(page, sent)
    assert first["Location"] == again["Location"]


@pytest.mark.parametrize("own", [False, True])
def test_an_hour_that_was_moved_by_a_form_sent_again_is_no_missing_page(
    world: World, client: Client, own: bool
) -> None:
    cast.stop_the_clock()
    way = world.participation()
    here, there = world.session(TOMORROW), world.session(TOMORROW + timedelta(hours=2), seats=1)
    key = bookings.book(system("test"), participation=way.pk, session=here.pk, at=NINE)
    user = world.participant_actor(way.person).user_id if own else world.users[Role.COACH].pk
    cast.enter(client, type(world.users[Role.COACH]).objects.get(pk=user))
    page = f"/mine/times/{key}/move/" if own else f"/people/{way.person_id}/week/{key}/move/"
    sent = {"session": there.pk, "once": mark_on(client, page)}
    first, again = client.post(page, sent), client.post(page, sent)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    assert booked() == 1


def test_a_message_that_failed_again_after_a_human_said_try_again_is_answered_anew(
    world: World, client: Client
) -> None:
    cast.stop_the_clock()
    person = world.participation().person
    with acting("system:test"):
        row = m.Message.unscoped.create(
            board=world.board, person=person, compartment=Compartment.TEAM.value, key=uuid.uuid4(), channel="email",
            template=Template.MEETING.value, lang="sv", text="tisdag", state=MessageState.UNDECIDED.value, tries=1,
            next_try_at=NINE, written_at=NINE,
        )  # fmt: skip
    cast.enter(client, world.users[Role.ADMINISTRATOR])
    for _time in range(2):
        page = client.get("/outbox/").content.decode()
        mark = re.search(r'name="answer-once" value="([^"]+)"', page)
        assert mark
        sent = {"do": "answer", "answer-message": row.pk, "answer-once": mark[1], "answer-said": Answer.AGAIN.value}
        client.post("/outbox/", sent)
        assert m.Message.unscoped.get(pk=row.pk).state == MessageState.WAITING.value
        with acting("system:test"):  # the next try goes wrong as the first did
            m.Message.unscoped.filter(pk=row.pk).update(state=MessageState.UNDECIDED.value, tries=1)
