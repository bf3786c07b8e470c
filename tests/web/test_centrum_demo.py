"""The demo's third office: three boards, each with its own people, and what they have opened to each other."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from vidare.actions.demo import fix_moment
from vidare.actions.services import import_model
from vidare.queries import figures
from vidare.queries.access import actor_of, demo_users
from vidare.records import models as m
from vidare.records.people import Person
from vidare.records.walls import within
from vidare.rules.access import Actor, Role, system
from vidare.rules.outcomes import Occupation
from vidare.web.demo.centrum_fates import centrum_fates
from vidare.web.demo.centrum_office import CODE
from vidare.web.demo.centrum_year import CentrumYear
from vidare.web.demo.fates import TODAY
from vidare.web.demo.office import MODELS
from vidare.web.demo.year import NOW

ONWARD = {Occupation.WORK, Occupation.STUDIES}


def test_forty_people_of_three_municipalities_and_seven_of_twelve_onward() -> None:
    everybody = centrum_fates()
    assert len(everybody) == 41 and centrum_fates() == everybody
    assert set(Counter(fate.place for fate in everybody)) == {0, 1, 2}
    ended = [fate for fate in everybody if fate.exit]
    assert (sum(fate.later in ONWARD for fate in ended), len(ended)) == (7, 12)


def _coach(number: str) -> Actor:
    user = m.User.objects.get(username=f"coach{number}.{CODE}")
    return actor_of(user.pk, name=user.name, on=TODAY)


@pytest.mark.django_db
def test_a_small_office_of_three_boards_lives_its_year(client: Client) -> None:
    for code in ("law", "jobbhornet"):
        import_model(system("test"), text=(MODELS / f"{code}.toml").read_text(encoding="utf-8"), at=NOW)
    CentrumYear(60).live(lambda month: None)
    counted = {one.figure: one for one in figures.all_figures(system("test"), on=TODAY, service=CODE)}
    ended = [fate for fate in centrum_fates(60) if fate.exit]
    after = counted["in-work-or-studies-90-days"]
    assert (after.numerator, after.denominator) == (sum(fate.later in ONWARD for fate in ended), len(ended))
    shares = [one for one in figures.all_figures(system("test"), on=TODAY, service=CODE) if "cost-share" in one.figure]
    assert len(shares) == 5 and shares[0].denominator == sum(one.numerator for one in shares) > 0
    assert abs(3 * shares[0].numerator - 2 * shares[0].denominator) < 3, "the fund pays two thirds, to the öre"
    assert m.ClosedPeriod.objects.count() == 3 and m.HandedIn.objects.count() == 3 * 3 + 2
    boards = set(m.Person.unscoped.values_list("board", flat=True))
    assert len(boards) == 3
    assert m.Course.unscoped.exists() and m.HouseholdChild.unscoped.exists() and m.Relief.unscoped.exists()
    assert len(set(m.Step.unscoped.values_list("owner", flat=True))) > 4, "many walk the steps of a plan"
    with within(system("test").scope(on=TODAY)):  # what a request says of itself first
        for number in ("", "-2", "-3"):
            coach = _coach(number)
            seen = set(Person.visible_to(coach.scope(on=TODAY)).values_list("board", flat=True))
            assert len(seen) > 1, "somebody of another board stands open"
            own = m.Note.visible_to(coach.scope(on=TODAY)).values_list("board", flat=True)
            assert set(own) <= {coach.memberships[0].board_id}, "and no notes of theirs"
    fix_moment(NOW)
    assert {one.role for one in demo_users()} >= set(Role) - {Role.YOUTH_COORDINATOR}
    client.cookies["lang"] = "sv"
    page = client.get("/").content.decode()
    assert f'value="coach-3.{CODE}"' in page and f'value="participant-1.{CODE}"' in page
