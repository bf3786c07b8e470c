"""The outbox for those who keep it: how each channel stands, what waits, and what asks for a human."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Sum

from vidare.records.messages import Message
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.sealed import opened
from vidare.records.walls import within
from vidare.rules.access import Actor, Compartment, Deed, Role, system
from vidare.rules.calendar import local_day, moment
from vidare.rules.decision import Hidden
from vidare.rules.messages import ASKS_FOR_A_HUMAN, Answer, Channel, MessageState, Template, answers
from vidare.rules.participations import State
from vidare.rules.sending import Held

S = MessageState
CARRIED = (Channel.EMAIL, Channel.SMS)
ASKS = [state.value for state in ASKS_FOR_A_HUMAN]
OPEN = [S.WAITING.value, S.SENDING.value, *ASKS]
SHOWN = 100
STALLED = timedelta(minutes=15)  # a message that was due so long ago: nothing carries it


@dataclass(frozen=True, slots=True)
class Stands:
    """How one channel stands. ``parts`` are those of the month's SMS: what the operator charges."""

    channel: Channel
    counts: dict[MessageState, int]
    oldest: datetime | None
    due_since: datetime | None
    last_sent: datetime | None
    sent: int
    parts: int
    at: datetime

    @property
    def waiting(self) -> int:
        return self.counts.get(S.WAITING, 0) + self.counts.get(S.SENDING, 0)

    @property
    def asks(self) -> int:
        return sum(self.counts.get(state, 0) for state in ASKS_FOR_A_HUMAN)

    @property
    def stalled(self) -> bool:
        return self.due_since is not None and self.due_since < self.at - STALLED


@dataclass(frozen=True, slots=True, kw_only=True)
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

    @property
    def held(self) -> Held | None:
        return Held(self.fault) if self.fault in set(Held) else None

    @property
    def answers(self) -> tuple[Answer, ...]:
        return answers(self.state)


@dataclass(frozen=True, slots=True)
class Outbox:
    channels: tuple[Stands, ...]
    asks: tuple[Unsent, ...]
    waits: tuple[Unsent, ...]

    @property
    def stalled(self) -> bool:
        return any(one.stalled for one in self.channels)

    @property
    def more(self) -> int:
        return sum(one.asks for one in self.channels) - len(self.asks)


def backlog(actor: Actor, *, at: datetime) -> Outbox:
    """What has not gone, the oldest first: for the administrator, and for the coordinator who leads."""
    # Who keeps the outbox may see no person; what is answered here names none.
    with within(system("outbox").scope(on=at.date())):
        rows = _kept(actor, at.date())
        carried = rows.filter(channel__in=[channel.value for channel in CARRIED]).order_by("written_at", "pk")
        asks = [_unsent(row) for row in carried.filter(state__in=ASKS)[:SHOWN]]
        waits = [_unsent(row) for row in carried.filter(state__in=[S.WAITING.value, S.SENDING.value])[:SHOWN]]
        return Outbox(_channels(rows, at), tuple(asks), tuple(waits))


def states(actor: Actor, *, at: datetime) -> dict[MessageState, int]:
    """All that was ever written, by state: for the command."""
    with within(system("outbox").scope(on=at.date())):
        counted = dict(_kept(actor, at.date()).order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state.value, 0) for state in MessageState}


def _kept(actor: Actor, on: date) -> QuerySet[Message]:
    if actor.system:
        return Message.unscoped.all()
    boards = actor.boards(Deed.ADMINISTER, on=on) | actor.boards(Deed.LEAD, on=on)
    if not boards:
        raise Hidden
    return Message.unscoped.filter(board_id__in=boards)


def _channels(rows: QuerySet[Message], at: datetime) -> tuple[Stands, ...]:
    month = moment(local_day(at).replace(day=1), time())
    counted: dict[str, dict[str, tuple[int, datetime, datetime]]] = {channel: {} for channel in Channel}
    found = rows.filter(state__in=OPEN).order_by().values_list("channel", "state")
    for channel, state, *told in found.annotate(Count("pk"), Min("written_at"), Min("next_try_at")):
        counted[channel][state] = (told[0], told[1], told[2])
    gone = rows.filter(channel__in=[channel.value for channel in CARRIED], sent_at__gte=month)
    sent = {one: told for one, *told in gone.order_by().values_list("channel").annotate(Count("pk"), Sum("parts"))}
    return tuple(
        _stands(channel, counted[channel], sent.get(channel.value, [0, 0]), _last(rows, channel), at)
        for channel in CARRIED
    )


def _last(rows: QuerySet[Message], channel: Channel) -> datetime | None:
    gone = rows.filter(channel=channel.value, sent_at__isnull=False).order_by("-sent_at")
    return gone.values_list("sent_at", flat=True).first()


def _stands(
    channel: Channel, counted: dict[str, tuple[int, datetime, datetime]], sent: list[int], last: datetime | None,
    at: datetime,
) -> Stands:  # fmt: skip
    waits = counted.get(S.WAITING.value)
    return Stands(
        channel=channel,
        counts={MessageState(state): told[0] for state, told in counted.items()},
        oldest=min((told[1] for told in counted.values()), default=None),
        due_since=waits[2] if waits and waits[2] <= at else None,
        last_sent=last,
        sent=sent[0],
        parts=sent[1],
        at=at,
    )


def _unsent(row: Message) -> Unsent:
    return Unsent(**_kept_as(row))


def _kept_as(row: Message) -> dict[str, Any]:
    return {
        "key": row.pk, "reference": row.key, "channel": Channel(row.channel), "template": Template(row.template),
        "state": MessageState(row.state), "tries": row.tries,
        "next_try_at": row.next_try_at, "written_at": row.written_at, "fault": row.fault,
    }  # fmt: skip


# ── By name, for those who can reach the person another way ──────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached(Unsent):
    """A person whom a message may not have reached, with what it says."""

    person_id: int
    name: str
    phone: str
    text: str
    lang: str


def unreached(actor: Actor, *, on: date) -> tuple[Unreached, ...]:
    """Messages that ask for a human, to persons whom the actor works with, the oldest first."""
    if not actor.may(Deed.CHANGE, on=on).allowed:
        raise Hidden
    rows = _asking(actor, on).select_related("person").order_by("written_at", "pk")
    return tuple(
        Unreached(
            person_id=row.person_id, name=f"{row.person.given_name} {row.person.family_name}".strip(),
            phone=_phone(row.person), text=row.text, lang=row.lang, **_kept_as(row),
        )
        for row in rows[:SHOWN]
    )  # fmt: skip


def _phone(row: Person) -> str:
    return opened(row.phone_sealed, place="records_person.phone_sealed", key=row.key)


def unreached_count(actor: Actor, *, on: date) -> int:
    """How many wait for this actor: for my day."""
    return _asking(actor, on).count() if actor.may(Deed.CHANGE, on=on).allowed else 0


def _asking(actor: Actor, on: date) -> QuerySet[Message]:
    """A coach's own participants; a social secretary's own compartment; the whole team's for who leads it."""
    rows = Message.visible_to(actor.scope(on=on)).filter(state__in=ASKS)
    if actor.may(Deed.LEAD, on=on).allowed:
        return rows
    if Role.COACH in actor.roles(on=on):
        mine = Participation.unscoped.filter(person=OuterRef("person"), coach_id=actor.user_id)
        return rows.filter(Exists(mine.exclude(state=State.CLOSED.value)))
    return rows.filter(compartment=Compartment.SOCIAL_SERVICES.value)
