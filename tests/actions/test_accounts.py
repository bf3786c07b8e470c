"""Codes that open a participant's log-in: once, in their time, for their owner, and never for a guess."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.world import AT, World
from vidare.actions import accounts, sending
from vidare.actions.people import Contact, change_contact
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.records.people import Account, LoginCode, Person
from vidare.records.users import User
from vidare.rules.access import Actor, Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db
NOBODY = Actor(key="nobody")
PHONE = "+46701740605"
later = timedelta


@pytest.fixture
def person(world: World) -> Person:
    return reachable(world)


def reachable(world: World, phone: str = PHONE, *, sms: bool = True, given: str = "Amina") -> Person:
    """Somebody with a phone, who has said yes to text messages and has a log-in."""
    row = world.participation(world.person(given, "Warsame")).person
    coach = world.actor(Role.COACH)
    contact = Contact(given, "Warsame", phone=phone, sms_wanted=sms)
    change_contact(coach, person=row.pk, version=row.version, contact=contact, at=AT)
    accounts.open_account(system("test"), person=row.pk, at=AT)
    return Person.unscoped.get(pk=row.pk)


def sent() -> list[m.Message]:
    return list(m.Message.unscoped.filter(template="login-code").order_by("pk"))


def ask(code: str = "123456", *, phone: str = PHONE, at: object = AT) -> None:
    accounts.send_code(NOBODY, phone=phone, at=at, draw=lambda _signs: code)  # type: ignore[arg-type]


def paper(world: World, person: Person, code: str = "abcdefghjk") -> accounts.PaperCode:
    return accounts.issue_paper_code(world.actor(Role.COACH), person=person.pk, at=AT, draw=lambda _signs: code)


def test_a_code_by_sms_opens_its_owners_log_in_once(world: World, person: Person) -> None:
    ask()
    assert [row.text for row in sent()] == ["Kod: 123456"]
    account = Account.unscoped.get(person=person)
    assert accounts.use_code(NOBODY, code=" 123 456 ", phone=PHONE, at=AT) == account.user_id
    assert accounts.use_code(NOBODY, code="123456", phone=PHONE, at=AT) is None


def test_digits_of_another_script_are_the_same_code(world: World, person: Person) -> None:
    ask()
    assert accounts.use_code(NOBODY, code="١٢٣٤٥٦", phone=PHONE, at=AT)


@pytest.mark.parametrize(("minutes", "opens"), [(9, True), (10, False), (60, False)])
def test_a_code_by_sms_lives_ten_minutes(world: World, person: Person, minutes: int, opens: bool) -> None:
    ask()
    used = accounts.use_code(NOBODY, code="123456", phone=PHONE, at=AT + later(minutes=minutes))
    assert (used is not None) is opens


@pytest.mark.parametrize(("days", "opens"), [(13, True), (14, False)])
def test_a_code_on_paper_lives_two_weeks(world: World, person: Person, days: int, opens: bool) -> None:
    paper(world, person)
    assert (accounts.use_code(NOBODY, code="ABCDE-FGHJK", at=AT + later(days=days)) is not None) is opens


def test_a_code_on_paper_opens_a_log_in_that_was_not_there_before(world: World) -> None:
    person = world.participation().person
    paper(world, person)
    user = accounts.use_code(NOBODY, code="abcde fghjk", at=AT)
    assert user == Account.unscoped.get(person=person).user_id
    assert not User.objects.get(pk=user).has_usable_password()
    assert accounts.use_code(NOBODY, code="abcdefghjk", at=AT) is None


def test_five_wrong_codes_use_the_right_one_up(world: World, person: Person) -> None:
    ask()
    for guess in range(5):
        assert accounts.use_code(NOBODY, code=f"00000{guess}", phone=PHONE, at=AT) is None
    assert accounts.use_code(NOBODY, code="123456", phone=PHONE, at=AT) is None


def test_a_new_code_puts_out_the_one_before(world: World, person: Person) -> None:
    ask("111111")
    ask("222222")
    assert accounts.use_code(NOBODY, code="111111", phone=PHONE, at=AT) is None
    assert accounts.use_code(NOBODY, code="222222", phone=PHONE, at=AT)


def test_a_lost_letter_can_be_made_worthless(world: World, person: Person) -> None:
    paper(world, person)
    assert accounts.withdraw_codes(world.actor(Role.COACH), person=person.pk, at=AT) == 1
    assert accounts.use_code(NOBODY, code="abcdefghjk", at=AT) is None


def test_a_number_nobody_has_gets_no_message_and_the_same_silence(world: World, person: Person) -> None:
    assert ask(phone="+46701740699") is None
    assert sent() == [] and not LoginCode.unscoped.exists()
    asked = Event.objects.get(verb="account.code-asked")
    assert asked.person_key is None and asked.keys == {}


def test_a_number_that_two_share_opens_neither(world: World, person: Person) -> None:
    reachable(world, given="Yusuf")
    ask()
    assert sent() == []


def test_somebody_who_has_not_asked_for_text_messages_gets_none(world: World) -> None:
    reachable(world, sms=False)
    ask()
    assert sent() == []


@pytest.mark.parametrize("protection", [Protection.PROTECTED, Protection.UNKNOWN])
def test_no_code_goes_by_sms_unless_the_identity_is_known_to_be_open(
    world: World, person: Person, protection: Protection
) -> None:
    with acting("system:test"):
        Person.unscoped.filter(pk=person.pk).update(protection=protection.value)
    ask()
    assert sent() == []


def test_a_protected_person_gets_a_code_on_paper_from_the_one_who_is_named(world: World, person: Person) -> None:
    from vidare.actions.people import set_protection

    coach = world.actor(Role.COACH)
    set_protection(
        coach, person=person.pk, protection=Protection.PROTECTED, named=[world.users[Role.COACH].pk],
        reason="Skatteverket", at=AT,
    )  # fmt: skip
    paper(world, person)
    assert accounts.use_code(NOBODY, code="abcdefghjk", at=AT)
    with pytest.raises(Hidden):
        accounts.issue_paper_code(world.actor(Role.COORDINATOR), person=person.pk, at=AT)


def test_a_closed_log_in_is_opened_by_no_code(world: World, person: Person) -> None:
    paper(world, person)
    User.objects.filter(pk=Account.unscoped.get(person=person).user_id).update(is_active=False)
    assert accounts.use_code(NOBODY, code="abcdefghjk", at=AT) is None


@pytest.mark.parametrize("role", [Role.MANAGER, Role.JOB_MATCHER])
def test_who_may_not_change_a_contact_opens_no_log_in(world: World, person: Person, role: Role) -> None:
    with pytest.raises(Refused):
        accounts.issue_paper_code(world.actor(role), person=person.pk, at=AT)


def test_neither_the_database_nor_the_trail_holds_a_code(world: World, person: Person) -> None:
    ask()
    paper(world, person)
    for row in LoginCode.unscoped.all():
        assert "123456" not in row.code_index and "abcde" not in row.code_index
    assert "123456" not in str(list(Event.objects.values_list("keys", flat=True)))


class Phone:
    """A carrier that keeps what it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def carry(self, *, key: object, channel: str, to: str, subject: str, text: str) -> None:
        self.texts.append(f"{to} {text}")


@pytest.fixture
def phone() -> Iterator[Phone]:
    yield Phone()


def test_when_the_code_has_gone_it_is_no_longer_in_the_outbox(world: World, person: Person, phone: Phone) -> None:
    ask()
    sending.send_waiting(system("worker"), at=AT, carrier=phone)
    assert phone.texts == [f"{PHONE} Kod: 123456"]
    assert [row.text for row in sent()] == ["Kod: ••••••"]


def test_a_code_that_waited_too_long_is_not_sent(world: World, person: Person, phone: Phone) -> None:
    ask()
    sending.send_waiting(system("worker"), at=AT + later(minutes=11), carrier=phone)
    assert phone.texts == []
    assert [(row.state, row.text) for row in sent()] == [("stopped", "Kod: ••••••")]


def test_tries_are_counted_for_an_hour_and_then_forgotten(world: World) -> None:
    def tries(at: object = AT) -> list[bool]:
        return [accounts.may_try("code", "192.0.2.7", most=3, at=at) for _ in range(4)]  # type: ignore[arg-type]

    assert tries() == [True, True, True, False]
    assert accounts.may_try("code", "192.0.2.8", most=3, at=AT), "another address is another count"
    assert tries(AT + later(minutes=61)) == [True, True, True, False]
