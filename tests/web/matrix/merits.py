"""What a person can and has, and the suggestions that forms ask for."""

from __future__ import annotations

from tests.web.matrix import Deed, Page
from tests.web.test_choosing import loaded
from tests.world import AT, World
from vidare.actions.merits import note_merit
from vidare.rules.access import Role
from vidare.rules.taxonomy import Chosen, Kind

R = Role
OWN, CALLED = "lagat mat åt trettio", "Kock, storhushåll"


def _noted(world: World) -> tuple[int, int]:
    loaded()
    way = world.participation()
    what = Chosen(OWN, "aaaa_bbb_ccc")
    coach = world.actor(R.COACH)
    return way.person_id, note_merit(coach, person=way.person_id, kind=Kind.OCCUPATION, what=what, at=AT)


def _merits(world: World) -> str:
    return f"/people/{_noted(world)[0]}/merits/"


def _choose(world: World) -> str:
    _noted(world)
    return "/choose/?kind=occupation-name&q=kock"


def _end(world: World) -> tuple[str, dict[str, object]]:
    person, merit = _noted(world)
    return f"/people/{person}/merits/{merit}/end/", {}


WRITES = 'name="occupation-what"'
PAGES = [
    Page(
        "merits",
        _merits,
        sees={R.COACH: (OWN, CALLED, WRITES), R.COORDINATOR: (OWN, CALLED), R.MANAGER: (OWN, CALLED)},
        not_seen={R.COORDINATOR: (WRITES,), R.MANAGER: (WRITES,)},
    ),
    Page(
        "choose",
        _choose,
        sees=dict.fromkeys(
            (R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE), (CALLED,)
        ),
    ),
]
DEEDS = [Deed("merit-end", _end, frozenset({R.COACH}))]
