"""The outbox: written in the deed's own transaction, and answered for by a human where sending failed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet

from vidare.actions.ledger import deed, for_another, note
from vidare.records import find
from vidare.records.messages import Message, waiting_letters
from vidare.records.people import Person
from vidare.records.sealed import opened, seal
from vidare.records.walls import within
from vidare.rules import messages as rules
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.decision import Hidden
from vidare.rules.identity import Protection
from vidare.rules.messages import Answer, Channel, MessageState, Template, Voice
from vidare.rules.representatives import Doing
from vidare.rules.sending import useless_after
from vidare.rules.sms import parts

PLACE, SECRET_PLACE = "records_message.to_sealed", "records_message.secret_sealed"
ADDRESS = {
    Channel.EMAIL: ("email_sealed", "records_person.email_sealed"),
    Channel.SMS: ("phone_sealed", "records_person.phone_sealed"),
}
ACTS_FOR = "acts-for:"  # what a code is about that goes to somebody who acts for the person
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
        useless_after=useless_after(template, channel, facts=facts, at=at),
        parts=parts(letter.text).count if channel is Channel.SMS else 0,
        written_at=at,
        sent_at=at if shown else None,
    )
    return int(row.pk)


def write_code(person: Person, *, to: str, code: str, lang: str, door: int, at: datetime) -> int:
    """A code by SMS to somebody who acts for the person. It stands among the person's messages, and on no page."""
    key = uuid.uuid4()
    letter = _voice[0](Template.LOGIN_CODE, channel=Channel.SMS, lang=lang, facts={"code": code})
    # What the person has said of text messages is said of their own.
    row = Message.unscoped.create(
        board_id=person.board_id, person=person, compartment=Compartment.TEAM.value, key=key,
        channel=Channel.SMS.value, template=Template.LOGIN_CODE.value, lang=letter.lang, subject=letter.subject,
        text=letter.text, to_sealed=seal(to, place=PLACE, key=key), state=MessageState.WAITING.value, next_try_at=at,
        useless_after=useless_after(Template.LOGIN_CODE, Channel.SMS, facts={}, at=at), parts=parts(letter.text).count,
        written_at=at, about=f"{ACTS_FOR}{door}",
    )  # fmt: skip
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
@for_another(Doing.READ_LETTERS)
def mark_read(actor: Actor, *, message: int, at: datetime) -> int:
    """The participant has opened it on their page."""
    if actor.person_id is None:
        raise Hidden
    row = find.one(Message.visible_to(actor.scope(on=at.date())).select_related("person"), message, lock=True)
    if row.read_at is None and actor.acts_for is None:  # who acts for the person has read it, not the person
        row.read_at = at
        row.save(update_fields=["read_at"])
    note(actor, "message.read", at=at, person=row.person.key, board=row.board_id, message=row.pk)
    return int(row.pk)


# ── What asks for a human ────────────────────────────────────────────────────────────────────────────────────────


@deed
def answer_for(actor: Actor, *, message: int, answer: Answer, at: datetime) -> int:
    """Nobody knows whether it went, or it could not be sent: a human says what becomes of it."""
    on = at.date()
    if not actor.may(Deed.ADMINISTER, on=on).allowed:
        actor.may(Deed.CHANGE, on=on).require()
    # The administrator may see no person's facts; only the state of the outbox is touched here.
    with within(system("messages").scope(on=on)):
        row = find.one(_answerable(actor, on), message, lock=True)
        if not any(actor.may(deed, on=on, board=row.board_id).allowed for deed in (Deed.ADMINISTER, Deed.CHANGE)):
            raise Hidden
        rules.may_be_answered(MessageState(row.state), answer).require()
        become(row, rules.BECOMES[answer])
        row.sent_at = at if answer is Answer.WENT else None
        if answer is Answer.AGAIN:
            row.next_try_at, row.tries, row.claimed_at = at, 0, None
        row.save(update_fields=["state", "sent_at", "next_try_at", "tries", "claimed_at"])
    note(actor, "message.answered", at=at, person=row.person.key, board=row.board_id, message=row.pk, said=answer.value)
    return int(row.pk)


def _answerable(actor: Actor, on: date) -> QuerySet[Message]:
    """Who keeps a board's outbox answers for the whole of it; others for messages that they may see."""
    kept = Q(board_id__in=actor.boards(Deed.ADMINISTER, on=on))
    seen = Q(pk__in=Message.visible_to(actor.scope(on=on)).values("pk"))
    rows: QuerySet[Message] = Message.unscoped.filter(kept | seen)
    return rows.exclude(channel=Channel.LETTER.value).select_related("person")
