"""The team's meetings: every member finds them, and meets those whom they may see."""

from __future__ import annotations

from tests.actions import test_team
from tests.web.matrix import Page
from tests.world import World
from vidare.rules.access import Compartment, Role

R = Role
TEAM = (R.COACH, R.COORDINATOR, R.MANAGER, R.SOCIAL_SECRETARY, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)
FOR_ALL, FOR_SECRETARY = "Vad händer efter sfi?", "Om biståndet"
WRITERS = (R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY)
STEP = 'name="step-title"'


def _meetings(world: World) -> str:
    test_team.called(world)
    return "/team/"


def _agenda(world: World) -> str:
    meeting, way = test_team.called(world), world.participation()
    test_team.taken_up(world, meeting, way, FOR_ALL)
    test_team.taken_up(world, meeting, way, FOR_SECRETARY, role=R.SOCIAL_SECRETARY, where=Compartment.SOCIAL_SERVICES)
    return f"/team/{meeting}/"


def _take_up(world: World) -> str:
    test_team.called(world)
    return f"/people/{world.participation().person_id}/agenda/"


def _item(world: World) -> str:
    way = world.participation()
    item = test_team.taken_up(world, test_team.called(world, days=0), way, FOR_ALL)
    return f"/people/{way.person_id}/agenda/{item}/"


PAGES = [
    Page("team", _meetings, sees=dict.fromkeys(TEAM, ("26 november 2026", 'name="held_on"'))),
    Page(
        "agenda",
        _agenda,
        sees=dict.fromkeys(TEAM, (FOR_ALL,)) | {R.SOCIAL_SECRETARY: (FOR_ALL, FOR_SECRETARY)},
        not_seen={role: (FOR_SECRETARY,) for role in TEAM if role is not R.SOCIAL_SECRETARY},
    ),
    Page("take-up", _take_up, sees=dict.fromkeys(TEAM, ('name="why"',))),
    Page(
        "agenda-item",
        _item,
        sees=dict.fromkeys(TEAM, (FOR_ALL, 'name="agreed"')) | dict.fromkeys(WRITERS, (FOR_ALL, 'name="agreed"', STEP)),
        not_seen={role: (STEP,) for role in TEAM if role not in WRITERS},
    ),
]
