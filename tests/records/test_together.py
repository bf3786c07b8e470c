"""Questions that are asked in one statement have the answers that each has alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ladder import on_the_ladder
from tests.world import NINE, TODAY, World
from vidare.records import models as m
from vidare.records.together import Part, answer, beside, fetched, first, one, those
from vidare.rules.access import Role
from vidare.rules.decision import Hidden

pytestmark = pytest.mark.django_db


def test_each_question_has_the_rows_kinds_and_order_that_it_has_alone(world: World, count_queries: Any) -> None:
    ladder = on_the_ladder(world)
    ladder.miss(NINE)
    for name in ("Åsa", "Ärla", "Bo"):
        world.participation(world.person(name, "Test"))
    scope = world.actor(Role.COACH).scope(on=TODAY)
    questions = [
        m.Person.visible_to(scope).order_by("-pk"),
        m.Booking.visible_to(scope).select_related("session__room", "person").order_by("pk"),
        m.Participation.visible_to(scope).order_by("-pk").values_list("pk", "started_on", "person__born_on"),
        m.Absence.visible_to(scope).filter(pk__in=[]),
        m.Session.objects.order_by("starts_at").values_list("starts_at", flat=True),
        m.Event.objects.order_by("-pk").values_list("person_key", "keys", "at"),
        m.Person.visible_to(scope).order_by("-pk")[1:3],
    ]
    alone = [list(question.all()) for question in questions]
    found: list[list[Any]] = []
    assert count_queries(lambda: found.extend(fetched(questions))) == 1
    assert found == alone
    assert [vars(row)["given_name"] for row in found[0]] == [row.given_name for row in alone[0]]
    assert count_queries(lambda: [(row.session.room, row.person.family_name) for row in found[1]]) == 0


def test_parts_take_their_turns_together_and_one_that_is_hidden_stops_the_page(
    world: World, count_queries: Any
) -> None:
    ways = [world.participation(world.person(name, "Test")) for name in ("Amina", "Bo", "Cecilia")]
    scope = world.actor(Role.COACH).scope(on=TODAY)

    def name(way: int) -> Part[str]:
        row = yield from one(m.Participation.visible_to(scope), way)
        person = yield from first(m.Person.visible_to(scope).filter(pk=row.person_id))
        return person.given_name if person else ""

    def unknown() -> Part[list[Any]]:
        return (yield from those(m.Note.visible_to(scope)))

    names: list[Any] = []
    page = beside(*(name(way.pk) for way in ways), unknown())
    assert count_queries(lambda: names.extend(answer(page))) == 2
    assert names == ["Amina", "Bo", "Cecilia", []]
    with pytest.raises(Hidden):
        answer(beside(name(ways[0].pk), name(2**62)))
