"""Hours of earlier years in bulk: each row as the actions write it for an hour that went the same way."""

from __future__ import annotations

import itertools
import random
import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.world import AT, NINE, TODAY, World
from vidare.actions import absences, attendance, bookings, copies, past_hours
from vidare.actions.absences import Told
from vidare.actions.past_hours import Case
from vidare.records import models as m
from vidare.records.copies import Row, rows_of
from vidare.rules.absences import ReasonKind
from vidare.rules.access import Role, system
from vidare.rules.attendance import Mark

pytestmark = pytest.mark.django_db
HOUR = NINE - timedelta(days=7)
TABLES = (m.Booking, m.Observation, m.Explanation, m.Assessment, m.Absence)
# Whose row it is, when it was written and by which door it came; all else must be the same.
OWN = {
    "id", "person_id", "participation_id", "session_id", "booking_id", "seat", "starts_at", "booked_at", "touched_at",
    "recorded_at", "given_at", "assessed_at", "seen_at", "silent_after", "on", "key", "source", "staff_id", "reason",
    "why", "kind", "spoken_at", "spoken_by_id", "taken_by_id",
}  # fmt: skip


class OneWay(random.Random):
    """A chance that lets every hour go the same way."""

    def __init__(self, case: Case) -> None:
        super().__init__(1)
        self.case = case

    def choices(self, population: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return [self.case]


def lived(world: World, case: Case) -> m.Participation:
    """One hour, booked and marked by staff; an absence is explained and assessed as valid."""
    way, hour, coach = world.participation(), world.session(HOUR), world.actor(Role.COACH)
    key = bookings.book(coach, participation=way.pk, session=hour.pk, at=HOUR - timedelta(days=1))
    mark = {Case.CAME: Mark.HERE, Case.LATE: Mark.CAME_LATE}.get(case, Mark.NOT_HERE)
    attendance.register(coach, booking=key, mark=mark, at=hour.ends_at)
    if case is Case.AWAY:
        later = hour.ends_at + timedelta(hours=3)
        absences.explain(coach, booking=key, told=Told(ReasonKind.ILL), key=uuid.uuid4(), at=later)
        absences.assess(coach, booking=key, valid=True, why="Anmäld samma dag.", at=later + timedelta(days=1))
    return way


def noted(world: World, case: Case) -> m.Participation:
    way = world.participation(started_on=TODAY - timedelta(days=35))
    first = copies.first_free()
    rooms = past_hours.Rooms(world.service.pk, next_key=past_hours.keys_from(first))
    past_hours.take_in_hours(
        system("test"), ways=[way.pk], rooms=rooms, room_of=lambda _: world.room.pk, chance=OneWay(case), at=AT
    )
    return way


def plain(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in OWN}


@pytest.mark.parametrize("case", list(Case))
def test_an_hour_of_a_list_on_paper_is_kept_as_one_that_staff_marked(world: World, case: Case) -> None:
    one, many = lived(world, case), noted(world, case)
    for table in TABLES:
        wanted = [plain(row) for row in rows_of(table, person_id=one.person_id)]
        found = [plain(row) for row in rows_of(table, person_id=many.person_id)]
        assert len(found) == 8 * len(wanted), table
        assert all(row == wanted[0] for row in found), table


def test_nobody_sits_on_two_seats_and_no_room_is_overfull(world: World) -> None:
    for _ in range(40):
        world.participation(started_on=TODAY - timedelta(days=20))
    ways = list(m.Participation.unscoped.values_list("pk", flat=True))
    rooms = past_hours.Rooms(world.service.pk, next_key=past_hours.keys_from(copies.first_free()))
    hours = past_hours.take_in_hours(
        system("test"), ways=ways, rooms=rooms, room_of=lambda _: world.room.pk, chance=random.Random(5), at=AT
    )
    seats = list(m.Booking.unscoped.order_by("session", "seat").values_list("session", "seat"))
    assert len(seats) == len(set(seats)) == hours > 80
    for _session, taken in itertools.groupby(seats, key=lambda row: row[0]):
        assert [seat for _, seat in taken][-1] <= 18
