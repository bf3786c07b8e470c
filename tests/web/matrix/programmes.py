"""The introduction programme: the team reads its days, and those who work with the person write them."""

from __future__ import annotations

from datetime import date

from tests.web.matrix import Page
from tests.world import AT, World
from vidare.actions.programmes import note_programme
from vidare.rules.access import Role
from vidare.rules.programmes import Told

R = Role
TEAM = (R.COACH, R.COORDINATOR, R.MANAGER, R.SOCIAL_SECRETARY, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)
WRITES = (R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY)
FORM = 'name="programme-told_by"'


def _programme(world: World) -> str:
    way = world.participation(world.person())
    note_programme(
        world.actor(R.COACH), person=way.person_id, start=date(2024, 4, 1), end=date(2026, 3, 31), told_by=Told.PAPER,
        at=AT,
    )  # fmt: skip
    return f"/people/{way.person_id}/programme/"


PAGES = [
    Page(
        "programme",
        _programme,
        sees=dict.fromkeys(TEAM, ("2026-03-31", "29 juni", "papper"))
        | dict.fromkeys(WRITES, ("2026-03-31", "29 juni", FORM)),
        not_seen={role: (FORM,) for role in TEAM if role not in WRITES},
    ),
]
