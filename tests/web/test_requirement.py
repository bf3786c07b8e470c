"""The week's hours on the person's page and in the month; who has spoken for somebody."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.actions import test_plans
from tests.actions.test_representatives import register
from tests.web import cast
from tests.web.matrix import requirement as cases
from tests.world import World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.sealed import name_tokens
from vidare.rules.access import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(world: World) -> None:
    cast.stop_the_clock()


def at(client: Client, world: World, role: Role, url: str, **sent: object) -> str:
    client.force_login(world.users[role], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(url, sent, follow=True) if sent else client.get(url)
    assert answer.status_code in (200, 422), answer.status_code
    return answer.content.decode()


def test_the_persons_page_says_the_hours_and_to_the_social_services_what_is_asked(world: World, client: Client) -> None:
    person = cases.asked(world).split("/")[2]
    coach = at(client, world, Role.COACH, f"/people/{person}/")
    assert "Veckans timmar" in coach and "som krävs" not in coach
    assert 'av <bdi dir="ltr">22</bdi> som krävs' in at(client, world, Role.SOCIAL_SECRETARY, f"/people/{person}/")


def test_the_month_says_hours_finds_by_name_and_marks(world: World, client: Client) -> None:
    person = cases.asked(world).split("/")[2]
    shown = at(client, world, Role.SOCIAL_SECRETARY, "/month/")
    assert 'av <bdi dir="ltr">22</bdi> tim i veckan är planerade' in shown
    with acting("system:test"):
        for token in name_tokens("Amina Warsame"):
            m.NameToken.unscoped.create(board=world.board, person_id=int(person), token=token)
    secretary = (client, world, Role.SOCIAL_SECRETARY)
    assert "Amina Warsame" in at(*secretary, "/month/", text="warsame")
    assert "Amina Warsame" not in at(*secretary, "/month/", text="lindgren")
    marked = at(*secretary, "/month/mark/", person=person, month="2026-11", do="done", show="left")
    assert "Ingen är kvar" in marked
    assert "Genomgången av" in at(*secretary, "/month/?show=gone-through")
    at(*secretary, "/month/mark/", person=person, month="2026-11", do="again")
    assert not m.MonthMark.unscoped.exists()
    assert "Välj minst en person." in at(*secretary, "/month/mark/", month="2026-11", do="done")
    assert {"month.searched", "month.gone-through", "month.taken-up-again"} <= set(
        m.Event.objects.values_list("verb", flat=True)
    )


def test_what_the_officer_writes_badly_is_told_and_kept_on_the_form(world: World, client: Client) -> None:
    url = cases.asked(world)
    said = {"do": "relief", "relief-why": "health", "relief-start": "2027-01-01", "relief-words": "Läkaren råder"}
    shown = at(client, world, Role.SOCIAL_SECRETARY, url, **said)
    assert "Skriv med hur många hela timmar" in shown and "Läkaren råder" in shown
    assert m.Relief.unscoped.count() == 1
    at(client, world, Role.COACH, url, **{**said, "relief-hours": "4", "relief-evidence": "Intyg"})
    assert m.Relief.unscoped.count() == 1


def test_the_participant_reads_who_may_act_for_them(world: World, client: Client) -> None:
    way = world.participation(world.person())
    register(world, way.person_id)
    user = m.User.objects.get(pk=world.participant_actor(way.person).user_id)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get("/mine/file/").content.decode()
    assert "Vem som får företräda dig" in shown and "Leyla Warsame" in shown
    assert client.get(f"/people/{way.person_id}/representatives/").status_code == 404


def test_a_yes_by_a_representative_is_recorded_on_the_page(world: World, client: Client) -> None:
    way = world.participation(world.person())
    plan = test_plans.proposed(world, way)
    key = register(world, way.person_id)
    url = f"/people/{way.person_id}/plan/{plan.pk}/agree/"
    assert "Leyla Warsame" in at(client, world, Role.COACH, url)
    said = {"behalf": "1", "version": plan.version, "reason": "representative"}
    assert "Välj vem som har talat" in at(client, world, Role.COACH, url, **said)
    assert "Leyla Warsame" in at(client, world, Role.COACH, url, **said, representative=key)
    assert m.Agreement.unscoped.get().representative_id == key
