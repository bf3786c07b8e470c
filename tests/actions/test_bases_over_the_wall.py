"""A basis and its answer cross a wall: each crossing is kept, the person sees it, and it falls with the basis."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.actions.test_bases import codes, hear_and_decide
from tests.ladder import OnTheLadder, on_the_ladder
from tests.world import AT, TODAY, World
from vidare.actions import absences, bases, rulings
from vidare.actions.disclosures import withdraw_disclosure
from vidare.queries.disclosures import DisclosureRow, disclosures_of
from vidare.queries.month import month
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.rules.absences import BasisState, BoardDecision
from vidare.rules.access import Actor, Compartment, Role
from vidare.rules.decision import Refused
from vidare.rules.disclosure import Ground, Item, Purpose
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder(world: World) -> OnTheLadder:
    return on_the_ladder(world)


def crossed(ladder: OnTheLadder, actor: Actor, *purposes: Purpose) -> list[DisclosureRow]:
    rows = disclosures_of(actor, person=ladder.way.person_id, on=TODAY)
    return [row for row in rows if row.purpose in purposes]


def of_the_person(ladder: OnTheLadder) -> Actor:
    return ladder.world.participant_actor(ladder.way.person)


def test_a_hand_over_says_who_gave_what_to_whom_on_which_ground_and_when(ladder: OnTheLadder) -> None:
    basis = ladder.assigned().streak(4).handed_over()
    (row,) = crossed(ladder, of_the_person(ladder), Purpose.BASIS)
    assert (row.to_compartment, row.ground, row.start) == (Compartment.SOCIAL_SERVICES, Ground.NECESSITY, TODAY)
    assert (row.made_by, row.basis) == (ladder.coach.name, basis.pk)
    told = {one.item: one.lines for one in row.told}
    assert told[Item.MISSED_HOURS] == ("2026-11-10", "2026-11-12", "2026-11-14", "2026-11-16")
    assert {*told} == {Item.MISSED_HOURS, Item.ASSESSMENTS, Item.ASSIGNMENT, Item.STAFF_FACTS}
    made = Event.objects.get(verb="disclosure.made")
    assert (made.person_key, made.keys["to_compartment"]) == (ladder.way.person.key, "social-services")


def test_a_basis_that_is_only_prepared_has_crossed_nothing(ladder: OnTheLadder) -> None:
    ladder.assigned().streak(4).basis()
    assert not crossed(ladder, ladder.coach, Purpose.BASIS)


def test_the_persons_own_words_are_told_of_and_not_copied(ladder: OnTheLadder) -> None:
    basis = ladder.assigned().streak(4).basis()
    bases.add_own_words(of_the_person(ladder), basis=basis.pk, text="Jag var sjuk hela tiden.", at=AT)
    officer = ladder.world.users[Role.SOCIAL_SECRETARY].pk
    bases.hand_over(ladder.coach, basis=basis.pk, officer=officer, version=basis.version + 1, at=AT)
    (row,) = crossed(ladder, ladder.coach, Purpose.BASIS)
    assert Item.OWN_WORDS in {one.item for one in row.told}
    assert "sjuk" not in str(m.Disclosure.unscoped.get(purpose="basis").items)


def test_the_boards_answer_comes_back_over_the_wall_with_its_day_and_without_its_reasons(ladder: OnTheLadder) -> None:
    hear_and_decide(ladder, ladder.assigned().streak(4).handed_over())
    for actor in (of_the_person(ladder), ladder.coach, ladder.officer):
        (row,) = crossed(ladder, actor, Purpose.BOARD_ANSWER)
        assert (row.to_compartment, row.made_by) == (Compartment.LABOUR_MARKET, ladder.officer.name)
        (told,) = row.told
        assert (told.answer, told.lines) == (BoardDecision.UNCHANGED, (TODAY.isoformat(),))
    assert "bedömda" not in str(m.Disclosure.unscoped.get(purpose="board-answer").items)


def test_no_action_is_an_answer_that_comes_back_too(ladder: OnTheLadder) -> None:
    basis = ladder.assigned().streak(4).handed_over()
    rulings.let_be(ladder.officer, basis=basis.pk, reasons="Praktik har börjat.", version=basis.version, at=AT)
    (row,) = crossed(ladder, ladder.coach, Purpose.BOARD_ANSWER)
    assert row.told[0].answer is BasisState.NO_ACTION


def test_a_late_correction_withdraws_what_was_disclosed_and_the_answer_stands_as_it_was_given(
    ladder: OnTheLadder,
) -> None:
    hear_and_decide(ladder, ladder.assigned().streak(4).handed_over())
    absences.assess(ladder.coach, booking=ladder.bookings[0], valid=True, why="Ett intyg har kommit.", at=AT)
    basis = m.Basis.unscoped.get()
    assert basis.state == BasisState.WITHDRAWN.value
    mine = of_the_person(ladder)
    assert crossed(ladder, mine, Purpose.BASIS)[0].withdrawn_at == AT
    assert crossed(ladder, mine, Purpose.BOARD_ANSWER)[0].withdrawn_at is None
    assert not crossed(ladder, ladder.officer, Purpose.BASIS), "the receiver has no more use of it"
    assert Event.objects.filter(verb="disclosure.withdrawn", person_key=ladder.way.person.key).count() == 1


def test_it_is_not_taken_back_by_itself_while_the_board_works_with_the_basis(ladder: OnTheLadder) -> None:
    ladder.assigned().streak(4).handed_over()
    key = m.Disclosure.unscoped.get(purpose="basis").pk
    for actor in (ladder.coach, of_the_person(ladder)):
        with pytest.raises(Refused) as refused:
            withdraw_disclosure(actor, disclosure=key, at=AT)
        assert codes(refused.value) == {"disclosure.with-the-basis"}


def test_those_outside_both_compartments_see_no_such_disclosure(ladder: OnTheLadder) -> None:
    ladder.assigned().streak(4).handed_over()
    for role, seen in ((Role.JOB_MATCHER, 0), (Role.COORDINATOR, 1), (Role.SOCIAL_SECRETARY, 1)):
        assert len(crossed(ladder, ladder.world.actor(role), Purpose.BASIS)) == seen, role


def test_the_month_of_the_social_secretary_names_what_others_have_disclosed(ladder: OnTheLadder) -> None:
    ladder.assigned().streak(4).handed_over()
    with acting("system:test"):
        m.SupportSpell.unscoped.create(
            board=ladder.world.board, compartment="social-services", person=ladder.way.person, start=TODAY
        )
    (applicant,) = month(ladder.officer, first=TODAY.replace(day=1), at=AT).rows
    assert (ladder.coach.name, TODAY) in applicant.disclosed


@pytest.mark.parametrize(
    ("protection", "code"),
    [(Protection.PROTECTED, "disclosure.protected"), (Protection.UNKNOWN, "disclosure.not-checked")],
)
def test_of_who_is_protected_or_not_checked_nothing_is_handed_to_somebody_not_named(
    ladder: OnTheLadder, protection: Protection, code: str
) -> None:
    basis = ladder.assigned().streak(4).basis()
    person, coach = ladder.way.person, ladder.coach
    with acting("system:test"):
        m.Person.unscoped.filter(pk=person.pk).update(protection=protection.value)
        named = {"board": ladder.world.board, "person": person, "start": TODAY - timedelta(days=9), "reason": "Skydd"}
        m.ProtectedAccess.unscoped.create(user_id=coach.user_id, **named)
    officer = ladder.world.users[Role.SOCIAL_SECRETARY].pk
    with pytest.raises(Refused) as refused:
        bases.hand_over(coach, basis=basis.pk, officer=officer, version=basis.version, at=AT)
    assert codes(refused.value) == {code}
    if protection is Protection.PROTECTED:
        with acting("system:test"):
            m.ProtectedAccess.unscoped.create(user_id=officer, **named)
        bases.hand_over(coach, basis=basis.pk, officer=officer, version=basis.version, at=AT)
        assert m.Disclosure.unscoped.filter(purpose="basis").count() == 1
