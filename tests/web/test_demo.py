"""The demo is a life, not a picture: a small office lives its year through the actions."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.models import F

from vidare.actions import attention, verdicts
from vidare.queries import figures
from vidare.records import models as m
from vidare.rules.access import system
from vidare.rules.activities import BookingState
from vidare.rules.attention import Kind
from vidare.rules.participations import State
from vidare.rules.plans import StepState
from vidare.web.demo.crowd import Crowd
from vidare.web.demo.fates import ENROLLED, MONTH, TODAY, fates
from vidare.web.demo.year import NOW, Year

OPEN = [StepState.PLANNED.value, StepState.UNDER_WAY.value]


def test_the_whole_demo_has_as_many_people_as_the_office_it_is_made_after() -> None:
    everybody = fates()
    present = [fate for fate in everybody if not fate.declined and (fate.exit_on is None or fate.exit_on >= MONTH)]
    enrolled = [fate for fate in present if fate.first_meeting_after < 30]
    assert len(enrolled) == ENROLLED == 180
    abroad = sum(fate.who.origin.value == "abroad" for fate in enrolled)
    assert 0.85 <= abroad / len(enrolled) <= 0.90
    assert sum(fate.where.value == "placement" for fate in enrolled) in range(18, 23)


def test_the_same_seed_makes_the_same_people() -> None:
    assert fates() == fates()


@pytest.mark.django_db
def test_a_small_office_lives_its_year_and_keeps_the_promise() -> None:
    Year(8).live(lambda month: None)
    service = m.Service.objects.get(code="jobbhornet")
    counted = {one.figure: one for one in figures.all_figures(system("test"), on=TODAY, service=service.code)}
    assert counted["enrolled-in-month"].numerator == 8
    assert counted["overbooked"].numerator == 0
    active = m.Participation.unscoped.filter(state=State.ACTIVE.value)
    stepless = active.exclude(pk__in=m.Step.unscoped.filter(state__in=OPEN).values("participation"))
    told = m.Attention.unscoped.filter(kind=Kind.NO_NEXT_STEP.value).values_list("participation", flat=True)
    assert active.exists()
    assert set(stepless.values_list("pk", flat=True)) <= set(told)
    seats = m.Booking.unscoped.filter(state=BookingState.BOOKED.value).values_list("session", "seat")
    assert len(seats) == len(set(seats)) > 0
    names = set(m.Person.unscoped.values_list("family_name", flat=True))
    said = " ".join(str(keys) for keys in m.Event.objects.values_list("keys", flat=True))
    assert not [name for name in names if name in said]
    _and_three_times_over(service)


def _and_three_times_over(service: m.Service) -> None:
    """The bulk door writes what the actions would have written: the rules, asked again, change nothing."""
    wrong = verdicts.renew_all(since=date(2019, 1, 1), at=NOW)
    before = {kind: kind.unscoped.count() for kind in (m.Participation, m.Plan, m.Step, m.Booking)}
    Crowd(18, rooms=3).multiply(service.pk, lambda state: None)
    for kind, count in before.items():
        assert kind.unscoped.count() >= 3 * count, kind
    assert wrong == verdicts.renew_all(since=date(2019, 1, 1), at=NOW) == 0
    assert attention.refresh_all(on=TODAY) == 0
    counted = {one.figure: one for one in figures.all_figures(system("test"), on=TODAY, service=service.code)}
    logged_in = m.Account.unscoped.values("person")
    closed = m.Participation.unscoped.filter(person__in=logged_in, state=State.CLOSED.value).count()
    assert counted["enrolled-in-month"].numerator == 8 + 2 * (8 - logged_in.count() + closed)
    assert counted["overbooked"].numerator == 0
    taken = m.Booking.unscoped.filter(state=BookingState.BOOKED.value).values_list("session", "seat")
    assert len(taken) == len(set(taken)) > 1_000
    away = m.Booking.unscoped.exclude(participation__person=F("person"))
    assert not away.exists()
    keys = set(m.Person.unscoped.values_list("key", flat=True))
    assert {key for key in m.Event.objects.values_list("person_key", flat=True) if key} <= keys
    connection.check_constraints()
