"""Who gets a calendar feed of their own: participants, and staff who have hours here."""

from __future__ import annotations

from tests.web.matrix import Page
from tests.world import World
from vidare.rules.access import Role as R

MAKES = 'value="make"'


def _page(path: str) -> Page:
    def make(world: World) -> str:
        world.participation(world.person())
        return path

    own = path.startswith("/mine")
    roles = (
        (R.PARTICIPANT,)
        if own
        else (R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE, R.MANAGER)
    )
    return Page(name="my-calendar" if own else "calendar", make=make, sees=dict.fromkeys(roles, ("<h1",)))


PAGES = [_page("/mine/calendar/"), _page("/calendar/")]
