"""The reading log is looked through, judged by another than the reader, and signed in time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.municipalities import move_in
from tests.world import AT, STOCKHOLM, TODAY, World
from vidare.actions import ledger, night
from vidare.actions import log_review as acting_on
from vidare.queries import log_review as ask
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.sealed import seal
from vidare.records.walls import within
from vidare.rules.access import Actor, Role
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Protection
from vidare.rules.log_review import Judgement, No, Policy, Signal

pytestmark = pytest.mark.django_db
YESTERDAY = AT - timedelta(days=1)


def read(actor: Actor, person: m.Person, *, at: datetime = YESTERDAY) -> None:
    ledger.note_reading(actor, "person.viewed", at=at, person=person.key)


def reviewed(world: World, role: Role = Role.MANAGER) -> ask.OneReview:
    acting_on.make_due(at=AT)
    (row,) = ask.reviews(world.actor(role), at=AT).rows
    return ask.review(world.actor(role), review=row.key, at=AT)


def lives_at(person: m.Person, address: str) -> None:
    with acting("system:test"):
        person.address_sealed = seal(address, place="records_person.address_sealed", key=person.key)
        person.save(update_fields=["address_sealed"])


def test_each_signal_is_found_in_the_log_and_whose_own_participant_it_is_gives_none(world: World) -> None:
    coach, matcher = world.actor(Role.COACH), world.actor(Role.JOB_MATCHER)
    own = world.participation(world.person("Amina", "Warsame")).person
    same_name = world.participation(world.person("Ola", "Testsson-Berg")).person
    colleague = world.participation(world.person("Manager", "Testsson")).person
    near = world.participation(world.person("Nora", "Granne")).person
    at_home = world.participation(world.person("Hedda", "Hemma")).person
    lives_at(near, "Lillgatan 9, 411 01 Göteborg"), lives_at(at_home, "Storgatan 1, 41101 Göteborg")
    acting_on.keep_home(world.actor(Role.MANAGER), user=matcher.user_id or 0, address="storgatan 1, 411 01 GBG", at=AT)
    read(coach, own)
    for person in (same_name, colleague, near, at_home, own):
        read(matcher, person)
    found = {(one.reader, one.person.name): one.signals for one in reviewed(world).items}
    name = world.users[Role.JOB_MATCHER].name
    assert found == {
        (name, "Ola Testsson-Berg"): (Signal.NAMESAKE, Signal.NO_RELATION),
        (name, "Manager Testsson"): (Signal.COLLEAGUE, Signal.NAMESAKE, Signal.NO_RELATION),
        (name, "Nora Granne"): (Signal.NEIGHBOUR, Signal.NO_RELATION),
        (name, "Hedda Hemma"): (Signal.SAME_ADDRESS, Signal.NO_RELATION),
        (name, "Amina Warsame"): (Signal.NO_RELATION,),
        (world.users[Role.COACH].name, "Amina Warsame"): (Signal.SAMPLE,),
    }


def test_the_administrator_reviews_by_case_number_and_reads_no_name(world: World) -> None:
    way = world.participation(world.person("Amina", "Warsame"))
    hidden = world.participation(world.person("Rut", "Gömd", protection=Protection.PROTECTED))
    read(world.actor(Role.COACH), way.person), read(world.actor(Role.COACH), hidden.person)
    found = reviewed(world, Role.ADMINISTRATOR)
    assert {(one.person.name, one.person.case) for one in found.items} == {("", way.pk), ("", None)}


def test_a_board_reviews_what_was_read_of_its_own_persons_and_no_other_boards(world: World) -> None:
    there = move_in(world)
    theirs = m.Person.unscoped.get(pk=there.person())
    read(there.actor(Role.COACH), theirs), read(world.actor(Role.COACH), theirs)
    assert reviewed(world).items == ()
    rows = ask.reviews(there.actor(Role.ADMINISTRATOR), at=AT).rows
    assert [row.board for row in rows] == [there.board.name]
    readers = {one.reader for one in ask.review(there.actor(Role.ADMINISTRATOR), review=rows[0].key, at=AT).items}
    assert readers == {there.users[Role.COACH].name, world.users[Role.COACH].name}
    with pytest.raises(Hidden):
        ask.review(world.actor(Role.MANAGER), review=rows[0].key, at=AT)


def test_the_reviewer_is_never_the_one_reviewed(world: World) -> None:
    manager, administrator = world.actor(Role.MANAGER), world.actor(Role.ADMINISTRATOR)
    read(manager, world.participation().person)
    found = reviewed(world)
    assert (found.items, found.own) == ((), 1)
    (item,) = reviewed_items()
    with pytest.raises(Refused) as refused:
        acting_on.judge(manager, item=item.pk, judgement=Judgement.IN_ORDER, words="", at=AT)
    assert [one.code for one in refused.value.reasons] == [No.OWN_READING]
    acting_on.judge(administrator, item=item.pk, judgement=Judgement.IN_ORDER, words="", at=AT)
    with pytest.raises(Refused) as refused:
        acting_on.sign(manager, review=found.row.key, at=AT)
    assert [one.code for one in refused.value.reasons] == [No.SIGNS_FOR_ONESELF]
    acting_on.sign(administrator, review=found.row.key, at=AT)
    with pytest.raises(Refused):
        acting_on.judge(administrator, item=item.pk, judgement=Judgement.ASKED, words="Ångrar", at=AT)


def reviewed_items() -> list[m.ReviewedReading]:
    return list(m.ReviewedReading.objects.order_by("pk"))


def test_the_database_itself_refuses_that_somebody_judges_their_own_reading(world: World) -> None:
    read(world.actor(Role.MANAGER), world.participation().person)
    reviewed(world)
    (item,) = reviewed_items()
    item.judgement, item.judged_by_id, item.judged_at = Judgement.IN_ORDER.value, item.user_id, AT
    with pytest.raises(IntegrityError), acting("system:test"), transaction.atomic():
        item.save()


def test_a_review_that_nobody_signs_is_told_to_those_who_lead_and_noted_every_night(world: World) -> None:
    read(world.actor(Role.COACH), world.participation().person)
    reviewed(world)
    later = AT + timedelta(days=15)
    assert acting_on.note_overdue(at=AT + timedelta(days=14)) == 0
    assert acting_on.note_overdue(at=later) == 1
    for role in (Role.MANAGER, Role.ADMINISTRATOR, Role.COORDINATOR):
        assert [row.due_on for row in ask.late(world.actor(role), on=later.date())] == [TODAY + timedelta(days=14)]
    assert ask.late(world.actor(Role.COACH), on=later.date()) == ()
    assert m.Event.objects.filter(verb="log-review.overdue").count() == 1


def test_a_review_is_made_once_and_the_next_when_its_days_are_over(world: World) -> None:
    read(world.actor(Role.COACH), world.participation().person)
    assert (acting_on.make_due(at=AT), acting_on.make_due(at=AT)) == (1, 0)
    acting_on.lay_down(world.actor(Role.MANAGER), board=world.board.pk, policy=Policy(every_days=7), at=AT)
    assert acting_on.make_due(at=AT + timedelta(days=6)) == 0
    assert acting_on.make_due(at=AT + timedelta(days=7)) == 1
    first, second = m.LogReview.objects.order_by("pk")
    assert (second.start - first.end).days == 1
    assert {"make-log-reviews", "tell-of-unsigned-reviews"} <= {name for name, _work in night.PARTS}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_the_rows_of_a_review_are_in_no_scope_but_the_houses_own(world: World) -> None:
    read(world.actor(Role.COACH), world.participation().person)
    reviewed(world)
    for role in (Role.COACH, Role.MANAGER, Role.ADMINISTRATOR):
        with within(world.actor(role).scope(on=TODAY)):
            assert not m.LogReview.objects.exists()
            assert not m.ReviewedReading.objects.exists()


def test_who_opened_many_files_at_night_is_asked_once_for_the_night(world: World) -> None:
    night_at = datetime(2026, 11, 20, 23, 5, tzinfo=STOCKHOLM)
    for n in range(5):
        person = world.participation(world.person("Nisse", f"Natt{n}")).person
        read(world.actor(Role.COACH), person, at=night_at + timedelta(minutes=n))
    first = reviewed(world).items[0]
    assert (first.signals, first.persons) == ((Signal.MANY_AT_NIGHT,), 5)
