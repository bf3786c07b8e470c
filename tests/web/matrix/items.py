"""What owners say of their steps: on the team's pages, and for the authority outside on its own."""

from __future__ import annotations

from tests.actions import test_items
from tests.web.matrix import Deed, Page
from tests.web.matrix.plans import PLAN_READERS
from tests.world import AT, World
from vidare.actions import items
from vidare.rules.access import Role

R = Role
WRITES = 'name="wrong"'


def _word(world: World) -> str:
    way = world.participation()
    step = test_items.owned(world, way, R.LANGUAGE_PEDAGOGUE)
    return f"/people/{way.person_id}/plan/step/{step.pk}/word/"


def _outside(world: World) -> str:
    way = world.participation()
    step = test_items.owned(world, way, R.EMPLOYMENT_OFFICER)
    return f"/people/{way.person_id}/plan/step/{step.pk}/outside/"


def _answer(world: World) -> tuple[str, dict[str, object]]:
    step = test_items.owned(world, world.participation(), R.EMPLOYMENT_OFFICER)
    put = items.put_outside(world.actor(R.COACH), step=step.pk, terms=test_items.TERMS, at=AT)
    return f"/disclosed/{put}/item/", {"agreed": "1"}


PAGES = [
    Page(
        "step-word",
        _word,
        sees=dict.fromkeys(PLAN_READERS, ("Boka språktest",)) | {R.LANGUAGE_PEDAGOGUE: ("Boka språktest", WRITES)},
        not_seen={role: (WRITES,) for role in PLAN_READERS if role is not R.LANGUAGE_PEDAGOGUE},
    ),
    Page(
        "step-outside",
        _outside,
        sees=dict.fromkeys((R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY), ("Boka språktest", 'name="ground"')),
    ),
]
DEEDS = [Deed("answer-item", _answer, frozenset({R.EMPLOYMENT_OFFICER}))]
