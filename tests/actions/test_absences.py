"""The ladder of an absence, from the empty chair to the answer, and never a step without a human being."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from tests.ladder import OnTheLadder, on_the_ladder
from tests.world import AT, NINE, World
from vidare.actions import absences, attendance
from vidare.actions.absences import Told
from vidare.records import models as m
from vidare.rules.absences import BasisState, No, ReasonKind, State
from vidare.rules.access import Role
from vidare.rules.attendance import Mark, Verdict
from vidare.rules.decision import Hidden, Refused

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a certificate"


@pytest.fixture
def ladder(world: World) -> OnTheLadder:
    return on_the_ladder(world)


def test_an_absence_begins_when_staff_see_the_empty_chair(ladder: OnTheLadder) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    row = ladder.absence(booking)
    assert (row.state, row.spoken_at) == (State.SEEN.value, None)
    assert m.Booking.unscoped.get(pk=booking).verdict == Verdict.CONTESTED.value


def test_an_hour_that_nobody_registered_has_no_absence(ladder: OnTheLadder) -> None:
    booking = ladder.book(NINE - timedelta(days=1))
    assert not m.Absence.unscoped.filter(booking=booking).exists()
    with pytest.raises(Refused) as refused:
        absences.assess(ladder.coach, booking=booking, valid=False, why="Kom inte.", at=AT)
    assert [because.code for because in refused.value.reasons] == [No.NOT_SEEN]


def test_nobody_is_assessed_as_absent_without_valid_reason_before_they_were_asked(ladder: OnTheLadder) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        absences.assess(ladder.coach, booking=booking, valid=False, why="Kom inte.", at=AT)
    assert [because.code for because in refused.value.reasons] == [No.NOT_ASKED_YET]


def test_a_coach_rings_and_notes_what_was_said_in_one_go(ladder: OnTheLadder) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    told = Told(ReasonKind.CHILD_ILL, "Sonen hade feber.")
    absences.note_call(ladder.coach, absence=ladder.absence(booking).pk, reached=True, told=told, at=AT)
    row = ladder.absence(booking)
    assert row.state == State.EXPLAINED.value and row.spoken_by == ladder.world.users[Role.COACH]
    assert m.Explanation.unscoped.get(booking=booking).taken_by == ladder.world.users[Role.COACH]
    assert m.Participation.unscoped.get(pk=ladder.way.pk).last_contact_on == AT.date()


def test_who_could_not_be_reached_gets_the_same_question_as_a_message(ladder: OnTheLadder) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    absences.note_call(ladder.coach, absence=ladder.absence(booking).pk, reached=False, at=AT)
    message = m.Message.unscoped.get(template="missed-you")
    assert ladder.absence(booking).state == State.SEEN.value
    assert message.about == f"absence:{ladder.absence(booking).pk}"


def test_a_participant_explains_from_their_page_with_a_certificate(ladder: OnTheLadder) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    actor = ladder.world.participant_actor(ladder.way.person)
    key = uuid.uuid4()
    told = Told(ReasonKind.ILL, "Feber", "ar", PDF, "läkarintyg.pdf")
    first = absences.explain(actor, booking=booking, told=told, key=key, at=AT)
    row = m.Explanation.unscoped.get(pk=first)
    assert (row.taken_by, row.ahead, row.attachment_type) == (None, False, "application/pdf")
    assert PDF not in bytes(row.attachment_sealed)
    assert ladder.absence(booking).state == State.EXPLAINED.value
    assert m.Message.unscoped.filter(template="explanation-received").count() == 1


def test_the_same_form_sent_twice_is_one_explanation(ladder: OnTheLadder) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    actor = ladder.world.participant_actor(ladder.way.person)
    key, told = uuid.uuid4(), Told(ReasonKind.ILL, "Feber")
    assert absences.explain(actor, booking=booking, told=told, key=key, at=AT) == absences.explain(
        actor, booking=booking, told=told, key=key, at=AT
    )
    assert m.Explanation.unscoped.count() == 1


def test_a_reason_told_ahead_can_be_accepted_before_the_hour(ladder: OnTheLadder) -> None:
    booking = ladder.book(NINE + timedelta(days=1))
    actor = ladder.world.participant_actor(ladder.way.person)
    absences.explain(actor, booking=booking, told=Told(ReasonKind.INTERVIEW), key=uuid.uuid4(), at=AT)
    absences.assess(ladder.coach, booking=booking, valid=True, why="Anställningsintervju.", at=AT)
    assert m.Booking.unscoped.get(pk=booking).verdict == Verdict.ABSENT_VALID.value


def test_nobody_explains_or_disputes_for_another_participant(ladder: OnTheLadder) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    other = ladder.world.participant_actor(ladder.world.person("Bo", "Annan"))
    with pytest.raises(Hidden):
        absences.explain(other, booking=booking, told=Told(ReasonKind.ILL), key=uuid.uuid4(), at=AT)
    with pytest.raises(Hidden):
        absences.dispute(other, booking=booking, text="Fel", at=AT)


@pytest.mark.parametrize("role", [Role.SOCIAL_SECRETARY, Role.JOB_MATCHER, Role.MANAGER])
def test_only_the_labour_market_team_assesses_reasons(ladder: OnTheLadder, role: Role) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    with pytest.raises(Refused):
        absences.assess(ladder.world.actor(role), booking=booking, valid=True, why="Ok", at=AT)


def test_only_who_was_asked_can_be_silent(ladder: OnTheLadder) -> None:
    asked, unasked = ladder.miss(NINE - timedelta(days=20)), ladder.miss(NINE - timedelta(days=18))
    absences.note_call(ladder.coach, absence=ladder.absence(asked).pk, reached=False, at=AT - timedelta(days=17))
    from vidare.rules.access import system

    assert absences.pass_silent_days(system("night"), on=AT.date(), at=AT) == 1
    assert ladder.absence(asked).state == State.SILENT.value
    assert ladder.absence(unasked).state == State.SEEN.value


def test_a_dispute_stands_beside_the_hour_and_the_consequence_waits(ladder: OnTheLadder) -> None:
    ladder.assigned().streak(4)
    actor = ladder.world.participant_actor(ladder.way.person)
    absences.dispute(actor, booking=ladder.bookings[1], text="Jag var där!", lang="sv", at=AT)
    assert m.Booking.unscoped.get(pk=ladder.bookings[1]).verdict == Verdict.CONTESTED.value
    with pytest.raises(Refused) as refused:
        ladder.basis()
    assert codes(refused.value) >= {"basis.dispute-open"}


def codes(refused: Refused) -> set[str]:
    return {because.code.value for because in refused.reasons}


def test_an_upheld_dispute_takes_back_what_was_handed_over(ladder: OnTheLadder) -> None:
    ladder.assigned().streak(4)
    basis = ladder.handed_over()
    actor = ladder.world.participant_actor(ladder.way.person)
    dispute = absences.dispute(actor, booking=ladder.bookings[1], text="Jag var där!", at=AT)
    basis.refresh_from_db()
    assert basis.state == BasisState.HANDED_OVER.value, "it waits; it is not yet withdrawn"
    absences.answer_dispute(ladder.coach, dispute=dispute, upheld=True, answer="Du satt vid datorn.", at=AT)
    basis.refresh_from_db()
    assert basis.state == BasisState.WITHDRAWN.value
    assert ladder.absence(ladder.bookings[1]).state == State.CORRECTED.value


def test_somebody_marked_present_afterwards_withdraws_the_basis_and_shows_the_difference(ladder: OnTheLadder) -> None:
    ladder.assigned().streak(4)
    basis = ladder.handed_over()
    attendance.register(ladder.coach, booking=ladder.bookings[2], mark=Mark.HERE, at=AT + timedelta(hours=1))
    basis.refresh_from_db()
    assert basis.state == BasisState.WITHDRAWN.value
    changed = [(one["booking"], one["before"], one["now"]) for one in basis.difference["changed"]]
    assert changed == [(ladder.bookings[2], "absent-invalid", "present")]
    assert m.Message.unscoped.filter(template="basis-withdrawn", channel="page").count() == 1
    event = m.Event.objects.get(verb="basis.withdrawn")
    assert event.person_key == ladder.way.person.key
