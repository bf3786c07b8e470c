"""The outbox: the exact text is kept, what must not leave does not, and nothing is lost from sight."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core import mail

from tests.world import AT, NINE, TODAY, World
from vidare.actions import messages, sending
from vidare.queries import messages as mine_of
from vidare.queries import outbox as ask
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.carriers import File, Smtp
from vidare.records.sealed import seal
from vidare.rules.access import Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Protection
from vidare.rules.messages import Answer, MessageState, Template
from vidare.rules.sending import Came, NotCarried, SendPolicy

pytestmark = pytest.mark.django_db
HOUSE = system("outbox")


class Fails:
    def __init__(self) -> None:
        self.tried = 0

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        self.tried += 1
        raise NotCarried(Came.NOT_NOW, "ConnectionRefusedError")


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


def test_a_deed_that_is_undone_has_written_to_nobody(world: World) -> None:
    person = reachable(world)
    with pytest.raises(Crash), acting("system:test"):
        messages.write(HOUSE, person=person, template=Template.MEETING, facts={"starts_at": NINE}, at=AT)
        raise Crash
    assert not m.Message.unscoped.exists()


def test_ten_that_ask_for_a_human_cost_what_one_costs(world: World, count_queries) -> None:  # type: ignore[no-untyped-def]
    undecided(world)
    coach, administrator = world.actor(Role.COACH), world.actor(Role.ADMINISTRATOR)

    def look() -> None:
        ask.unreached(coach, on=TODAY)
        ask.backlog(administrator, at=AT)

    one = count_queries(look)
    for _ in range(4):
        undecided(world)
    assert len(ask.unreached(coach, on=TODAY)) == 5
    assert count_queries(look) == one


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
    assert sending.send_waiting(HOUSE, at=AT, carrier=File(tmp_path))["given_up"] == 1
    assert not list(tmp_path.iterdir())


def test_a_message_goes_once_to_a_file_that_is_named_by_its_key_only(world: World, tmp_path: Path) -> None:
    email = write(reachable(world))[0]
    assert sending.send_waiting(HOUSE, at=AT, carrier=File(tmp_path))["sent"] == 1
    assert sending.send_waiting(HOUSE, at=AT, carrier=File(tmp_path))["sent"] == 0
    (file,) = tmp_path.iterdir()
    assert file.name == f"{email.key}.json"
    assert json.loads(file.read_text())["to"] == "amina@example.org"


def test_a_mail_server_gets_the_key_as_the_messages_own_name(world: World) -> None:
    email = write(reachable(world))[0]
    sending.send_waiting(HOUSE, at=AT, carrier=Smtp())
    assert mail.outbox[0].to == ["amina@example.org"]
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{email.key}@vidare>"


def test_what_fails_is_tried_again_after_longer_and_longer_waits_and_then_given_up_in_sight(world: World) -> None:
    write(reachable(world))
    carrier, at, waits = Fails(), AT, []
    for _ in range(len(SendPolicy().waits) + 1):
        sending.send_waiting(HOUSE, at=at, carrier=carrier)
        row = m.Message.unscoped.get(channel="email")
        waits.append(row.next_try_at - at)
        at = max(row.next_try_at, at)
    assert waits[:-1] == sorted(waits[:-1]) and len(set(waits[:-1])) == len(waits) - 1
    assert (row.state, carrier.tried) == (MessageState.GIVEN_UP.value, len(waits))
    assert row.fault == "ConnectionRefusedError", "the fault's kind, never its words: they may hold an address"
    box = ask.backlog(world.actor(Role.COORDINATOR), at=at)
    assert [one.state for one in box.asks] == [MessageState.GIVEN_UP]


def test_a_crash_between_taking_and_sending_is_found_again_and_nobody_guesses(world: World, tmp_path: Path) -> None:
    email = write(reachable(world))[0]
    with pytest.raises(Crash):
        sending.send_waiting(HOUSE, at=AT, carrier=Stops())
    later = AT + timedelta(hours=1)
    told = sending.send_waiting(HOUSE, at=later, carrier=File(tmp_path))
    assert (told["sent"], told["undecided"]) == (0, 1), "it may have gone already"
    administrator = world.actor(Role.ADMINISTRATOR)
    (asks,) = ask.backlog(administrator, at=later).asks
    assert asks.answers == (Answer.WENT, Answer.AGAIN, Answer.REACHED, Answer.DROP)
    messages.answer_for(administrator, message=email.pk, answer=Answer.AGAIN, at=later)
    assert sending.send_waiting(HOUSE, at=later, carrier=File(tmp_path))["sent"] == 1


class Answers:
    """A human answers while the message is still on its way, and then the carrier comes back."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self.meanwhile = meanwhile

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        self.meanwhile()


def test_what_was_called_undecided_and_then_comes_back_is_settled_by_what_it_says(world: World, tmp_path: Path) -> None:
    email = write(reachable(world))[0]
    slow = Answers(lambda: sending.send_waiting(HOUSE, at=AT + timedelta(hours=1), carrier=File(tmp_path)))
    assert sending.send_waiting(HOUSE, at=AT, carrier=slow)["sent"] == 1
    email.refresh_from_db()
    assert (email.state, list(tmp_path.iterdir())) == (MessageState.SENT.value, [])


def test_an_answer_of_a_human_is_not_overruled_by_a_carrier_that_comes_back_later(world: World) -> None:
    email = write(reachable(world))[0]
    administrator = world.actor(Role.ADMINISTRATOR)

    def meanwhile() -> None:
        sending.send_waiting(HOUSE, at=AT + timedelta(hours=1), carrier=Fails())
        messages.answer_for(administrator, message=email.pk, answer=Answer.REACHED, at=AT)

    assert sending.send_waiting(HOUSE, at=AT, carrier=Answers(meanwhile))["sent"] == 0
    email.refresh_from_db()
    assert email.state == MessageState.REACHED.value


def undecided(world: World) -> m.Message:
    row = write(reachable(world))[0]
    with pytest.raises(Crash):
        sending.send_waiting(HOUSE, at=AT, carrier=Stops())
    sending.send_waiting(HOUSE, at=AT + timedelta(hours=1), carrier=Fails())
    return row


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COACH, Role.COORDINATOR])
def test_who_keeps_the_outbox_or_works_with_the_person_says_what_became_of_it(world: World, role: Role) -> None:
    row = undecided(world)
    messages.answer_for(world.actor(role), message=row.pk, answer=Answer.REACHED, at=AT)
    row.refresh_from_db()
    assert row.state == MessageState.REACHED.value


def test_nobody_answers_for_what_has_not_failed_or_is_not_theirs_to_see(world: World) -> None:
    waits = write(reachable(world))[0]
    with pytest.raises(Refused):
        messages.answer_for(world.actor(Role.ADMINISTRATOR), message=waits.pk, answer=Answer.WENT, at=AT)
    with pytest.raises(Refused):
        messages.answer_for(world.actor(Role.MANAGER), message=waits.pk, answer=Answer.WENT, at=AT)
    with pytest.raises(Hidden):
        messages.answer_for(world.actor(Role.SOCIAL_SECRETARY), message=waits.pk, answer=Answer.WENT, at=AT)


def test_a_coach_is_asked_about_their_own_participants_and_the_coordinator_about_all(world: World) -> None:
    undecided(world)
    others = world.users[Role.JOB_MATCHER]
    assert ask.unreached_count(world.actor(Role.COACH), on=TODAY) == 1
    assert [row.name for row in ask.unreached(world.actor(Role.COACH), on=TODAY)] == ["Amina Warsame"]
    with acting("system:test"):
        m.Participation.unscoped.update(coach=others)
    assert ask.unreached_count(world.actor(Role.COACH), on=TODAY) == 0
    assert ask.unreached_count(world.actor(Role.COORDINATOR), on=TODAY) == 1
    assert ask.unreached_count(world.actor(Role.SOCIAL_SECRETARY), on=TODAY) == 0


def sms_of(world: World, at: datetime, starts_at: datetime) -> m.Message:
    person = reachable(world, sms=True)
    with acting("system:test"):
        messages.write(HOUSE, person=person, template=Template.MEETING, facts={"starts_at": starts_at}, at=at)
    return m.Message.unscoped.get(person=person, channel="sms")


def test_an_sms_written_in_the_evening_waits_till_the_morning_and_that_is_no_try(world: World, tmp_path: Path) -> None:
    evening = AT.replace(hour=21)
    row = sms_of(world, evening, AT + timedelta(days=3))
    assert sending.send_waiting(HOUSE, at=evening, carrier=File(tmp_path))["held"] == 1
    row.refresh_from_db()
    assert (row.next_try_at, row.tries, row.parts) == (AT.replace(hour=8, minute=0) + timedelta(days=1), 0, 1)
    assert sending.send_waiting(HOUSE, at=row.next_try_at, carrier=File(tmp_path))["sent"] == 1


def test_the_hours_are_those_of_the_service_that_has_known_the_person_longest(world: World, tmp_path: Path) -> None:
    with acting("system:test"):
        m.RuleSet.objects.create(
            service=world.service, kind="sending", first_day=TODAY, source="Ny rutin", imported_at=AT,
            values={"sms_from_hour": 11, "sms_to_hour": 14, "sms_on_holidays": 0},
        )  # fmt: skip
    row = sms_of(world, AT, AT + timedelta(days=3))
    sending.send_waiting(HOUSE, at=AT, carrier=File(tmp_path))
    row.refresh_from_db()
    assert row.next_try_at == AT.replace(hour=11, minute=0)


def test_an_sms_about_a_time_that_has_been_is_not_sent_and_a_human_is_asked(world: World, tmp_path: Path) -> None:
    row = sms_of(world, AT, AT + timedelta(minutes=30))
    told = sending.send_waiting(HOUSE, at=AT + timedelta(hours=1), carrier=File(tmp_path))
    row.refresh_from_db()
    assert (row.state, row.fault, told["sent"]) == (MessageState.GIVEN_UP.value, "too-late", 1), "the e-mail goes"


def test_who_no_longer_wants_sms_is_spared_what_was_on_its_way(world: World, tmp_path: Path) -> None:
    row = sms_of(world, AT, AT + timedelta(days=3))
    with acting("system:test"):
        m.Person.unscoped.update(sms_wanted=False)
    sending.send_waiting(HOUSE, at=AT, carrier=File(tmp_path))
    row.refresh_from_db()
    assert (row.state, row.fault) == (MessageState.STOPPED.value, "not-wanted")


def test_the_outbox_says_how_each_channel_stands_and_when_nothing_carries_it(world: World, tmp_path: Path) -> None:
    sms_of(world, AT, AT + timedelta(days=3))
    administrator = world.actor(Role.ADMINISTRATOR)
    assert not ask.backlog(administrator, at=AT).stalled
    assert ask.backlog(administrator, at=AT + timedelta(hours=1)).stalled
    sending.send_waiting(HOUSE, at=AT, carrier=File(tmp_path))
    email, sms = ask.backlog(administrator, at=AT).channels
    assert (sms.waiting, sms.sent, sms.parts, sms.last_sent, sms.oldest) == (0, 1, 1, AT, None)
    assert (email.sent, email.parts) == (1, 0)


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
    assert [one.text for one in mine_of.mine(mine, on=TODAY)] == [page.text]
    assert mine_of.mine(other, on=TODAY) == ()
    with pytest.raises(Hidden):
        messages.mark_read(other, message=page.pk, at=AT)
    messages.mark_read(mine, message=page.pk, at=AT)
    page.refresh_from_db()
    assert page.read_at == AT


def test_the_command_shows_the_backlog_and_sends_it(world: World, tmp_path: Path, settings, capsys) -> None:  # type: ignore[no-untyped-def]
    from django.core.management import call_command

    settings.MESSAGE_DIRECTORY = tmp_path
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
