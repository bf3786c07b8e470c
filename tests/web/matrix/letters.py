"""Who prints and posts the letters with codes."""

from __future__ import annotations

from tests.actions.test_letters import CODE, known, printed
from tests.actions.test_letters import ask as ask_for
from tests.web.matrix import Deed, Page
from tests.world import World
from vidare.rules.access import Role

R = Role
POSTS = frozenset({R.COORDINATOR, R.ADMINISTRATOR})


def ask(world: World) -> int:
    """A code is one person's, in whichever board."""
    return ask_for(world, known(world), code=CODE[:5] + world.board.code[:5].translate(str.maketrans("lio", "zyx")))


def _waiting(world: World) -> str:
    ask(world)
    return "/outbox/letters/"


def _print(world: World) -> tuple[str, dict[str, object]]:
    return "/outbox/letters/print/", {"letters": [ask(world)]}


def _post(world: World) -> tuple[str, dict[str, object]]:
    key = ask(world)
    printed(world, key)
    return "/outbox/letters/posted/", {"letters": [key]}


PAGES = [
    Page(
        name="letters",
        make=_waiting,
        sees=dict.fromkeys(POSTS, ("Amina Warsame", "med post")),
        not_seen=dict.fromkeys(POSTS, ("Lilla gatan", "19900101", "abcde")),
    ),
]
DEEDS = [Deed("letters-print", _print, POSTS), Deed("letters-posted", _post, POSTS)]
