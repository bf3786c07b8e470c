"""What the service owes people, kept as rows by the actions and the night; it can be thrown away and made anew."""

from __future__ import annotations

from django.db import models

from vidare.records.participations import Participation
from vidare.records.personal import Personal, one_of
from vidare.records.services import Service
from vidare.records.users import User
from vidare.rules.attention import Kind


class Attention(Personal):
    """One debt. Whoever owes it sees it, also when it stands behind a wall that is not theirs."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    since = models.DateField()
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=40, blank=True)

    handed_to = "owner_id"

    class Meta(Personal.Meta):
        constraints = [
            one_of("kind", Kind, name="attention_kind_is_known"),
            models.UniqueConstraint(name="attention_once", fields=["participation", "kind", "about"]),
        ]
        indexes = [
            models.Index(name="attention_by_owner", fields=["owner", "kind", "since"]),
            models.Index(name="attention_by_service", fields=["service", "kind", "since"]),
        ]
