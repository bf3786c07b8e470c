"""Many who do the same thing at once, each in a thread and a connection of its own, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from tests.world import AT, NINE, TODAY, World, build
from vidare.actions import attendance, bookings, door, referrals, verdicts
from vidare.actions.people import Contact, Newcomer, issue_door_code
from vidare.queries.door import screen
from vidare.records.activities import Booking
from vidare.records.attendance import Observation
from vidare.records.audit import Event
from vidare.records.evidence import gather
from vidare.records.participations import Participation
from vidare.records.services import Device
from vidare.records.walls import within
from vidare.rules import referrals as ways_in
from vidare.rules.access import Actor, Role, system
from vidare.rules.attendance import Mark
from vidare.rules.bookings import No
from vidare.rules.decision import Refused
from vidare.rules.door import Door
from vidare.rules.referrals import WayIn

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


def test_twelve_who_drop_in_at_once_to_nine_seats_get_one_each_and_three_are_seen_by_staff(own_database: None) -> None:
    with everything():
        world = build()
        hours = [world.session(seats=4), world.session(NINE + timedelta(minutes=20), seats=5)]
        coach = world.actor(Role.COACH)
        people = [world.participation().person_id for _ in range(12)]
        codes = [issue_door_code(coach, person=person, at=EARLY) for person in people]
        token = door.add_device(system("test"), service=world.service.pk, name="Dörren", at=EARLY)
        device = screen(token, on=TODAY)
        assert device is not None

    def touches(code: str) -> door.Answered:
        return door.check_in(device.actor, code=code, key=uuid4(), touched_at=NINE, sent_at=NINE, at=NINE)

    answers = at_once([lambda code=code: touches(code) for code in codes])  # type: ignore[misc]
    told = [one.door for one in answers if isinstance(one, door.Answered)]
    assert sorted(told) == [Door.DROP_IN] * 9 + [Door.SEE_STAFF] * 3, answers
    with everything():
        rows = Booking.unscoped.order_by("session", "seat")
        assert list(rows.values_list("session", "seat")) == [
            (hour.pk, seat) for hour in hours for seat in range(1, (hour.seats or 0) + 1)
        ]
        assert set(rows.values_list("verdict", flat=True)) == {"present"}
        assert Observation.unscoped.count() == 12
        assert not verdicts.renew_all(since=TODAY, at=NINE), "a verdict is not what its facts say"


def test_two_who_accept_the_same_referral_at_once_make_one_way_and_the_other_is_told(own_database: None) -> None:
    with everything():
        world = build()
        key = referrals.receive_referral(
            world.actor(Role.SOCIAL_SECRETARY), service=world.service.pk, at=EARLY,
            coming=referrals.Coming(WayIn.SOCIAL_SERVICES, answers={"support": "yes", "work-capable": "yes"}),
            newcomer=Newcomer(Contact("Omar", "Haddad")),
        )  # fmt: skip
        actors = [world.actor(Role.COORDINATOR), world.actor(Role.COACH)] * 2

    def accept(actor: Actor) -> int:
        answers = {"job-guarantee": "no", "youth-guarantee": "no"}
        with within(actor.scope(on=TODAY)):
            return referrals.accept_referral(actor, referral=key, answers=answers, at=NINE)

    answers = at_once([lambda actor=actor: accept(actor) for actor in actors])  # type: ignore[misc]
    assert sum(isinstance(answer, int) for answer in answers) == 1, answers
    told = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(told) == 3, answers
    assert all(ways_in.No.SETTLED in {because.code for because in one.reasons} for one in told)
    with everything():
        assert Participation.unscoped.filter(referral=key).count() == 1
        assert Event.objects.filter(verb="referral.accepted").count() == 1


class AtTheDoor:
    """One person who is checked in at the same moment at the kiosk and by staff at the desk."""

    def __init__(self, *, booked: bool) -> None:
        with everything():
            world: World = build()
            self.hour = world.session()
            self.way = world.participation()
            self.coach = world.actor(Role.COACH)
            self.code = issue_door_code(self.coach, person=self.way.person_id, at=EARLY)
            self.booking = (
                bookings.book(self.coach, participation=self.way.pk, session=self.hour.pk, at=EARLY) if booked else 0
            )
            tokens = [door.add_device(system("test"), service=world.service.pk, name=name, at=EARLY) for name in "AB"]
            self.devices = [one.actor for token in tokens if (one := screen(token, on=TODAY)) is not None]

    def touches(self, device: Actor) -> door.Answered:
        return door.check_in(device, code=self.code, key=uuid4(), touched_at=NINE, sent_at=NINE, at=NINE)

    def desk(self) -> int:
        with within(self.coach.scope(on=TODAY)):
            return attendance.check_in_for(self.coach, participation=self.way.pk, at=NINE)

    def mark(self, mark: Mark) -> None:
        with within(self.coach.scope(on=TODAY)):
            attendance.register(self.coach, booking=self.booking, mark=mark, at=AT)

    def is_seen_once(self) -> None:
        with everything():
            (row,) = Booking.unscoped.filter(participation=self.way)
            assert (row.verdict, row.state) == ("present", "booked")
            seen = Observation.unscoped.get()
            assert (seen.booking_id, seen.doubt) == (row.pk, "")


@pytest.mark.parametrize("booked", [True, False], ids=["booked", "drops in"])
def test_one_person_checked_in_at_the_door_and_at_the_desk_at_once_is_seen_once(
    own_database: None, booked: bool
) -> None:
    one = AtTheDoor(booked=booked)
    works: list[Callable[[], object]] = [lambda device=device: one.touches(device) for device in one.devices]  # type: ignore[misc]
    answers = at_once([*works, one.desk, one.desk])
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    welcomed = [answer.door for answer in answers if isinstance(answer, door.Answered)]
    assert set(welcomed) <= {Door.WELCOME, Door.DROP_IN, Door.ALREADY}, welcomed
    one.is_seen_once()


def test_what_is_seen_at_the_door_and_marked_by_staff_at_once_is_judged_by_both(own_database: None) -> None:
    one = AtTheDoor(booked=True)
    at_once([lambda: one.touches(one.devices[0]), lambda: one.mark(Mark.NOT_HERE), lambda: one.mark(Mark.HERE)])
    with everything():
        kept = Booking.unscoped.get(participation=one.way)
        derived = verdicts.answer(gather([one.booking])[0])
        assert (kept.verdict, kept.verdict_why) == (derived.verdict.value, derived.why.value)
