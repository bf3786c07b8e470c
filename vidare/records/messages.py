"""The outbox: what leaves the house, with the exact text that was sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.personal import Personal, one_of
from vidare.rules.messages import Channel, MessageState


class Message(Personal):
    key = models.UUIDField(unique=True)
    channel = models.CharField(max_length=10)
    template = models.SlugField(max_length=60)
    lang = models.CharField(max_length=8)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    to_sealed = models.BinaryField(default=b"")
    about = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, default=MessageState.WAITING.value)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
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
        ]
        indexes = [
            models.Index(name="message_waiting", fields=["state", "next_try_at"]),
            models.Index(name="message_by_person", fields=["person", "written_at"]),
        ]
