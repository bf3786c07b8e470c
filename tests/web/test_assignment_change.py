"""A prepared assignment is mended on its own page until the board has decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.ladder import OnTheLadder, on_the_ladder
from tests.web.matrix.assignments import prepared
from tests.web.test_matrix import BACKEND
from tests.world import AT, NINE, TODAY, World
from vidare.actions import assignments
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.services import Setting
from vidare.rules.access import Role

pytestmark = pytest.mark.django_db
SAID = {
    "wishes": "Vill arbeta i kök, helst i Angered.",
    "weighed": "Tiderna läggs så att kursen hinns med.",
    "start": TODAY.isoformat(),
    "end": (TODAY + timedelta(days=60)).isoformat(),
    "version": 1,
}


@pytest.fixture
def url(world: World, client: Client) -> str:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    client.force_login(world.users[Role.COACH], backend=BACKEND)
    return prepared(world)


def row() -> m.Assignment:
    found: m.Assignment = m.Assignment.unscoped.get()
    return found


def test_the_coach_changes_what_is_prepared_from_the_persons_page(url: str, client: Client) -> None:
    assert url in client.get(url.rsplit("/", 2)[0] + "/").content.decode()
    assert client.post(url, SAID).status_code == 302
    assert (row().wishes, row().end, row().version) == (SAID["wishes"], TODAY + timedelta(days=60), 2)


def test_what_was_written_is_kept_when_the_period_is_refused(url: str, client: Client) -> None:
    response = client.post(url, {**SAID, "end": (TODAY - timedelta(days=1)).isoformat()})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Vill arbeta i kök, helst i Angered." in text and "Sista dagen är före första." in text
    assert row().version == 1


def test_a_stale_change_shows_both_and_is_saved_when_sent_again(url: str, client: Client) -> None:
    assert client.post(url, {**SAID, "wishes": "Vill köra truck."}).status_code == 302
    response = client.post(url, SAID)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Vill köra truck." in text and text.count("helst i Angered") == 2  # beside theirs, and in the form
    assert 'name="version" value="2"' in text
    assert row().wishes == "Vill köra truck."
    assert client.post(url, {**SAID, "version": 2}).status_code == 302
    assert row().wishes == SAID["wishes"]


def test_a_decided_assignment_stands_and_the_page_says_why(world: World, client: Client) -> None:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    ladder = on_the_ladder(world).assigned()
    client.force_login(world.users[Role.COACH], backend=BACKEND)
    listed = f"/people/{ladder.way.person_id}/assignments/"
    url = f"{listed}{ladder.assignment}/"
    assert url not in client.get(listed).content.decode()
    assert 'name="wishes"' not in client.get(url).content.decode()
    response = client.post(url, SAID)
    assert response.status_code == 422
    assert "Vill arbeta i kök, helst i Angered." in response.content.decode()
    assert row().wishes == "Vill arbeta i kök."


def test_the_board_decides_what_the_page_says_last(url: str, client: Client, world: World) -> None:
    ladder = OnTheLadder(world, m.Participation.unscoped.get()).consulted()
    assert client.post(url, SAID).status_code == 302
    key = assignments.decide_assignment(ladder.officer, assignment=row().pk, reasons="Leder dit.", version=2, at=AT)
    assert m.Assignment.unscoped.get(pk=key).wishes == SAID["wishes"]


def test_another_persons_assignment_is_not_changed_under_this_persons_address(
    url: str, client: Client, world: World
) -> None:
    key = url.rstrip("/").rsplit("/", 1)[1]
    other = on_the_ladder(world).way
    assert client.get(f"/people/{other.person_id}/assignments/{key}/").status_code == 404


def test_hours_not_registered_stand_on_the_persons_week_and_lead_to_the_sheet(world: World, client: Client) -> None:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    ladder = on_the_ladder(world)
    booking = ladder.book(NINE - timedelta(days=2))
    client.force_login(world.users[Role.COACH], backend=BACKEND)
    session = m.Booking.unscoped.get(pk=booking).session_id
    week = f"/people/{ladder.way.person_id}/week/"
    assert f'href="/week/hours/{session}/#mark-{booking}"' in client.get(week).content.decode()
    assert client.post(f"/week/hours/{session}/", {f"mark-{booking}": "here"}).status_code == 302
    assert 'id="h-unmarked"' not in client.get(week).content.decode()
