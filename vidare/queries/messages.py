"""The outbox for those who keep it: what waits, what nobody knows the end of. And a participant's own messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from vidare.records.messages import Message
from vidare.records.walls import within
from vidare.rules.access import Actor, Deed, system
from vidare.rules.decision import Hidden
from vidare.rules.messages import ABOUT_LOG_IN, Channel, MessageState, Template

OPEN = [MessageState.WAITING.value, MessageState.SENDING.value, MessageState.GIVEN_UP.value]
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Unsent:
    """One message that has not gone. It names no person and no address."""

    key: int
    reference: UUID
    channel: Channel
    template: Template
    state: MessageState
    tries: int
    next_try_at: datetime
    written_at: datetime
    fault: str
    undecided: bool


@dataclass(frozen=True, slots=True)
class Outbox:
    counts: tuple[tuple[MessageState, int], ...]
    rows: tuple[Unsent, ...]

    @property
    def undecided(self) -> int:
        return sum(row.undecided for row in self.rows)


def backlog(actor: Actor, *, at: datetime) -> Outbox:
    """What has not gone, the oldest first: for the administrator, and for the coordinator who leads."""
    on = at.date()
    if not (actor.system or actor.may(Deed.ADMINISTER, on=on).allowed or actor.may(Deed.LEAD, on=on).allowed):
        raise Hidden
    boards = {held.board_id for held in actor.held(on=on)}
    # Who keeps the outbox may see no person; what is answered here names none.
    with within(system("outbox").scope(on=on)):
        rows = Message.unscoped.all() if actor.system else Message.unscoped.filter(board_id__in=boards)
        counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
        found = list(rows.filter(state__in=OPEN).order_by("written_at", "pk")[:SHOWN])
    return Outbox(
        tuple((state, counted.get(state.value, 0)) for state in MessageState),
        tuple(_unsent(row, at) for row in found),
    )


def _unsent(row: Message, at: datetime) -> Unsent:
    state = MessageState(row.state)
    undecided = state is MessageState.GIVEN_UP or (state is MessageState.SENDING and row.next_try_at <= at)
    return Unsent(
        row.pk, row.key, Channel(row.channel), Template(row.template), state, row.tries, row.next_try_at,
        row.written_at, row.fault, undecided,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MyMessage:
    key: int
    subject: str
    text: str
    lang: str
    written_at: datetime
    read_at: datetime | None
    template: Template


def mine(actor: Actor, *, on: date) -> tuple[MyMessage, ...]:
    """The participant's messages on the page, the latest first."""
    if actor.person_id is None:
        raise Hidden
    rows = Message.visible_to(actor.scope(on=on)).filter(channel=Channel.PAGE.value).order_by("-written_at", "-pk")
    return tuple(
        MyMessage(row.pk, row.subject, row.text, row.lang, row.written_at, row.read_at, Template(row.template))
        for row in rows[:SHOWN]
    )


def unseen_log_ins(actor: Actor, *, on: date) -> tuple[MyMessage, ...]:
    """That somebody of staff has opened the log-in or had a code made, until the participant has opened the message."""
    return tuple(row for row in mine(actor, on=on) if row.read_at is None and row.template in ABOUT_LOG_IN)
