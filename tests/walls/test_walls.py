"""The walls are tried by every role, in every relation, at every way out of the house: pages, lists, files and papers.

``VIDARE_WALLS_IN_FULL=1`` sends every role to every page; else those who see the same compartments take turns.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.hostile.sending import Request
from tests.hostile.visits import _made, undone
from tests.hostile.wire import Door
from tests.ladder import on_the_ladder
from tests.walls.marks import MARK, Marks
from tests.walls.tables import TABLES, Tables
from tests.walls.viewers import ACTED_ON, Relation, Viewers
from tests.walls.ways_out import Listening, Walk, read
from tests.web import cast
from tests.web.matrix import Deed, Page
from tests.web.test_deeds import DEEDS
from tests.web.test_matrix import PAGES
from tests.web.test_week import doubtful
from tests.world import AT, NINE, TODAY, World
from vidare.actions import absences, bookings, feeds, requirement
from vidare.actions.attendance import settle_doubt
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.outcomes import NoOffer
from vidare.records.people import ProtectedAccess
from vidare.records.plans import OwnerWord
from vidare.records.team import AgendaItem, TeamMeeting
from vidare.rules.access import Compartment, Role, Scope
from vidare.rules.decision import Hidden
from vidare.rules.recipients import BY_HAND
from vidare.web import middleware

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]
IN_FULL = bool(os.environ.get("VIDARE_WALLS_IN_FULL"))
NOTES = next(page for page in PAGES if page.name == "notes")


def _rows_that_no_page_needs(world: World) -> str:
    """So that every table of persons has been tried."""
    row = m.Booking.unscoped.get(pk=on_the_ladder(world).come(NINE))
    coach, person = world.users[Role.COACH], row.person
    absences.dispute(world.participant_actor(person), booking=row.pk, text="Jag var där.", at=AT)
    requirement.mark_month(
        world.actor(Role.SOCIAL_SECRETARY), persons=[person.pk], month=TODAY.replace(day=1), done=True, at=AT
    )
    settle_doubt(world.actor(Role.COACH), observation=doubtful(world, row).pk, counts=False, at=AT)
    with acting("system:test"):
        ProtectedAccess.unscoped.create(board=world.board, person=person, user=coach, start=TODAY, reason="Utsedd")
        own = {"board": world.board, "person": person, "participation": row.participation}
        m.Enrolment.unscoped.create(**own, activity=world.activity, start=TODAY)
        step = m.Step.unscoped.create(**own, title="Ring", leads="work", due_on=TODAY, owner=coach)
        OwnerWord.unscoped.create(board=world.board, person=person, step=step, agreed=True, said_by=coach, said_at=AT)
        meeting = TeamMeeting.objects.create(service=world.service, held_on=TODAY, called_by=coach)
        AgendaItem.unscoped.create(**own, meeting=meeting, why="Språket", taken_up_by=coach)
        NoOffer.unscoped.create(
            board=world.board, person=person, compartment="social-services", reason=min(BY_HAND).value, noted_on=TODAY,
            noted_by=coach, noted_at=AT,
        )  # fmt: skip
    return f"/people/{person.pk}/"


REST = Page("person", _rows_that_no_page_needs, sees=next(page for page in PAGES if page.name == "person").sees)


EVERY: list[Page | Deed] = [*PAGES, *DEEDS]
# Together they have a row of nearly every table of persons; what none of them has is looked for among all pages.
WITH_ROWS = frozenset(
    {"absence", "case-file", "courses", "exit-confirm", "letters", "link-cases", "mapping", "meeting", "merits"}
    | {"occupations", "person-letters", "person-openings", "places", "plan-revise", "programme", "progress"}
    | {"representative-door", "representatives", "requirement", "resume-clock", "resume-participation", "youth"}
)
PARTS = 8  # each in a transaction of its own: PostgreSQL is slow in one with thousands of savepoints


@contextmanager
def walking(world: World) -> Iterator[Walk]:
    cast.stop_the_clock()
    marks, door = Marks(), Door()
    with marks.put_everywhere():
        yield Walk(world, Viewers(world), marks, door, in_full=IN_FULL)
    door.close()


@pytest.fixture
def walk(world: World) -> Iterator[Walk]:
    with walking(world) as made:
        yield made


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_reads_anything_that_is_not_theirs_anywhere(walk: Walk, part: int) -> None:
    if part % 4 and connection.vendor == "postgresql" and not IN_FULL:
        pytest.skip("SQLite, which has the query's wall alone, walks these pages")
    listening, root = Listening(), logging.getLogger()
    root.addHandler(listening)
    try:
        for one in EVERY[part::PARTS]:
            walk.to(one)
    finally:
        root.removeHandler(listening)
    assert walk.faults == []
    assert [said for said in listening.said if MARK.search(said)] == []
    seen = len(walk.seen[Relation.OWN]), len(walk.seen[Relation.OPENED])
    assert min(seen) >= 3, "the marks are there to be seen"


def test_every_table_shows_each_of_them_what_the_matrix_says_in_whatever_compartment_a_row_stands(walk: Walk) -> None:
    tables = Tables(walk.viewers)
    for one in [REST, *sorted(EVERY, key=lambda page: page.name not in WITH_ROWS)]:
        if set(TABLES) - tables.tried:
            walk.world.service.refresh_from_db()
            with undone():
                _made(one, walk.world)
                walk.viewers.let_in()
                tables.try_new()
    assert tables.faults == []
    assert {one.__name__ for one in set(TABLES) - tables.tried} == set(), "name a page that makes a row of it"


def test_a_role_looks_through_the_walls_that_the_matrix_gives_it_and_no_others(walk: Walk) -> None:
    for viewer in walk.viewers.standing:
        assert viewer.actor().scope(on=TODAY).walls == {(viewer.board, one) for one in viewer.sees}, viewer


def test_a_calendar_names_nobody_whoever_it_belongs_to(walk: Walk) -> None:
    way = walk.world.participation()
    bookings.book(walk.world.actor(Role.COACH), participation=way.pk, session=walk.world.session(LATER).pk, at=NINE)
    walk.viewers.let_in()
    for viewer in [*walk.viewers.standing, *walk.viewers.of_persons(way.person, spoken_for=True)]:
        if viewer.acts is not None:
            with pytest.raises(Hidden):  # nobody makes a calendar in another's place
                feeds.make_feed(viewer.actor(), at=NINE)
        elif Compartment.TEAM in viewer.sees or viewer.person:
            token = feeds.make_feed(viewer.actor(), at=NINE)
            answer = walk.door.send(Request(f"/calendar/{token}.ics"))
            assert answer.status == 200 and not MARK.search(read(answer)), viewer


def test_who_acts_for_somebody_without_an_invitation_has_no_door(walk: Walk, client: Client) -> None:
    """Who is only written down says yes beside the coach: their telephone opens nothing."""
    page = next(page for page in PAGES if page.name == "representatives")
    page.make(walk.world)
    assert m.Representative.unscoped.exists()
    before = m.LoginCode.unscoped.count(), m.Message.unscoped.filter(channel="sms").count()
    client.post("/in/code/", {"do": "phone", "phone-phone": "0701740699"})
    assert (m.LoginCode.unscoped.count(), m.Message.unscoped.filter(channel="sms").count()) == before


def test_what_a_matter_gives_is_what_it_is_said_to_give() -> None:
    """Said once in the tests and once at the tables: a table that gives more has to be said here too."""
    assert {one: one.acted_on for one in TABLES if getattr(one, "acted_on", None)} == {
        one: matters for one, matters in ACTED_ON.items() if one is not m.Person
    }


LATER = NINE + timedelta(days=2)
Plant = Callable[[pytest.MonkeyPatch], None]


def _no_walls(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query takes the loud door in the place of its own."""
    monkeypatch.setattr(m.Note, "visible_to", classmethod(lambda cls, scope: cls.unscoped.all()))


def _no_compartments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        m.Note, "visible_to", classmethod(lambda cls, scope: cls.unscoped.filter(board__in=scope.boards))
    )


def _whoever_was_let_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An opening is asked for without its days."""
    plain = m.Disclosure.once_opened_to.__func__  # type: ignore[attr-defined]
    monkeypatch.setattr(m.Disclosure, "opened_to", classmethod(lambda cls, posts, on: plain(cls, posts, on=on)))


def _the_second_wall_stands_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = Scope(on=TODAY, everything=True)
    plain = middleware.within
    monkeypatch.setattr(middleware, "within", lambda scope, **more: plain(everything, **more))


@pytest.mark.parametrize("breach", [_no_walls, _no_compartments, _whoever_was_let_in_once])
def test_a_breach_that_is_planted_is_found(walk: Walk, monkeypatch: pytest.MonkeyPatch, breach: Plant) -> None:
    breach(monkeypatch)
    _the_second_wall_stands_aside(monkeypatch)
    walk.in_full = True
    walk.to(NOTES)
    assert walk.faults


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
@pytest.mark.parametrize("breach", [_no_walls, _no_compartments])
def test_behind_a_breach_in_the_first_wall_stands_the_second(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, breach: Plant
) -> None:
    breach(monkeypatch)
    walk.in_full = True
    walk.to(NOTES)
    assert walk.faults == []


def test_a_deed_that_repeats_words_on_the_other_side_of_a_wall_is_found(walk: Walk) -> None:
    def leaks(world: World) -> str:
        address = NOTES.make(world)
        secret = m.Note.unscoped.exclude(compartment="team").order_by("pk")[0]
        secret.pk, secret.compartment = None, "team"
        with_it: Any = secret
        with acting("system:test"):
            with_it.save(force_insert=True)
        return address

    walk.to(Page("notes", leaks, sees=NOTES.sees))
    assert [fault for fault in walk.faults if "is repeated in" in fault]
