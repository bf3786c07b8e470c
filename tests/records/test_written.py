"""Questions whose SQL is written out once answer what Django would answer, and refuse what they cannot keep."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q, QuerySet

from tests.world import AT, NINE, TODAY, World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.written import add, added, changed, written
from vidare.rules.access import Role, Scope

pytestmark = pytest.mark.django_db


@written
def ways(service: int, coach: int | None, started: date, keys: list[int]) -> QuerySet[m.Participation]:
    rows = m.Participation.unscoped.filter(service=service, coach=coach, started_on__lte=started, pk__in=keys)
    return rows.select_related("person", "service").order_by("-pk")


@written
def seen(scope: Scope, key: int) -> QuerySet[m.Participation]:
    return m.Participation.visible_to(scope).select_related("person").filter(pk=key)


@written
def hours(since: datetime, until: datetime) -> QuerySet[m.Session, tuple[int, datetime, datetime | None]]:
    rows = m.Session.objects.filter(starts_at__gte=since, starts_at__lt=until)
    return rows.values_list("pk", "starts_at", "cancelled_at")


def test_rows_come_as_django_makes_them_with_those_beside_them(world: World) -> None:
    made = [world.participation() for _ in range(3)]
    coach = world.users[Role.COACH].pk
    for keys in ([one.pk for one in made], [made[0].pk], [], [one.pk for one in made] * 9):
        found = ways(world.service.pk, coach, TODAY, keys)
        assert [one.pk for one in found] == sorted(set(keys), reverse=True)
        assert all(one.person.key and one.service.name == "Jobbhörnet" for one in found)
    assert ways(world.service.pk, None, TODAY, [one.pk for one in made]) == []
    assert ways(world.service.pk, coach, TODAY - timedelta(days=100), [one.pk for one in made]) == []


def test_a_kept_question_asks_nothing_more_for_what_was_selected_with_it(world: World, count_queries: Any) -> None:
    way = world.participation()
    scope = world.actor(Role.COACH).scope(on=TODAY)
    assert count_queries(lambda: [one.person.key for one in seen(scope, way.pk)]) == 1


def test_moments_are_asked_and_answered_in_the_same_zone(world: World) -> None:
    hour = world.session()
    for _ in range(2):
        assert hours(NINE, NINE + timedelta(hours=1)) == [(hour.pk, NINE, None)]
        assert hours(NINE + timedelta(minutes=1), NINE + timedelta(hours=1)) == []


def test_each_asks_within_their_own_walls_of_the_very_same_question(world: World) -> None:
    way, other = world.participation(), world.participation()
    coach, officer = world.actor(Role.COACH), world.actor(Role.EMPLOYMENT_OFFICER)
    participant = world.participant_actor(way.person)
    for _ in range(2):
        assert [one.pk for one in seen(coach.scope(on=TODAY), way.pk)] == [way.pk]
        assert seen(officer.scope(on=TODAY), way.pk) == []
        assert [one.pk for one in seen(participant.scope(on=TODAY), way.pk)] == [way.pk]
        assert seen(participant.scope(on=TODAY), other.pk) == []
        assert seen(coach.scope(on=date(2020, 1, 1)), way.pk) == []


def test_what_is_made_of_an_argument_is_refused_before_it_is_ever_asked(world: World) -> None:
    @written
    def later(since: date) -> QuerySet[m.Participation]:
        return m.Participation.unscoped.filter(started_on__gte=since + timedelta(days=1))

    @written
    def either(key: int) -> QuerySet[m.Participation]:
        return m.Participation.unscoped.filter(Q(pk=key) if key % 2 else Q(person=key))

    for question, argument in ((later, TODAY), (either, 1)):
        with pytest.raises(TypeError):
            question(argument)  # type: ignore[arg-type]


def event(world: World) -> m.Observation:
    way = world.participation()
    return m.Observation(
        board=world.board, person=way.person, service=world.service, key=uuid.uuid4(), seen="here", source="self",
        touched_at=AT, recorded_at=AT,
    )  # fmt: skip


def test_a_row_is_added_once_by_its_own_key_and_a_faulty_one_never(world: World) -> None:
    one = event(world)
    with acting("system:test"):
        assert added(one)
        again = event(world)
        again.key = one.key
        assert not added(again)
    assert m.Observation.unscoped.get() == m.Observation.unscoped.get(pk=one.pk, key=one.key, touched_at=AT)
    faulty = event(world)
    faulty.seen = "perhaps"
    for write in (add, added):
        with pytest.raises(IntegrityError), acting("system:test"):
            write(faulty)


def test_nobody_adds_or_changes_a_row_outside_a_deed(world: World) -> None:
    row, way = event(world), world.participation()
    for write in (lambda: add(row), lambda: changed(way, "last_contact_on")):
        with pytest.raises(DatabaseError, match="nobody acts"), transaction.atomic():
            write()


def test_only_the_named_columns_change_and_a_row_that_is_gone_is_told(world: World) -> None:
    way = world.participation()
    way.last_contact_on, way.state = TODAY - timedelta(days=3), "closed"
    with acting("system:test"):
        changed(way, "last_contact_on")
        kept = m.Participation.unscoped.get(pk=way.pk)
        assert (kept.last_contact_on, kept.state) == (TODAY - timedelta(days=3), "active")
        way.pk += 1000
        with pytest.raises(DatabaseError, match="no Participation"):
            changed(way, "last_contact_on")
