"""Notes are written once, corrected beside, disputed and answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world import AT, TODAY, World
from vidare.actions.notes import answer_dispute, correct_note, dispute_note, write_note
from vidare.queries import notes
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.records.notes import Dispute, Note
from vidare.records.participations import Participation
from vidare.rules.access import Compartment, Role
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.notes import NoteKind

pytestmark = pytest.mark.django_db
LM, SOC, TEAM = Compartment.LABOUR_MARKET, Compartment.SOCIAL_SERVICES, Compartment.TEAM


def write(
    world: World,
    way: Participation,
    text: str = "Ringde om praktiken.",
    *,
    role: Role = Role.COACH,
    kind: NoteKind = NoteKind.CALL,
    where: Compartment = LM,
    days_ago: int = 0,
) -> int:
    return write_note(
        world.actor(role),
        person=way.person_id,
        kind=kind,
        text=text,
        compartment=where,
        happened_on=TODAY - timedelta(days=days_ago),
        at=AT,
    )


def contact_long_ago(way: Participation) -> Participation:
    with acting("system:test"):
        way.last_contact_on = TODAY - timedelta(days=40)
        way.save()
    return way


def test_a_call_is_contact_and_a_letter_is_not(world: World) -> None:
    way = contact_long_ago(world.participation())
    write(world, way, kind=NoteKind.LETTER)
    way.refresh_from_db()
    assert way.last_contact_on == TODAY - timedelta(days=40)
    write(world, way, kind=NoteKind.CALL, days_ago=2)
    way.refresh_from_db()
    assert way.last_contact_on == TODAY - timedelta(days=2)


def test_a_visit_corrected_to_a_letter_is_no_contact_any_more(world: World) -> None:
    way = contact_long_ago(world.participation())
    write(world, way, kind=NoteKind.CALL, days_ago=20)
    wrong = write(world, way, kind=NoteKind.VISIT)
    correct_note(world.actor(Role.COACH), note_id=wrong, text="Fick ett brev.", kind=NoteKind.LETTER, at=AT)
    way.refresh_from_db()
    assert way.last_contact_on == TODAY - timedelta(days=20)


def test_each_writes_in_their_own_compartment_and_reads_no_other(world: World) -> None:
    way = world.participation()
    write(world, way, "Coachens ord")
    write(world, way, "Handläggarens ord", role=Role.SOCIAL_SECRETARY, where=SOC)
    write(world, way, "Till alla", where=TEAM)
    read = {
        role: {row.text for row in notes.page(world.actor(role), way.person_id, on=TODAY).rows}
        for role in (Role.COACH, Role.SOCIAL_SECRETARY, Role.COORDINATOR, Role.JOB_MATCHER)
    }
    assert read == {
        Role.COACH: {"Coachens ord", "Till alla"},
        Role.SOCIAL_SECRETARY: {"Handläggarens ord", "Till alla"},
        Role.COORDINATOR: {"Coachens ord", "Till alla"},
        Role.JOB_MATCHER: {"Till alla"},
    }
    with pytest.raises(Refused):
        write(world, way, role=Role.COACH, where=SOC)
    with pytest.raises(Refused):
        write(world, way, role=Role.JOB_MATCHER, where=TEAM)


def test_a_correction_stands_beside_what_it_corrects(world: World) -> None:
    way = world.participation()
    first = write(world, way, "Praktik på hotell")
    second = correct_note(world.actor(Role.COACH), note_id=first, text="Praktik på tvätteri", at=AT)
    row = notes.one(world.actor(Role.COACH), way.person_id, first, on=TODAY)
    assert (row.key, row.text) == (second, "Praktik på tvätteri")
    assert [old.text for old in row.before] == ["Praktik på hotell"]
    assert Note.unscoped.get(pk=first).text == "Praktik på hotell"


def test_a_second_editor_meets_both_texts(world: World) -> None:
    way = world.participation()
    first = write(world, way, "Fel")
    correct_note(world.actor(Role.COACH), note_id=first, text="Rätt", at=AT)
    with pytest.raises(Stale) as stale:
        correct_note(world.actor(Role.COACH), note_id=first, text="Också rätt", at=AT)
    assert (stale.value.yours, stale.value.theirs) == ({"text": "Också rätt"}, {"text": "Rätt"})


def test_a_note_behind_another_wall_is_missing_to_who_would_correct_it(world: World) -> None:
    way = world.participation()
    theirs = write(world, way, role=Role.SOCIAL_SECRETARY, where=SOC)
    with pytest.raises(Hidden):
        correct_note(world.actor(Role.COACH), note_id=theirs, text="Nej", at=AT)


def test_the_person_disputes_and_staff_answer_beside_it(world: World) -> None:
    way = world.participation()
    said = write(world, way, "Kom inte i tid.")
    me = world.participant_actor(way.person)
    dispute = dispute_note(me, note_id=said, text="جئت في الوقت", lang="ar", at=AT)
    with pytest.raises(Refused):
        dispute_note(me, note_id=said, text="Igen", at=AT)
    with pytest.raises(Refused):
        answer_dispute(me, dispute=dispute, upheld=True, answer="Jag har rätt", at=AT)
    answer_dispute(world.actor(Role.COACH), dispute=dispute, upheld=True, answer="Du har rätt, jag rättar.", at=AT)
    row = notes.one(world.actor(Role.COACH), way.person_id, said, on=TODAY)
    assert row.text == "Kom inte i tid."
    assert [(d.text, d.upheld, d.answer) for d in row.disputes] == [("جئت في الوقت", True, "Du har rätt, jag rättar.")]
    with pytest.raises(Refused):
        answer_dispute(world.actor(Role.COACH), dispute=dispute, upheld=False, answer="Nej", at=AT)


def test_nobody_disputes_what_is_written_about_another(world: World) -> None:
    said = write(world, world.participation())
    other = world.participant_actor(world.participation().person)
    with pytest.raises(Hidden):
        dispute_note(other, note_id=said, text="Fel", at=AT)


def test_the_trail_knows_that_something_was_written_and_never_what(world: World) -> None:
    way = world.participation()
    write(world, way, "En hemlighet")
    event = Event.objects.get(verb="note.written")
    assert event.person_key == way.person.key and "hemlighet" not in str(event.keys)


def test_ten_notes_cost_what_one_costs(world: World, count_queries: object) -> None:
    one, ten = world.participation(), world.participation()
    for way, times in ((one, 1), (ten, 10)):
        for n in range(times):
            key = correct_note(world.actor(Role.COACH), note_id=write(world, way), text=f"Rättat {n}", at=AT)
            dispute_note(
                world.participant_actor(way.person) if n == 0 else world.actor(Role.COACH),
                note_id=key,
                text="Nej",
                at=AT,
            )
    actor = world.actor(Role.COACH)
    few = count_queries(lambda: notes.page(actor, one.person_id, on=TODAY))  # type: ignore[operator]
    many = count_queries(lambda: notes.page(actor, ten.person_id, on=TODAY))  # type: ignore[operator]
    assert many == few
    assert Dispute.unscoped.count() == 11
