"""The demo's second office: eighty finish, forty-seven of them onward; and a small one lives its year the same way."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from vidare.actions.demo import fix_moment
from vidare.queries import figures
from vidare.queries.access import demo_user, demo_users
from vidare.records import models as m
from vidare.rules.access import Role, system
from vidare.rules.outcomes import ONWARD, ExitClass
from vidare.rules.referrals import WayIn
from vidare.web.demo.fates import FIRST_DAY, TODAY
from vidare.web.demo.open_fates import open_fates
from vidare.web.demo.open_office import CODE
from vidare.web.demo.open_year import OpenYear
from vidare.web.demo.year import NOW


def test_eighty_finish_and_forty_seven_of_them_go_onward() -> None:
    how = Counter(fate.exit[0] for fate in open_fates() if fate.exit)
    assert sum(how.values()) == 80 and sum(how[one] for one in ONWARD) == 47
    assert (how[ExitClass.WORK], how[ExitClass.STUDIES], how[ExitClass.OTHER_AUTHORITY]) == (21, 14, 12)
    assert all(FIRST_DAY < fate.received_on <= TODAY for fate in open_fates())
    assert {fate.way_in for fate in open_fates()} == set(WayIn)


def test_the_same_seed_makes_the_same_people() -> None:
    assert open_fates() == open_fates()


@pytest.mark.django_db
def test_a_small_open_office_lives_its_year_and_is_chosen_on_the_start_page(client: Client) -> None:
    OpenYear(12).live(lambda month: None)
    counted = {one.figure: one for one in figures.all_figures(system("test"), on=TODAY, service=CODE)}
    ended = [fate for fate in open_fates(12) if fate.exit]
    whole = counted["onward-of-completed"]
    assert (whole.numerator, whole.denominator) == (sum(f.exit[0] in ONWARD for f in ended if f.exit), len(ended))
    apart = ("completed-to-work", "completed-to-studies", "completed-to-another-authority")
    assert sum(counted[code].numerator for code in apart) == whole.numerator
    assert counted["national-a-b-share"].numerator == whole.numerator - counted[apart[2]].numerator
    ways = [code for code in counted if code.startswith("first-meeting-within-target-")]
    assert sum(counted[code].denominator for code in ways) == counted["first-meeting-within-target"].denominator
    assert m.Referral.unscoped.filter(way_in="own-initiative", referrer=None).exists()
    assert counted["recipients-days-to-offer-median"].value < 365, "not from years before the office was there"
    reviews = m.LogReview.objects.filter(board__code="socialnamnden-sollentuna").order_by("start")
    assert [row.signed_at is None for row in reviews] == [False, True]
    assert m.ReviewedReading.objects.filter(review=reviews.last(), glass__isnull=False).exists(), "the broken glass"
    fix_moment(NOW)
    assert {one.role for one in demo_users()} >= {Role.COACH, Role.COORDINATOR, Role.PARTICIPANT}
    assert demo_user(f"coach.{CODE}") and demo_user(f"participant.{CODE}") and demo_user("coach") is None
    client.cookies["lang"] = "sv"
    assert f'value="coach.{CODE}"' in client.get("/").content.decode()
    assert client.post("/demo/door/", {"username": f"coordinator.{CODE}"}).status_code == 302
    assert f'value="coach.{CODE}"' in client.get("/referrals/").content.decode()
