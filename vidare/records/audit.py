"""The trail: who did what, when, about whom — codes and keys, never names or texts. Only ever added to."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor = models.CharField(max_length=80)
    user_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    board_id = models.BigIntegerField(null=True)
    person_key = models.UUIDField(null=True)
    keys = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(name="event_by_person", fields=["person_key", "at"]),
            models.Index(name="event_by_user", fields=["user_id", "at"]),
            models.Index(name="event_by_verb", fields=["verb", "at"]),
        ]


class Seal(models.Model):
    """A sealed batch of the trail: the hash of its rows chained to the batch before."""

    first_event = models.BigIntegerField(unique=True)
    last_event = models.BigIntegerField(unique=True)
    rows = models.PositiveIntegerField()
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()
