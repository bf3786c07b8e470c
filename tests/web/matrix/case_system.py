"""What is handed over to the board's case system."""

from __future__ import annotations

from tests.actions import test_plans
from tests.web.matrix import Page
from tests.world import AT, World
from vidare.actions import case_system
from vidare.rules.access import Role
from vidare.rules.case_system import CaseKind

R = Role


def _over(world: World) -> tuple[int, int]:
    way = world.participation(world.person("Amina", "Warsame"))
    plan = test_plans.agreed(world, way).pk
    officer = world.actor(R.SOCIAL_SECRETARY)
    return way.person_id, case_system.hand_over(
        officer, person=way.person_id, kind=CaseKind.PLAN, about=plan, at=AT
    )  # fmt: skip


def _files(world: World) -> str:
    return f"/people/{_over(world)[0]}/case-files/"


def _file(world: World) -> str:
    person, key = _over(world)
    return f"/people/{person}/case-files/{key}/"


PAGES = [
    Page("case-files", _files, {R.SOCIAL_SECRETARY: ("Amina Warsame", "Överenskommen plan")}),
    Page("case-file", _file, {R.SOCIAL_SECRETARY: ("Amina Warsame",)}),
]
