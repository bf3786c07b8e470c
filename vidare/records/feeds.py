"""Secret addresses of calendar feeds: one that works for each log-in, kept only as a keyed fingerprint."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vidare.records.sealed import index_of
from vidare.records.users import User


class Feed(models.Model):
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    token_index = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="feed_works_once_for_user", fields=["user"], condition=Q(stopped_at=None)),
            models.CheckConstraint(
                name="feed_stops_after_it_is_made", condition=Q(stopped_at=None) | Q(stopped_at__gte=F("made_at"))
            ),
        ]


def feed_index(token: str) -> str:
    """Under what the secret of an address is kept: ``Feed.token_index``."""
    return index_of(token, kind="feed")


def uid_of(kind: str, key: int) -> str:
    """An hour's name in calendars: always the same, and of use to nobody."""
    return f"{index_of(str(key), kind=f'calendar:{kind}')}@vidare"
