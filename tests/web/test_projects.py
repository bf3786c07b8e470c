"""What is written on a project's pages is kept when it is refused, and said to the hundredth of a per cent."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.projects import a_project, fund_of
from tests.web import cast
from tests.world import World
from vidare.records import models as m
from vidare.rules.access import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    cast.stop_the_clock()
    return cast.enter(client, world.users[Role.MANAGER])


def test_a_key_of_99_99_per_cent_is_met_with_a_sentence_and_what_was_written_stands(
    world: World, manager: Client
) -> None:
    page = f"/projects/{a_project(world)}/"
    own, other = world.organisation.pk, world.employment_service.pk
    sent = {"do": "key", "key-first_month": "2026-11-01", f"key-part-{own}": "66,66", f"key-part-{other}": "33,33"}
    answer = manager.post(page, sent)
    text = answer.content.decode()
    assert answer.status_code == 422 and "Nyckeln blir 99,99 %, inte 100" in text and 'value="33,33"' in text
    assert manager.post(page, sent | {f"key-part-{other}": "33,34"}).status_code == 302


def test_a_project_is_set_up_a_cost_is_booked_and_hours_are_signed(world: World, manager: Client) -> None:
    own, fund = world.organisation.pk, fund_of(world).pk
    sent = {
        "do": "project", "project-service": world.service.pk, "project-name": "Samverkan", "project-owner": own,
        "project-fund": fund, "project-handover_to": own, "project-fund_parts": 2, "project-of_parts": 3,
        "project-start": "2026-10-01", "project-end": "2026-09-30", "project-handover_on": "2029-04-01",
    }  # fmt: skip
    wrong = manager.post("/projects/", sent)
    assert wrong.status_code == 422 and 'value="Samverkan"' in wrong.content.decode()
    page = manager.post("/projects/", sent | {"project-end": "2029-09-30"})["Location"]
    month = f"{page}2026-10/"
    booked = {"do": "cost", "cost-kind": "staff", "cost-ore": "12 345,50", "cost-about": "Löner"}
    assert manager.post(month, booked | {"cost-ore": "mycket"}).status_code == 422
    assert manager.post(month, booked).status_code == 302
    assert m.Cost.objects.get().ore == 1234550
    project = m.Project.objects.get().pk
    name = f"hours-{project}-202610"
    assert manager.post("/projects/hours/", {"do": name, f"{name}-minutes": "sju"}).status_code == 422
    assert manager.post("/projects/hours/", {"do": name, f"{name}-minutes": "7:30"}).status_code == 302
    assert m.WorkedHours.objects.get().minutes == 450
    shown = manager.get(month).content.decode()
    assert "Det här är dina egna timmar" in shown and "Nyckel" not in shown.split("h-costs")[0].split("<h1")[0]


def test_a_month_that_is_none_is_missing(world: World, manager: Client) -> None:
    page = f"/projects/{a_project(world)}/"
    for month in ("2026-09", "2026-12", "2026-13", "nonsense"):
        assert manager.get(f"{page}{month}/").status_code == 404
