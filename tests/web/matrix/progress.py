"""How it goes: those who map the person read it, and who coaches answers beside the participant."""

from __future__ import annotations

from tests.asking import SENTENCE, asks
from tests.web.matrix import Page
from tests.world import AT, World
from vidare.actions.progress import say_beside
from vidare.rules.access import Role

R = Role
READS = (R.COACH, R.COORDINATOR, R.MANAGER)
ANSWERS = 'name="q-swedish"'


def _asked(world: World) -> int:
    way = asks(world).participation()
    say_beside(world.actor(R.COACH), person=way.person_id, answers={"swedish": 3}, at=AT)
    return way.person_id


def _staff(world: World) -> str:
    return f"/people/{_asked(world)}/progress/"


def _own(world: World) -> str:
    _asked(world)
    return "/mine/progress/"


PAGES = [
    Page(
        "progress",
        _staff,
        sees=dict.fromkeys(READS, (SENTENCE, "<polyline")) | {R.COACH: (SENTENCE, "<polyline", ANSWERS)},
        not_seen={R.COORDINATOR: (ANSWERS,), R.MANAGER: (ANSWERS,)},
    ),
    Page("my-progress", _own, sees={R.PARTICIPANT: (SENTENCE, "<polyline", ANSWERS)}),
]
