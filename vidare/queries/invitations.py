"""Campaigns and what became of their codes, counted from rows. No person stands on these pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from vidare.records import find
from vidare.records.configured import model_of
from vidare.records.invitations import Campaign, InvitationCode
from vidare.records.organisations import Organisation
from vidare.records.participations import Meeting, Participation
from vidare.records.referrals import Referral
from vidare.records.services import Service
from vidare.records.walls import within
from vidare.rules import invitations
from vidare.rules.access import Actor, Deed, system
from vidare.rules.accounts import written
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.decision import Hidden
from vidare.rules.organisations import OrganisationKind
from vidare.rules.referrals import WayIn


@dataclass(frozen=True, slots=True)
class CampaignRow:
    key: int
    service: str
    service_code: str
    name: str
    organisation: str
    start: date
    end: date
    open: bool
    counted: invitations.Campaign


@dataclass(frozen=True, slots=True)
class Campaigns:
    rows: tuple[CampaignRow, ...]
    services: tuple[tuple[int, str], ...]
    organisations: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The codes of a campaign that nobody has used, as they are printed."""

    row: CampaignRow
    codes: tuple[str, ...]


def has_campaigns(actor: Actor, *, on: date) -> bool:
    """Whether the actor leads a service that people come to by invitation."""
    return any(WayIn.INVITATION.value in model_of(key).ways_in for key in actor.services(Deed.LEAD, on=on))


def campaigns(actor: Actor, *, on: date) -> Campaigns:
    """All campaigns of the services that the actor leads. Raises Hidden for everybody else."""
    services = actor.services(Deed.LEAD, on=on)
    if not services:
        raise Hidden
    named = Service.objects.filter(pk__in=services).order_by("name", "pk").values_list("pk", "name")
    asked = tuple((key, name) for key, name in named if WayIn.INVITATION.value in model_of(key).ways_in)
    return Campaigns(_rows(services, on=on), asked, _who_hands_out(services))


def _who_hands_out(services: Collection[int]) -> tuple[tuple[int, str], ...]:
    """The partners that the services' models name, of the kinds that hand codes over."""
    codes = {partner.code for key in services for partner in model_of(key).partners}
    kinds = [OrganisationKind(kind).value for kind in invitations.HAND_OUT]
    rows = Organisation.objects.filter(code__in=codes, kind__in=kinds).order_by("name", "pk")
    return tuple(rows.values_list("pk", "name"))


def sheet(actor: Actor, *, campaign: int, on: date) -> Sheet:
    services = actor.services(Deed.LEAD, on=on)
    find.one(Campaign.objects.filter(service__in=services), campaign)
    row = _rows(services, on=on, only=campaign)[0]
    codes = InvitationCode.objects.filter(campaign=campaign, used_at=None).order_by("pk")
    return Sheet(row, tuple(written(code) for code in codes.values_list("code", flat=True)))


def _rows(services: Collection[int], *, on: date, only: int | None = None) -> tuple[CampaignRow, ...]:
    rows = Campaign.objects.filter(service__in=services).select_related("service", "organisation")
    if only is not None:
        rows = rows.filter(pk=only)
    found = list(rows.order_by("-start", "-pk"))
    counted = _counted([row.pk for row in found], on=on)
    return tuple(
        CampaignRow(
            row.pk, row.service.name, row.service.code, row.name, row.organisation.name, row.start, row.end,
            row.start <= on <= row.end, counted[row.pk],
        )
        for row in found
    )  # fmt: skip


def _counted(campaigns: Collection[int], *, on: date) -> dict[int, invitations.Campaign]:
    """Numbers only, and all of them: also of those whom the one who asks may not see, so that nothing is given away
    by what is missing."""
    codes = InvitationCode.objects.filter(campaign__in=campaigns).order_by().values("campaign")
    made = {
        row["campaign"]: (row["n"], row["tried"])
        for row in codes.annotate(n=Count("pk"), tried=Count("pk", filter=Q(tried_at__isnull=False)))
    }
    ways = Participation.unscoped.filter(referral=OuterRef("pk"))
    met = Meeting.unscoped.filter(
        participation__referral=OuterRef("pk"), kind=MeetingKind.FIRST.value, state=MeetingState.HELD.value
    )
    with within(system("figures").scope(on=on)):
        asked = (
            Referral.unscoped.filter(invitation__campaign__in=campaigns)
            .annotate(spoken=Exists(ways.filter(last_contact_on__isnull=False)), met=Exists(met))
            .order_by()
            .values("invitation__campaign")
            .annotate(
                n=Count("pk"),
                reached=Count("pk", filter=Q(spoken=True) | Q(met=True)),
                came=Count("pk", filter=Q(met=True)),
            )
        )
        led = {row["invitation__campaign"]: (row["n"], row["reached"], row["came"]) for row in asked}
    return {key: invitations.Campaign(*made.get(key, (0, 0)), *led.get(key, (0, 0, 0))) for key in campaigns}
