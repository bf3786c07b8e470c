"""Files that somebody opened by breaking the glass: who, whose, why in words, and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.participations import Participation
from vidare.records.personal import Personal
from vidare.records.users import User


class BrokenGlass(Personal):
    """The person's own team sees it. ``read_at``: whoever is responsible has read that it happened."""

    participation = models.ForeignKey(Participation, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField()
    on = models.DateField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(name="broken_glass_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="broken_glass_is_for_a_time", condition=Q(until__gt=models.F("opened_at"))),
        ]
        indexes = [
            models.Index(name="broken_glass_by_user", fields=["user", "person", "until"]),
            models.Index(name="broken_glass_by_way", fields=["participation", "read_at"]),
        ]
