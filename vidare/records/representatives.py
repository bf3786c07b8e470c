"""Who may act for a person: a guardian, a representative, somebody with a power of attorney."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.users import User
from vidare.rules.representatives import Capacity


class Representative(Personal):
    """The team sees who it is and what for; the paper itself is not kept, only what it was and who saw it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    name = models.CharField(max_length=200)
    capacity = models.CharField(max_length=30)
    matters = models.JSONField()
    phone_sealed = models.BinaryField(default=b"")
    start = models.DateField()
    end = models.DateField(null=True)
    evidence = models.CharField(max_length=300)
    seen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    seen_on = models.DateField()

    class Meta(Personal.Meta):
        constraints = [
            one_of("capacity", Capacity, name="representative_capacity_is_known"),
            ends_after_start("representative_ends_after_start"),
            models.CheckConstraint(
                name="representative_has_a_name_and_a_paper", condition=~Q(name="") & ~Q(evidence="")
            ),
        ]
        indexes = [models.Index(name="representative_by_person", fields=["person", "start"])]
