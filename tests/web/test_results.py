"""The results page says what it knows, and a placement goes from proposal to work in real pages."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.world import AT, TODAY, World
from vidare.queries.figures import Curve
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role
from vidare.web.results.chart import chart

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def office(world: World) -> World:
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    return world


def enter(world: World, client: Client, role: Role) -> None:
    client.force_login(world.users[role], backend=BACKEND)


def test_a_closed_month_keeps_its_number_and_shows_what_became_known_later(office: World, client: Client) -> None:
    for _ in range(2):
        office.participation()
    enter(office, client, Role.MANAGER)
    sent = {"service": office.service.pk, "month": "2026-10"}
    assert client.post("/results/close/", sent).status_code == 302
    kept = m.ClosedMonth.objects.get().figures
    assert next(one["value"] for one in kept if one["figure"] == "enrolled-in-month") == 2
    office.participation()
    page = client.get("/results/?month=2026-10").content.decode()
    assert 'id="h-changes"' in page
    assert client.post("/results/close/", sent).status_code == 422


def test_a_month_that_is_not_over_is_not_closed(office: World, client: Client) -> None:
    enter(office, client, Role.MANAGER)
    answer = client.post("/results/close/", {"service": office.service.pk, "month": "2026-11"})
    assert answer.status_code == 422 and not m.ClosedMonth.objects.exists()


def test_opening_the_rows_of_a_figure_is_noted(office: World, client: Client) -> None:
    way = office.participation()
    enter(office, client, Role.COORDINATOR)
    client.get("/results/rows/enrolled-in-month/")
    event = m.Event.objects.get(verb="figure.opened")
    assert event.keys["persons"] == [way.person_id]
    for wrong in ("/results/rows/no-such/", "/results/?service=99", "/results/?service=" + "9" * 40):
        assert client.get(wrong).status_code == 404


def test_the_axes_of_the_curve_are_drawn_in_whole_numbers(office: World, client: Client) -> None:
    office.participation()
    enter(office, client, Role.MANAGER)
    page = client.get("/results/", headers={"accept-language": "sv"}).content.decode()
    assert 'y1="224"' in page and 'y1="12"' in page


def test_a_curve_of_nobody_is_an_empty_chart() -> None:
    assert chart(Curve((), (), (), (), 0, None)).n == 0


def test_a_placement_goes_from_proposal_to_work(office: World, client: Client) -> None:
    way = office.participation()
    enter(office, client, Role.JOB_MATCHER)
    client.post("/places/employers/new/", {"name": "Tvätteriet", "where": "outside"})
    employer = m.Employer.objects.get()
    said = {
        "employer": employer.pk, "kind": "practice", "workplace": "regular", "where": "outside", "supervisor": "Kim",
        "start": "2026-11-20", "end": "2026-11-30", "hours_per_week": "30", "tasks": "Mangla",
    }  # fmt: skip
    wrong = client.post(f"/people/{way.person_id}/placements/new/", said | {"end": "2026-11-01"})
    assert wrong.status_code == 422 and "Mangla" in wrong.content.decode()
    assert client.post(f"/people/{way.person_id}/placements/new/", said).status_code == 302
    row = m.Placement.unscoped.get()
    page = f"/people/{way.person_id}/placements/{row.pk}/"
    for to in ("agreed", "running"):
        client.post(page + "move/", {"to": to})
    stale = client.post(page, said | {"tasks": "Stryka", "version": "1"})
    assert stale.status_code == 422 and "Stryka" in stale.content.decode() and "Mangla" in stale.content.decode()
    client.post(page + "end/", {"result": "hired", "ended_on": TODAY.isoformat()})
    row.refresh_from_db()
    assert (row.state, row.result) == ("ended", "hired")


def test_a_coach_closes_a_way_and_sees_the_questions_afterwards(office: World, client: Client) -> None:
    way = office.participation()
    enter(office, client, Role.COACH)
    sent = {"ended_on": TODAY.isoformat(), "exit_class": "other", "reason": "Flyttade"}
    assert client.post(f"/people/{way.person_id}/exit/", sent).status_code == 302
    assert m.FollowUp.unscoped.filter(participation=way).count() == 4
    key = m.Exit.unscoped.get().pk
    assert client.post(f"/people/{way.person_id}/exit/{key}/", {"exit_class": "other"}).status_code == 302
    asked = m.FollowUp.unscoped.get(participation=way, days=30)
    early = client.post(f"/people/{way.person_id}/follow-ups/{asked.pk}/", {"occupation": "work"})
    assert early.status_code == 422 and m.FollowUp.unscoped.get(pk=asked.pk).state == "due"
