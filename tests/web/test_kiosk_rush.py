"""The rush at nine o'clock: 300 people through the page of the screens at the door, several at once."""

from __future__ import annotations

import itertools
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.actions.test_many_at_once import at_once, everything
from tests.world import NINE, TODAY, World, build
from vidare.actions import door, verdicts
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.people import Person, door_code_index
from vidare.rules.access import Role, system

ARRIVALS, SCREENS = 300, 4
EARLY = NINE - timedelta(days=1)


def expected(world: World) -> list[int]:
    """So many with a code and a place in the hour, as the house would have written them one by one."""
    hour = world.session(seats=None)
    board, service = {"board": world.board}, {"service": world.service, "coach": world.users[Role.COACH]}
    with acting("system:test"):
        people = Person.unscoped.bulk_create(
            Person(**board, given_name="A", created_at=EARLY, code_index=door_code_index(world.board.pk, f"{n:04d}"))
            for n in range(ARRIVALS)
        )
        ways = m.Participation.unscoped.bulk_create(
            m.Participation(
                **board, **service, person=one, state="active", started_on=EARLY.date(), coach_since=EARLY.date()
            )
            for one in people
        )
        rows = m.Booking.unscoped.bulk_create(
            m.Booking(
                **board, person_id=way.person_id, session=hour, participation=way, starts_at=NINE, kind="single",
                booked_at=EARLY,
            )
            for way in ways
        )  # fmt: skip
        verdicts.derive(*(row.pk for row in rows), at=EARLY)
    return [row.pk for row in rows]


def test_300_check_ins_in_ten_minutes_are_nothing_to_it(own_database: None) -> None:
    with everything():
        world = build()
        keys = expected(world)
        with acting("system:test"):
            m.Setting.objects.create(name="demo.now", value=NINE.isoformat())
        tokens = [
            door.add_device(system("test"), service=world.service.pk, name=f"Dörr {number}", at=EARLY)
            for number in range(SCREENS)
        ]
    touches = [(f"{number:04d}", str(uuid.uuid4())) for number in range(ARRIVALS)]
    # Every tenth is sent once more, by the next screen, while the first may still be on its way.
    queues = [touches[number::SCREENS] + touches[number + 1 :: SCREENS * 10] for number in range(SCREENS)]

    def screen(token: str, queue: list[tuple[str, str]]) -> Callable[[], list[str]]:
        def work() -> list[str]:
            client = Client()
            client.cookies = SimpleCookie({"kiosk_device": token})
            sent = [
                client.post("/kiosk/in/", {"code": code, "key": key}, headers={"accept": "application/json"})
                for code, key in queue
            ]
            return [str(answer.json()["door"]) for answer in sent]

        return work

    answers = at_once([screen(token, queue) for token, queue in zip(tokens, queues, strict=True)])
    assert all(isinstance(answer, list) for answer in answers), answers
    told = Counter(itertools.chain.from_iterable(answers))  # type: ignore[arg-type]
    assert told == {"door.welcome": ARRIVALS, "door.already": sum(map(len, queues)) - ARRIVALS}
    with everything():
        seen = m.Observation.unscoped.values_list("booking", "doubt")
        assert sorted(seen) == [(key, "") for key in keys]
        assert set(m.Booking.unscoped.values_list("verdict", "verdict_why")) == {("present", "seen")}
        told_in_trail = Counter(m.Event.objects.filter(at=NINE).values_list("verb", flat=True))
        assert told_in_trail["attendance.observed"] == ARRIVALS
        assert not verdicts.renew_all(since=TODAY, at=NINE), "a verdict is not what its facts say"


@pytest.mark.django_db
def test_the_page_of_a_welcome_asks_eight_questions(world: World) -> None:
    """Beside what opens and closes its transaction and raises the walls around it, and the clock of the demo."""
    expected(world)
    token = door.add_device(system("test"), service=world.service.pk, name="Dörren", at=EARLY)
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=NINE.isoformat())
    client = Client()
    client.cookies = SimpleCookie({"kiosk_device": token})
    client.post("/kiosk/in/", {"code": "0000"})
    with CaptureQueriesContext(connection) as seen:
        client.post("/kiosk/in/", {"code": "0001"})
    around = ("SAVEPOINT", "RELEASE", "SELECT set_config")
    asked = [one["sql"] for one in seen if not one["sql"].startswith(around) and "records_setting" not in one["sql"]]
    assert len(asked) <= 8, asked
