"""What somebody waits for an answer to is on the day of the one who can give it, and goes when it is given."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.actions import test_notes, test_plans
from tests.ladder import OnTheLadder, on_the_ladder
from tests.web.test_matrix import BACKEND
from tests.world import AT, NINE, World
from vidare.actions import absences, attention, notes
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.services import Setting
from vidare.rules.access import Actor, Compartment, Role
from vidare.rules.attention import Kind
from vidare.rules.notes import NoteKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder(world: World) -> OnTheLadder:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    return on_the_ladder(world)


@pytest.fixture
def person(ladder: OnTheLadder) -> Actor:
    return ladder.world.participant_actor(ladder.way.person)


def doors(client: Client, ladder: OnTheLadder, role: Role, kind: Kind) -> list[str]:
    """Where my day leads for a reason; nowhere when it is not there."""
    client.force_login(ladder.world.users[role], backend=BACKEND)
    text = client.get(f"/day/?only={kind.value}&team=0").content.decode()
    return re.findall(r'<a class="ds-button" data-variant="secondary" href="([^"]+)"', text)


def test_an_hour_that_is_disputed_waits_for_the_coach_who_answers_it_there(
    ladder: OnTheLadder, person: Actor, client: Client
) -> None:
    booking = ladder.miss(NINE - timedelta(days=2))
    absences.dispute(person, booking=booking, text="Jag var där.", at=AT)
    (url,) = doors(client, ladder, Role.COACH, Kind.HOUR_DISPUTED)
    assert "Jag var där." in client.get(url).content.decode()
    sent = {"do": "answer", "answer-upheld": "yes", "answer-answer": "Du har rätt."}
    assert client.post(url, sent).status_code == 302
    assert not doors(client, ladder, Role.COACH, Kind.HOUR_DISPUTED)


def test_a_disputed_note_waits_for_the_coach_who_answers_it_there(
    ladder: OnTheLadder, person: Actor, client: Client
) -> None:
    key = test_notes.write(ladder.world, ladder.way)
    notes.dispute_note(person, note_id=key, text="Vi pratade aldrig.", at=AT)
    (url,) = doors(client, ladder, Role.COACH, Kind.NOTE_DISPUTED)
    assert "Vi pratade aldrig." in client.get(url).content.decode()
    sent = {"do": "answer", "answer-upheld": "no", "answer-text": "Vi talades vid i måndags."}
    assert client.post(url, sent).status_code == 302
    assert not doors(client, ladder, Role.COACH, Kind.NOTE_DISPUTED)


def test_a_disputed_note_of_the_social_services_waits_for_who_wrote_it_and_the_coach_does_not_know(
    ladder: OnTheLadder, person: Actor, client: Client
) -> None:
    social = Compartment.SOCIAL_SERVICES
    key = test_notes.write(ladder.world, ladder.way, role=Role.SOCIAL_SECRETARY, where=social)
    notes.dispute_note(person, note_id=key, text="Det stämmer inte.", at=AT)
    assert not doors(client, ladder, Role.COACH, Kind.NOTE_DISPUTED)
    assert "något som står om dem" not in client.get(f"/people/{ladder.way.person_id}/").content.decode()
    (url,) = doors(client, ladder, Role.SOCIAL_SECRETARY, Kind.NOTE_DISPUTED)
    assert client.get(url).status_code == 200


def test_a_wish_for_a_change_leads_to_the_plan_where_it_can_be_read_until_it_was_talked_about(
    ladder: OnTheLadder, person: Actor, client: Client
) -> None:
    test_plans.agreed(ladder.world, ladder.way)
    notes.ask_for_change(person, text="Jag vill börja senare.", at=AT)
    notes.ask_for_change(person, text="Helst efter lovet.", at=AT)
    (url,) = doors(client, ladder, Role.COACH, Kind.CHANGE_ASKED)
    text = client.get(url).content.decode()
    assert "Jag vill börja senare." in text and "Helst efter lovet." in text
    notes.write_note(
        ladder.coach, person=ladder.way.person_id, kind=NoteKind.CALL, text="Vi har pratat om det.",
        compartment=Compartment.LABOUR_MARKET, happened_on=AT.date(), at=AT + timedelta(hours=1),
    )  # fmt: skip
    assert not doors(client, ladder, Role.COACH, Kind.CHANGE_ASKED)
    assert "Jag vill börja senare." not in client.get(url).content.decode()


def test_a_basis_taken_back_is_told_to_who_had_it_and_to_the_coach_until_each_has_seen_it(
    ladder: OnTheLadder, client: Client
) -> None:
    basis = ladder.assigned().streak(4).handed_over()
    absences.assess(ladder.coach, booking=ladder.bookings[0], valid=True, why="Ett intyg har kommit.", at=AT)
    for role, kind in ((Role.SOCIAL_SECRETARY, Kind.BASIS_WITHDRAWN), (Role.COACH, Kind.BASIS_FALLEN)):
        assert doors(client, ladder, role, kind) == [f"/people/{basis.person_id}/bases/{basis.pk}/"]
        url = doors(client, ladder, role, kind)[0]
        assert 'value="read"' in client.get(url).content.decode()
        assert client.post(url, {"do": "read"}).status_code == 302
        assert not doors(client, ladder, role, kind)
        assert 'value="read"' not in client.get(url).content.decode()
    basis.refresh_from_db()
    assert (basis.officer_read_withdrawal_at, basis.coach_read_withdrawal_at) == (AT, AT)


def test_a_basis_that_never_left_the_coach_is_nobodys_to_be_told_of(ladder: OnTheLadder, client: Client) -> None:
    ladder.assigned().streak(4).basis()
    absences.assess(ladder.coach, booking=ladder.bookings[0], valid=True, why="Ett intyg har kommit.", at=AT)
    assert m.Basis.unscoped.get().state == "withdrawn"
    assert not doors(client, ladder, Role.COACH, Kind.BASIS_FALLEN)


def test_others_of_the_team_neither_see_that_there_is_a_basis_nor_say_that_they_have_seen_it(
    ladder: OnTheLadder, client: Client
) -> None:
    basis = ladder.assigned().streak(4).handed_over()
    absences.assess(ladder.coach, booking=ladder.bookings[0], valid=True, why="Ett intyg har kommit.", at=AT)
    person, one = f"/people/{basis.person_id}/", f"/people/{basis.person_id}/bases/{basis.pk}/"
    for role, status in ((Role.JOB_MATCHER, 404), (Role.COORDINATOR, 200), (Role.MANAGER, 200)):
        client.force_login(ladder.world.users[role], backend=BACKEND)
        response = client.get(one)
        assert response.status_code == status
        assert 'value="read"' not in response.content.decode()
        assert ("underlag" in client.get(person).content.decode().casefold()) is (status == 200), role


def test_what_is_not_registered_leads_to_the_persons_own_row_on_the_sheet_of_the_hour(
    ladder: OnTheLadder, client: Client
) -> None:
    booking = ladder.book(NINE - timedelta(days=2))
    with acting("system:test"):
        m.Booking.unscoped.filter(pk=booking).update(verdict="not-registered")
        attention.refresh(ladder.way.pk, on=AT.date())
    (url,) = doors(client, ladder, Role.COACH, Kind.NOT_REGISTERED)
    sheet, _hash, row = url.partition("#")
    assert f'id="{row}"' in client.get(sheet).content.decode()
    assert client.post(sheet, {f"mark-{booking}": "here"}).status_code == 302
    assert not doors(client, ladder, Role.COACH, Kind.NOT_REGISTERED)


def test_ten_who_are_not_registered_cost_what_one_costs(
    ladder: OnTheLadder, client: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    def unseen() -> None:
        day = m.Booking.unscoped.count() + 2
        booking = ladder.book(NINE - timedelta(days=day))
        with acting("system:test"):
            m.Booking.unscoped.filter(pk=booking).update(verdict="not-registered")
            attention.refresh(ladder.way.pk, on=AT.date())

    unseen()
    doors(client, ladder, Role.COACH, Kind.NOT_REGISTERED)
    one = count_queries(lambda: client.get("/day/?only=not-registered"))
    for _ in range(9):
        unseen()
    assert count_queries(lambda: client.get("/day/?only=not-registered")) == one
