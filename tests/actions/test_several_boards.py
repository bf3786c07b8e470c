"""Municipalities that share a service: each keeps its own persons, and lets the others in one by one, for a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.municipalities import Neighbours, move_in
from tests.world import AT, TODAY, World
from vidare.actions.disclosures import Crossing, disclose, withdraw_disclosure
from vidare.actions.notes import write_note
from vidare.actions.people import issue_door_code
from vidare.actions.staff import add_membership
from vidare.queries.people import contact_card
from vidare.records import models as m
from vidare.records.people import Person
from vidare.records.walls import within
from vidare.records.workload import coaches_of
from vidare.rules.access import Actor, Compartment, Deed, Role
from vidare.rules.decision import Hidden, Refused
from vidare.rules.disclosure import Ground, Item, No, Purpose
from vidare.rules.notes import NoteKind

pytestmark = pytest.mark.django_db
NOTE: dict[str, Any] = {"kind": NoteKind.CALL, "compartment": Compartment.LABOUR_MARKET, "happened_on": TODAY}


@pytest.fixture
def neighbours(world: World) -> Neighbours:
    return move_in(world)


def seen(actor: Actor, model: type, person: int) -> int:
    scope = actor.scope(on=TODAY)
    with within(scope):
        return model.visible_to(scope).filter(person=person).count()  # type: ignore[attr-defined,no-any-return]


def test_who_is_registered_by_a_municipality_is_its_own_and_nobody_elses(neighbours: Neighbours) -> None:
    person = neighbours.person()
    assert Person.unscoped.get(pk=person).board_id == neighbours.board.pk
    assert contact_card(neighbours.actor(Role.COACH), person=person, on=TODAY).name == "Selam Tesfay"
    for role in (Role.COACH, Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_SECRETARY):
        with pytest.raises(Hidden):
            contact_card(neighbours.world.actor(role), person=person, on=TODAY)


def test_what_is_opened_is_seen_and_nothing_beside_it(neighbours: Neighbours) -> None:
    person = neighbours.person()
    neighbours.way(person)
    coach, colleague = neighbours.actor(Role.COACH), neighbours.world.actor
    write_note(coach, person=person, text="Vill bli snickare.", at=AT, **NOTE)
    neighbours.let_in(person, Item.PLAN)
    assert contact_card(colleague(Role.COACH), person=person, on=TODAY).name == "Selam Tesfay"
    assert seen(colleague(Role.COACH), m.Participation, person) == 1
    assert seen(colleague(Role.COACH), m.Note, person) == 0
    neighbours.let_in(person, Item.NOTES)
    assert seen(colleague(Role.COACH), m.Note, person) == 1
    assert seen(colleague(Role.EMPLOYMENT_OFFICER), m.Note, person) == 0


def test_nobody_is_let_further_in_than_their_own_role_sees_at_home(neighbours: Neighbours) -> None:
    person = neighbours.person()
    neighbours.way(person)
    write_note(neighbours.actor(Role.COACH), person=person, text="Vill bli snickare.", at=AT, **NOTE)
    neighbours.let_in(person, Item.NOTES)
    sees = {role: seen(neighbours.world.actor(role), m.Note, person) for role in (Role.COACH, Role.CIVIC_GUIDE)}
    assert sees == {Role.COACH: 1, Role.CIVIC_GUIDE: 0}


def test_nobody_writes_into_what_is_not_open_to_them(neighbours: Neighbours) -> None:
    person = neighbours.person()
    neighbours.let_in(person, Item.PLAN)
    colleague = neighbours.world.actor(Role.COACH)
    with pytest.raises(Hidden), within(colleague.scope(on=TODAY)):
        write_note(colleague, person=person, text="Ringde.", at=AT, **NOTE)
    assert not m.Note.unscoped.filter(person=person).exists()


def test_a_consent_that_is_taken_back_closes_at_once_and_so_does_its_last_day(neighbours: Neighbours) -> None:
    person = neighbours.person()
    key = neighbours.let_in(person, Item.PLAN)
    colleague = neighbours.world.actor
    later = TODAY + timedelta(days=31)
    with pytest.raises(Hidden):
        contact_card(colleague(Role.COACH, on=later), person=person, on=later)
    withdraw_disclosure(neighbours.actor(Role.COACH), disclosure=key, at=AT)
    with pytest.raises(Hidden):
        contact_card(colleague(Role.COACH), person=person, on=TODAY)


def test_what_was_opened_to_somebody_is_not_theirs_to_open(neighbours: Neighbours) -> None:
    person = neighbours.person()
    neighbours.let_in(person, Item.PLAN)
    crossing = Crossing(
        ground=Ground.CONSENT, purpose=Purpose.JOINT_PLAN, to_organisation=neighbours.organisation.pk,
        until=TODAY + timedelta(days=9), opens=True,
    )  # fmt: skip
    world = neighbours.world
    with pytest.raises(Hidden):
        disclose(
            world.actor(Role.COACH), person=person, service=world.service.pk, items=[Item.PLAN], crossing=crossing,
            at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"until": None, "ground": Ground.NECESSITY}, No.OPEN_FOR_A_TIME),
        ({"to": "af"}, No.NOT_TO_THEM),
        ({"items": [Item.IDENTITY_NUMBER]}, No.NOT_OPENED),
    ],
)
def test_nothing_is_opened_without_an_end_or_to_an_authority_outside(
    neighbours: Neighbours, change: dict[str, object], code: No
) -> None:
    world, person = neighbours.world, neighbours.person()
    to = world.employment_service if change.get("to") else world.organisation
    crossing = Crossing(
        ground=change.get("ground", Ground.CONSENT), purpose=Purpose.JOINT_PLAN, to_organisation=to.pk,  # type: ignore[arg-type]
        until=change.get("until", TODAY + timedelta(days=9)), opens=True,  # type: ignore[arg-type]
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        disclose(
            neighbours.actor(Role.COACH), person=person, service=world.service.pk,
            items=change.get("items", [Item.PLAN]), crossing=crossing, at=AT,  # type: ignore[arg-type]
        )  # fmt: skip
    assert [because.code for because in refused.value.reasons] == [code]


def test_another_boards_social_secretary_says_no_yes_to_a_plan(neighbours: Neighbours) -> None:
    here = {"on": TODAY, "service": neighbours.world.service.pk, "board": neighbours.board.pk}
    assert neighbours.actor(Role.SOCIAL_SECRETARY).may(Deed.AGREE, **here).allowed
    assert not neighbours.world.actor(Role.SOCIAL_SECRETARY).may(Deed.AGREE, **here).allowed


def test_each_board_lets_in_its_own_staff(neighbours: Neighbours) -> None:
    world = neighbours.world
    new = m.User.objects.create_user("ny", name="Ny Kollega", password="demo")
    said = {"service": world.service.pk, "user": new.pk, "role": Role.COACH, "start": TODAY, "reason": "Ny", "at": AT}
    with pytest.raises(Hidden):
        add_membership(neighbours.actor(Role.ADMINISTRATOR), organisation=world.organisation.pk, **said)
    add_membership(neighbours.actor(Role.ADMINISTRATOR), organisation=neighbours.organisation.pk, **said)
    assert new.pk in coaches_of(world.service.pk, board=neighbours.board.pk, on=TODAY)
    assert new.pk not in coaches_of(world.service.pk, board=world.board.pk, on=TODAY)


def test_four_digits_at_a_shared_door_are_one_persons_only(neighbours: Neighbours) -> None:
    world = neighbours.world
    ours, theirs = world.person(), neighbours.person()
    issue_door_code(world.actor(Role.COACH), person=ours.pk, at=AT, draw=lambda _n: 123)
    drawn = iter([123, 567])
    assert issue_door_code(neighbours.actor(Role.COACH), person=theirs, at=AT, draw=lambda _n: next(drawn)) == "5678"
