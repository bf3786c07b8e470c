"""Courses of Swedish: the team reads them, and those who teach write them."""

from __future__ import annotations

from datetime import timedelta

from tests.web.matrix import Page
from tests.world import AT, TODAY, World
from vidare.actions.courses import note_course
from vidare.rules.access import Role
from vidare.rules.courses import Attended, Level, Track

R = Role
TEAM = (R.COACH, R.COORDINATOR, R.MANAGER, R.SOCIAL_SECRETARY, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)
TEACHES = (R.COACH, R.LANGUAGE_PEDAGOGUE)
WRITES = 'name="course-level"'


def _course(world: World) -> tuple[int, int]:
    way = world.participation(world.person())
    past = Attended(Level.C, Track.SECOND, TODAY - timedelta(days=90), TODAY - timedelta(days=20), "Komvux i Handen")
    return way.person_id, note_course(world.actor(R.COACH), person=way.person_id, course=past, at=AT)


def _courses(world: World) -> str:
    return f"/people/{_course(world)[0]}/courses/"


def _one(world: World) -> str:
    person, course = _course(world)
    return f"/people/{person}/courses/{course}/"


PAGES = [
    Page(
        "courses",
        _courses,
        sees=dict.fromkeys(TEAM, ("Komvux i Handen", "Sfi, kurs C", "Luckor mellan kurser"))
        | dict.fromkeys(TEACHES, ("Komvux i Handen", WRITES, "/courses/")),
        not_seen={role: (WRITES,) for role in TEAM if role not in TEACHES},
    ),
    Page("course", _one, sees=dict.fromkeys(TEACHES, ("Sfi, kurs C", 'name="ending-ending"'))),
]
