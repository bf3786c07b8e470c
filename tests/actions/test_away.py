"""Somebody who is away with us knowing it is nobody's absence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world import AT, TODAY, World
from vidare.actions import attendance, bookings, outcomes, participations
from vidare.records import models as m
from vidare.rules.access import Role
from vidare.rules.attendance import Mark, Verdict
from vidare.rules.outcomes import Occupation
from vidare.rules.participations import PauseReason

pytestmark = pytest.mark.django_db


def booked(world: World) -> m.Booking:
    way = world.participation()
    session = world.session(AT + timedelta(days=1))
    key = bookings.book(world.actor(Role.COACH), participation=way.pk, session=session.pk, at=AT)
    return m.Booking.unscoped.get(pk=key)


def verdict(booking: m.Booking) -> str:
    return m.Booking.unscoped.values_list("verdict", flat=True).get(pk=booking.pk)


def test_an_hour_in_a_pause_is_cancelled_at_once_and_can_be_booked_again_when_the_pause_ends(world: World) -> None:
    booking = booked(world)
    coach = world.actor(Role.COACH)
    participations.pause_participation(
        coach,
        participation=booking.participation_id,
        reason=PauseReason.ILLNESS,
        until=TODAY + timedelta(days=9),
        at=AT,
    )
    assert verdict(booking) == Verdict.CANCELLED.value
    participations.resume_participation(coach, participation=booking.participation_id, at=AT)
    assert verdict(booking) == Verdict.CANCELLED.value
    again = bookings.book(coach, participation=booking.participation_id, session=booking.session_id, at=AT)
    assert verdict(m.Booking.unscoped.get(pk=again)) == Verdict.NOT_REGISTERED.value


def test_an_hour_while_somebody_studies_is_not_held_against_them(world: World) -> None:
    booking = booked(world)
    coach = world.actor(Role.COACH)
    attendance.register(coach, booking=booking.pk, mark=Mark.NOT_HERE, at=AT + timedelta(days=1, hours=1))
    outcomes.note_occupation(
        coach, participation=booking.participation_id, occupation=Occupation.STUDIES, start=TODAY, end=None,
        at=AT + timedelta(days=2),
    )  # fmt: skip
    assert verdict(booking) not in {Verdict.ABSENT_INVALID.value, Verdict.CONTESTED.value}
