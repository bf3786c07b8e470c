"""What a participant has said is seen to have been heard, on every page where it was asked for."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.actions.test_bases import hear_and_decide
from tests.ladder import OnTheLadder, on_the_ladder
from tests.world import AT, NINE, TODAY, World
from vidare.actions import absences, rulings
from vidare.actions.absences import Told
from vidare.queries.my_page import Path
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.services import Setting
from vidare.rules.absences import ReasonKind
from vidare.rules.access import Actor
from vidare.web.mine.path import stops

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOLD = "Du har sagt till att du inte kan komma."


@pytest.fixture
def ladder(world: World) -> OnTheLadder:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    return on_the_ladder(world)


@pytest.fixture
def person(ladder: OnTheLadder, client: Client) -> Actor:
    actor = ladder.world.participant_actor(ladder.way.person)
    client.force_login(m.User.objects.get(pk=actor.user_id), backend=BACKEND)
    return actor


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.content.decode())


def test_who_has_told_ahead_sees_that_it_came_through_wherever_the_time_stands(
    ladder: OnTheLadder, person: Actor, client: Client
) -> None:
    booking = ladder.book(NINE + timedelta(days=1))
    pages = ("/mine/", "/mine/times/", "/mine/times/cannot-come/", "/mine/absences/")
    assert not any(TOLD in read(client, url) for url in pages)
    told = Told(ReasonKind.ILL, "Jag har feber.")
    absences.explain(person, booking=booking, told=told, key=uuid.uuid4(), at=AT)
    assert all(TOLD in read(client, url) for url in pages)


def test_a_time_to_come_is_asked_about_as_one_to_come(ladder: OnTheLadder, person: Actor, client: Client) -> None:
    text = read(client, f"/mine/absences/{ladder.book(NINE + timedelta(days=1))}/")
    assert "Varför kan du inte komma?" in text and "Vad hände?" not in text


def test_who_has_said_that_it_is_wrong_is_not_asked_again(ladder: OnTheLadder, person: Actor, client: Client) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    assert f'href="/mine/absences/{booking}/"' in read(client, "/mine/")
    absences.dispute(person, booking=booking, text="Jag var där.", lang="sv", at=AT)
    assert f'href="/mine/absences/{booking}/"' not in read(client, "/mine/")
    assert "Du har sagt att det är fel. Vi tittar på det igen." in read(client, "/mine/absences/")


def test_who_can_answer_the_board_reads_until_when_and_to_whom(
    ladder: OnTheLadder, person: Actor, client: Client
) -> None:
    basis = ladder.assigned().streak().handed_over()
    officer = m.User.objects.get(pk=ladder.officer.user_id)
    with acting("system:test"):
        m.User.objects.filter(pk=officer.pk).update(phone="070-174 06 99")
    rulings.communicate(
        ladder.officer, basis=basis.pk, answer_by=TODAY + timedelta(days=14), version=basis.version, at=AT
    )
    text = read(client, f"/mine/bases/{basis.pk}/")
    assert "tisdag 8 december" in text and officer.name in text and 'href="tel:0701740699"' in text


def test_the_boards_decision_stands_with_its_reasons_and_what_the_person_said(
    ladder: OnTheLadder, person: Actor, client: Client
) -> None:
    basis = ladder.assigned().streak().handed_over()
    hear_and_decide(ladder, basis)
    text = read(client, f"/mine/bases/{basis.pk}/")
    assert "Biståndet är som förut" in text and "Skälen är bedömda." in text
    assert "Jag var sjuk." in text and "Skriv till nämnden." in text


def test_the_hour_one_has_already_is_not_offered_instead(ladder: OnTheLadder, person: Actor, client: Client) -> None:
    here, there = ladder.book(NINE + timedelta(days=1)), ladder.book(NINE + timedelta(days=2))
    held = m.Booking.unscoped.get(pk=there).session_id
    assert f'value="{held}"' not in read(client, f"/mine/times/{here}/move/")


def test_a_day_of_another_year_says_which() -> None:
    path = Path(date(2025, 12, 29), date(2026, 1, 7), None, None, (), (), (), "")
    began, met = stops(path, None, today=TODAY)
    assert "2025" in began.note and "2026" not in met.note


def test_a_language_is_found_by_those_who_read_no_other(person: Actor, client: Client) -> None:
    assert "ትግርኛ" in read(client, "/mine/file/choices/")
