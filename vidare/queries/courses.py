"""Somebody's courses of Swedish with their days, and the gaps between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.queries.notes import Whom, whom
from vidare.records.courses import Course
from vidare.records.participations import Participation
from vidare.records.together import Part, parted, those
from vidare.rules import courses as rules
from vidare.rules.access import Actor, Deed
from vidare.rules.courses import Attended, Ending, Gap, Level, Track
from vidare.rules.decision import Decision, Hidden


@dataclass(frozen=True, slots=True)
class CourseRow:
    """``open``: how it ended can be said."""

    key: int
    course: Attended
    ending: Ending | None
    open: bool


@dataclass(frozen=True, slots=True)
class Courses:
    whom: Whom
    rows: tuple[CourseRow, ...]
    gaps: tuple[Gap, ...]
    may_change: Decision


def courses(actor: Actor, person: int, *, on: date) -> Courses:
    """The latest first. Raises Hidden for whom the actor may not see, and where there is no way through a service."""
    who = whom(actor, person, on=on)
    scope = actor.scope(on=on)
    way = Participation.of(scope, person).first()
    if way is None or actor.person_id is not None:
        raise Hidden
    found = Course.visible_to(scope).filter(person=person).exclude(ending=Ending.IN_ERROR.value)
    rows = tuple(_row(one) for one in found.order_by("-start", "-pk"))
    return Courses(
        whom=who,
        rows=rows,
        gaps=rules.gaps((row.course for row in rows), on=on),
        may_change=actor.may(Deed.TEACH, on=on, service=way.service_id),
    )


@parted
def mine(actor: Actor, *, on: date) -> Part[tuple[CourseRow, ...]]:
    """The participant's own courses, the latest first. Raises Hidden for anybody else."""
    if actor.person_id is None:
        raise Hidden
    own = Course.visible_to(actor.scope(on=on)).filter(person_id=actor.person_id)
    found = yield from those(own.exclude(ending=Ending.IN_ERROR.value).order_by("-start", "-pk"))
    return tuple(_row(one) for one in found)


def _row(row: Course) -> CourseRow:
    track = Track(row.track) if row.track else None
    ending = Ending(row.ending) if row.ending else None
    course = Attended(Level(row.level), track, row.start, row.end, row.school)
    return CourseRow(row.pk, course, ending, ending is None)
