"""The administrator sees who works in their own services, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.world import TODAY, World
from vidare.queries import services, staff
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role
from vidare.rules.decision import Hidden

pytestmark = pytest.mark.django_db


def hire(world: World, count: int) -> None:
    with acting("system:test"):
        for number in range(count):
            user = m.User.objects.create_user(f"coach-{number}", name=f"Coach {number}", password="demo")
            m.Membership.objects.create(
                user=user, organisation=world.organisation, service=world.service, role="coach", start=TODAY
            )


def test_ten_of_staff_cost_what_one_costs(world: World, count_queries: Callable[[Callable[[], object]], int]) -> None:
    actor = world.actor(Role.ADMINISTRATOR)

    def ask() -> object:
        return staff.staff_of(actor, service=world.service.pk, on=TODAY)

    one = count_queries(ask)
    hire(world, 10)
    assert count_queries(ask) == one
    assert len(staff.staff_of(actor, service=world.service.pk, on=TODAY).coaches) == 11


def test_a_role_that_has_ended_stands_apart(world: World) -> None:
    with acting("system:test"):
        m.Membership.objects.filter(user=world.users[Role.MANAGER]).update(
            end=TODAY - timedelta(days=1), reason="Slutat"
        )
    page = staff.staff_of(world.actor(Role.ADMINISTRATOR), service=world.service.pk, on=TODAY)
    assert [row.role for row in page.ended] == [Role.MANAGER]
    assert Role.MANAGER not in {row.role for row in page.held}


@pytest.mark.parametrize("role", [Role.COACH, Role.MANAGER, Role.COORDINATOR, Role.EMPLOYMENT_OFFICER])
def test_to_all_but_the_administrator_it_is_not_there(world: World, role: Role) -> None:
    with pytest.raises(Hidden):
        staff.staff_of(world.actor(role), service=world.service.pk, on=TODAY)
    with pytest.raises(Hidden):
        services.rule_sets(world.actor(role), service=world.service.pk, on=TODAY)
    assert services.services_of(world.actor(role), on=TODAY) == []


def test_ten_services_and_rule_sets_cost_what_one_costs(
    world: World, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    actor = world.actor(Role.ADMINISTRATOR)
    one = count_queries(lambda: services.rule_sets(actor, service=world.service.pk, on=TODAY))
    with acting("system:test"):
        for number in range(10):
            m.RuleSet.objects.create(
                service=world.service,
                kind=f"law-{number}",
                first_day=TODAY,
                source="prov",
                values={},
                imported_at="2026-01-01T00:00:00Z",
            )
    assert count_queries(lambda: services.rule_sets(actor, service=world.service.pk, on=TODAY)) == one
