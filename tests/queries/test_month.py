"""The month's view: what is to come is not "not registered", and what has ended stands in the months it bound."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.ladder import OnTheLadder, on_the_ladder
from tests.world import AT, NINE, World
from vidare.actions import support, verdicts
from vidare.queries import month, requirement
from vidare.records import models as m
from vidare.records.acting import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def applying(world: World) -> OnTheLadder:
    ladder = on_the_ladder(world)
    support.register_support(
        ladder.officer, person=ladder.way.person_id, start=date(2026, 5, 1), end=None, obstacle="unemployed",
        children=0, children_under_8=0, at=AT,
    )  # fmt: skip
    return ladder


def row(ladder: OnTheLadder, first: date = date(2026, 11, 1)) -> month.Applicant:
    return month.month(ladder.officer, first=first, at=AT).rows[0]


def test_an_hour_to_come_is_never_told_as_not_registered(applying: OnTheLadder) -> None:
    applying.come(NINE)
    for starts_at in (NINE - timedelta(days=1), AT - timedelta(minutes=20), NINE + timedelta(days=1)):
        # A place has its verdict from the day it is booked: nothing is seen yet.
        booking = applying.book(starts_at)
        with acting("system:test"):
            verdicts.derive(booking, at=AT)
    shown = row(applying)
    assert (shown.came, shown.not_registered) == (1, 1)
    assert (shown.hours_by_kind.came, shown.hours_by_kind.not_registered) == (60, 60)
    week = requirement.page(applying.officer, person=applying.way.person_id, at=AT).now.hours
    assert (week.planned, week.came, week.not_registered, week.total("coming")) == (240, 60, 60, 120)


def test_an_assignment_that_has_ended_stands_in_the_months_it_bound(applying: OnTheLadder) -> None:
    applying.assigned(end=date(2027, 1, 31))
    with acting("system:test"):
        m.Assignment.unscoped.update(state="ended", start=date(2026, 10, 5), ended_on=date(2026, 11, 10))
    told = [row(applying, date(2026, number, 1)).assigned for number in (9, 10, 11, 12)]
    kept = (applying.world.activity.name, date(2026, 10, 5), date(2026, 11, 10))
    assert told == [(), (kept,), (kept,), ()]
