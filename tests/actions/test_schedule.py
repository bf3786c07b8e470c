"""The hours of a week come from the file; holidays are left out, and what is there stays as it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import vidare
from tests.world import AT, World
from vidare.actions import schedule, services
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role, system
from vidare.rules.calendar import local
from vidare.rules.decision import Refused

pytestmark = pytest.mark.django_db
HOME = Path(vidare.__file__).parent / "models"
HOUSE = system("test")
MONDAY = date(2026, 11, 23)


@pytest.fixture
def big(db: None) -> m.Service:
    return started("jobbhornet")


def started(code: str) -> m.Service:
    text = (HOME / f"{code}.toml").read_text(encoding="utf-8")
    services.import_model(HOUSE, text=text, at=datetime.fromisoformat("2025-12-01T09:00:00+01:00"))
    return m.Service.objects.get(code=code)


def lay(service: m.Service, monday: date = MONDAY) -> int:
    return schedule.lay_out_week(HOUSE, service=service.pk, monday=monday, at=AT)


def test_a_plain_week_of_jobbhornet_has_twenty_five_hours_with_eighteen_seats(big: m.Service) -> None:
    assert lay(big) == 25
    assert set(m.Session.objects.values_list("seats", flat=True)) == {18}
    assert m.Session.objects.order_by("starts_at").first().starts_at == datetime.fromisoformat(  # type: ignore[union-attr]
        "2026-11-23T09:00:00+01:00"
    )


def test_laying_out_a_week_again_makes_nothing(big: m.Service) -> None:
    lay(big)
    assert lay(big) == 0
    assert m.Session.objects.count() == 25


def test_a_cancelled_hour_is_not_made_again(big: m.Service) -> None:
    lay(big)
    with acting("system:test"):
        m.Session.objects.filter(starts_at__date=MONDAY).update(cancelled_at=AT, cancel_reason="utbildning")
    assert lay(big) == 0


def test_no_hours_are_laid_out_on_a_holiday(big: m.Service) -> None:
    christmas = date(2026, 12, 21)
    assert lay(big, christmas) == 3 * 5
    days = {local(starts_at).date() for starts_at in m.Session.objects.values_list("starts_at", flat=True)}
    assert days == {christmas, christmas + timedelta(days=1), christmas + timedelta(days=2)}


@pytest.mark.parametrize("monday", [date(2026, 3, 23), date(2026, 3, 30), date(2026, 10, 19), date(2026, 10, 26)])
def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_the_clocks_change(big: m.Service, monday: date) -> None:
    lay(big, monday)
    assert min(local(at).hour for at in m.Session.objects.values_list("starts_at", flat=True)) == 9


def test_a_service_without_seats_has_hours_without_seats_and_without_rooms(db: None) -> None:
    little = started("lilla-kontoret")
    assert lay(little) == 4
    assert lay(little) == 0
    assert set(m.Session.objects.values_list("seats", flat=True)) == {None}
    assert m.Session.objects.filter(room=None).count() == 2


def test_no_hours_before_the_service_opens_or_after_it_closes(big: m.Service) -> None:
    with acting("system:test"):
        m.Service.objects.filter(pk=big.pk).update(
            opened_on=MONDAY + timedelta(days=1), closed_on=MONDAY + timedelta(days=2)
        )
    assert lay(big) == 10


def test_a_week_begins_on_a_monday(big: m.Service) -> None:
    with pytest.raises(Refused):
        lay(big, MONDAY + timedelta(days=1))


def test_a_coach_does_not_lay_out_the_week(world: World) -> None:
    with pytest.raises(Refused):
        schedule.lay_out_week(world.actor(Role.COACH), service=world.service.pk, monday=MONDAY, at=AT)


def test_an_hour_that_somebody_made_by_hand_in_the_same_room_is_left_alone(big: m.Service) -> None:
    room, other = m.Room.objects.get(service=big), m.Activity.objects.get(service=big, code="sfi")
    nine = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
    with acting("system:test"):
        m.Session.objects.create(
            service=big, activity=other, room=room, starts_at=nine, ends_at=nine + timedelta(hours=1), seats=18
        )
    assert lay(big) == 24
