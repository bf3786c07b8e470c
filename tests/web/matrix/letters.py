"""Who prints and posts the letters with codes."""

from __future__ import annotations

from tests.actions.test_letters import ask, known, printed
from tests.web.matrix import Deed, Page
from tests.world import World
from vidare.rules.access import Role

R = Role
POSTS = frozenset({R.COORDINATOR, R.ADMINISTRATOR})


def _waiting(world: World) -> str:
    ask(world, known(world))
    return "/outbox/letters/"


def _print(world: World) -> tuple[str, dict[str, object]]:
    return "/outbox/letters/print/", {"letters": [ask(world, known(world))]}


def _post(world: World) -> tuple[str, dict[str, object]]:
    key = ask(world, known(world))
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
