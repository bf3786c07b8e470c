"""Who writes down courses of Swedish, and who reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.municipalities import move_in
from tests.world import AT, TODAY, World
from vidare.actions.courses import end_course, note_course
from vidare.queries.courses import courses
from vidare.records import models as m
from vidare.records.walls import within
from vidare.rules.access import Role
from vidare.rules.courses import Attended, Ending, Level, Track
from vidare.rules.decision import Hidden, Refused
from vidare.rules.disclosure import Item

pytestmark = pytest.mark.django_db
PAST = Attended(Level.C, Track.SECOND, TODAY - timedelta(days=90), TODAY - timedelta(days=20), "Komvux")


def test_the_pedagogue_writes_what_the_team_reads_and_who_does_not_teach_writes_nothing(world: World) -> None:
    person = world.participation().person_id
    pedagogue, guide = world.actor(Role.LANGUAGE_PEDAGOGUE), world.actor(Role.CIVIC_GUIDE)
    with within(pedagogue.scope(on=TODAY)):
        key = note_course(pedagogue, person=person, course=PAST, at=AT)
        end_course(pedagogue, person=person, course=key, ending=Ending.PASSED, last=PAST.end or TODAY, at=AT)
    assert (
        m.Event.objects.filter(person_key=m.Person.unscoped.get(pk=person).key, verb__startswith="course.").count() == 2
    )
    seen = courses(guide, person, on=TODAY)
    assert [(row.course, row.ending) for row in seen.rows] == [(PAST, Ending.PASSED)]
    assert [gap.days for gap in seen.gaps] == [20]
    with pytest.raises(Refused):
        note_course(guide, person=person, course=Attended(Level.D, Track.SECOND, TODAY), at=AT)
    with pytest.raises(Refused):
        end_course(pedagogue, person=person, course=key, ending=Ending.IN_ERROR, last=TODAY, at=AT)


def test_what_was_written_in_error_is_kept_and_counts_no_more(world: World) -> None:
    person, coach = world.participation().person_id, world.actor(Role.COACH)
    key = note_course(coach, person=person, course=PAST, at=AT)
    end_course(coach, person=person, course=key, ending=Ending.IN_ERROR, last=TODAY, at=AT)
    assert courses(coach, person, on=TODAY).rows == ()
    assert note_course(coach, person=person, course=PAST, at=AT) != key


def test_another_municipality_reads_courses_only_where_the_plan_is_open_to_it(world: World) -> None:
    neighbours = move_in(world)
    person = neighbours.person()
    neighbours.way(person)
    note_course(neighbours.actor(Role.COACH), person=person, course=PAST, at=AT)
    with pytest.raises(Hidden):
        courses(world.actor(Role.LANGUAGE_PEDAGOGUE), person, on=TODAY)
    neighbours.let_in(person, Item.PLAN)
    assert len(courses(world.actor(Role.LANGUAGE_PEDAGOGUE), person, on=TODAY).rows) == 1
