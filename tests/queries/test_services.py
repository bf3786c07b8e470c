"""A service is read from its model, and the fact's day chooses the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.world import TODAY, World
from vidare.queries import services
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.attendance import Policy
from vidare.rules.decision import Hidden

pytestmark = pytest.mark.django_db


def lay_down(service: m.Service | None, first_day: date, version: int = 1, **values: int) -> None:
    with acting("system:test"):
        m.RuleSet.objects.create(
            service=service,
            kind="attendance",
            first_day=first_day,
            version=version,
            source="prov",
            values=values,
            imported_at=datetime(2026, 1, 1, tzinfo=UTC),
        )


def test_a_service_is_what_its_file_says(world: World) -> None:
    model = services.model_of(world.service.pk)
    assert model.visits_per_week == 2
    assert model.rooms[0].seats == 18


def test_a_service_that_is_not_there_has_no_model(db: None) -> None:
    with pytest.raises(Hidden):
        services.model_of(4711)


def test_the_second_reading_of_a_model_does_not_read_the_file_again(world: World, count_queries) -> None:  # type: ignore[no-untyped-def]
    services.model_of(world.service.pk)
    assert count_queries(lambda: services.model_of(world.service.pk)) == 1


def test_the_day_of_the_fact_chooses_the_rule(world: World) -> None:
    lay_down(world.service, date(2025, 1, 1), review_at=4)
    lay_down(world.service, date(2026, 7, 1), review_at=6)
    assert services.policy_of(world.service.pk, on=date(2026, 6, 30)).review_at == 4
    assert services.policy_of(world.service.pk, on=date(2026, 7, 1)).review_at == 6


def test_a_later_version_of_the_same_day_replaces_the_first(world: World) -> None:
    lay_down(world.service, date(2025, 1, 1), review_at=4)
    lay_down(world.service, date(2025, 1, 1), version=2, review_at=5)
    assert services.policy_of(world.service.pk, on=TODAY).review_at == 5


def test_the_services_own_rule_goes_before_the_nations(world: World) -> None:
    lay_down(None, date(2026, 6, 1), review_at=9)
    lay_down(world.service, date(2025, 1, 1), review_at=4)
    assert services.policy_of(world.service.pk, on=TODAY).review_at == 4


def test_a_service_without_a_ladder_never_asks_for_a_review(world: World) -> None:
    lay_down(world.service, date(2025, 1, 1), late_after_minutes=5)
    assert services.policy_of(world.service.pk, on=TODAY) == Policy(review_at=None, late_after_minutes=5)
