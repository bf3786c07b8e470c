"""Columns that the database packs hold what its rows say."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db.models.functions import TruncDate

from tests.world import World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.moments import Minute, ordinal_of, place_of
from vidare.records.packed import packed
from vidare.records.together import answer
from vidare.rules.identity import Sex

pytestmark = pytest.mark.django_db
DAYS = [date(1931, 1, 1), date(2024, 2, 29), None, date(2026, 12, 31)]


def test_packed_columns_are_the_rows_in_their_order(world: World) -> None:
    ways = [world.participation() for _ in DAYS]
    with acting("system:test"):
        for way, day, sex in zip(ways, DAYS, [*Sex, Sex.WOMAN], strict=False):
            m.Person.unscoped.filter(pk=way.person_id).update(
                born_on=day, sex=sex.value, created_at=datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
            )
    sexes = tuple(Sex)
    people = m.Person.unscoped.filter(pk__in=[way.person_id for way in ways]).order_by("-pk")
    asked = people.values_list(
        "pk", ordinal_of("born_on", none=-5), place_of("sex", sexes[1:], none=-1), Minute("created_at"),
        ordinal_of(TruncDate("created_at"), none=0),
    )  # fmt: skip
    found = answer(packed("key born sex minute made", asked))
    rows = list(people.values_list("pk", "born_on", "sex"))
    assert found["key"].tolist() == [key for key, _born, _sex in rows]
    assert found["born"].tolist() == [born.toordinal() if born else -5 for _key, born, _sex in rows]
    assert found["sex"].tolist() == [sexes.index(Sex(sex)) - 1 for _key, _born, sex in rows]
    assert set(found["minute"].tolist()) == {int(datetime(2026, 3, 28, 23, 30, tzinfo=UTC).timestamp()) // 60}
    assert set(found["made"].tolist()) == {date(2026, 3, 29).toordinal()}, "half past midnight here is the next day"


def test_nothing_packed_is_columns_of_nothing(world: World) -> None:
    for rows in (m.Person.unscoped.filter(pk=0), m.Person.unscoped.none()):
        assert {name: len(one) for name, one in answer(packed("a b", rows.values_list("pk", "pk"))).items()} == {
            "a": 0, "b": 0,
        }  # fmt: skip
