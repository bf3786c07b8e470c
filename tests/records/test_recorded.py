"""Questions that are known again by their shape answer what Django would answer, for every value they are put with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Upper

from tests.world import NINE, TODAY, World
from vidare.records import models as m
from vidare.records import recorded as kept
from vidare.records.acting import acting
from vidare.records.recorded import Recorded, built, recorded
from vidare.rules.access import Compartment, Role, Scope

pytestmark = pytest.mark.django_db
Rows = QuerySet[Any, Any]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    kept._kept.clear()


def _ways(world: World) -> list[m.Participation]:
    return [world.participation(started_on=TODAY - timedelta(days=9 * number)) for number in range(4)]


QUESTIONS: list[tuple[Callable[[Any, m.Participation], Rows], bool]] = [
    (lambda rows, way: rows.filter(pk=way.pk), True),
    (lambda rows, way: rows.filter(person=way.person).exclude(pk=0).order_by("-pk").values_list("pk", flat=True), True),
    (lambda rows, way: rows.filter(Q(pk=way.pk) | ~Q(started_on__lt=way.started_on)).order_by("pk"), True),
    (lambda rows, way: rows.filter(pk__in=[way.pk, 7]).order_by(F("ended_on").desc(nulls_last=True), "pk"), True),
    (lambda rows, way: rows.filter(started_on__range=(way.started_on, TODAY)).select_related("person"), True),
    (lambda rows, way: rows.filter(pk__in=recorded(m.Participation).filter(pk=way.pk).values("pk")), True),
    (lambda rows, way: rows.filter(version=way.pk).order_by("pk"), True),
    (lambda rows, way: rows.filter(pk=way.pk).annotate(all=Count("pk")).values_list("pk", "all"), True),
    (lambda rows, way: rows.filter(pk__in=[way.pk, way.pk]), False),
    (lambda rows, way: rows.filter(person__given_name__contains=way.person.given_name).order_by("pk"), False),
    (lambda rows, way: rows.filter(Exists(m.Person.unscoped.filter(pk=OuterRef("person")))).order_by("pk"), False),
    (lambda rows, way: rows.order_by(Upper("state"), "-pk")[1:3], True),
    (lambda rows, way: rows.filter(pk__in=[]), True),
    (lambda rows, way: rows.filter(pk__in=[way.pk, None]).order_by("pk"), True),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_it_answers_what_a_queryset_answers_the_first_time_and_every_other(world: World, number: int) -> None:
    ask, can_be_kept = QUESTIONS[number]
    ways = _ways(world)
    for way in [*ways, *ways]:
        expected = list(ask(QuerySet(m.Participation), way))
        asked = ask(recorded(m.Participation), way)
        assert isinstance(asked, Recorded)
        assert list(asked) == expected
        assert list(built(m.Participation, asked.steps or ())) == expected
        assert asked.exists() == bool(expected)
    assert any(one is not None for one in kept._kept.values()) == can_be_kept


def test_another_value_has_no_sql_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *_ = _ways(world)
    scope = world.actor(Role.COACH).scope(on=TODAY)
    assert m.Participation.visible_to(scope).filter(pk=first.pk).first() == first
    monkeypatch.setattr(kept, "Sql", None)
    assert m.Participation.visible_to(scope).filter(pk=second.pk).first() == second
    assert m.Participation.visible_to(world.actor(Role.COACH).scope(on=TODAY)).filter(pk=0).first() is None


def test_none_an_empty_list_and_yes_or_no_are_questions_of_their_own(world: World) -> None:
    way = _ways(world)[0]
    rows = m.Participation.unscoped
    for coach in (way.coach_id, None, way.coach_id):
        assert (way in rows.filter(coach=coach)) == (coach is not None)
    for closed in (True, False, True):
        assert (way in rows.filter(ended_on__isnull=closed)) == closed
    for keys in ([way.pk], [], [way.pk]):
        assert (way in rows.filter(pk__in=keys)) == bool(keys)


def test_what_was_asked_is_not_changed_by_what_becomes_of_a_list_later(world: World) -> None:
    way = _ways(world)[0]
    keys = [way.pk]
    asked = m.Participation.unscoped.filter(pk__in=keys)
    keys.clear()
    assert list(asked) == [way]


def test_what_follows_from_a_row_and_what_is_changed_goes_the_plain_way(world: World) -> None:
    way, other, *_ = _ways(world)
    with acting("system:test"):
        assert m.Participation.unscoped.filter(pk=way.pk).update(version=7) == 1
    assert m.Participation.unscoped.get(pk=way.pk).version == 7
    assert m.Participation.unscoped.filter(pk__in=[way.pk, other.pk]).count() == 2
    found = m.Participation.unscoped.prefetch_related("person").filter(pk=way.pk)
    assert found[0].person == way.person
    either = m.Participation.unscoped.filter(pk=way.pk) | m.Participation.unscoped.filter(pk=other.pk)
    assert {one.pk for one in either} == {way.pk, other.pk}
    assert list(m.Participation.unscoped.filter(pk=way.pk).values_list("pk").iterator()) == [(way.pk,)]


def test_moments_come_in_the_same_zone(world: World) -> None:
    hour = world.session()
    for _ in range(2):
        assert list(recorded(m.Session).filter(starts_at=NINE).values_list("pk", "starts_at")) == [(hour.pk, NINE)]


def test_a_wall_that_nothing_is_behind_puts_no_other_value_out_of_its_place(world: World) -> None:
    """Who holds no service has a part of the walls that is never true: it stands among the values, and is none."""
    here = Scope(on=TODAY, user_id=7, walls=frozenset({(world.board.pk, Compartment.YOUTH)}))
    with acting("system:test"):
        row = m.Note.unscoped.create(
            board=world.board, compartment="youth", person=world.person(), kind="call", text="Hej", happened_on=TODAY,
            written_at=NINE, author=world.users[Role.COACH],
        )  # fmt: skip
    for number in (row.pk, row.pk + 1):
        assert not m.Note.visible_to(here).filter(pk__in=[number]).exists()
        assert list(m.Note.visible_to(here).filter(pk__in=[number]).values_list("pk", flat=True)) == []
