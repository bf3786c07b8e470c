"""What those who receive support were offered: the page and the figure say the same, and each number has its rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web import cast
from tests.web.matrix.recipients import SINCE, supported
from tests.world import AT, TODAY, World
from vidare.actions.people import set_protection
from vidare.actions.recipients import note_no_offer
from vidare.actions.referrals import Coming, decline_referral, receive_referral
from vidare.queries import figures
from vidare.queries import recipients as queries
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Protection
from vidare.rules.recipients import Standing, WhyNot
from vidare.rules.referrals import DeclineReason, WayIn
from vidare.rules.statistics import FigureCode
from vidare.rules.support import Obstacle

pytestmark = pytest.mark.django_db
R, S, F = Role, Standing, FigureCode


@pytest.fixture(autouse=True)
def _today(world: World) -> None:
    cast.stop_the_clock()
    with acting("system:test"):  # a model that names the figures
        text = world.service.model.text.replace("figures = [", 'figures = [\n  "recipients-offered",', 1)
        for code in ("recipients-days-to-offer-median", "recipients-with-a-reason", "recipients-with-neither"):
            text = text.replace('"recipients-offered",', f'"recipients-offered", "{code}",', 1)
        kept = m.ServiceModel.objects.create(code="j", version=2, text=text, digest="recipients", imported_at=AT)
        m.Service.objects.filter(pk=world.service.pk).update(model=kept)


def _everyone(world: World) -> dict[str, int]:
    """One offered after 30 days, one who took part before, one ill, one turned away, one with neither."""
    made = {
        name: supported(world, name, "Mottagare", obstacle="ill" if name == "Ill" else "unemployed")
        for name in ("After", "Before", "Ill", "Declined", "Neither")
    }
    person = {name: m.Person.unscoped.get(pk=key) for name, key in made.items()}
    world.participation(person["After"], started_on=SINCE + timedelta(days=30))
    world.participation(person["Before"], started_on=SINCE - timedelta(days=30))
    referral = receive_referral(
        world.actor(R.SOCIAL_SECRETARY), service=world.service.pk, coming=Coming(WayIn.SOCIAL_SERVICES),
        person=made["Declined"], at=AT - timedelta(days=5),
    )  # fmt: skip
    decline_referral(
        world.actor(R.COORDINATOR), referral=referral, reasons=[DeclineReason.NOT_IN_TARGET_GROUP], turn_to="Komvux",
        at=AT,
    )  # fmt: skip
    return made


def _figures(world: World) -> dict[FigureCode, Any]:
    return {one.figure.figure: one.figure for one in figures.counted(world.service.pk, on=TODAY)}


def test_each_number_of_the_figure_is_as_many_rows_as_the_page_lists(world: World) -> None:
    _everyone(world)
    secretary, found = world.actor(R.SOCIAL_SECRETARY), _figures(world)
    rows = {one: queries.recipients(secretary, on=TODAY, show=one) for one in Standing}
    assert {one: [row.name.split()[0] for row in rows[one].rows] for one in Standing} == {
        S.OFFERED: ["After", "Before"], S.WITH_REASON: ["Ill", "Declined"], S.NEITHER: ["Neither"],
    }  # fmt: skip
    offered, why, neither = (
        found[code] for code in (F.RECIPIENTS_OFFERED, F.RECIPIENTS_WITH_REASON, F.RECIPIENTS_WITH_NEITHER)
    )
    assert (offered.numerator, offered.denominator, offered.unknown) == (2, 5, 1)
    assert (why.numerator, why.denominator) == (2, 5)
    assert (neither.value, neither.denominator) == (1, 5)
    days = found[F.DAYS_TO_OFFER]
    assert (days.numerator, days.denominator, days.value, days.unknown) == (2, 3, 30, 1)
    assert rows[S.OFFERED].median == 30 and rows[S.OFFERED].all == 5
    by_name = {row.name.split()[0]: row.answer for one in Standing for row in rows[one].rows}
    assert (by_name["After"].days, by_name["Before"].days, by_name["Neither"].days) == (30, 0, (TODAY - SINCE).days)
    assert (by_name["Ill"].why, by_name["Declined"].why) == (Obstacle.ILL, WhyNot.TURNED_AWAY)


def test_a_reason_is_noted_on_the_page_by_the_boards_officer(world: World, client: Client) -> None:
    person = _everyone(world)["Neither"]
    cast.enter(client, world.users[R.SOCIAL_SECRETARY])
    assert "Neither Mottagare" in client.get("/recipients/").content.decode()
    for reason in ("turned-away", ""):
        told = client.post(f"/people/{person}/no-offer/", {"reason": reason}, follow=True).content.decode()
        assert "Inget antecknades" in told and "Neither Mottagare" in told, "not by hand"
    assert client.post(f"/people/{person}/no-offer/", {"reason": "health-comes-first"}).status_code == 302
    assert "Neither Mottagare" not in client.get("/recipients/").content.decode()
    shown = client.get("/recipients/?show=recipient-with-reason").content.decode()
    assert "Neither Mottagare" in shown and "Hälsan går först" in shown
    assert _figures(world)[F.RECIPIENTS_WITH_NEITHER].value == 0


def test_nobody_who_has_no_support_gets_a_reason(world: World) -> None:
    person = world.person()
    with pytest.raises(Refused):
        note_no_offer(world.actor(R.SOCIAL_SECRETARY), person=person.pk, reason=WhyNot.SHORT, at=AT)
    for role in (R.COACH, R.COORDINATOR, R.MANAGER, R.EMPLOYMENT_OFFICER, R.YOUTH_COORDINATOR):
        with pytest.raises(Hidden):
            note_no_offer(world.actor(role), person=person.pk, reason=WhyNot.SHORT, at=AT)


def test_who_is_protected_is_counted_and_not_listed(world: World) -> None:
    person = _everyone(world)["Neither"]
    set_protection(
        system("test"), person=person, protection=Protection.PROTECTED, named=[world.users[R.COACH].pk], reason="Skydd",
        at=AT,
    )  # fmt: skip
    found = queries.recipients(world.actor(R.SOCIAL_SECRETARY), on=TODAY)
    assert (found.rows, found.unseen, dict(found.counts)[S.NEITHER]) == ((), 1, 1)


def test_the_results_lead_the_boards_officer_to_the_rows_and_nobody_else(world: World, client: Client) -> None:
    _everyone(world)
    for role, leads in ((R.SOCIAL_SECRETARY, True), (R.COORDINATOR, False), (R.MANAGER, False)):
        shown = cast.enter(client, world.users[role]).get("/results/").content.decode()
        assert "Biståndsmottagare som har erbjudits något" in shown
        assert ('href="/recipients/"' in shown) is leads, role
        code = F.RECIPIENTS_OFFERED.value
        assert f"/results/{code}" not in shown


def test_ten_recipients_cost_what_one_costs(world: World, count_queries: Any) -> None:
    secretary = world.actor(R.SOCIAL_SECRETARY)
    supported(world)
    one = count_queries(lambda: queries.recipients(secretary, on=TODAY))
    for number in range(9):
        supported(world, family=f"Nr {number}")
    assert count_queries(lambda: queries.recipients(secretary, on=TODAY)) == one


def test_a_recommendation_is_an_offer_that_waits_for_its_answer(world: World) -> None:
    person = supported(world)
    receive_referral(
        world.actor(R.COACH), service=world.service.pk, coming=Coming(WayIn.EMPLOYMENT_SERVICE), person=person,
        at=AT - timedelta(days=3),
    )  # fmt: skip
    assert _figures(world)[F.RECIPIENTS_OFFERED].numerator == 1
