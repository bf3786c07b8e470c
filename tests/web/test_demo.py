"""The demo is a life, not a picture: a small office lives its year through the actions."""

from __future__ import annotations

import pytest

from vidare.queries import figures
from vidare.records import models as m
from vidare.rules.access import system
from vidare.rules.activities import BookingState
from vidare.rules.attention import Kind
from vidare.rules.participations import State
from vidare.rules.plans import StepState
from vidare.web.demo.fates import ENROLLED, MONTH, TODAY, fates
from vidare.web.demo.year import Year

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
