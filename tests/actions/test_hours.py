"""An hour is called off, and everybody who had a place is told what to do: nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world import AT, NINE, TODAY, World
from vidare.actions import bookings, hours, outcomes
from vidare.queries import hours as asked
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.activities import Booking
from vidare.records.sealed import seal
from vidare.rules.access import Role, system
from vidare.rules.identity import Protection
from vidare.rules.messages import Channel, MessageState, Template
from vidare.rules.outcomes import Occupation

pytestmark = pytest.mark.django_db
EARLY = NINE - timedelta(days=1)
TOMORROW = NINE + timedelta(days=1)


def place(world: World, hour: m.Session, person: m.Person | None = None) -> Booking:
    way = world.participation(person or world.person())
    row: Booking = Booking.unscoped.get(
        pk=bookings.book(system("test"), participation=way.pk, session=hour.pk, at=EARLY)
    )
    return row


def off(world: World, hour: m.Session) -> hours.CalledOff:
    return hours.cancel_hour(world.actor(Role.COORDINATOR), session=hour.pk, reason="Strömavbrott", at=AT)


def written(row: Booking, channel: Channel = Channel.PAGE) -> m.Message:
    found: m.Message = m.Message.unscoped.get(
        person=row.person_id, template=Template.HOUR_CALLED_OFF.value, channel=channel.value
    )
    return found


def test_everybody_with_a_place_is_written_to_in_their_own_language(world: World) -> None:
    hour = world.session(TOMORROW)
    rows = [place(world, hour) for _ in range(3)]
    for row, language in zip(rows, ("sv", "en", "ar"), strict=True):
        with acting("system:test"):
            m.Person.unscoped.filter(pk=row.person_id).update(language=language)
    assert off(world, hour).places == 3
    assert [written(row).lang for row in rows] == ["sv", "en", "ar"]
    assert len({written(row).text for row in rows}) == 3


def test_the_letter_says_when_the_next_time_is(world: World) -> None:
    hour, after = world.session(TOMORROW), world.session(TOMORROW + timedelta(days=2))
    row = place(world, hour, person := world.person())
    with acting("system:test"):
        m.Person.unscoped.filter(pk=person.pk).update(language="en")
    bookings.book(system("test"), participation=row.participation_id, session=after.pk, at=EARLY)
    off(world, hour)
    assert "Wednesday 25 November at 9.00 is called off. You need not do anything" in written(row).text
    assert "Your next time is Friday 27 November at 9.00." in written(row).text


def test_a_next_time_that_is_off_too_is_no_next_time(world: World) -> None:
    hour, after = world.session(TOMORROW), world.session(TOMORROW + timedelta(days=2))
    row = place(world, hour)
    with acting("system:test"):
        m.Person.unscoped.filter(pk=row.person_id).update(language="en")
    bookings.book(system("test"), participation=row.participation_id, session=after.pk, at=EARLY)
    off(world, after)
    off(world, hour)
    latest = m.Message.unscoped.filter(person=row.person_id, about=f"session:{hour.pk}").get()
    assert "No other time is booked for you right now." in latest.text


def test_who_was_away_anyway_is_not_written_to(world: World) -> None:
    running = world.session(AT.replace(minute=0))
    row = place(world, running)
    outcomes.note_occupation(
        world.actor(Role.COACH), participation=row.participation_id, occupation=Occupation.STUDIES, start=TODAY,
        end=None, at=AT,
    )  # fmt: skip
    assert off(world, running) == hours.CalledOff(0, 0)
    assert not m.Message.unscoped.filter(person=row.person_id).exists()


def test_an_email_goes_to_whom_is_known_to_be_open_and_never_to_a_protected_person(world: World) -> None:
    hour = world.session(TOMORROW)
    for protection in (Protection.OPEN, Protection.PROTECTED, Protection.UNKNOWN):
        person = world.person(protection.value, protection=protection)
        with acting("system:test"):
            person.email_sealed = seal("a@example.org", place="records_person.email_sealed", key=person.key)
            person.save()
        place(world, hour, person)
    off(world, hour)
    mailed = m.Message.unscoped.filter(channel=Channel.EMAIL.value)
    assert [(row.person.given_name, row.state) for row in mailed] == [
        (Protection.OPEN.value, MessageState.WAITING.value)
    ]
    assert "called off" not in mailed.get().text and "inställd" not in mailed.get().text


def test_no_sms_says_a_time_that_is_off(world: World) -> None:
    person = world.person()
    with acting("system:test"):
        person.phone_sealed = seal("0701740605", place="records_person.phone_sealed", key=person.key)
        person.sms_wanted = True
        person.save()
    hour = world.session(TOMORROW)
    place(world, hour, person)
    off(world, hour)
    assert not m.Message.unscoped.filter(channel=Channel.SMS.value).exists()


def test_who_has_no_log_in_is_to_be_rung_and_the_number_stands_there(world: World) -> None:
    hour = world.session(TOMORROW)
    told, alone = place(world, hour, world.person("Ali")), place(world, hour, world.person("Bo"))
    world.participant_actor(told.person)
    with acting("system:test"):
        alone.person.phone_sealed = seal("0701740605", place="records_person.phone_sealed", key=alone.person.key)
        alone.person.save()
    done = off(world, hour)
    assert (done.places, done.told, done.to_ring) == (2, 1, 1)
    seen = asked.told_of(world.actor(Role.COORDINATOR), session=hour.pk, at=AT)
    assert seen is not None
    assert [(row.person_id, row.phone) for row in seen.ring] == [(alone.person_id, "0701740605")]
    assert (seen.told, seen.read, seen.unseen) == (1, 0, 0)


def test_a_protected_person_is_counted_and_not_named_to_whom_may_not_see_them(world: World) -> None:
    hour = world.session(TOMORROW)
    place(world, hour, world.person("Hemlig", protection=Protection.PROTECTED))
    off(world, hour)
    seen = asked.told_of(world.actor(Role.COORDINATOR), session=hour.pk, at=AT)
    assert seen is not None
    assert (seen.ring, seen.unseen, seen.to_ring) == ((), 1, 1)


@pytest.mark.parametrize("role", [Role.SOCIAL_SECRETARY, Role.MANAGER])
def test_numbers_are_shown_to_those_who_could_have_called_it_off(world: World, role: Role) -> None:
    hour = world.session(TOMORROW)
    place(world, hour)
    off(world, hour)
    assert asked.told_of(world.actor(role), session=hour.pk, at=AT) is None
