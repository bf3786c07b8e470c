"""Whatever is done in the three services, by whomever and in whatever order: what the house promises holds after it.

``VIDARE_LIVES_TRIES`` walks further, and ``VIDARE_LIVES_SEED`` elsewhere.
"""

from __future__ import annotations

import os
from random import Random

import pytest
from django.db import connection

from tests.lives import offices, whole
from tests.lives.walk import Walk, deeds
from tests.world import AT, TODAY, World
from vidare.records import models as m
from vidare.records.acting import acting

pytestmark = pytest.mark.django_db
TRIES = int(os.environ.get("VIDARE_LIVES_TRIES", "0"))
SEED = int(os.environ.get("VIDARE_LIVES_SEED", "1"))
# Done by the house itself, by whoever runs it, or by whoever has no log-in yet; each has tests of its own.
ROOMS_ELSEWHERE = frozenset(
    {"asking", "backups", "copies", "demo", "imports", "night", "office", "past_hours", "population", "seats"}
    | {"sending", "services", "taking", "taxonomy", "upkeep"}
)


def test_lives_at_random_keep_what_is_promised(db: None) -> None:
    dice = Random(SEED)
    everywhere = offices.open_all(AT)
    wanted = {name: deed for name, deed in deeds().items() if name.partition(".")[0] not in ROOMS_ELSEWHERE}
    walk = Walk(everywhere, at=AT, dice=dice, deeds=wanted)
    walk.sleep()
    for office in everywhere:
        offices.begin(office, dice, walk.at)
    walk.sleep()
    tries = TRIES or (150 if connection.vendor == "postgresql" else 300)
    while sum(walk.tried.values()) < tries and not walk.faults:
        walk.step()
    print(f"\n{walk.done.total()} of {walk.tried.total()} deeds done, of {len(walk.done)} kinds of {len(wanted)}")
    assert walk.faults == []
    assert len(walk.done) > 20, "the walk does something"


def test_who_is_forgotten_and_what_stands_in_the_wrong_place_is_found(world: World) -> None:
    """Rows that no action made: nobody was told of the one, and the other stands in another board than its person."""
    assert list(whole._forgotten(TODAY)) == []
    way = world.participation()
    assert [fault for fault in whole._forgotten(TODAY) if "nobody is told" in fault]
    with acting("system:test"):
        other = m.Board.objects.create(code="annan", name="Annan nämnd", municipality="Borås")
        m.Note.unscoped.create(
            board=other, person=way.person, kind="call", text="Hej", happened_on=TODAY, written_at=AT,
            author=way.coach,
        )  # fmt: skip
    assert list(whole._misplaced(m.Note)) == ["Note stands in another board than its person"]
