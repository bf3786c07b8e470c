"""Referring somebody who is known already, and working in more than one service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.actions.test_letters import NUMBER, known
from tests.web import cast
from tests.world import AT, TODAY, World
from vidare.actions.people import set_protection
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.rules.access import Role
from vidare.rules.identity import Protection
from vidare.rules.participations import State

pytestmark = pytest.mark.django_db
R = Role
NEW = "/referrals/new/"
NAME = {"given_name": "Amina", "family_name": "Warsame", "language": "so", "number": NUMBER}


@pytest.fixture(autouse=True)
def _today(world: World, client: Client) -> None:
    cast.stop_the_clock()
    client.cookies["lang"] = "en"


@pytest.fixture
def away(world: World) -> Any:
    """Another service of the same board."""
    with acting("system:test"):
        return m.Service.objects.create(
            code="annat", name="Annat", board=world.board, model=world.service.model, opened_on=TODAY
        )


def send(world: World, client: Client, there: str = NEW, role: Role = R.SOCIAL_SECRETARY, **more: Any) -> Any:
    return cast.enter(client, world.users[role]).post(there, NAME | more)


def test_who_writes_the_number_of_somebody_known_is_asked_whether_it_is_the_same(world: World, client: Client) -> None:
    person = known(world)
    answer = send(world, client, message="Vill arbeta i kök")
    text = answer.content.decode()
    assert answer.status_code == 422 and "Is it the same person?" in text
    assert "Amina Warsame" in text and "19900101-****" in text and "Vill arbeta i kök" in text
    assert not m.Referral.unscoped.exists()
    seen = Event.objects.filter(verb="people.searched").get()
    assert seen.keys == {"persons": [person.pk], "by": "number"}


def test_the_same_person_is_referred_and_nobody_is_doubled(world: World, client: Client) -> None:
    person = known(world)
    assert send(world, client, same=str(person.pk)).status_code == 302
    assert m.Person.unscoped.count() == 1 and not m.LinkCase.unscoped.exists()
    assert m.Referral.unscoped.get().person_id == person.pk


def test_somebody_else_with_the_same_number_is_another_person_for_named_staff_to_look_at(
    world: World, client: Client
) -> None:
    known(world)
    assert send(world, client, same="another").status_code == 302
    assert m.Person.unscoped.count() == 2 and m.LinkCase.unscoped.count() == 1


@pytest.mark.parametrize("same", ["", "0", "x", "99999999", "\x00"])
def test_no_answer_or_a_strange_one_is_asked_again(world: World, client: Client, same: str) -> None:
    known(world)
    assert send(world, client, same=same).status_code == 422
    assert m.Person.unscoped.count() == 1 and not m.Referral.unscoped.exists()


def test_a_person_named_without_their_number_is_not_referred_by_their_key(world: World, client: Client) -> None:
    person = known(world)
    assert send(world, client, number="", given_name="Sara", same=str(person.pk)).status_code == 302
    assert m.Referral.unscoped.get().person_id != person.pk


@pytest.mark.parametrize("state", [State.ACTIVE, State.WAITING])
def test_who_takes_part_already_is_not_referred_again_and_the_page_says_so(
    world: World, client: Client, state: State
) -> None:
    person = known(world)
    world.participation(person, state=state)
    text = send(world, client).content.decode()
    assert "This person takes part here already." in text and f'value="{person.pk}"' not in text
    answer = send(world, client, same=str(person.pk))
    assert answer.status_code == 422 and "This person takes part here already." in answer.content.decode()
    assert not m.Referral.unscoped.exists()


def test_who_waits_already_is_not_referred_again(world: World, client: Client) -> None:
    person = known(world)
    send(world, client, same=str(person.pk))
    answer = send(world, client, same=str(person.pk))
    assert answer.status_code == 422 and "waits for an answer here already" in answer.content.decode()
    assert m.Referral.unscoped.count() == 1


def test_a_way_that_has_ended_is_no_hindrance(world: World, client: Client) -> None:
    person = known(world)
    way = world.participation(person)
    with acting("system:test"):
        m.Participation.unscoped.filter(pk=way.pk).update(
            state=State.CLOSED.value, ended_on=TODAY - timedelta(days=10), coach_since=None, coach=None
        )
    assert send(world, client, same=str(person.pk)).status_code == 302


def test_somebody_whom_the_secretary_may_not_see_is_answered_like_somebody_unknown(
    world: World, client: Client
) -> None:
    person = known(world)
    set_protection(
        world.actor(R.COACH), person=person.pk, protection=Protection.PROTECTED, named=[world.users[R.COACH].pk],
        reason="Skatteverket", at=AT,
    )  # fmt: skip
    answer = send(world, client)
    assert answer.status_code == 302 and m.LinkCase.unscoped.count() == 1
    assert not Event.objects.filter(verb="people.searched").exists()


def test_a_form_about_somebody_known_that_is_sent_twice_is_one_referral(world: World, client: Client) -> None:
    person = known(world)
    first, second = (send(world, client, same=str(person.pk), once="token") for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert m.Referral.unscoped.count() == 1


# ── More than one service ────────────────────────────────────────────────────────────────────────────────────────


def in_both(world: World, away: m.Service, role: Role) -> None:
    with acting("system:test"):
        m.Membership.objects.create(
            user=world.users[role], organisation=world.organisation, service=away, role=role.value,
            start=TODAY - timedelta(days=30),
        )  # fmt: skip


@pytest.mark.parametrize("there", [NEW, "/referrals/door/"])
@pytest.mark.parametrize("code", ["annat", "jobbhornet"])
def test_whoever_works_in_two_services_says_which_one_somebody_comes_to(
    world: World, client: Client, away: m.Service, there: str, code: str
) -> None:
    in_both(world, away, R.COORDINATOR)
    page = cast.enter(client, world.users[R.COORDINATOR]).get(f"{there}?service={code}").content.decode()
    assert f'href="?service={code}" aria-current="page"' in page and page.count("?service=") >= 2
    answer = client.post(f"{there}?service={code}", NAME | {"number": "", "way_in": "own-initiative"})
    assert answer.status_code == 302, answer.content.decode()
    assert m.Referral.unscoped.get().service.code == code


def test_whoever_works_in_one_is_asked_nothing(world: World, client: Client, away: m.Service) -> None:
    page = cast.enter(client, world.users[R.COORDINATOR]).get("/referrals/door/").content.decode()
    assert "?service=" not in page


def test_a_service_that_is_not_ones_own_cannot_be_chosen(world: World, client: Client, away: m.Service) -> None:
    send(world, client, "/referrals/door/?service=annat", R.COORDINATOR)
    assert m.Referral.unscoped.get().service.code == "jobbhornet"


def test_somebody_known_in_one_service_is_referred_to_the_other(world: World, client: Client, away: m.Service) -> None:
    person = known(world)
    world.participation(person)
    in_both(world, away, R.SOCIAL_SECRETARY)
    assert send(world, client, f"{NEW}?service=annat", same=str(person.pk)).status_code == 302
    assert m.Referral.unscoped.get().service_id == away.pk
    assert m.Reach.unscoped.filter(person=person).count() == 2


@pytest.fixture
def disclosing(world: World, client: Client, away: m.Service) -> Callable[[str], Any]:
    in_both(world, away, R.COORDINATOR)
    person = known(world)
    with acting("system:test"):
        m.Reach.unscoped.create(board=world.board, person=person, service=away)
        partner = m.Organisation.objects.create(code="skola", name="Skolan", kind="school")
        m.Membership.objects.create(
            user=world.users[R.EMPLOYMENT_OFFICER], organisation=partner, service=away, role=R.EMPLOYMENT_OFFICER.value,
            start=TODAY - timedelta(days=30),
        )  # fmt: skip
    cast.enter(client, world.users[R.COORDINATOR])
    return lambda code: client.get(f"/people/{person.pk}/disclosures/?service={code}").content.decode()


def test_what_is_disclosed_comes_out_of_the_service_that_is_chosen_and_goes_to_its_partners(
    world: World, client: Client, away: m.Service, disclosing: Callable[[str], Any]
) -> None:
    assert "Skolan" in disclosing("annat") and "Arbetsförmedlingen" not in disclosing("annat")
    assert "Skolan" not in disclosing("jobbhornet") and "Arbetsförmedlingen" in disclosing("jobbhornet")
    person = m.Person.unscoped.get()
    form = {
        "items": ["name"], "to": m.Organisation.objects.get(code="skola").pk, "ground": "consent",
        "purpose": "consultation", "until": (TODAY + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    answer = client.post(f"/people/{person.pk}/disclosures/?service=annat", form)
    assert answer.headers["Location"].endswith("/disclosures/?service=annat")
    assert m.Disclosure.unscoped.get().service_id == away.pk


def test_a_service_that_does_not_work_with_the_person_is_not_among_them(
    world: World, client: Client, away: m.Service
) -> None:
    in_both(world, away, R.COORDINATOR)
    person = known(world)
    page = cast.enter(client, world.users[R.COORDINATOR]).get(f"/people/{person.pk}/disclosures/?service=annat")
    assert "?service=" not in page.content.decode() and "Arbetsförmedlingen" in page.content.decode()
