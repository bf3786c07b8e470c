"""Campaigns of invitation codes: for those who lead, and without a name."""

from __future__ import annotations

from pathlib import Path

import vidare
from tests.web.matrix import Deed, Page
from tests.world import AT, TODAY, World
from vidare.actions.invitations import make_codes, plan_campaign
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role

R = Role
MODEL = Path(vidare.__file__).parent / "models/mojligheternas-kontor.toml"
CODE = "abcdefghjk"
LEADS = (R.COORDINATOR, R.MANAGER)


def _campaign(world: World) -> int:
    text = MODEL.read_text(encoding="utf-8")
    with acting("system:test"):
        kept, _new = m.ServiceModel.objects.get_or_create(
            code="open", version=1, defaults={"text": text, "digest": "invitations", "imported_at": AT}
        )
        m.Service.objects.filter(pk=world.service.pk).update(model=kept)
        club = m.Organisation.objects.create(
            code=f"bollklubb-{world.board.code}", name="Edsvikens bollklubb", kind="association"
        )
    leader = world.actor(R.COORDINATOR)
    key = plan_campaign(
        leader, service=world.service.pk, organisation=club.pk, name="Hösten", start=TODAY, end=TODAY, at=AT
    )
    if m.InvitationCode.objects.filter(code=CODE).exists():  # another board's office has it: a code stands once
        make_codes(leader, campaign=key, count=1, at=AT)
    else:
        make_codes(leader, campaign=key, count=1, at=AT, draw=lambda: CODE)
    return key


def _list(world: World) -> str:
    _campaign(world)
    return "/invitations/"


def _one(world: World) -> str:
    return f"/invitations/{_campaign(world)}/"


def _paper(world: World) -> str:
    return f"/invitations/{_campaign(world)}/paper/"


PAGES = [
    Page("campaigns", _list, dict.fromkeys(LEADS, ("Hösten", "Edsvikens bollklubb"))),
    Page("campaign", _one, dict.fromkeys(LEADS, ("Hösten", "Edsvikens bollklubb"))),
    Page("campaign-paper", _paper, dict.fromkeys(LEADS, ("abcde-fghjk",))),
]
DEEDS = [Deed("campaign-end", lambda world: (f"/invitations/{_campaign(world)}/end/", {}), frozenset(LEADS))]
