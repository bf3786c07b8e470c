"""The week, the sheet of the hour, who is here, and a person's hours."""

from __future__ import annotations

from datetime import timedelta

from tests.web.matrix import Page
from tests.world import AT, NINE, World
from vidare.actions import bookings
from vidare.records.activities import Booking
from vidare.rules.access import Role, system

R = Role
TEAM = (R.COACH, R.COORDINATOR, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE, R.SOCIAL_SECRETARY, R.MANAGER)
DESK = (R.COACH, R.COORDINATOR, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)
ONLY_SEE = (R.SOCIAL_SECRETARY, R.MANAGER)
EARLY = NINE - timedelta(days=1)


def _booking(world: World, hours: int = 1) -> Booking:
    hour = world.session(AT.replace(minute=0) + timedelta(hours=hours))
    way = world.participation(world.person("Amina", "Warsame"))
    key = bookings.book(system("test"), participation=way.pk, session=hour.pk, at=EARLY)
    row: Booking = Booking.unscoped.get(pk=key)
    return row


def _week(world: World) -> str:
    _booking(world)
    return "/week/"


def _hour(world: World) -> str:
    return f"/week/hours/{_booking(world).session_id}/"


def _here(world: World) -> str:
    _booking(world, hours=0)
    return "/here/"


def _own(world: World) -> str:
    return f"/people/{_booking(world).person_id}/week/"


def _move(world: World) -> str:
    row = _booking(world)
    world.session(row.starts_at + timedelta(hours=1))
    return f"/people/{row.person_id}/week/{row.pk}/move/"


def _cancel(world: World) -> str:
    return f"/week/hours/{_booking(world).session_id}/cancel/"


PAGES = [
    Page("week", _week, dict.fromkeys(TEAM, ("Jobbverkstaden", "seat-booked")), dict.fromkeys(TEAM, ("Amina",))),
    Page(
        "hour",
        _hour,
        dict.fromkeys(ONLY_SEE, ("Amina Warsame",)) | dict.fromkeys(DESK, ("Amina Warsame", 'name="mark-')),
        dict.fromkeys(ONLY_SEE, ('name="mark-',)),
    ),
    Page("here", _here, dict.fromkeys(TEAM, ("Jobbverkstaden",))),
    Page(
        "person-week",
        _own,
        dict.fromkeys(ONLY_SEE, ("Amina Warsame",)) | dict.fromkeys(DESK, ("Amina Warsame", "week/series/")),
        dict.fromkeys(ONLY_SEE, ("week/series/", "week/here/")),
    ),
    Page("person-move", _move, dict.fromkeys(DESK, ("Jobbverkstaden",))),
    Page("hour-cancel", _cancel, dict.fromkeys(DESK, ('name="reason"',))),
]
