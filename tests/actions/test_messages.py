"""The outbox: the exact text is kept, what must not leave does not, and nothing is lost from sight."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core import mail

from tests.world import AT, NINE, TODAY, World
from vidare.actions import messages
from vidare.queries import messages as ask
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.carriers import File, Smtp
from vidare.records.sealed import seal
from vidare.rules.access import Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Protection
from vidare.rules.messages import MessageState, SendPolicy, Template

pytestmark = pytest.mark.django_db
HOUSE = system("outbox")


class Fails:
    def __init__(self) -> None:
        self.tried = 0

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        self.tried += 1
        raise ConnectionRefusedError("amina@example.org")


class Crash(BaseException):
    """The machine stops in the middle: nothing catches it."""


class Stops:
    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        raise Crash


def reachable(world: World, *, sms: bool = False, protection: Protection = Protection.OPEN) -> m.Person:
    person = world.participation(world.person(protection=protection)).person
    with acting("system:test"):
        person.email_sealed = seal("amina@example.org", place="records_person.email_sealed", key=person.key)
        person.phone_sealed = seal("0701740605", place="records_person.phone_sealed", key=person.key)
        person.sms_wanted = sms
        person.save()
    return person


def write(person: m.Person, template: Template = Template.MEETING) -> list[m.Message]:
    with acting("system:test"):
        messages.write(HOUSE, person=person, template=template, facts={"starts_at": NINE}, at=AT)
    return list(m.Message.unscoped.filter(person=person).order_by("channel"))


def test_a_message_is_stored_word_for_word_and_the_page_has_it_at_once(world: World) -> None:
    email, page = write(reachable(world))
    assert (page.channel, page.state, page.sent_at) == ("page", MessageState.SENT.value, AT)
    assert (email.channel, email.state) == ("email", MessageState.WAITING.value)
    assert "9.00" in page.text and "%(" not in page.text
    assert b"amina@example.org" not in bytes(email.to_sealed)


def test_an_email_says_that_there_is_something_to_read_and_not_what(world: World) -> None:
    email, page = write(reachable(world), Template.MISSED_YOU)
    assert "9.00" in page.text
    assert "9.00" not in email.text and "Jobb" not in email.text + email.subject


def test_an_sms_goes_only_to_who_asked_for_it_and_holds_a_day_and_a_time_only(world: World) -> None:
    assert [row.channel for row in write(reachable(world))] == ["email", "page"]
    sms = write(reachable(world, sms=True))[2]
    assert sms.channel == "sms"
    assert "9.00" in sms.text and "november" in sms.text.casefold()
    assert len(sms.text) < 60 and "Amina" not in sms.text and sms.subject == ""
    assert [row.channel for row in write(reachable(world, sms=True), Template.MISSED_YOU)] == ["email", "page"]


@pytest.mark.parametrize("protection", [Protection.PROTECTED, Protection.UNKNOWN])
def test_nothing_leaves_the_house_about_a_person_whose_identity_is_not_known_to_be_open(
    world: World, protection: Protection
) -> None:
    assert [row.channel for row in write(reachable(world, sms=True, protection=protection))] == ["page"]


def test_what_waits_is_stopped_when_the_person_becomes_protected_before_it_goes(world: World, tmp_path: Path) -> None:
    person = reachable(world)
    write(person)
    with acting("system:test"):
        m.Person.unscoped.filter(pk=person.pk).update(protection=Protection.PROTECTED.value)
    assert messages.send_waiting(HOUSE, at=AT, carrier=File(tmp_path))["given_up"] == 1
    assert not list(tmp_path.iterdir())


def test_a_message_goes_once_to_a_file_that_is_named_by_its_key_only(world: World, tmp_path: Path) -> None:
    email = write(reachable(world))[0]
    assert messages.send_waiting(HOUSE, at=AT, carrier=File(tmp_path)) == {"sent": 1, "again": 0, "given_up": 0}
    assert messages.send_waiting(HOUSE, at=AT, carrier=File(tmp_path))["sent"] == 0
    (file,) = tmp_path.iterdir()
    assert file.name == f"{email.key}.json"
    assert json.loads(file.read_text())["to"] == "amina@example.org"


def test_a_mail_server_gets_the_key_as_the_messages_own_name(world: World) -> None:
    email = write(reachable(world))[0]
    messages.send_waiting(HOUSE, at=AT, carrier=Smtp())
    assert mail.outbox[0].to == ["amina@example.org"]
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{email.key}@vidare>"


def test_what_fails_is_tried_again_after_longer_and_longer_waits_and_then_given_up_in_sight(world: World) -> None:
    write(reachable(world))
    carrier, at, waits = Fails(), AT, []
    for _ in range(len(SendPolicy().waits) + 1):
        messages.send_waiting(HOUSE, at=at, carrier=carrier)
        row = m.Message.unscoped.get(channel="email")
        waits.append(row.next_try_at - at)
        at = max(row.next_try_at, at)
    assert waits[:-1] == sorted(waits[:-1]) and len(set(waits[:-1])) == len(waits) - 1
    assert (row.state, carrier.tried) == (MessageState.GIVEN_UP.value, len(waits))
    assert row.fault == "ConnectionRefusedError", "the fault's kind, never its words: they may hold an address"
    box = ask.backlog(world.actor(Role.COORDINATOR), at=at)
    assert [(one.state, one.undecided) for one in box.rows] == [(MessageState.GIVEN_UP, True)]


def test_a_crash_between_taking_and_sending_is_found_again_and_nobody_guesses(world: World, tmp_path: Path) -> None:
    email = write(reachable(world))[0]
    with pytest.raises(Crash):
        messages.send_waiting(HOUSE, at=AT, carrier=Stops())
    later = AT + timedelta(hours=1)
    assert messages.send_waiting(HOUSE, at=later, carrier=File(tmp_path))["sent"] == 0, "it may have gone already"
    administrator = world.actor(Role.ADMINISTRATOR)
    assert ask.backlog(administrator, at=later).undecided == 1
    messages.settle_undecided(administrator, message=email.pk, sent=False, at=later)
    assert messages.send_waiting(HOUSE, at=later, carrier=File(tmp_path))["sent"] == 1


def test_only_the_administrator_settles_and_only_what_is_undecided(world: World) -> None:
    email = write(reachable(world))[0]
    with pytest.raises(Refused):
        messages.settle_undecided(world.actor(Role.COACH), message=email.pk, sent=True, at=AT)
    with pytest.raises(Refused):
        messages.settle_undecided(world.actor(Role.ADMINISTRATOR), message=email.pk, sent=True, at=AT)


@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.STOPPED])
def test_what_has_gone_or_was_stopped_never_becomes_anything_else(world: World, state: MessageState) -> None:
    row = write(reachable(world))[0]
    row.state = state.value
    for new in MessageState:
        with pytest.raises(Refused):
            messages.become(row, new)
    assert row.state == state.value


def test_only_the_person_reads_their_messages(world: World) -> None:
    person = reachable(world)
    page = write(person)[1]
    mine, other = world.participant_actor(person), world.participant_actor(world.person("Bo"))
    assert [one.text for one in ask.mine(mine, on=TODAY)] == [page.text]
    assert ask.mine(other, on=TODAY) == ()
    with pytest.raises(Hidden):
        messages.mark_read(other, message=page.pk, at=AT)
    messages.mark_read(mine, message=page.pk, at=AT)
    page.refresh_from_db()
    assert page.read_at == AT


def test_the_command_shows_the_backlog_and_sends_it(world: World, tmp_path: Path, settings, capsys) -> None:  # type: ignore[no-untyped-def]
    from django.core.management import call_command

    settings.MESSAGE_ADAPTER, settings.MESSAGE_DIRECTORY = "file", tmp_path
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    write(reachable(world))
    call_command("outbox", "--json")
    assert json.loads(capsys.readouterr().out)["states"]["waiting"] == 1
    call_command("outbox", "--send", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["sending"]["sent"] == 1 and answer["states"]["waiting"] == 0


def test_the_text_is_in_the_persons_language_and_swedish_where_we_have_none(world: World) -> None:
    person = reachable(world)
    languages = {}
    for language in ("en", "ar", "sv", "so"):
        with acting("system:test"):
            person.language = language
            person.save()
            m.Message.unscoped.all().delete()
        languages[language] = write(person, Template.MISSED_YOU)[1].lang
    assert languages == {"en": "en", "ar": "ar", "sv": "sv", "so": "sv"}
