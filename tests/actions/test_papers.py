"""Letters on paper: written by those who deal with the matter, kept as they were sent, and opened behind the walls."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.actions.test_bases import hear_and_decide
from tests.ladder import OnTheLadder, on_the_ladder
from tests.world import AT, NINE, TODAY, World
from vidare.actions import absences, letters, meetings, papers, rulings
from vidare.actions.people import place
from vidare.queries import papers as ask
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.people import Person
from vidare.records.sealed import seal
from vidare.rules.access import Actor, Role
from vidare.rules.activities import MeetingKind
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.identity import Protection
from vidare.rules.messages import Template
from vidare.rules.papers import No, Sender, Window

pytestmark = pytest.mark.django_db
R = Role


def at_home(person: Person, *, language: str = "ar", protection: Protection = Protection.OPEN) -> Person:
    with acting("system:test"):
        sealed = seal("Lilla gatan 1, 417 55 Göteborg", place=place("address_sealed"), key=person.key)
        Person.unscoped.filter(pk=person.pk).update(
            address_sealed=sealed, language=language, protection=protection.value
        )
    person.refresh_from_db()
    return person


def meeting(world: World, *, protection: Protection = Protection.OPEN, days: int = 7) -> m.Meeting:
    way = world.participation(at_home(world.person(), protection=protection))
    booking = meetings.Booking(starts_at=NINE + timedelta(days=days), staff=world.users[R.COACH].pk, place="Rum 2")
    key = meetings.book_meeting(
        world.actor(R.COACH), participation=way.pk, kind=MeetingKind.FOLLOW_UP, booking=booking, at=AT
    )
    return m.Meeting.unscoped.get(pk=key)


def write(actor: Actor, template: Template, person: int, subject: int) -> m.Message:
    key = papers.write_letter(actor, person=person, template=template, subject=subject, at=AT)
    return m.Message.unscoped.get(pk=key)


def about_meeting(world: World, *, protection: Protection = Protection.OPEN) -> m.Message:
    row = meeting(world, protection=protection)
    return write(world.actor(R.COACH), Template.MEETING, row.person_id, row.pk)


def communicated(world: World) -> m.Basis:
    ladder = on_the_ladder(world)
    at_home(ladder.way.person)
    basis = ladder.assigned().streak(4).handed_over()
    day = TODAY + timedelta(days=14)
    rulings.communicate(ladder.officer, basis=basis.pk, answer_by=day, version=basis.version, at=AT)
    basis.refresh_from_db()
    return basis


def about_basis(world: World) -> m.Message:
    basis = communicated(world)
    return write(world.actor(R.SOCIAL_SECRETARY), Template.COMMUNICATED, basis.person_id, basis.pk)


def missed(world: World) -> tuple[OnTheLadder, int]:
    ladder = on_the_ladder(world)
    return ladder, ladder.absence(ladder.miss(NINE - timedelta(days=1))).pk


def codes(refused: Refused) -> set[str]:
    return {because.code.value for because in refused.reasons}


def test_a_letter_is_kept_as_it_was_sent_whatever_changes_afterwards(world: World) -> None:
    letter = about_meeting(world)
    actor, person = world.actor(R.COACH), letter.person_id
    first = ask.file_of(actor, person=person, letter=letter.pk, on=TODAY)
    assert first.startswith(b"%PDF-1.7") and hashlib.sha256(first).hexdigest() == letter.paper.digest
    with acting("system:test"):
        Person.unscoped.filter(pk=person).update(given_name="Berit", address_sealed=b"", language="sv")
        m.Meeting.unscoped.update(place="Rum 9")
    papers.let_letter_go(actor, person=person, letter=letter.pk, posted=True, at=AT)
    assert ask.file_of(actor, person=person, letter=letter.pk, on=TODAY) == first
    assert first not in bytes(letter.paper.file_sealed)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_lets_nobody_write_over_a_letter(world: World, change: str) -> None:
    rows = m.Paper.unscoped.filter(pk=about_meeting(world).paper.pk)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), acting("system:test"):
        rows.update(digest="x") if change == "update" else rows.delete()


def test_a_letter_waits_in_sight_until_somebody_says_that_it_has_gone(world: World) -> None:
    letter = about_meeting(world)
    coach, coordinator = world.actor(R.COACH), world.actor(R.COORDINATOR)
    assert [row.letter for row in ask.waiting(coordinator, on=TODAY)] == [letter.pk]
    papers.let_letter_go(coordinator, person=letter.person_id, letter=letter.pk, posted=True, at=AT)
    assert ask.waiting(coordinator, on=TODAY) == ()
    with pytest.raises(Refused) as refused:
        papers.let_letter_go(coach, person=letter.person_id, letter=letter.pk, posted=False, at=AT)
    assert codes(refused.value) == {No.NOT_WAITING.value}


def test_the_participant_reads_the_very_file_once_it_has_gone_and_not_before(world: World) -> None:
    sent, thrown = about_meeting(world), None
    person = Person.unscoped.get(pk=sent.person_id)
    thrown = write(world.actor(R.COACH), Template.MEETING, person.pk, m.Meeting.unscoped.get().pk)
    own = world.participant_actor(person)
    assert ask.mine(own, on=TODAY) == ()
    with pytest.raises(Hidden):
        ask.my_file(own, letter=sent.pk, on=TODAY)
    for letter, posted in ((sent, True), (thrown, False)):
        papers.let_letter_go(world.actor(R.COACH), person=person.pk, letter=letter.pk, posted=posted, at=AT)
    assert [row.letter for row in ask.mine(own, on=TODAY)] == [sent.pk]
    file = ask.file_of(world.actor(R.COACH), person=person.pk, letter=sent.pk, on=TODAY)
    assert ask.my_file(own, letter=sent.pk, on=TODAY) == file
    with pytest.raises(Hidden):
        ask.my_file(own, letter=thrown.pk, on=TODAY)
    with pytest.raises(Hidden):
        ask.my_file(world.participant_actor(world.person("Berit")), letter=sent.pk, on=TODAY)


@pytest.mark.parametrize(
    ("make", "seen_by"),
    [
        (about_meeting, set(R) - {R.PARTICIPANT, R.EMPLOYMENT_OFFICER, R.ADMINISTRATOR, R.YOUTH_COORDINATOR}),
        (about_basis, {R.SOCIAL_SECRETARY}),
    ],
)
def test_a_letter_is_opened_by_those_who_may_see_its_matter(world: World, make: object, seen_by: set[Role]) -> None:
    letter = make(world)  # type: ignore[operator]
    opened = set()
    for role in world.users:
        try:
            ask.file_of(world.actor(role), person=letter.person_id, letter=letter.pk, on=TODAY)
        except Hidden:
            continue
        opened.add(role)
    assert opened == seen_by


def test_only_the_officer_who_has_the_basis_writes_of_it(world: World) -> None:
    basis = communicated(world)
    for role in (R.COACH, R.COORDINATOR, R.JOB_MATCHER, R.ADMINISTRATOR, R.MANAGER):
        with pytest.raises(Hidden):
            write(world.actor(role), Template.COMMUNICATED, basis.person_id, basis.pk)
    with pytest.raises(Refused) as refused:
        write(world.actor(R.SOCIAL_SECRETARY), Template.DECISION_RECORDED, basis.person_id, basis.pk)
    assert codes(refused.value) == {No.NOT_DECIDED.value}


def test_a_decision_is_told_with_its_reasons_and_how_to_appeal(world: World) -> None:
    ladder = on_the_ladder(world)
    basis = ladder.assigned().streak(4).handed_over()
    hear_and_decide(ladder, basis)
    letter = write(ladder.officer, Template.DECISION_RECORDED, basis.person_id, basis.pk)
    for part in ("Skälen är bedömda.", "Skriv till nämnden.", "Förvaltningsrätten", "Socialnämnden"):
        assert part in letter.text
    with pytest.raises(Refused):
        write(ladder.officer, Template.COMMUNICATED, basis.person_id, basis.pk)


def test_an_hour_that_was_spoken_about_and_assessed_is_asked_about_no_more(world: World) -> None:
    ladder, absence = missed(world)
    assert "Vad hände?" in write(ladder.coach, Template.MISSED_YOU, ladder.way.person_id, absence).text
    absences.note_call(ladder.coach, absence=absence, reached=True, at=AT)
    absences.assess(ladder.coach, booking=ladder.bookings[0], valid=True, why="Sjuk.", at=AT)
    with pytest.raises(Refused) as refused:
        write(ladder.coach, Template.MISSED_YOU, ladder.way.person_id, absence)
    assert codes(refused.value) == {No.NOT_MISSED.value}


def test_a_meeting_of_one_person_makes_no_letter_to_another(world: World) -> None:
    row, other = meeting(world), world.participation(world.person("Berit"))
    with pytest.raises(Hidden):
        write(world.actor(R.COACH), Template.MEETING, other.person_id, row.pk)


def test_no_letter_bears_the_address_of_somebody_protected_or_not_looked_up(world: World) -> None:
    for protection in (Protection.PROTECTED, Protection.UNKNOWN):
        row = meeting(world)
        with acting("system:test"):
            Person.unscoped.filter(pk=row.person_id).update(protection=protection.value)
            m.ProtectedAccess.unscoped.create(
                board=world.board, person=row.person, user=world.users[R.COACH], start=TODAY, reason="Coach"
            )
            world.users[R.COACH].refresh_from_db()
        letter = write(world.actor(R.COACH), Template.MEETING, row.person_id, row.pk)
        (shown,) = ask.letters_of(world.actor(R.COACH), person=row.person_id, on=TODAY).rows
        assert bytes(letter.to_sealed) == b"" and not shown.by_post
        with acting("system:test"):
            m.Meeting.unscoped.filter(pk=row.pk).update(state="cancelled")
        if protection is Protection.PROTECTED:
            assert letter.pk not in [one.letter for one in ask.waiting(world.actor(R.COORDINATOR), on=TODAY)]


def test_a_text_that_cannot_be_set_is_refused_and_nothing_is_kept(world: World) -> None:
    row = meeting(world)
    with acting("system:test"):
        m.Meeting.unscoped.update(place="Rum 😀")
    with pytest.raises(Refused) as refused:
        write(world.actor(R.COACH), Template.MEETING, row.person_id, row.pk)
    assert codes(refused.value) == {No.SIGN.value}
    assert not m.Message.unscoped.filter(channel="letter").exists() and not m.Paper.unscoped.exists()


def test_codes_that_are_stopped_stop_no_other_letter(world: World) -> None:
    letter = about_meeting(world)
    assert letters.stop_old_letters(letters.HOUSE, at=AT) == 0
    letter.refresh_from_db()
    assert letter.state == "waiting"


# ── The letterhead ───────────────────────────────────────────────────────────────────────────────────────────────

HEAD = Sender("Göteborgs Stad", "Jobbhörnet", ("Torget 1",), "031-365 00 00", colour="#0b5d57", window=Window.RIGHT)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def test_the_administrator_sets_the_letterhead_and_the_logo_stays_until_it_is_taken_away(world: World) -> None:
    admin, service = world.actor(R.ADMINISTRATOR), world.service.pk
    assert ask.sender_of(service).municipality == "Göteborg"
    papers.set_letterhead(admin, service=service, sender=HEAD, logo=SVG, version=0, at=AT)
    papers.set_letterhead(admin, service=service, sender=replace(HEAD, unit="Hörnet"), logo=None, version=1, at=AT)
    found = ask.letterhead(admin, service=service, on=TODAY)
    assert (found.sender.unit, found.sender.logo, found.sender.window, found.version) == ("Hörnet", SVG, "right", 2)
    papers.set_letterhead(admin, service=service, sender=HEAD, logo=b"", version=2, at=AT)
    assert ask.sender_of(service).logo_kind is None
    with pytest.raises(Stale):
        papers.set_letterhead(admin, service=service, sender=HEAD, logo=None, version=2, at=AT)


def test_a_letterhead_that_cannot_be_read_or_drawn_is_not_kept(world: World) -> None:
    admin, service = world.actor(R.ADMINISTRATOR), world.service.pk
    broken = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x09\x00\x00\x00\x09" + bytes(30)
    for sender, logo, code in (
        (replace(HEAD, colour="#eeeeee"), None, No.PALE), (HEAD, broken, No.LOGO_KIND), (HEAD, b"GIF", No.LOGO_KIND),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            papers.set_letterhead(admin, service=service, sender=sender, logo=logo, version=0, at=AT)
        assert codes(refused.value) == {code.value}
    assert not m.Letterhead.objects.exists()


def test_nobody_but_the_administrator_sets_it(world: World) -> None:
    for role in set(world.users) - {R.ADMINISTRATOR}:
        with pytest.raises(Hidden):
            papers.set_letterhead(world.actor(role), service=world.service.pk, sender=HEAD, logo=None, version=0, at=AT)
