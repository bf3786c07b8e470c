"""Who sees what of the outbox: those who keep it no names, those who work with a person their own."""

from __future__ import annotations

from tests.actions.test_messages import undecided
from tests.web.matrix import Page
from tests.world import World
from vidare.rules.access import Role as R

KEEPS = (R.ADMINISTRATOR, R.COORDINATOR, R.MANAGER)
ANSWERS = 'value="reached-otherwise"'


def _asks(world: World) -> str:
    undecided(world)
    return "/outbox/"


def _unreached(world: World) -> str:
    undecided(world)
    return "/outbox/unreached/"


PAGES = [
    Page(
        name="outbox",
        make=_asks,
        sees={role: ("Ingen vet om det gick", *([ANSWERS] if role is R.ADMINISTRATOR else [])) for role in KEEPS},
        not_seen={
            role: ("Amina", "Warsame", "amina@", *([] if role is R.ADMINISTRATOR else [ANSWERS])) for role in KEEPS
        },
    ),
    Page(
        name="unreached",
        make=_unreached,
        sees=dict.fromkeys((R.COACH, R.COORDINATOR), ("Amina Warsame", ANSWERS)) | {R.SOCIAL_SECRETARY: ("<h1",)},
        not_seen={R.SOCIAL_SECRETARY: ("Amina", ANSWERS), R.COACH: ("amina@",)},
    ),
]
