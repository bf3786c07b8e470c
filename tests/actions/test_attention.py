"""The attention list is kept true by the deeds, and is what the rules say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world import AT, TODAY, World
from vidare.actions import attention
from vidare.records import configured
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.attention import Kind
from vidare.rules.participations import State

pytestmark = pytest.mark.django_db


def kinds(participation: m.Participation) -> set[str]:
    return set(m.Attention.unscoped.filter(participation=participation).values_list("kind", flat=True))


def refresh(participation: m.Participation) -> None:
    with acting("system:test"):
        attention.refresh(participation.pk, on=TODAY)


def step(participation: m.Participation, *, in_days: int) -> m.Step:
    with acting("system:test"):
        return m.Step.unscoped.create(
            board_id=participation.board_id,
            person_id=participation.person_id,
            participation=participation,
            title="Ring hotellet",
            leads="work",
            due_on=TODAY + timedelta(days=in_days),
            owner_is_participant=True,
        )


def test_a_person_without_a_next_step_is_told_to_the_coach(world: World) -> None:
    participation = world.participation()
    refresh(participation)
    row = m.Attention.unscoped.get(participation=participation, kind=Kind.NO_NEXT_STEP.value)
    assert row.owner_id == participation.coach_id


def test_a_new_step_takes_the_reason_away(world: World) -> None:
    participation = world.participation()
    refresh(participation)
    step(participation, in_days=3)
    refresh(participation)
    assert Kind.NO_NEXT_STEP.value not in kinds(participation)


def test_a_list_thrown_away_is_made_anew_as_it_was(world: World) -> None:
    ways = [
        world.participation(),
        world.participation(started_on=TODAY - timedelta(days=5)),
        world.participation(state=State.WAITING),
    ]
    step(ways[0], in_days=-3)
    for way in ways:
        refresh(way)
    kept = set(m.Attention.unscoped.values_list("participation_id", "kind", "about", "since", "owner_id"))
    with acting("system:test"):
        m.Attention.unscoped.all().delete()
    attention.refresh_all(on=TODAY)
    assert kept
    assert set(m.Attention.unscoped.values_list("participation_id", "kind", "about", "since", "owner_id")) == kept


def test_ten_participations_cost_what_one_costs(world: World, count_queries) -> None:  # type: ignore[no-untyped-def]
    world.participation()
    attention.refresh_all(on=TODAY)
    one = count_queries(lambda: attention.refresh_all(on=TODAY + timedelta(days=1)))
    for _ in range(9):
        world.participation()
    attention.refresh_all(on=TODAY)
    assert count_queries(lambda: attention.refresh_all(on=TODAY + timedelta(days=2))) <= one


def test_what_is_postponed_is_refreshed_once_at_the_end(world: World) -> None:
    participation = world.participation()
    with attention.postponed(on=TODAY):
        attention.refresh(participation.pk, on=TODAY)
        assert kinds(participation) == set()
    assert Kind.NO_NEXT_STEP.value in kinds(participation)


def test_a_first_meeting_is_late_by_the_days_of_the_services_own_model_until_a_rule_set_says_otherwise(
    world: World,
) -> None:
    days = configured.model_of(world.service.pk).first_meeting_days
    assert attention.limits_of(world.service.pk, on=TODAY).owed.first_meeting == days
    with acting("system:test"):
        m.RuleSet.objects.create(
            service=world.service,
            kind="attention",
            first_day=TODAY,
            source="Nämndens mål för 2026",
            values={"first_meeting": days + 5},
            imported_at=AT,
        )
    assert attention.limits_of(world.service.pk, on=TODAY).owed.first_meeting == days + 5
    assert attention.limits_of(world.service.pk, on=TODAY - timedelta(days=1)).owed.first_meeting == days
