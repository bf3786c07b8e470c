"""The night's work is done part by part, and one that fails stops no other."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.world import AT, World
from vidare.actions import night
from vidare.records import models as m

pytestmark = pytest.mark.django_db
TWO = AT.replace(hour=2, minute=30)


def breaks(_at: datetime) -> int:
    raise RuntimeError("broken on purpose")


def test_a_night_lays_out_weeks_and_seals_the_trail(world: World) -> None:
    parts = {part.name: part for part in night.run_night(at=TWO)}
    assert not any(part.failed for part in parts.values())
    assert m.Session.objects.filter(service=world.service).exists() == bool(parts["lay-out-weeks"].count)
    assert parts["seal-trail"].count > 0


def test_each_part_is_noted_with_how_much_it_did(world: World) -> None:
    night.run_night(at=TWO)
    noted = [event.keys["part"] for event in m.Event.objects.filter(verb="night.part-done").order_by("pk")]
    assert noted == [name for name, _ in night.PARTS]


def test_a_part_that_fails_is_told_and_the_others_are_done(world: World, caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    parts = night.run_night(
        at=TWO, parts=(("first", lambda at: done.append("first") or 1), ("bad", breaks), ("last", lambda at: 2))
    )  # type: ignore[func-returns-value]
    assert [(part.name, part.failed) for part in parts] == [("first", False), ("bad", True), ("last", False)]
    assert m.Event.objects.get(verb="night.part-failed").keys == {"part": "bad", "count": 0}
    assert "broken on purpose" in caplog.text


def test_the_night_is_done_once_a_day_after_two(world: World) -> None:
    assert not night.night_is_due(at=AT.replace(hour=1, minute=59))
    assert night.night_is_due(at=TWO)
    night.run_night(at=TWO, parts=())
    assert not night.night_is_due(at=TWO + timedelta(hours=3))
    assert night.night_is_due(at=TWO + timedelta(days=1))
