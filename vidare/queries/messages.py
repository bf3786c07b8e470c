"""A participant's own messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from vidare.records.messages import Message
from vidare.records.together import Part, parted, those
from vidare.rules.access import Actor
from vidare.rules.decision import Hidden
from vidare.rules.messages import ABOUT_LOG_IN, Channel, Template

SHOWN = 100


@dataclass(frozen=True, slots=True)
class MyMessage:
    key: int
    subject: str
    text: str
    lang: str
    written_at: datetime
    read_at: datetime | None
    template: Template


@parted
def mine(actor: Actor, *, on: date) -> Part[tuple[MyMessage, ...]]:
    """The participant's messages on the page, the latest first."""
    if actor.person_id is None:
        raise Hidden
    rows = Message.visible_to(actor.scope(on=on)).filter(channel=Channel.PAGE.value).order_by("-written_at", "-pk")
    found = yield from those(rows[:SHOWN])
    return tuple(
        MyMessage(row.pk, row.subject, row.text, row.lang, row.written_at, row.read_at, Template(row.template))
        for row in found
    )


def unseen_log_ins(actor: Actor, *, on: date) -> tuple[MyMessage, ...]:
    """That somebody of staff has opened the log-in or had a code made, until the participant has opened the message."""
    return unseen(mine(actor, on=on))


def unseen(letters: tuple[MyMessage, ...]) -> tuple[MyMessage, ...]:
    """Those of the participant's messages that tell of their log-in, and are not opened yet."""
    return tuple(row for row in letters if row.read_at is None and row.template in ABOUT_LOG_IN)
