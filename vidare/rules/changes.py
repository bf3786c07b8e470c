"""What is told of a person's file since somebody last looked: which deeds, and behind which wall each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from vidare.rules.access import Compartment, Scope
from vidare.rules.disclosure import Item

ONE_LOOK = timedelta(minutes=15)  # pages opened one after the other are one look
MOST = 12  # lines told


class What(StrEnum):
    """Each is a verb of the trail."""

    PLAN_DRAFTED = "plan.drafted"
    PLAN_REWRITTEN = "plan.rewritten"
    PLAN_PROPOSED = "plan.proposed"
    YES_GIVEN = "plan.agreement-given"
    PLAN_AGREED = "plan.agreed"
    PLAN_ENDED = "plan.ended"
    CHANGE_ASKED = "plan.change-asked"
    STEP_PLANNED = "step.planned"
    STEP_CHANGED = "step.changed"
    STEP_STARTED = "step.started"
    STEP_DONE = "step.done"
    STEP_DROPPED = "step.dropped"
    STEP_HANDED_OVER = "step.handed-over"
    STEP_AGREED = "step.agreed"
    STEP_CONTESTED = "step.contested"
    COURSE_NOTED = "course.noted"
    COURSE_ENDED = "course.ended"
    PAUSED = "participation.paused"
    RESUMED = "participation.resumed"
    COACH_ASSIGNED = "participation.coach-assigned"
    MAPPED = "mapping.finished"
    PROGRESS_SAID = "progress.said"


Where = tuple[Compartment, Item]
OF_THE_PLAN: Where = (Compartment.TEAM, Item.PLAN)
PLACES: Mapping[What, Where] = dict.fromkeys(What, OF_THE_PLAN) | {
    What.PAUSED: (Compartment.TEAM, Item.NAME),
    What.RESUMED: (Compartment.TEAM, Item.NAME),
    What.COACH_ASSIGNED: (Compartment.TEAM, Item.NAME),
    What.MAPPED: (Compartment.LABOUR_MARKET, Item.MAPPING),
    What.PROGRESS_SAID: (Compartment.LABOUR_MARKET, Item.MAPPING),
}
# Their rows stand each behind a wall of its own: they are told to those who see the row.
OF_A_STEP = frozenset(what for what in What if what.value.startswith("step."))


def told_to(scope: Scope, *, board: int, person: int) -> tuple[What, ...]:
    """The deeds about this person that stand on the scope's side of the walls, or in a part opened to it."""
    return tuple(
        what
        for what, (compartment, item) in PLACES.items()
        if (board, compartment) in scope.walls or (item, person, compartment) in scope.opened
    )


@dataclass(frozen=True, slots=True)
class Line:
    """The same deed by the same hand, once or several times."""

    what: What
    by: str
    at: datetime
    times: int = 1


def lines(noted: Iterable[tuple[What, str, datetime]]) -> tuple[Line, ...]:
    """The latest first; what somebody did several times is one line, at the latest of them."""
    return tuple(_gathered(noted))[:MOST]


def _gathered(noted: Iterable[tuple[What, str, datetime]]) -> Iterator[Line]:
    found: dict[tuple[What, str], Line] = {}
    for what, by, at in noted:
        before = found.get((what, by))
        latest = max(at, before.at) if before else at
        found[what, by] = Line(what, by, latest, before.times + 1 if before else 1)
    yield from sorted(found.values(), key=lambda line: line.at, reverse=True)
