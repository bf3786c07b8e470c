"""Whatever is done in the services, by whomever and in whatever order: what the house promises holds after it.

``VIDARE_LIVES_DEEDS`` walks further, and ``VIDARE_LIVES_SEED`` elsewhere; see docs/decisions/lives-at-random.md.
"""

from __future__ import annotations

import os
from random import Random

import pytest
from django.db import connection

from tests.lives import offices, whole
from tests.lives.draws import DRAWS
from tests.lives.walk import Walk, deeds
from tests.world import AT, TODAY, World
from vidare.records import models as m
from vidare.records.acting import acting

pytestmark = pytest.mark.django_db
FURTHER = int(os.environ.get("VIDARE_LIVES_DEEDS", "0"))
SEED = int(os.environ.get("VIDARE_LIVES_SEED", "1"))
MOST = int(os.environ.get("VIDARE_LIVES_STEPS", "0"))
STEPS = {"sqlite": 900, "postgresql": 150}  # SQLite shows that every deed is reached, PostgreSQL that its walls hold
# Not a person's life: why each stays out.
LEFT_OUT = {
    "backups.note_restored": "the whole database is put back with its outbox: no life goes on from there",
    "copies.copy_lives": "the demo's bulk door: it writes as SQL what others have lived",
    "copies.copy_rooms": "the demo's bulk door",
    "copies.copy_staff": "the demo's bulk door",
    "past_hours.take_in_hours": "the demo's bulk door: hours of years that have been",
}


def test_lives_at_random_keep_what_is_promised(db: None) -> None:
    dice = Random(SEED)
    everywhere = offices.open_all(AT)
    wanted = {name: deed for name, deed in deeds().items() if name not in LEFT_OUT}
    walk = Walk(everywhere, at=AT, dice=dice, deeds=wanted)
    walk.sleep()
    for office in everywhere:
        offices.begin(office, dice, walk.at)
    walk.sleep()
    most, steps = MOST or STEPS[connection.vendor], 0
    while (walk.left and steps < most or walk.done.total() < FURTHER) and not walk.faults:
        walk.step()
        steps += 1
    print(_told(walk))
    assert walk.faults == [], "\n".join([*walk.last[-20:], *walk.faults])
    assert whole.trail_holds()
    assert walk.left == [] or most < STEPS["sqlite"], _how(walk)


def _told(walk: Walk) -> str:
    often = ", ".join(f"{name} {times}" for name, times in walk.done.most_common(12))
    return (
        f"\n{walk.done.total()} of {walk.tried.total()} deeds done, {len(walk.done)} kinds of {len(walk.deeds)}, "
        f"{walk.nights} nights, to {walk.at:%Y-%m-%d}. Most often: {often}. Left: {', '.join(walk.left)}"
    )


def _how(walk: Walk) -> str:
    without = [name for name in walk.left if name not in DRAWS]
    refused = [line for line in walk.last if any(f"({name}:" in line for name in walk.left)]
    return "\n".join([
        f"Seed {SEED}: nobody did {', '.join(walk.left)}.",
        "Every action is done in the walk. How one is drawn stands in tests/lives/draws/, some lines each:",
        "see the top of tests/lives/scene.py, and put it beside its neighbours' draws.",
        f"Without a draw of their own: {', '.join(without) or 'none'}.",
        *refused[-20:],
    ])  # fmt: skip


def test_what_is_left_out_of_the_walk_is_there(db: None) -> None:
    assert set(LEFT_OUT) <= set(deeds())
    assert set(DRAWS) <= set(deeds()), "a draw of an action that is no more"


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
