"""My day, one person on one screen, and their log-in."""

from __future__ import annotations

from tests.ladder import on_the_ladder
from tests.web.matrix import Page
from tests.web.matrix.plans import FOR_ALL, FOR_COACH, FOR_SECRETARY, notes
from tests.world import NINE, World
from vidare.rules.access import Role

R = Role
TEAM = (R.COACH, R.COORDINATOR, R.MANAGER, R.SOCIAL_SECRETARY, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)
CHANGES = (R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY)


def _day(world: World) -> str:
    on_the_ladder(world).miss(NINE)
    return "/day/"


def _person(world: World) -> str:
    return notes(world).removesuffix("notes/")


def _login(world: World) -> str:
    return f"/people/{world.participation(world.person('Omar', 'Haddad')).person_id}/log-in/"


PAGES = [
    Page(
        "day", _day,
        sees=dict.fromkeys(TEAM, ("<h1",)) | {R.COACH: ("Amina Warsame",)},
        not_seen=dict.fromkeys((R.SOCIAL_SECRETARY, R.JOB_MATCHER), ("Warsame",)),
    ),
    Page(
        "person", _person,
        sees={
            R.COACH: (FOR_ALL, FOR_COACH, "/contact/"),
            R.COORDINATOR: (FOR_ALL, FOR_COACH, "/contact/"),
            R.MANAGER: (FOR_ALL, FOR_COACH),
            R.SOCIAL_SECRETARY: (FOR_ALL, FOR_SECRETARY, "/contact/"),
            R.JOB_MATCHER: (FOR_ALL,),
            R.LANGUAGE_PEDAGOGUE: (FOR_ALL,),
            R.CIVIC_GUIDE: (FOR_ALL,),
        },
        not_seen={
            R.COACH: (FOR_SECRETARY,),
            R.COORDINATOR: (FOR_SECRETARY,),
            R.MANAGER: (FOR_SECRETARY, "/contact/", "/log-in/"),
            R.SOCIAL_SECRETARY: (FOR_COACH,),
            R.JOB_MATCHER: (FOR_COACH, FOR_SECRETARY, "/contact/", "/log-in/"),
            R.LANGUAGE_PEDAGOGUE: (FOR_COACH, FOR_SECRETARY, "/contact/", "/log-in/"),
            R.CIVIC_GUIDE: (FOR_COACH, FOR_SECRETARY, "/contact/", "/log-in/"),
        },
    ),
    Page(
        "person-login", _login,
        sees=dict.fromkeys(CHANGES, ("Omar Haddad", 'name="do"')),
        not_seen=dict.fromkeys(CHANGES, ("1990-05-01",)),
    ),
]  # fmt: skip
