"""The way in at the page: whatever is written, nothing is lost and nothing is done twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.web.matrix.referrals import ANSWERS
from tests.web.test_matrix import BACKEND
from tests.world import AT, TODAY, World
from vidare.actions.people import Contact, Newcomer
from vidare.actions.referrals import Coming, accept_referral, receive_referral
from vidare.queries import participations as queries
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.records.services import Setting
from vidare.rules.access import Role
from vidare.rules.identity import check_digit
from vidare.rules.referrals import WayIn

pytestmark = pytest.mark.django_db
NAME = {"given_name": "Omar", "family_name": "Haddad", "language": "ar"}


@pytest.fixture(autouse=True)
def _today(world: World) -> None:
    cache.clear()
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())


def enter(client: Client, world: World, role: Role) -> Client:
    client.force_login(world.users[role], backend=BACKEND)
    return client


def refer(client: Client, world: World, **fields: Any) -> Any:
    return enter(client, world, Role.SOCIAL_SECRETARY).post("/referrals/new/", NAME | fields)


def waiting(world: World, *, days: int = 0) -> m.Referral:
    key = receive_referral(
        world.actor(Role.SOCIAL_SECRETARY), service=world.service.pk, at=AT - timedelta(days=days),
        coming=Coming(WayIn.SOCIAL_SERVICES, "", ANSWERS), newcomer=Newcomer(Contact("Omar", "Haddad")),
    )  # fmt: skip
    return m.Referral.unscoped.get(pk=key)


def test_a_number_in_arabic_digits_is_the_same_person(world: World, client: Client) -> None:
    assert refer(client, world, number="١٩٩٠٠١٠١-٠٠١٧").status_code == 302
    assert "Omar Haddad" in refer(client, world, number="900101-0017").content.decode()
    assert m.Person.unscoped.count() == 1


@pytest.mark.parametrize("number", ["1" * 40, "18750101-0017", "19900101-0018", "20230229-0017", "hej"])
def test_a_wrong_number_is_told_and_nothing_written_is_lost(world: World, client: Client, number: str) -> None:
    response = refer(client, world, number=number, message="Vill arbeta i kök")
    assert response.status_code == 422
    text = response.content.decode()
    assert number in text and "Vill arbeta i kök" in text and "Haddad" in text
    assert not m.Person.unscoped.exists()


@pytest.mark.parametrize("field", ["given_name", "family_name", "number", "message", "phone"])
def test_a_nul_byte_is_a_fault_on_the_page_and_never_a_crash(world: World, client: Client, field: str) -> None:
    assert refer(client, world, **{field: "a\x00b"}).status_code == 422
    assert not m.Person.unscoped.exists()


def test_signs_that_turn_a_name_round_are_refused(world: World, client: Client) -> None:
    assert refer(client, world, given_name="Omar\u202e").status_code == 422


def test_a_person_without_any_number_is_referred(world: World, client: Client) -> None:
    assert refer(client, world).status_code == 302
    assert m.Person.unscoped.get().number_kind == "none"


def test_a_person_born_on_a_leap_day_is_referred(world: World, client: Client) -> None:
    nine = "960229001"
    assert refer(client, world, number=f"19{nine}{check_digit(nine)}").status_code == 302


def test_a_form_sent_twice_is_one_referral(world: World, client: Client) -> None:
    page = enter(client, world, Role.SOCIAL_SECRETARY).get("/referrals/new/")
    token = page.context["form"]["once"].value()
    first, second = (refer(client, world, once=token) for _ in range(2))
    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    assert m.Referral.unscoped.count() == 1


def test_a_form_that_was_refused_is_mended_and_sent_again(world: World, client: Client) -> None:
    assert refer(client, world, once="token", number="1").status_code == 422
    assert refer(client, world, once="token").status_code == 302
    assert m.Referral.unscoped.count() == 1


def test_another_ones_mark_leads_nowhere_and_swallows_nothing(world: World, client: Client) -> None:
    """Left in a browser that two use: the one's form does not lead where the other's led, and is not lost either."""
    refer(client, world, once="token")
    answer = enter(client, world, Role.COACH).post(
        "/referrals/new/", NAME | {"once": "token", "way_in": "own-initiative"}
    )
    assert answer.url == "/referrals/mine/"
    assert m.Referral.unscoped.count() == 2


def test_a_drop_in_is_noted_with_a_name_alone(world: World, client: Client) -> None:
    answer = enter(client, world, Role.JOB_MATCHER).post("/referrals/door/", {"given_name": "Ali", "language": "so"})
    assert answer.status_code == 302
    assert m.Referral.unscoped.get().way_in == "walk-in"


def test_accepted_on_the_page_with_the_coach_who_was_proposed(world: World, client: Client) -> None:
    row = waiting(world)
    url = f"/people/{row.person_id}/referrals/{row.pk}/"
    page = enter(client, world, Role.COORDINATOR).get(url)
    proposed = page.context["forms"]["accept"]["coach"].value()
    assert client.post(f"{url}accept/", {"accept-coach": proposed}).status_code == 302
    assert m.Participation.unscoped.get().coach_id == world.users[Role.COACH].pk


def test_outside_the_target_group_the_reasons_stand_on_the_page(world: World, client: Client) -> None:
    row = waiting(world)
    url = f"/people/{row.person_id}/referrals/{row.pk}/"
    enter(client, world, Role.COORDINATOR)
    answer = client.post(f"{url}accept/", {"accept-question-support": "no"})
    assert answer.status_code == 422
    assert m.Referral.unscoped.get().state == "received"


def test_a_no_without_reasons_keeps_what_was_written(world: World, client: Client) -> None:
    row = waiting(world)
    url = f"/people/{row.person_id}/referrals/{row.pk}/"
    enter(client, world, Role.COORDINATOR)
    answer = client.post(f"{url}decline/", {"decline-turn_to": "Ring vuxenutbildningen"})
    assert answer.status_code == 422 and "Ring vuxenutbildningen" in answer.content.decode()
    sent = {"decline-turn_to": "Ring vuxenutbildningen", "decline-reasons": ["not-in-target-group"]}
    assert client.post(f"{url}decline/", sent).status_code == 302
    assert "Ring vuxenutbildningen" in client.get(url).content.decode()


def test_the_clock_is_paused_and_started_on_the_page(world: World, client: Client) -> None:
    row = waiting(world, days=9)
    url = f"/people/{row.person_id}/referrals/{row.pk}/"
    enter(client, world, Role.COACH)
    assert client.post(f"{url}pause/", {"pause-reason": "illness", "pause-start": "2026-11-20"}).status_code == 302
    assert client.post(f"{url}pause/", {"pause-reason": "illness", "pause-start": "2026-11-20"}).status_code == 422
    assert client.post(f"{url}resume/", {"resume-end": "2026-11-23"}).status_code == 302
    assert m.ClockPause.unscoped.get().end == TODAY - timedelta(days=1)


def test_the_referrer_takes_back_their_own_on_the_page(world: World, client: Client) -> None:
    row = waiting(world)
    enter(client, world, Role.SOCIAL_SECRETARY)
    url = f"/people/{row.person_id}/referrals/{row.pk}/withdraw/"
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 422
    assert m.Referral.unscoped.get().state == "withdrawn"


def test_opening_the_waiting_list_is_one_line_with_the_keys_shown(world: World, client: Client) -> None:
    row = waiting(world)
    enter(client, world, Role.COORDINATOR).get("/referrals/")
    assert Event.objects.get(verb="referrals.listed").keys == {"persons": [row.person_id]}


def test_the_fragment_is_the_pages_part(world: World, client: Client) -> None:
    waiting(world)
    enter(client, world, Role.COORDINATOR)
    whole = client.get("/referrals/").content.decode()
    part = client.get("/referrals/", headers={"HX-Request": "true"}).content.decode()
    assert part.strip() in whole


def test_a_meeting_is_booked_moved_and_held_on_the_page(world: World, client: Client) -> None:
    row = waiting(world)
    way = accept_referral(world.actor(Role.COORDINATOR), referral=row.pk, at=AT)
    coach = world.users[Role.COACH].pk
    enter(client, world, Role.COACH)
    url = f"/people/{row.person_id}/cases/{way}/meetings/"
    wanted = {"kind": "first", "day": "2026-11-25", "time": "09:00", "minutes": "60", "staff": coach}
    assert client.post(url, wanted | {"day": "2026-11-23"}).status_code == 422
    assert client.post(url, wanted).status_code == 302
    meeting = m.Meeting.unscoped.get()
    one = f"/people/{row.person_id}/meetings/{meeting.pk}/"
    assert client.post(one, wanted | {"time": "11:00"}).status_code == 302
    assert client.post(f"{one}end/", {"said": "held"}).status_code == 422
    with acting("system:test"):
        Setting.objects.filter(name="demo.now").update(value=(AT + timedelta(days=2)).isoformat())
    assert client.post(f"{one}end/", {"said": "held"}).status_code == 302
    assert m.Participation.unscoped.get().state == "active"


def test_another_coach_a_pause_and_the_way_back_on_the_page(world: World, client: Client) -> None:
    way = world.participation()
    with acting("system:test"):
        other = m.User.objects.create_user("other", name="Annan Coach")
        m.Membership.objects.create(
            user=other, organisation=world.organisation, service=world.service, role="coach", start=TODAY
        )
    enter(client, world, Role.COORDINATOR)
    case = f"/people/{way.person_id}/cases/{way.pk}"
    assert client.post(f"{case}/coach/", {"coach": other.pk, "version": 1}).status_code == 302
    assert client.post(f"{case}/coach/", {"coach": world.users[Role.COACH].pk, "version": 1}).status_code == 422
    assert client.post(f"{case}/pause/", {"reason": "illness", "until": "2026-12-01"}).status_code == 302
    assert client.post(f"{case}/resume/").status_code == 302
    assert client.post(f"{case}/resume/").status_code == 422


def test_the_caseload_counts_what_it_lists(world: World, client: Client) -> None:
    for _ in range(3):
        world.participation()
    enter(client, world, Role.COORDINATOR)
    whole = client.get("/caseload/").context["found"]
    assert (sum(one.open for one in whole.coaches.loads), whole.total, len(whole.rows)) == (3, 3, 3)
    mine = client.get(f"/caseload/?coach={world.users[Role.COACH].pk}&state=active&page=99").context["found"]
    assert (mine.total, mine.page) == (3, 1)
    assert client.get("/caseload/?state=closed").context["found"].total == 0
    assert client.get("/caseload/?coach=x&state=y&page=-1").status_code == 200


def test_a_big_office_counts_what_each_coach_carries_on_a_page_of_its_own(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "NEAR", 0)
    monkeypatch.setattr(queries, "PAGE", 2)
    for _ in range(3):
        world.participation()
    enter(client, world, Role.COORDINATOR)
    first = client.get("/caseload/")
    assert first.context["found"].total is None
    assert (len(first.context["found"].rows), "?page=2" in first.content.decode()) == (2, True)
    second = client.get("/caseload/?page=2")
    assert (len(second.context["found"].rows), "?page=3" in second.content.decode()) == (1, False)
    hers = client.get(f"/caseload/?coach={world.users[Role.COACH].pk}").context["found"]
    assert (hers.total, hers.pages) == (3, 2)
    assert sum(one.open for one in client.get("/caseload/coaches/").context["loads"]) == 3


def test_ten_in_the_caseload_cost_what_one_costs(world: World, count_queries: Any) -> None:
    from vidare.queries.participations import caseload, coaches

    leader = world.actor(Role.COORDINATOR)
    world.participation()
    one = count_queries(lambda: caseload(leader, on=TODAY, coaches=coaches(leader, on=TODAY)))
    for _ in range(9):
        world.participation()
    assert count_queries(lambda: caseload(leader, on=TODAY, coaches=coaches(leader, on=TODAY))) == one
