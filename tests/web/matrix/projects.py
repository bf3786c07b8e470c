"""Projects: the one who accounts for them sees money and months; everybody of the staff their own hours."""

from __future__ import annotations

from datetime import date

from tests.projects import OCTOBER, a_project
from tests.web.matrix import Page
from tests.world import AT, World
from vidare.actions import reporting
from vidare.rules.access import Role

R = Role
STAFF = tuple(role for role in Role if role is not R.PARTICIPANT)


def _projects(world: World) -> str:
    a_project(world)
    return "/projects/"


def _project(world: World) -> str:
    world.participation(world.person())
    return f"/projects/{a_project(world)}/"


def _month(world: World, more: str = "") -> str:
    project = a_project(world)
    world.participation(world.person(), started_on=date(2026, 10, 5))
    reporting.sign_hours(world.actor(R.COACH), project=project, month=OCTOBER, minutes=90, at=AT)
    reporting.hand_in(world.actor(R.MANAGER), project=project, month=OCTOBER, at=AT)
    return f"/projects/{project}/2026-10/{more}"


def _hours(world: World) -> str:
    _month(world)
    return "/projects/hours/"


PAGES = [
    Page("projects", _projects, {R.MANAGER: ("Etablering i samverkan", 'name="project-name"')}),
    Page(
        "project", _project, {R.MANAGER: ("Etablering i samverkan", "Fonden", "75,00")}, {R.MANAGER: ("Warsame",)}
    ),
    Page("project-month", _month, {R.MANAGER: ("Amina Warsame", "Coach Testsson", "1,5", "väntar på attest")}),
    Page(
        "project-participants", lambda w: _month(w, "participants.csv"), {R.MANAGER: ("2026-10-05",)},
        {R.MANAGER: ("Warsame", "Amina")},
    ),
    Page(
        "my-hours", _hours, dict.fromkeys(STAFF, ("Etablering i samverkan",)) | {R.COACH: ("1,5", "väntar på attest")},
        dict.fromkeys(STAFF, ("Warsame",)) | {R.CIVIC_GUIDE: ("1,5",)},
    ),
]  # fmt: skip
