"""Numbers from outside: for those who take lists in."""

from __future__ import annotations

from tests.web.matrix import Page
from tests.world import AT, World
from vidare.actions.population import take_in
from vidare.rules.access import Role, system

R = Role
TEXT = "measure,as_of,people,source\nyouth-responsibility,2024-12-31,83,Registret\n"


def _numbers(world: World) -> str:
    take_in(system("test"), service=world.service.code, text=TEXT, at=AT)
    return "/population/"


PAGES = [
    Page("population", _numbers, dict.fromkeys((R.COORDINATOR, R.ADMINISTRATOR), ("83", "Registret"))),
]
