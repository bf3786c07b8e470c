"""The participant's own pages: no staff has any of them, and no participant another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.actions import test_notes, test_plans
from tests.ladder import OnTheLadder, on_the_ladder
from tests.web.matrix import Page
from tests.world import NINE, World
from vidare.rules.access import Compartment, Role

Make = Callable[[OnTheLadder], int | None]
SECRET = "Coachens egna ord"
TEXT = "Vi talade om köket."
TITLE = "<h1"


def _nothing(ladder: OnTheLadder) -> None:
    test_notes.write(ladder.world, ladder.way, SECRET)


def _plan(ladder: OnTheLadder) -> None:
    test_plans.proposed(ladder.world, ladder.way)


def _hour(ladder: OnTheLadder) -> int:
    ladder.world.session(NINE + timedelta(days=1, hours=1))
    return ladder.book(NINE + timedelta(days=1))


def _note(ladder: OnTheLadder) -> int:
    return test_notes.write(ladder.world, ladder.way, TEXT, where=Compartment.TEAM)


def _absence(ladder: OnTheLadder) -> int:
    return ladder.miss(NINE - timedelta(days=1))


def _basis(ladder: OnTheLadder) -> int:
    return int(ladder.assigned().streak(4).basis().pk)


def _own(name: str, path: str, make: Make, *seen: str) -> Page:
    def prepare(world: World) -> str:
        return f"/mine/{path}".replace("KEY", str(make(on_the_ladder(world))))

    return Page(name, prepare, sees={Role.PARTICIPANT: seen})


PAGES = [
    _own("my-page", "", _hour, "Jobbverkstaden"),
    _own("my-money", "money/", _nothing, TITLE),
    _own("my-plan", "plan/", _plan, "Arbete på hotell", "Ringa hotellet"),
    _own("my-agree", "plan/agree/", _plan, "Arbete på hotell", 'name="version"'),
    _own("my-change", "plan/change/", _plan, 'name="text"'),
    _own("my-times", "times/", _hour, "Jobbverkstaden"),
    _own("my-cannot-come", "times/cannot-come/", _hour, "Jobbverkstaden"),
    _own("my-move", "times/KEY/move/", _hour, 'name="session"'),
    _own("my-file", "file/", _note, TEXT, "Amina"),
    _own("my-choices", "file/choices/", _nothing, 'name="language"'),
    _own("my-readings", "file/readings/", _nothing, TITLE),
    _own("my-dispute", "file/notes/KEY/dispute/", _note, TEXT, 'name="text"'),
    _own("my-absences", "absences/", _absence, "/mine/absences/"),
    _own("my-absence", "absences/KEY/", _absence, 'value="explain"'),
    _own("my-basis", "bases/KEY/", _basis, "Vi har ringt varje gång.", 'value="words"'),
]
