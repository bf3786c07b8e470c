"""The log-in of who acts for somebody, as staff and the person see it; what they themselves see is in test_acting."""

from __future__ import annotations

from tests.acting import invited
from tests.actions.test_representatives import register
from tests.ladder import on_the_ladder
from tests.web.matrix import Page
from tests.world import World
from vidare.rules.access import Role as R


def _invited(world: World) -> str:
    person = on_the_ladder(world).way.person_id
    key = register(world, person)
    invited(world, key)
    return f"/people/{person}/representatives/{key}/"


def _acts_for_me(world: World) -> str:
    return f"/mine/file/acts-for-me/{register(world, on_the_ladder(world).way.person_id)}/"


def _nobodys(path: str) -> Page:
    """Neither staff nor a participant has it."""

    def make(world: World) -> str:
        on_the_ladder(world)
        return path

    return Page({"/for/": "acting-for", "/mine/shared/": "acting-shared"}[path], make, sees={})


PAGES = [
    Page(
        "representative-door",
        _invited,
        sees=dict.fromkeys(
            (R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY), ("Leyla Warsame", "Amina Warsame", 'value="shut"')
        ),
    ),
    Page("my-representative", _acts_for_me, sees={R.PARTICIPANT: ("Leyla Warsame", "överförmyndaren")}),
    _nobodys("/for/"),
    _nobodys("/mine/shared/"),
]
