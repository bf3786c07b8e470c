"""The outbox: written in the deed's own transaction, sent after it, tried again, and never lost from sight."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db.models import F

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.carriers import Carrier, chosen
from vidare.records.messages import Message, waiting_letters
from vidare.records.people import Person
from vidare.records.sealed import opened, seal
from vidare.records.walls import within
from vidare.rules import messages as rules
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.decision import Hidden, no
from vidare.rules.identity import Protection
from vidare.rules.messages import Channel, MessageState, SendPolicy, Template, Voice

PLACE, SECRET_PLACE = "records_message.to_sealed", "records_message.secret_sealed"
ADDRESS = {
    Channel.EMAIL: ("email_sealed", "records_person.email_sealed"),
    Channel.SMS: ("phone_sealed", "records_person.phone_sealed"),
}
_voice: list[Voice] = []


def speak_with(voice: Voice) -> None:
    """Web lends its voice when the program starts: an action has no human language of its own."""
    _voice[:] = [voice]


def write(
    actor: Actor, *, person: Person, template: Template, facts: Mapping[str, object], at: datetime, about: str = "",
    compartment: Compartment = Compartment.LABOUR_MARKET, secret: str = "",
) -> list[int]:  # fmt: skip
    """Store the exact text for every channel that may be used. Part of the deed that calls it.

    A ``secret`` stands in no text: it is sealed beside it, for the letter alone.
    """
    if not _voice:
        raise RuntimeError("nobody has lent a voice: see actions.messages.speak_with")
    ways = rules.channels(
        template,
        protection=Protection(person.protection),
        sms_wanted=person.sms_wanted,
        has_phone=bool(person.phone_sealed),
        has_email=bool(person.email_sealed),
    )
    keys = []
    # A message must reach the person whoever's deed it follows from; the writer reads nothing by this.
    with within(system("messages").scope(on=at.date())):
        for channel in ways:
            keys.append(_store(person, template, channel, facts, at, about, compartment, secret))
    note(actor, "message.written", at=at, person=person.key, board=person.board_id, template=template.value, rows=keys)
    return keys


def _store(
    person: Person, template: Template, channel: Channel, facts: Mapping[str, object], at: datetime, about: str,
    compartment: Compartment, secret: str,
) -> int:  # fmt: skip
    key = uuid.uuid4()
    letter = _voice[0](template, channel=channel, lang=person.language, facts=facts)
    shown, by_hand = channel is Channel.PAGE, channel is Channel.LETTER
    row = Message.unscoped.create(
        board_id=person.board_id,
        person=person,
        compartment=compartment.value,
        key=key,
        channel=channel.value,
        template=template.value,
        lang=letter.lang,
        subject=letter.subject,
        text=letter.text,
        to_sealed=b"" if shown or by_hand else seal(_address(person, channel), place=PLACE, key=key),
        secret_sealed=seal(secret, place=SECRET_PLACE, key=key),
        about=about,
        state=(MessageState.SENT if shown else MessageState.WAITING).value,
        next_try_at=at,
        written_at=at,
        sent_at=at if shown else None,
    )
    return int(row.pk)


def stop_letters(person: Person) -> None:
    """Part of the deed that calls it: a letter whose code no longer opens anything is not printed."""
    waiting_letters().filter(person=person).update(state=MessageState.STOPPED.value, secret_sealed=b"")


def become(row: Message, new: MessageState) -> None:
    """The next state of its life. Nothing is saved yet."""
    rules.may_become(MessageState(row.state), new).require()
    row.state = new.value


def _address(person: Person, channel: Channel) -> str:
    column, place = ADDRESS[channel]
    return opened(getattr(person, column), place=place, key=person.key)


@deed
def mark_read(actor: Actor, *, message: int, at: datetime) -> int:
    """The participant has opened it on their page."""
    if actor.person_id is None:
        raise Hidden
    row = find.one(Message.visible_to(actor.scope(on=at.date())).select_related("person"), message, lock=True)
    if row.read_at is None:
        row.read_at = at
        row.save(update_fields=["read_at"])
    note(actor, "message.read", at=at, person=row.person.key, board=row.board_id, message=row.pk)
    return int(row.pk)


# ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────────


def send_waiting(
    actor: Actor, *, at: datetime, carrier: Carrier | None = None, policy: SendPolicy | None = None, most: int = 500
) -> dict[str, int]:
    """Send what waits. Each message is claimed, carried and settled by itself, so that one fault stops no other.

    Letters are none of it: they are printed and posted by hand, see actions.letters.
    """
    carrier, policy = carrier or chosen(), policy or SendPolicy()
    told = {"sent": 0, "again": 0, "given_up": 0}
    with within(actor.scope(on=at.date())):
        waiting = list(
            Message.unscoped.filter(state=MessageState.WAITING.value, next_try_at__lte=at)
            .exclude(channel=Channel.LETTER.value)
            .order_by("next_try_at", "pk")
            .values_list("pk", flat=True)[:most]
        )
    for key in waiting:
        with within(actor.scope(on=at.date())):
            claimed = _claim(actor, message=key, at=at, policy=policy)
        if claimed is None:
            continue
        fault = _carry(carrier, claimed, at)
        with within(actor.scope(on=at.date())):
            told[_settle(actor, message=key, fault=fault, at=at, policy=policy)] += 1
    return told


@deed
def _claim(actor: Actor, *, message: int, at: datetime, policy: SendPolicy) -> Message | None:
    """Take one message for this sender. It stays ``sending`` until it is settled: a crash in between is seen."""
    taken = Message.unscoped.filter(pk=message, state=MessageState.WAITING.value, next_try_at__lte=at).update(
        state=MessageState.SENDING.value, tries=F("tries") + 1, next_try_at=at + policy.undecided_after
    )
    note(actor, "message.claimed" if taken else "message.taken-by-another", at=at, message=message)
    return Message.unscoped.select_related("person").get(pk=message) if taken else None


def _carry(carrier: Carrier, row: Message, at: datetime) -> str:
    """Carry it. Answers the fault's kind, or an empty text; never its words, which may hold an address."""
    if row.person.protection != Protection.OPEN.value:
        return "Protected"
    if rules.too_old(Template(row.template), written_at=row.written_at, at=at):
        return "TooOld"
    try:
        to = opened(row.to_sealed, place=PLACE, key=row.key)
        carrier.carry(key=row.key, channel=row.channel, to=to, subject=row.subject, text=row.text)
    except Exception as fault:  # whatever a link to the outside may raise: it is kept and shown, and tried again
        return type(fault).__name__
    return ""


@deed
def _settle(actor: Actor, *, message: int, fault: str, at: datetime, policy: SendPolicy) -> str:
    row = find.one(Message.unscoped.filter(state=MessageState.SENDING.value), message, lock=True)
    row.fault = fault
    template = Template(row.template)
    again = policy.next_try(row.tries, at=at) if fault not in {"Protected", "TooOld"} else None
    if again is not None and rules.too_old(template, written_at=row.written_at, at=again):
        again = None
    if not fault:
        become(row, MessageState.SENT)
        row.sent_at, answer = at, "sent"
    elif again is not None:
        become(row, MessageState.WAITING)
        row.next_try_at, answer = again, "again"
    else:
        become(row, MessageState.GIVEN_UP)
        answer = "given_up"
    if row.state != MessageState.WAITING.value:
        row.text = rules.kept_text(template, row.text)
    row.save(update_fields=["state", "sent_at", "next_try_at", "fault", "text"])
    note(actor, f"message.{answer.replace('_', '-')}", at=at, board=row.board_id, message=row.pk)
    return answer


@deed
def settle_undecided(actor: Actor, *, message: int, sent: bool, at: datetime) -> int:
    """For what was claimed and never settled, or given up: staff say that it went, or have it tried again."""
    on = at.date()
    actor.may(Deed.ADMINISTER, on=on).require()
    boards = {held.board_id for held in actor.held(on=on)}
    # The administrator may see no person's facts; only the state of the outbox is touched here.
    with within(system("messages").scope(on=on)):
        row = find.one(Message.unscoped.filter(board_id__in=boards), message, lock=True)
        undecided = row.state == MessageState.SENDING.value and row.next_try_at <= at
        if not undecided and row.state != MessageState.GIVEN_UP.value:
            no(rules.No.NOT_UNDECIDED).require()
        become(row, MessageState.SENT if sent else MessageState.WAITING)
        row.sent_at, row.next_try_at, row.tries = (at, row.next_try_at, row.tries) if sent else (None, at, 0)
        row.save(update_fields=["state", "sent_at", "next_try_at", "tries"])
    note(actor, "message.settled", at=at, message=row.pk, sent=sent)
    return int(row.pk)
