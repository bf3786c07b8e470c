"""Invitation codes: handed over by others, used by oneself, counted from rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.test_matrix import BACKEND
from tests.web.test_open_page import URL, ask, office
from tests.world import AT, TODAY, World
from vidare.actions import invitations, meetings, referrals
from vidare.queries.invitations import campaigns
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role
from vidare.rules.activities import MeetingKind
from vidare.rules.decision import Hidden, Refused
from vidare.rules.invitations import No

pytestmark = pytest.mark.django_db
__all__ = ["office"]
CODES = iter([f"abcdefgh{a}{b}" for a in "jkmnpq" for b in "rstuvwxyz"])


@pytest.fixture(autouse=True)
def _now(world: World) -> None:
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())


def plan(world: World, *, days: int = 30, count: int = 3, start: int = 0) -> m.Campaign:
    with acting("system:test"):
        club, _ = m.Organisation.objects.get_or_create(
            code="edsvikens-bollklubb", defaults={"name": "Edsvikens bollklubb", "kind": "association"}
        )
    leader = world.actor(Role.COORDINATOR)
    key = invitations.plan_campaign(
        leader, service=world.service.pk, organisation=club.pk, name="Hösten", start=TODAY + timedelta(days=start),
        end=TODAY + timedelta(days=days), at=AT,
    )  # fmt: skip
    invitations.make_codes(leader, campaign=key, count=count, at=AT, draw=lambda: next(CODES))
    return m.Campaign.objects.get(pk=key)


def codes(campaign: m.Campaign) -> list[str]:
    return list(m.InvitationCode.objects.filter(campaign=campaign).order_by("pk").values_list("code", flat=True))


def counted(world: World) -> tuple[int, ...]:
    one = campaigns(world.actor(Role.COORDINATOR), on=TODAY).rows[0].counted
    return one.handed_out, one.tried, one.asked, one.reached, one.came


def test_who_writes_with_a_code_comes_by_invitation_and_the_code_is_used_up(office: World, client: Client) -> None:
    campaign = plan(office)
    one, two, _ = codes(campaign)
    assert ask(client, code=f" {one[:5].upper()}-{one[5:]} ").status_code == 302
    row = m.Referral.unscoped.get()
    assert (row.way_in, row.invitation.code) == ("invitation", one)
    again = ask(client, code=one)
    assert again.status_code == 422 and "Koden är redan använd" in again.content.decode()
    assert "Skicka utan kod" in again.content.decode()
    assert ask(client, code=one, **{"without-code": "1"}).status_code == 302
    assert list(m.Referral.unscoped.order_by("pk").values_list("way_in", flat=True)) == ["invitation", "own-initiative"]
    assert counted(office) == (3, 1, 1, 0, 0)
    assert two not in [code for code in codes(campaign) if m.InvitationCode.objects.get(code=code).used_at]


@pytest.mark.parametrize(
    ("days", "start", "text", "says"),
    [(30, 0, "zzzzzzzzzz", "Vi känner inte igen koden"), (30, 0, "x\x00y", ""), (30, 5, "", "känner inte igen"),
     (-1, -9, "", "Tiden för koden har gått ut")],
)  # fmt: skip
def test_a_code_that_opens_nothing_says_so_and_one_may_ask_without_it(
    office: World, client: Client, days: int, start: int, text: str, says: str
) -> None:
    with acting("system:test"):
        campaign = plan(office, start=start)
        m.Campaign.objects.filter(pk=campaign.pk).update(end=TODAY + timedelta(days=days))
    text = text or codes(campaign)[0]
    answer = ask(client, code=text)
    shown = answer.content.decode()
    assert answer.status_code == 422 and says in shown and "Sara" in shown
    assert not m.Referral.unscoped.exists()
    assert ask(client, code="").status_code == 302


def test_a_class_writes_from_one_address_with_its_codes(office: World, client: Client) -> None:
    campaign = plan(office, count=12)
    assert [ask(client, code=code).status_code for code in codes(campaign)] == [302] * 12


def test_what_became_of_the_codes_is_counted_from_rows(office: World, client: Client) -> None:
    campaign = plan(office, count=4)
    for code in codes(campaign)[:2]:
        ask(client, code=code)
    m.Referral.unscoped.count()
    leader, coach = office.actor(Role.COORDINATOR), office.actor(Role.COACH)
    first = m.Referral.unscoped.order_by("pk").first()
    yes = {"active-measure": "no", "age": "yes", "young-or-support": "yes"}
    way = referrals.accept_referral(leader, referral=first.pk, answers=yes, at=AT)
    assert counted(office) == (4, 2, 2, 0, 0)
    booking = meetings.Booking(starts_at=AT + timedelta(hours=1), staff=coach.user_id or 0, place="Soffan")
    key = meetings.book_meeting(coach, participation=way, kind=MeetingKind.FIRST, booking=booking, at=AT)
    assert counted(office) == (4, 2, 2, 0, 0), "a booked meeting is no contact yet"
    meetings.hold_meeting(coach, meeting=key, at=AT + timedelta(hours=2))
    assert counted(office) == (4, 2, 2, 1, 1)
    with acting("system:test"):
        m.Referral.unscoped.exclude(pk=first.pk).delete()
    assert counted(office) == (4, 2, 1, 1, 1)


def test_the_coordinator_plans_prints_and_ends_and_no_name_is_on_paper(office: World, client: Client) -> None:
    campaign = plan(office)
    client.force_login(office.users[Role.COORDINATOR], backend=BACKEND)
    url = f"/invitations/{campaign.pk}/"
    sent: dict[str, Any] = {
        "service": office.service.pk, "organisation": campaign.organisation_id, "name": "Vår", "start": TODAY,
    }  # fmt: skip
    assert client.post("/invitations/", sent | {"end": TODAY - timedelta(days=1)}).status_code == 422
    assert client.post("/invitations/", sent | {"end": TODAY}).status_code == 302
    assert client.post(url, {"count": 201}).status_code == 422
    assert client.post(url, {"count": 2}).status_code == 302
    ask(client, code=codes(campaign)[0])
    paper = client.get(f"{url}paper/").content.decode()
    assert paper.count("<svg") >= 4 and "abcde-fgh" in paper and "Sara" not in paper
    assert client.post(f"{url}end/").status_code == 302
    assert m.Campaign.objects.get(pk=campaign.pk).end == TODAY


def test_only_who_leads_plans_and_only_with_those_who_hand_codes_out(office: World) -> None:
    with pytest.raises(Hidden):
        campaigns(office.actor(Role.COACH), on=TODAY)
    with pytest.raises(Refused) as refused:
        invitations.plan_campaign(
            office.actor(Role.COORDINATOR), service=office.service.pk, organisation=office.employment_service.pk,
            name="AF", start=TODAY, end=TODAY, at=AT,
        )  # fmt: skip
    assert [because.code for because in refused.value.reasons] == [No.NOT_AN_ASSOCIATION]


def test_a_link_with_a_code_fills_it_in(office: World, client: Client) -> None:
    assert 'value="abcde-fghjk"' in client.get(f"{URL}?code=abcde-fghjk").content.decode()
