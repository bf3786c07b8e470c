"""A project to test with: three payers beside the fund, and a month that is over."""

from __future__ import annotations

from datetime import date

from tests.world import AT, World
from vidare.actions import funding
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role
from vidare.rules.funding import Plan

OCTOBER = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 1)
PLAN = Plan(OCTOBER, date(2029, 9, 30), date(2029, 4, 1))


def fund_of(world: World) -> m.Organisation:
    """The fund has somebody in the service, so that it is one of its parties."""
    with acting("system:test"):
        found, _made = m.Organisation.objects.get_or_create(
            code="fonden", defaults={"name": "Fonden", "kind": "funder"}
        )
        m.Membership.objects.get_or_create(
            user=world.users[Role.CIVIC_GUIDE], organisation=found, service=world.service, role="civic-guide",
            defaults={"start": date(2025, 1, 1), "end": date(2025, 1, 2)},
        )  # fmt: skip
    return found


def a_project(world: World, *, keyed: bool = True) -> int:
    manager = world.actor(Role.MANAGER)
    project = funding.set_up_project(
        manager, service=world.service.pk, name="Etablering i samverkan", owner=world.organisation.pk,
        fund=fund_of(world).pk, handover_to=world.organisation.pk, plan=PLAN, at=AT,
    )  # fmt: skip
    if keyed:
        key = {world.organisation.pk: 7_500, world.employment_service.pk: 2_500}
        funding.set_key(manager, project=project, key=key, first_month=OCTOBER, at=AT)
    return project
