"""Courses of Swedish: written down with their days, and how they ended."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.courses import Course
from vidare.records.participations import Participation
from vidare.rules import courses as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.courses import Attended, Ending, Level, Track


@deed
def note_course(actor: Actor, *, person: int, course: Attended, at: datetime) -> int:
    on = at.date()
    scope = actor.scope(on=on)
    way = find.first(Participation.of(scope, person).select_related("person"), lock=True)
    actor.may(Deed.TEACH, on=on, service=way.service_id).require()
    rows = Course.visible_to(scope).filter(participation=way).exclude(ending=Ending.IN_ERROR.value)
    rules.may_note(course, before=[attended(row) for row in rows]).require()
    row = Course.unscoped.create(
        board_id=way.board_id,
        compartment=Compartment.TEAM.value,
        person_id=way.person_id,
        participation=way,
        level=course.level.value,
        track=course.track.value if course.track else "",
        school=course.school,
        start=course.start,
        end=course.end,
        noted_on=on,
        noted_by_id=actor.hand,
    )
    note(actor, "course.noted", at=at, person=way.person.key, course=row.pk, level=course.level.value)
    return int(row.pk)


@deed
def end_course(actor: Actor, *, person: int, course: int, ending: Ending, last: date, at: datetime) -> None:
    """How it ended and on which day. What was written in error is kept and no longer counted."""
    on = at.date()
    rows = Course.visible_to(actor.scope(on=on)).filter(person=person).select_related("participation", "person")
    row = find.one(rows, course, lock=True)
    actor.may(Deed.TEACH, on=on, service=row.participation.service_id).require()
    rules.may_end(ending, ended=bool(row.ending), start=row.start, last=last, on=on).require()
    row.ending = ending.value
    row.end = row.end if ending is Ending.IN_ERROR else last
    row.save(update_fields=["ending", "end"])
    note(actor, "course.ended", at=at, person=row.person.key, course=row.pk, ending=ending.value)


def attended(row: Course) -> Attended:
    return Attended(Level(row.level), Track(row.track) if row.track else None, row.start, row.end, row.school)
