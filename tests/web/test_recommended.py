"""The employment service recommends from its own log-in: it is the source, and sees what it wrote and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.web import cast
from tests.world import AT, TODAY, World
from vidare.actions.people import Contact, Newcomer, set_protection
from vidare.actions.recommending import recommend, take_back_recommendation
from vidare.actions.referrals import Coming, accept_referral, withdraw_referral
from vidare.queries.recommended import recommended
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Protection
from vidare.rules.referrals import WayIn

pytestmark = pytest.mark.django_db
R = Role
NEW, MINE = "/referrals/new/", "/referrals/mine/"
NADIA = {"given_name": "Nadia", "family_name": "Rekommenderad", "language": "ar", "number": "19900101-0017"}


@pytest.fixture(autouse=True)
def _today(world: World) -> None:
    cast.stop_the_clock()


def send(client: Client, world: World, role: Role = R.EMPLOYMENT_OFFICER, **more: Any) -> Any:
    return cast.enter(client, world.users[role]).post(NEW, NADIA | more)


def test_the_source_is_the_officers_own_authority_whatever_is_sent(world: World, client: Client) -> None:
    answer = send(client, world, way_in="social-services", message="Vill bli kock")
    assert (answer.status_code, answer.url) == (302, MINE)
    row = m.Referral.unscoped.get()
    assert (row.way_in, row.referrer_id) == ("employment-service", world.users[R.EMPLOYMENT_OFFICER].pk)
    assert row.referrer_organisation_id == world.employment_service.pk
    assert row.message == "Vill bli kock" and row.board_id == world.board.pk
    shown = cast.enter(client, world.users[R.COORDINATOR]).get("/referrals/").content.decode()
    assert "Nadia Rekommenderad" in shown and "Arbetsförmedlingen" in shown


def test_somebody_known_here_is_answered_like_somebody_unknown_and_named_staff_look(
    world: World, client: Client
) -> None:
    send(client, world, R.SOCIAL_SECRETARY)
    accept_referral(world.actor(R.COORDINATOR), referral=m.Referral.unscoped.get().pk, answers=_yes(), at=AT)
    answer = send(client, world)
    assert (answer.status_code, answer.url) == (302, MINE), "that she takes part here already is not told"
    shown = client.get(MINE).content.decode()
    assert shown.count("Nadia Rekommenderad") == 1 and "Coach Testsson" not in shown
    assert m.LinkCase.unscoped.count() == 1


def _yes() -> dict[str, str]:
    return {"support": "yes", "work-capable": "yes", "job-guarantee": "no", "youth-guarantee": "no"}


def test_what_was_written_stays_when_the_number_is_wrong(world: World, client: Client) -> None:
    answer = send(client, world, number="1", message="Vill bli kock")
    assert answer.status_code == 422 and "Vill bli kock" in answer.content.decode()
    assert not m.Person.unscoped.exists()


def test_it_is_taken_back_once_and_by_whoever_wrote_it(world: World, client: Client) -> None:
    send(client, world)
    row = m.Referral.unscoped.get()
    with acting("system:test"):
        other = m.User.objects.create_user("other-officer", name="Annan Handläggare")
        m.Membership.objects.create(
            user=other, organisation=world.employment_service, service=world.service,
            role=R.EMPLOYMENT_OFFICER.value, start=TODAY,
        )  # fmt: skip
    assert cast.enter(client, other).get(MINE).content.decode().count("Nadia") == 0
    assert client.post(f"{MINE}{row.pk}/take-back/").status_code == 404
    cast.enter(client, world.users[R.EMPLOYMENT_OFFICER])
    assert f"{MINE}{row.pk}/take-back/" in client.get(MINE).content.decode()
    assert client.post(f"{MINE}{row.pk}/take-back/").status_code == 302
    assert client.post(f"{MINE}{row.pk}/take-back/").status_code == 422
    assert m.Referral.unscoped.get().state == "withdrawn"


def test_nothing_of_what_the_service_has_is_the_officers(world: World, client: Client) -> None:
    send(client, world, R.SOCIAL_SECRETARY)
    theirs = m.Referral.unscoped.get()
    officer = world.actor(R.EMPLOYMENT_OFFICER)
    with pytest.raises(Hidden):
        take_back_recommendation(officer, referral=theirs.pk, at=AT)
    with pytest.raises(Hidden):
        withdraw_referral(officer, referral=theirs.pk, at=AT)
    cast.enter(client, world.users[R.EMPLOYMENT_OFFICER])
    urls = ("/referrals/door/", "/people/search/", "/caseload/", f"/people/{theirs.person_id}/")
    assert [client.get(url).status_code for url in urls] == [404] * 4
    assert recommended(officer, on=TODAY).total == 0


def test_whoever_is_protected_since_is_in_no_list_of_another_authority(world: World, client: Client) -> None:
    send(client, world)
    person = m.Referral.unscoped.get().person_id
    set_protection(
        system("test"), person=person, protection=Protection.PROTECTED, named=[world.users[R.COACH].pk], reason="Skydd",
        at=AT,
    )  # fmt: skip
    assert recommended(world.actor(R.EMPLOYMENT_OFFICER), on=TODAY).rows == ()


def test_the_door_is_closed_where_the_service_takes_nobody_from_there(world: World, client: Client) -> None:
    with acting("system:test"):
        text = world.service.model.text.replace(', "employment-service"]', "]", 1)
        kept = m.ServiceModel.objects.create(code="j", version=2, text=text, digest="closed-to-them", imported_at=AT)
        m.Service.objects.filter(pk=world.service.pk).update(model=kept)
    assert send(client, world).status_code == 404
    assert not m.Person.unscoped.exists()


def test_the_team_says_who_sent_the_person(world: World, client: Client) -> None:
    answer = send(client, world, R.COACH)
    assert answer.status_code == 422 and "Nadia" in answer.content.decode(), "it is asked, and nothing is lost"
    assert send(client, world, R.COACH, way_in="employment-service").status_code == 302
    assert m.Referral.unscoped.get().way_in == "employment-service"
    with pytest.raises(Refused):
        recommend(
            world.actor(R.COACH), service=world.service.pk, coming=Coming(WayIn.EMPLOYMENT_SERVICE),
            newcomer=Newcomer(Contact("Sara")), at=AT,
        )  # fmt: skip
