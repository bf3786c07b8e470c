"""Sends what waits in the outbox: claimed, carried and settled one by one, so that a crash is seen, never guessed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, OuterRef, Q, Subquery

from vidare.actions.ledger import deed, note
from vidare.actions.messages import ACTS_FOR, PLACE, become
from vidare.records.carriers import Carrier, chosen
from vidare.records.configured import remembered, values_of
from vidare.records.messages import Message
from vidare.records.people import Reach
from vidare.records.sealed import opened
from vidare.records.walls import within
from vidare.rules import messages as lives
from vidare.rules import sending as rules
from vidare.rules.access import Actor
from vidare.rules.identity import Protection
from vidare.rules.messages import Channel, MessageState, Template
from vidare.rules.sending import Came, Held, NotCarried, SendPolicy
from vidare.rules.trouble import OFF_BY

LONGEST = timedelta(days=7)  # nothing waits so long for its next try, nor for the end of the holidays
BATCH = 50  # so few that the moment a batch began is still true of its last message
TOLD = {
    MessageState.SENT: "sent",
    MessageState.WAITING: "again",
    MessageState.GIVEN_UP: "given_up",
    MessageState.UNDECIDED: "undecided",
    MessageState.STOPPED: "stopped",
}


RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Due:
    """A message whose time has come, and the service that has known its person longest."""

    key: int
    template: Template
    channel: Channel
    service: int


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the outbox goes by. ``drawn`` spreads the next tries; the caller may draw by itself."""

    at: datetime
    carrier: Carrier
    policy: SendPolicy | None
    drawn: Callable[[], float]
    told: dict[str, int] = field(default_factory=lambda: dict.fromkeys([*TOLD.values(), "held"], 0))

    def policy_for(self, service: int) -> SendPolicy:
        return self.policy or rules.policy_of(values_of(service, "sending", self.at.date()))


def send_waiting(
    actor: Actor, *, at: datetime, carrier: Carrier | None = None, policy: SendPolicy | None = None, most: int = BATCH,
    drawn: Callable[[], float] = random.random, go_on: Callable[[], bool] = lambda: True,
) -> dict[str, int]:  # fmt: skip
    """Send what waits, the oldest first, as long as ``go_on`` says. One fault stops no other message.

    Letters are none of it: they are printed and posted by hand, see actions.letters.
    """
    now = Round(at, carrier or chosen(), policy, drawn)
    with within(actor.scope(on=at.date())), remembered():
        now.told["undecided"] += _find_unsettled(actor, now)
        ready = [row for row in _due(now, most) if _leaves(actor, row, now)]
    for row in ready:
        if not go_on():
            break
        _send(actor, row, now)
    return now.told


def _due(now: Round, most: int) -> list[Due]:
    known_to = Reach.unscoped.filter(person=OuterRef("person"), service__closed_on=None).order_by("pk")
    rows = Message.unscoped.filter(_is_due(now.at), state=MessageState.WAITING.value)
    rows = rows.exclude(channel=Channel.LETTER.value).order_by("next_try_at", "pk")
    found = rows.values_list("pk", "template", "channel", Subquery(known_to.values("service_id")[:1]))[:most]
    return [Due(key, Template(template), Channel(channel), service or 0) for key, template, channel, service in found]


def _is_due(at: datetime) -> Q:
    """Also what was written or tried at a time that has not been, or waits longer than anything is told to wait:
    the clock was ahead then, and nobody would get it before that time comes."""
    ahead, longest = at + OFF_BY, at + LONGEST
    return Q(next_try_at__lte=at) | Q(next_try_at__gt=longest) | Q(written_at__gt=ahead) | Q(claimed_at__gt=ahead)


def _find_unsettled(actor: Actor, now: Round) -> int:
    """Claimed long ago and never settled: whoever carried it died. It may have gone, so that a human is asked."""
    before = now.at - (now.policy or SendPolicy()).undecided_after
    lost = Message.unscoped.filter(state=MessageState.SENDING.value)
    lost = lost.filter(Q(claimed_at=None) | Q(claimed_at__lte=before) | Q(claimed_at__gt=now.at + OFF_BY))
    found = list(lost.order_by("pk")[:500]) if lost.exists() else []
    for row in found:
        _settle(actor, row, came=Came.LOST, fault="not-settled", now=now)
    return len(found)


def _leaves(actor: Actor, row: Due, now: Round) -> bool:
    """Not at night, nor on a Sunday: an SMS waits till the morning, and that is no try."""
    at = rules.may_leave_at(row.template, row.channel, at=now.at, policy=now.policy_for(row.service))
    if at > now.at:
        _hold_until(actor, row.key, until=at, at=now.at)
        now.told["held"] += 1
    return at <= now.at


@deed
def _hold_until(actor: Actor, message: int, *, until: datetime, at: datetime) -> None:
    Message.unscoped.filter(pk=message, state=MessageState.WAITING.value).update(next_try_at=until)
    note(actor, "message.held", at=at, message=message, until=until.isoformat())


def _send(actor: Actor, row: Due, now: Round) -> None:
    scope = actor.scope(on=now.at.date())
    with within(scope):
        claimed = _claim(actor, message=row.key, at=now.at)
    if claimed is None:
        return
    came, fault = _carry(now.carrier, claimed, now.at)
    with within(scope):
        state = _settle(actor, claimed, came=came, fault=fault, now=now)
    if state is not None:
        now.told[TOLD[state]] += 1


@deed
def _claim(actor: Actor, *, message: int, at: datetime) -> Message | None:
    """Take one message for this sender. It stays ``sending`` until it is settled: a crash in between is seen."""
    taken = Message.unscoped.filter(_is_due(at), pk=message, state=MessageState.WAITING.value).update(
        state=MessageState.SENDING.value, tries=F("tries") + 1, claimed_at=at
    )
    note(actor, "message.claimed" if taken else "message.taken-by-another", at=at, message=message)
    return Message.unscoped.select_related("person").get(pk=message) if taken else None


def _carry(carrier: Carrier, row: Message, at: datetime) -> tuple[Came | Held, str]:
    """Carry it, and say what came of it. What a link to the outside raises unforeseen may have happened afterwards."""
    wanted = row.person.sms_wanted or row.about.startswith(ACTS_FOR)
    why = rules.held(
        Channel(row.channel), protection=Protection(row.person.protection), sms_wanted=wanted,
        useless_after=row.useless_after, at=at,
    )  # fmt: skip
    if why is not None:
        return why, why.value
    try:
        to = opened(row.to_sealed, place=PLACE, key=row.key)
    except Exception as fault:  # sealed with another key: nothing was carried, and a human must look
        return Came.NEVER, type(fault).__name__
    try:
        carrier.carry(key=row.key, channel=row.channel, to=to, subject=row.subject, text=row.text)
    except NotCarried as fault:
        return fault.came, fault.kind
    except Exception as fault:  # its kind is kept and shown, never its words: they may hold an address
        return Came.LOST, type(fault).__name__
    return Came.TAKEN, ""


@deed
def _settle(actor: Actor, claimed: Message, *, came: Came | Held, fault: str, now: Round) -> MessageState | None:
    """What became of a claim. Only the claim itself is settled: a human may have answered for it meanwhile."""
    rows = Message.unscoped.filter(pk=claimed.pk, claimed_at=claimed.claimed_at)
    row = rows.filter(state__in=[MessageState.SENDING.value, MessageState.UNDECIDED.value]).first()
    if row is None:
        note(actor, "message.settled-by-another", at=now.at, message=claimed.pk, came=came.value)
        return None
    template = Template(row.template)
    state, again = _after(claimed, template, came, now)
    become(row, state)
    row.fault, row.next_try_at = fault, again or row.next_try_at
    row.sent_at = now.at if state is MessageState.SENT else None
    if state is not MessageState.WAITING:
        row.text = lives.kept_text(template, row.text)
    row.save(update_fields=["state", "sent_at", "next_try_at", "fault", "text"])
    verb = "message." + TOLD[state].replace("_", "-")
    note(actor, verb, at=now.at, board=row.board_id, message=row.pk, fault=fault)
    return state


def _after(row: Message, template: Template, came: Came | Held, now: Round) -> tuple[MessageState, datetime | None]:
    if isinstance(came, Held):
        return rules.after_held(template, came), None
    policy, drawn = now.policy or SendPolicy(), now.drawn() if came is Came.NOT_NOW else 0.0
    return rules.after(
        came, template, tries=row.tries, useless_after=row.useless_after, at=now.at, policy=policy, drawn=drawn
    )


def doubt_restored(actor: Actor, *, at: datetime) -> int:
    """Part of the deed that calls it: a backup has been put back, and what waited in it may have gone since.

    A human is asked, whoever had it in hand; letters are printed and posted by humans anyway.
    """
    on_its_way = [MessageState.WAITING.value, MessageState.SENDING.value]
    rows = Message.unscoped.filter(state__in=on_its_way).exclude(channel=Channel.LETTER.value).order_by("pk")
    for row in rows:
        template = Template(row.template)
        become(row, rules.for_a_human(template, MessageState.UNDECIDED))
        row.fault, row.text = RESTORED, lives.kept_text(template, row.text)
        row.save(update_fields=["state", "fault", "text"])
        note(
            actor, "message." + TOLD[MessageState(row.state)], at=at, board=row.board_id, message=row.pk, fault=RESTORED
        )
    return sum(row.state == MessageState.UNDECIDED.value for row in rows)
