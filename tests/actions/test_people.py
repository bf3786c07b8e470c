"""A person is registered once by each who meets them; nothing is merged, and protection is kept at once."""

from __future__ import annotations

from datetime import date

import pytest

from tests.newcomers import register_person
from tests.world import AT, TODAY, World
from vidare.actions import links
from vidare.actions.people import (
    Contact,
    Newcomer,
    change_contact,
    issue_card,
    issue_door_code,
    set_protection,
)
from vidare.queries.links import link_cases
from vidare.queries.people import contact_card
from vidare.records.audit import Event
from vidare.records.people import LinkCase, NameToken, Person, ProtectedAccess, Reach, card_index, door_code_index
from vidare.rules.access import Role
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.identity import NumberKind, Protection

pytestmark = pytest.mark.django_db
NUMBER = "19900101-0017"
AMINA = Newcomer(Contact("Amina", "Warsame", phone="070-174 06 35", email="amina@example.org"), number=NUMBER)


def register(world: World, newcomer: Newcomer = AMINA) -> Person:
    key = register_person(world.actor(Role.COACH), service=world.service.pk, newcomer=newcomer, at=AT)
    return Person.unscoped.get(pk=key)


def test_number_phone_and_mail_are_sealed_and_found_again_by_their_index(world: World) -> None:
    row = register(world)
    assert (row.number_kind, row.born_on) == (NumberKind.PERSONNUMMER.value, date(1990, 1, 1))
    for value in (b"19900101", b"701740635", b"amina@"):
        assert all(value not in bytes(sealed) for sealed in (row.number_sealed, row.phone_sealed, row.email_sealed))
    card = contact_card(world.actor(Role.COACH), person=row.pk, on=TODAY)
    assert (card.number, card.phone, card.email) == ("19900101-****", "+46701740635", "amina@example.org")
    assert Reach.unscoped.filter(person=row, service=world.service).exists()
    assert NameToken.unscoped.filter(person=row).count() > 5


def test_a_person_without_any_number_is_a_person(world: World) -> None:
    row = register(world, Newcomer(Contact("Omar")))
    assert (row.number_kind, row.number_index, bytes(row.number_sealed)) == ("none", "", b"")


def test_protection_is_unknown_until_the_register_has_been_asked(world: World) -> None:
    assert register(world).protection == Protection.UNKNOWN.value


def test_a_known_number_answers_like_an_unknown_one_and_opens_a_case_for_those_who_lead(world: World) -> None:
    first, second = register(world), register(world)
    assert first.pk != second.pk
    case = LinkCase.unscoped.get()
    assert (case.person_id, case.other_id, case.same) == (second.pk, first.pk, None)
    with pytest.raises(Hidden):
        link_cases(world.actor(Role.COACH), on=TODAY)
    assert [one.case for one in link_cases(world.actor(Role.COORDINATOR), on=TODAY)] == [case.pk]


def test_a_collision_with_somebody_protected_is_shown_to_nobody_but_the_named(world: World) -> None:
    first = register(world)
    named = world.users[Role.MANAGER].pk
    set_protection(
        world.actor(Role.COACH), person=first.pk, protection=Protection.PROTECTED, named=[named], reason="Skydd", at=AT
    )
    register(world)
    assert LinkCase.unscoped.count() == 1
    assert link_cases(world.actor(Role.COORDINATOR), on=TODAY) == ()
    assert len(link_cases(world.actor(Role.MANAGER), on=TODAY)) == 1


def test_a_link_is_settled_and_taken_back_and_both_files_stay(world: World) -> None:
    register(world), register(world)
    leader, case = world.actor(Role.COORDINATOR), LinkCase.unscoped.get().pk
    links.settle_link(leader, case=case, same=True, at=AT)
    assert link_cases(leader, on=TODAY)[0].same is True
    links.reopen_link(leader, case=case, at=AT)
    assert link_cases(leader, on=TODAY)[0].same is None
    assert Person.unscoped.count() == 2
    with pytest.raises(Refused):
        links.settle_link(world.actor(Role.COACH), case=case, same=True, at=AT)


def test_a_second_editor_is_told_and_shown_both_versions(world: World) -> None:
    row = register(world)
    coach = world.actor(Role.COACH)
    change_contact(coach, person=row.pk, version=1, contact=Contact("Amina", "Ali"), at=AT)
    with pytest.raises(Stale) as stale:
        change_contact(coach, person=row.pk, version=1, contact=Contact("Amina", "Warsame", phone="0701"), at=AT)
    assert (stale.value.yours["family_name"], stale.value.theirs["family_name"]) == ("Warsame", "Ali")
    assert stale.value.version == 2


def test_a_new_name_is_found_and_the_old_one_is_not(world: World) -> None:
    from vidare.queries.search import search

    row, coach = register(world), world.actor(Role.COACH)
    change_contact(coach, person=row.pk, version=1, contact=Contact("Amina", "Österberg"), at=AT)
    assert search(coach, text="osterb", on=TODAY).keys == [row.pk]
    assert search(coach, text="warsame", on=TODAY).keys == []


def test_an_address_is_not_shown_until_the_register_was_asked_and_is_not_lost_by_it(world: World) -> None:
    row, coach = register(world), world.actor(Role.COACH)
    set_protection(coach, person=row.pk, protection=Protection.OPEN, at=AT)
    change_contact(coach, person=row.pk, version=2, contact=Contact("Amina", address="Gatan 1"), at=AT)
    set_protection(coach, person=row.pk, protection=Protection.UNKNOWN, at=AT)
    assert contact_card(coach, person=row.pk, on=TODAY).address == ""
    change_contact(coach, person=row.pk, version=4, contact=Contact("Amina"), at=AT)
    set_protection(coach, person=row.pk, protection=Protection.OPEN, at=AT)
    assert contact_card(coach, person=row.pk, on=TODAY).address == "Gatan 1"


def test_somebody_protected_is_seen_by_the_named_from_that_moment_and_by_nobody_else(world: World) -> None:
    row, coach = register(world), world.actor(Role.COACH)
    with pytest.raises(Refused):
        set_protection(coach, person=row.pk, protection=Protection.PROTECTED, at=AT)
    named = world.users[Role.COORDINATOR].pk
    set_protection(coach, person=row.pk, protection=Protection.PROTECTED, named=[named], reason="Skydd", at=AT)
    with pytest.raises(Hidden):
        contact_card(coach, person=row.pk, on=TODAY)
    leader = world.actor(Role.COORDINATOR)
    assert contact_card(leader, person=row.pk, on=TODAY).protection is Protection.PROTECTED
    set_protection(leader, person=row.pk, protection=Protection.OPEN, at=AT)
    assert not ProtectedAccess.unscoped.exists()
    assert contact_card(coach, person=row.pk, on=TODAY).person == row.pk


def test_a_door_code_is_nobody_elses_in_the_board_and_kept_as_a_fingerprint(world: World) -> None:
    one, other, coach = register(world), register(world), world.actor(Role.COACH)
    drawn = iter([7, 7, 7, 8])
    assert issue_door_code(coach, person=one.pk, at=AT, draw=lambda most: next(drawn)) == "0075"
    assert issue_door_code(coach, person=other.pk, at=AT, draw=lambda most: next(drawn)) == "0083"
    assert Person.unscoped.get(code_index=door_code_index(world.board.pk, "0075")).pk == one.pk


def test_a_new_card_ends_the_old_one(world: World) -> None:
    row, coach = register(world), world.actor(Role.COACH)
    old, new = (issue_card(coach, person=row.pk, at=AT) for _ in range(2))
    assert not Person.unscoped.filter(card_index=card_index(world.board.pk, old)).exists()
    assert Person.unscoped.filter(card_index=card_index(world.board.pk, new)).exists()


def test_the_trail_knows_what_was_done_and_no_name_or_number(world: World) -> None:
    row = register(world)
    event = Event.objects.get(verb="person.registered")
    assert event.person_key == row.key
    assert "Amina" not in str(event.keys) and "1990" not in str(event.keys)
