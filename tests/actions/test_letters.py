"""Codes that go home by letter: to their owner's address, seen by whoever posts them, and kept nowhere afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.newcomers import register_person
from tests.world import AT, World
from vidare.actions import accounts, letters, sending
from vidare.actions.people import Contact, Newcomer, set_protection
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.records.people import Account, LoginCode, Person
from vidare.records.services import RuleSet
from vidare.records.users import User
from vidare.rules.access import Actor, Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Protection
from vidare.rules.messages import UNTOLD

pytestmark = pytest.mark.django_db
NOBODY = Actor(key="nobody")
NUMBER = "19900101-0017"
THERE = "https://vidare.example/in/code/"
CODE = "abcdefghjk"
POSTERS = [Role.COORDINATOR, Role.ADMINISTRATOR]


@pytest.fixture
def person(world: World) -> Person:
    return known(world)


def known(world: World, *, number: str = NUMBER, address: str = "Lilla gatan 1, 417 55 Göteborg") -> Person:
    """Somebody with a number and an address, no phone, and a log-in."""
    coach = world.actor(Role.COACH)
    contact = Contact("Amina", "Warsame", address=address)
    key = register_person(coach, service=world.service.pk, newcomer=Newcomer(contact, number=number), at=AT)
    with acting("system:test"):
        Person.unscoped.filter(pk=key).update(protection=Protection.OPEN.value)
    accounts.open_account(coach, person=key, at=AT)
    return Person.unscoped.get(pk=key)


def ask(world: World, person: Person, code: str = CODE, at: datetime = AT) -> int:
    return letters.ask_letter(world.actor(Role.COACH), person=person.pk, there=THERE, at=at, draw=lambda _signs: code)


def ask_home(number: str = NUMBER, code: str = CODE, at: datetime = AT) -> None:
    letters.ask_letter_home(NOBODY, number=number, there=THERE, at=at, draw=lambda _signs: code)


def written() -> list[m.Message]:
    return list(m.Message.unscoped.filter(template="login-letter").order_by("pk"))


def printed(world: World, *keys: int, role: Role = Role.COORDINATOR, at: datetime = AT) -> tuple[letters.Sheet, ...]:
    return letters.print_letters(world.actor(role), letters=keys, at=at)


def posted(world: World, *keys: int, role: Role = Role.COORDINATOR, at: datetime = AT) -> int:
    return letters.post_letters(world.actor(role), letters=keys, at=at)


@pytest.mark.parametrize("role", POSTERS)
def test_a_letter_that_was_asked_for_is_printed_posted_and_opens_the_log_in_once(
    world: World, person: Person, role: Role
) -> None:
    ask_home()
    (letter,) = written()
    (sheet,) = printed(world, letter.pk, role=role)
    assert (sheet.name, sheet.address) == ("Amina Warsame", ("Lilla gatan 1", "417 55 Göteborg"))
    assert THERE in sheet.before and "tisdag 8 december" in sheet.after and sheet.lang == "sv"
    assert posted(world, letter.pk, role=role) == 1
    assert accounts.use_code(NOBODY, code=sheet.code, at=AT) == Account.unscoped.get(person=person).user_id
    assert accounts.use_code(NOBODY, code=sheet.code, at=AT) is None


def test_the_code_is_on_the_paper_and_nowhere_else(world: World, person: Person) -> None:
    key = ask(world, person)
    row = m.Message.unscoped.get(pk=key)
    assert UNTOLD in row.text and "abcde" not in row.text + row.subject
    assert row.secret_sealed and b"abcde" not in bytes(row.secret_sealed)
    assert [sheet.code for sheet in printed(world, key)] == ["abcde-fghjk"]
    posted(world, key)
    kept = m.Message.unscoped.get(pk=key)
    assert bytes(kept.secret_sealed) == b"" and kept.state == "sent" and UNTOLD in kept.text
    trail = str(list(Event.objects.values_list("verb", "keys")))
    assert "abcde" not in trail and "letter.printed" in trail and "letter.posted" in trail


def test_a_letter_may_be_printed_again_until_it_has_been_posted(world: World, person: Person) -> None:
    key = ask(world, person)
    assert printed(world, key) == printed(world, key)
    posted(world, key)
    with pytest.raises(Refused):
        printed(world, key)


def test_a_letter_that_nobody_has_printed_cannot_be_said_to_be_posted(world: World, person: Person) -> None:
    key = ask(world, person)
    with pytest.raises(Refused, match="message.not-printed"):
        posted(world, key)


@pytest.mark.parametrize(("days", "opens"), [(13, True), (14, False)])
def test_the_code_of_a_letter_lives_as_long_as_the_services_rule_set_says(
    world: World, person: Person, days: int, opens: bool
) -> None:
    ask(world, person)
    assert (accounts.use_code(NOBODY, code=CODE, at=AT + timedelta(days=days)) is not None) is opens


def test_another_rule_set_is_another_life(world: World, person: Person) -> None:
    with acting("system:test"):
        RuleSet.objects.create(
            service=world.service, kind="log-in", version=1, first_day=AT.date(), source="Ny rutin", imported_at=AT,
            values={"letter_days": 2, "letter_again_days": 1},
        )  # fmt: skip
    ask(world, person)
    assert LoginCode.unscoped.get().expires_at == AT + timedelta(days=2)


def test_a_number_that_nobody_has_gets_no_letter_and_the_same_silence(world: World) -> None:
    known(world, number="")
    assert ask_home() is None
    assert written() == []
    assert Event.objects.get(verb="account.letter-asked").person_key is None


def test_somebody_without_a_log_in_gets_no_letter_from_the_open_door(world: World, person: Person) -> None:
    User.objects.filter(pk=Account.unscoped.get(person=person).user_id).update(is_active=False)
    ask_home()
    assert written() == []


def test_a_number_that_two_of_a_board_have_gets_no_letter(world: World, person: Person) -> None:
    known(world)
    ask_home()
    assert written() == []


def test_whoever_asks_again_at_the_open_door_puts_out_no_code_that_is_on_its_way(world: World, person: Person) -> None:
    ask_home()
    ask_home(code="zzzzzzzzzz")
    (letter,) = written()
    (sheet,) = printed(world, letter.pk)
    posted(world, letter.pk)
    ask_home(code="zzzzzzzzzz", at=AT + timedelta(days=2))
    assert len(written()) == 1
    assert accounts.use_code(NOBODY, code=sheet.code, at=AT + timedelta(days=2))


def test_after_some_days_a_new_letter_can_be_asked_for_and_the_old_code_is_put_out(
    world: World, person: Person
) -> None:
    first = ask(world, person)
    printed(world, first)
    posted(world, first)
    later = AT + timedelta(days=3)
    ask_home(code="zzzzzzzzzz", at=later)
    assert len(written()) == 2
    assert accounts.use_code(NOBODY, code=CODE, at=later) is None
    assert accounts.use_code(NOBODY, code="zzzzzzzzzz", at=later)


def test_staff_are_told_that_a_letter_waits_already(world: World, person: Person) -> None:
    ask(world, person)
    with pytest.raises(Refused, match="account.letter-waits"):
        ask(world, person)


def test_without_an_address_the_letter_is_handed_over_at_the_door(world: World) -> None:
    key = ask(world, known(world, address=""))
    (sheet,) = printed(world, key)
    assert sheet.address == () and sheet.code
    posted(world, key)
    assert bytes(m.Message.unscoped.get(pk=key).to_sealed) == b""


def test_no_address_is_printed_before_the_register_has_been_asked(world: World, person: Person) -> None:
    with acting("system:test"):
        Person.unscoped.filter(pk=person.pk).update(protection=Protection.UNKNOWN.value)
    (sheet,) = printed(world, ask(world, person))
    assert sheet.address == ()


def test_the_letter_of_a_protected_person_is_seen_by_the_named_alone_and_has_no_address(
    world: World, person: Person
) -> None:
    named = world.users[Role.COORDINATOR].pk
    key = ask(world, person)
    set_protection(
        world.actor(Role.COORDINATOR), person=person.pk, protection=Protection.PROTECTED, named=[named],
        reason="Skatteverket", at=AT,
    )  # fmt: skip
    with pytest.raises(Refused, match="message.no-letter"):
        printed(world, key, role=Role.ADMINISTRATOR)
    (sheet,) = printed(world, key)
    assert sheet.address == () and sheet.code


@pytest.mark.parametrize("role", [role for role in Role if role not in {*POSTERS, Role.PARTICIPANT}])
def test_who_posts_no_letters_prints_none(world: World, person: Person, role: Role) -> None:
    key = ask(world, person)
    with pytest.raises(Hidden):
        printed(world, key, role=role)
    with pytest.raises(Hidden):
        posted(world, key, role=role)


def test_a_coordinator_of_another_service_prints_none(world: World, person: Person) -> None:
    key = ask(world, person)
    with acting("system:test"):
        elsewhere = m.Service.objects.create(
            code="annat", name="Annat", board=world.board, model=world.service.model, opened_on=AT.date()
        )
        m.Membership.objects.filter(user=world.users[Role.COORDINATOR]).update(service=elsewhere)
    with pytest.raises(Refused, match="message.no-letter"):
        printed(world, key)


def test_a_lost_letter_that_is_made_worthless_is_not_printed_either(world: World, person: Person) -> None:
    key = ask(world, person)
    accounts.withdraw_codes(world.actor(Role.COACH), person=person.pk, at=AT)
    row = m.Message.unscoped.get(pk=key)
    assert row.state == "stopped" and bytes(row.secret_sealed) == b""
    with pytest.raises(Refused):
        printed(world, key)


def test_no_program_carries_a_letter(world: World, person: Person) -> None:
    class Carrier:
        def carry(self, **_more: object) -> None:
            raise AssertionError("a letter is posted by hand")

    ask(world, person)
    assert sending.send_waiting(system("worker"), at=AT, carrier=Carrier())["sent"] == 0
    assert written()[0].state == "waiting"


def test_a_letter_that_nobody_printed_in_time_is_stopped_at_night_and_its_code_forgotten(
    world: World, person: Person
) -> None:
    ask(world, person)
    assert letters.stop_old_letters(system("night"), at=AT + timedelta(days=13)) == 0
    assert letters.stop_old_letters(system("night"), at=AT + timedelta(days=14)) == 1
    assert [(row.state, bytes(row.secret_sealed)) for row in written()] == [("stopped", b"")]
