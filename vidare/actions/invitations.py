"""Campaigns of invitation codes: made with an association or a company, ended, and their codes used once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime

from vidare.actions import ledger
from vidare.actions.ledger import deed
from vidare.records import configured, find
from vidare.records.invitations import Campaign, InvitationCode
from vidare.records.organisations import Organisation
from vidare.rules import invitations
from vidare.rules.access import Actor, Deed
from vidare.rules.accounts import read_code
from vidare.rules.organisations import OrganisationKind
from vidare.rules.period import Period
from vidare.rules.referrals import WayIn

Draw = Callable[[], str]


def _drawn() -> str:
    return "".join(secrets.choice(invitations.LETTERS) for _ in range(invitations.LENGTH))


@deed
def plan_campaign(
    actor: Actor, *, service: int, organisation: int, name: str, start: date, end: date, at: datetime
) -> int:
    """Somebody out there is asked to hand codes over, for a time."""
    actor.may(Deed.LEAD, on=at.date(), service=service).require()
    where = find.one(Organisation.objects.all(), organisation)
    invitations.may_plan(
        name=name, kind=OrganisationKind(where.kind), start=start, end=end,
        way_in_open=WayIn.INVITATION.value in configured.model_of(service).ways_in,
    ).require()  # fmt: skip
    row = Campaign.objects.create(
        service_id=service, organisation=where, name=name.strip(), start=start, end=end, made_by_id=actor.hand,
        made_at=at,
    )  # fmt: skip
    ledger.note(actor, "campaign.planned", at=at, campaign=row.pk, service=service, organisation=where.pk)
    return int(row.pk)


def _one(actor: Actor, campaign: int, *, at: datetime) -> Campaign:
    services = actor.services(Deed.LEAD, on=at.date())
    return find.one(Campaign.objects.filter(service__in=services), campaign, lock=True)


@deed
def make_codes(actor: Actor, *, campaign: int, count: int, at: datetime, draw: Draw = _drawn) -> None:
    """So many codes more to hand out."""
    row = _one(actor, campaign, at=at)
    invitations.may_hand_out(count=count, end=row.end, on=at.date()).require()
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(draw())
        if len(codes) == count:
            codes -= set(InvitationCode.objects.filter(code__in=codes).values_list("code", flat=True))
    InvitationCode.objects.bulk_create(InvitationCode(campaign=row, code=code) for code in sorted(codes))
    ledger.note(actor, "campaign.codes-made", at=at, campaign=row.pk, count=count)


@deed
def end_campaign(actor: Actor, *, campaign: int, at: datetime) -> None:
    """From tomorrow its codes open nothing. What has been written with them stands."""
    row = _one(actor, campaign, at=at)
    row.end = max(min(row.end, at.date()), row.start)
    row.save(update_fields=["end"])
    ledger.note(actor, "campaign.ended", at=at, campaign=row.pk)


@deed
def try_code(actor: Actor, *, service: str, text: str, at: datetime) -> None:
    """The open page: a code was written. That stays counted, whatever becomes of what is sent with it."""
    rows = InvitationCode.objects.filter(code=read_code(text), campaign__service__code=service)
    known = rows.filter(tried_at=None).update(tried_at=at) or rows.count()
    ledger.note(actor, "invitation.tried", at=at, known=bool(known))


def use_code(service: int, text: str, *, at: datetime) -> InvitationCode:
    """Part of the deed of asking: the code is used up by it, once."""
    rows = InvitationCode.objects.select_for_update(of=("self",)).select_related("campaign")
    row = rows.filter(code=read_code(text), campaign__service=service).first()
    days = None if row is None else Period(row.campaign.start, row.campaign.end)
    invitations.opens(days, used=row is not None and row.used_at is not None, on=at.date()).require()
    assert row is not None
    row.used_at, row.tried_at = at, row.tried_at or at
    row.save(update_fields=["used_at", "tried_at"])
    return row
