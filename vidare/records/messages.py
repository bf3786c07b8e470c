"""The outbox: what leaves the house, with the exact text that was sent."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from vidare.records.people import LoginCode, ProtectedAccess, Reach
from vidare.records.personal import Personal, one_of
from vidare.rules.access import Actor, Deed
from vidare.rules.accounts import Way
from vidare.rules.identity import Protection
from vidare.rules.messages import ABOUT_THE_OWN_DOOR, BY_LETTER, Channel, MessageState
from vidare.rules.representatives import Matter


class Message(Personal):
    acted_on = frozenset({Matter.LETTERS})
    acted_if = ~Q(template__in=sorted(ABOUT_THE_OWN_DOOR))

    key = models.UUIDField(unique=True)
    channel = models.CharField(max_length=10)
    template = models.SlugField(max_length=60)
    lang = models.CharField(max_length=8)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    to_sealed = models.BinaryField(default=b"")
    # What a letter says and the text does not: its code, sealed until the letter has been posted.
    secret_sealed = models.BinaryField(default=b"")
    about = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, default=MessageState.WAITING.value)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    # Set before it is carried: what was taken and never settled is found by it.
    claimed_at = models.DateTimeField(null=True)
    useless_after = models.DateTimeField(null=True)
    # Of an SMS, what the operator charges.
    parts = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("channel", Channel, name="message_channel_is_known"),
            one_of("state", MessageState, name="message_state_is_known"),
            models.CheckConstraint(
                name="message_sent_has_a_time", condition=~Q(state=MessageState.SENT.value) | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="message_holds_a_secret_only_while_it_waits",
                condition=Q(secret_sealed=b"") | Q(state=MessageState.WAITING.value, channel=Channel.LETTER.value),
            ),
        ]
        indexes = [
            models.Index(name="message_waiting", fields=["state", "next_try_at"]),
            models.Index(name="message_by_person", fields=["person", "written_at"]),
            models.Index(name="message_sent_by_channel", fields=["channel", "sent_at"]),
        ]


def letters_of(actor: Actor, *, at: datetime) -> models.QuerySet[Message]:
    """Letters whose code still opens something, to those within reach of the services whose letters the actor posts.

    To a protected person only where the actor is named. The administrator is behind no wall: hence not ``visible_to``.
    """
    on = at.date()
    boards = [held.board_id for held in actor.held(on=on)]
    near = Reach.unscoped.filter(person=OuterRef("person"), service_id__in=actor.services(Deed.POST, on=on))
    codes = LoginCode.unscoped.filter(
        person=OuterRef("person"), way=Way.LETTER.value, used_at=None, withdrawn_at=None, expires_at__gt=at
    )
    named = ProtectedAccess.unscoped.filter(
        Q(end=None) | Q(end__gte=on), person=OuterRef("person"), start__lte=on, user_id=actor.user_id
    )
    rows = waiting_letters().filter(Exists(near), Exists(codes), board_id__in=boards)
    return rows.filter(~Q(person__protection=Protection.PROTECTED.value) | Exists(named)).select_related("person")


def waiting_letters() -> models.QuerySet[Message]:
    """Those with a code. Letters that are kept as files wait elsewhere, see actions.papers."""
    rows: models.QuerySet[Message] = Message.unscoped.filter(
        channel=Channel.LETTER.value,
        state=MessageState.WAITING.value,
        template__in=[template.value for template in BY_LETTER],
    )
    return rows
