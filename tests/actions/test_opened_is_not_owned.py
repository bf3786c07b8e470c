"""What a board has opened to another stays its own: nobody let in decides anything that is the board's to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.municipalities import Neighbours, move_in
from tests.world import AT, TODAY, World
from vidare.actions import accounts, links, messages, outcomes, participations, people, referrals, representatives
from vidare.actions.people import Contact
from vidare.actions.referrals import Coming
from vidare.queries import accounts as log_ins
from vidare.queries.access import actor_of
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.walls import within
from vidare.rules.access import Actor, Compartment, Role
from vidare.rules.access import No as AccessNo
from vidare.rules.decision import Hidden, Refused
from vidare.rules.disclosure import OPENED
from vidare.rules.identity import Protection
from vidare.rules.messages import Answer, Template
from vidare.rules.outcomes import ExitClass
from vidare.rules.participations import PauseReason
from vidare.rules.referrals import DeclineReason, WayIn
from vidare.rules.representatives import Capacity, Matter

pytestmark = pytest.mark.django_db


@dataclass
class Opened:
    """A neighbour's participant, of whom all that can be opened stands open to the small office."""

    neighbours: Neighbours
    person: int
    way: int
    referral: int

    @property
    def version(self) -> int:
        return int(m.Person.unscoped.get(pk=self.person).version)


@pytest.fixture
def opened(world: World) -> Opened:
    neighbours = move_in(world)
    person = neighbours.person()
    way = neighbours.way(person)
    with acting("system:test"):
        referral = m.Referral.unscoped.create(
            board=neighbours.board, person_id=person, service=world.service, way_in=WayIn.OWN_INITIATIVE.value,
            received_on=TODAY, received_at=AT,
        )  # fmt: skip
    neighbours.let_in(person, *sorted(OPENED))
    return Opened(neighbours, person, way.pk, referral.pk)


def _contact(actor: Actor, of: Opened) -> object:
    there = Contact("Selam", "Tesfay", phone="0739999999")  # a code by SMS would go to whoever has that telephone
    return people.change_contact(actor, person=of.person, version=of.version, contact=there, at=AT)


def _protection(actor: Actor, of: Opened) -> object:
    return people.set_protection(
        actor, person=of.person, protection=Protection.PROTECTED, named=[actor.hand], reason="Mitt", at=AT
    )


def _representative(actor: Actor, of: Opened) -> object:
    return representatives.register_representative(
        actor, person=of.person, name="Olle Ombud", capacity=min(Capacity), matters=[min(Matter)], start=TODAY,
        end=None, evidence="Såg pappret", at=AT,
    )  # fmt: skip


def _close(actor: Actor, of: Opened) -> object:
    return outcomes.close_participation(
        actor, participation=of.way, ended_on=TODAY, exit_class=ExitClass.OTHER, reason="", at=AT
    )


def _pause(actor: Actor, of: Opened) -> object:
    until = TODAY + timedelta(days=9)
    return participations.pause_participation(
        actor, participation=of.way, reason=PauseReason.OTHER, until=until, at=AT
    )  # fmt: skip


def _assign(actor: Actor, of: Opened) -> object:
    coach = of.neighbours.users[Role.COACH].pk
    return participations.assign_coach(actor, participation=of.way, coach=coach, at=AT)


def _decline(actor: Actor, of: Opened) -> object:
    return referrals.decline_referral(
        actor, referral=of.referral, reasons=[min(DeclineReason)], turn_to="Någon annan", at=AT
    )  # fmt: skip


def _refer(actor: Actor, of: Opened) -> object:
    """On to a service of the reader's own board, with which the neighbours share nothing."""
    with acting("system:test"):
        world = of.neighbours.world
        own = m.Service.objects.create(
            board=world.board, model_id=world.service.model_id, code="egen", name="Egen", opened_on=date(2025, 1, 1)
        )
        m.Membership.objects.create(
            user_id=actor.hand, organisation=world.organisation, service=own, role="coordinator", start=TODAY
        )
    there = actor_of(actor.hand, name="", on=TODAY)
    with within(there.scope(on=TODAY)):
        return referrals.receive_referral(
            there, service=own.pk, coming=Coming(WayIn.OWN_INITIATIVE), person=of.person, at=AT
        )  # fmt: skip


def _nobody_new(actor: Actor, of: Opened) -> object:
    return accounts.withdraw_codes(actor, person=of.person, at=AT)


ATTACKS: dict[str, Callable[[Actor, Opened], object]] = {
    "contact": _contact,
    "protection": _protection,
    "representative": _representative,
    "close": _close,
    "pause": _pause,
    "assign": _assign,
    "decline": _decline,
    "refer": _refer,
    "log everybody out": _nobody_new,
    "log in as them": lambda actor, of: accounts.issue_paper_code(actor, person=of.person, at=AT),
    "page of the log-in": lambda actor, of: log_ins.login_of(actor, person=of.person, at=AT),
    "door code": lambda actor, of: people.issue_door_code(actor, person=of.person, at=AT),
    "card": lambda actor, of: people.issue_card(actor, person=of.person, at=AT),
    "withdraw": lambda actor, of: referrals.withdraw_referral(actor, referral=of.referral, at=AT),
}


@pytest.mark.parametrize("attack", sorted(ATTACKS))
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.COACH])
def test_nobody_who_was_let_in_decides_what_is_the_boards_own(opened: Opened, role: Role, attack: str) -> None:
    actor = opened.neighbours.world.actor(role)
    before = _rows(opened)
    with pytest.raises((Hidden, Refused)) as refused, within(actor.scope(on=TODAY)), transaction.atomic():
        ATTACKS[attack](actor, opened)
    if isinstance(refused.value, Refused):
        assert {one.code for one in refused.value.reasons} <= {AccessNo.ROLE, referrals.No.NOT_YOURS}
    assert _rows(opened) == before


def _rows(of: Opened) -> Any:
    person = m.Person.unscoped.filter(pk=of.person).values()[0]
    way, referral = (model.unscoped.filter(person=of.person).values()[0] for model in (m.Participation, m.Referral))
    return person, way, referral


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_the_second_wall_lets_nobody_who_was_let_in_change_who_somebody_is(opened: Opened) -> None:
    scope = opened.neighbours.world.actor(Role.COACH).scope(on=TODAY)
    with within(scope), acting("system:test"):
        assert m.Person.unscoped.filter(pk=opened.person).exists()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            m.Person.unscoped.filter(pk=opened.person).update(given_name="Tagen")


def two_hats(world: World, neighbours: Neighbours, here: Role, there: Role) -> Actor:
    """Somebody who works for two boards in one service, in a role of its own for each."""
    user = world.users[here]
    with acting("system:test"):
        m.Membership.objects.create(
            user=user, organisation=neighbours.organisation, service=world.service, role=there.value, start=TODAY
        )
    return actor_of(user.pk, name=user.name, on=TODAY)


def test_who_leads_for_one_board_settles_no_link_of_another_where_they_coach(world: World) -> None:
    neighbours = move_in(world)
    first, second = neighbours.person(), neighbours.person("Selam", "Tesfay")
    with acting("system:test"):
        case = m.LinkCase.unscoped.filter(board=neighbours.board).first() or m.LinkCase.unscoped.create(
            board=neighbours.board, person_id=first, other_id=second, opened_at=AT
        )
    actor = two_hats(world, neighbours, Role.COORDINATOR, Role.COACH)
    with pytest.raises(Refused), within(actor.scope(on=TODAY)):
        links.settle_link(actor, case=case.pk, same=True, at=AT)


def test_who_administers_for_one_board_answers_for_no_message_of_another_where_they_coach(world: World) -> None:
    neighbours = move_in(world)
    person = neighbours.person()
    neighbours.way(person)
    with acting("system:test"):
        messages.write(
            neighbours.actor(Role.COACH), person=m.Person.unscoped.get(pk=person), template=Template.HOUR_CALLED_OFF,
            facts={"starts_at": AT, "next_at": None}, at=AT, compartment=Compartment.TEAM,
        )  # fmt: skip
        row = m.Message.unscoped.filter(person=person).latest("pk")
        m.Message.unscoped.filter(pk=row.pk).update(state="given-up", channel="sms", compartment="social-services")
    actor = two_hats(world, neighbours, Role.ADMINISTRATOR, Role.COACH)
    with pytest.raises(Hidden), within(actor.scope(on=TODAY)):
        messages.answer_for(actor, message=row.pk, answer=Answer.AGAIN, at=AT)
