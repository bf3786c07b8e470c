"""Many who do the same thing at once, each in a thread and a connection of its own, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, connections

from tests.world import NINE, TODAY, build
from vidare.actions import bookings, door
from vidare.queries.door import screen
from vidare.records.activities import Booking
from vidare.records.services import Device
from vidare.records.walls import within
from vidare.rules.access import Actor, Role, system
from vidare.rules.bookings import No
from vidare.rules.decision import Refused
from vidare.rules.door import Door

EARLY = NINE - timedelta(days=1)


def at_once(works: list[Callable[[], object]]) -> list[object]:
    """Each in a thread and a connection of its own, begun together; answers what each answered or raised."""
    answers: list[object] = [None] * len(works)
    settings: dict[str, Any] = connection.settings_dict
    begin = threading.Barrier(len(works))

    def run(number: int) -> None:
        connection.settings_dict.update({key: settings[key] for key in ("NAME", "USER", "PASSWORD")})
        begin.wait()
        try:
            answers[number] = works[number]()
        except Exception as raised:  # every answer is looked at by the test
            answers[number] = raised
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def everything() -> Any:
    return within(system("test").scope(on=TODAY))


def test_forty_want_eighteen_seats_at_once_and_eighteen_get_one(own_database: None) -> None:
    with everything():
        world = build()
        hour = world.session()
        ways = [world.participation().pk for _ in range(40)]
        coach: Actor = world.actor(Role.COACH)

    def book(way: int) -> int:
        with within(coach.scope(on=TODAY)):
            return bookings.book(coach, participation=way, session=hour.pk, at=EARLY)

    answers = at_once([lambda way=way: book(way) for way in ways])  # type: ignore[misc]
    told = [answer for answer in answers if isinstance(answer, Refused)]
    assert sum(isinstance(answer, int) for answer in answers) == 18, answers
    assert len(told) == 22, answers
    assert all(answer.reasons[0].code is No.FULL for answer in told)
    with everything():
        seats = Booking.unscoped.filter(session=hour, state="booked").values_list("seat", flat=True)
        assert sorted(seats) == list(range(1, 19))


def test_one_person_booked_twice_at_once_has_one_seat(own_database: None) -> None:
    with everything():
        world = build()
        hour, way, coach = world.session(), world.participation().pk, world.actor(Role.COACH)

    def book() -> int:
        with within(coach.scope(on=TODAY)):
            return bookings.book(coach, participation=way, session=hour.pk, at=EARLY)

    answers = at_once([book, book, book, book])
    assert sum(isinstance(answer, int) for answer in answers) == 1, answers
    assert sum(isinstance(answer, Refused) for answer in answers) == 3, answers


def test_guesses_at_a_door_are_counted_each_by_itself_however_many_come_at_once(own_database: None) -> None:
    with everything():
        world = build()
        token = door.add_device(system("test"), service=world.service.pk, name="Dörren", at=EARLY)
        device = screen(token, on=TODAY)
        assert device is not None

    def guess(code: int) -> door.Answered:
        return door.check_in(device.actor, code=f"{code:04}", key=uuid4(), touched_at=NINE, sent_at=NINE, at=NINE)

    answers = at_once([lambda code=code: guess(code) for code in range(8)])  # type: ignore[misc]
    assert [one.door for one in answers if isinstance(one, door.Answered)] == [Door.UNKNOWN] * 8, answers
    with everything():
        assert Device.objects.get().missed == 8
