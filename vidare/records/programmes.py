"""The days of the Employment Service's introduction programme, as the service knows them: the latest word counts."""

from __future__ import annotations

from django.db import models

from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.users import User
from vidare.rules.disclosure import Item
from vidare.rules.programmes import Told


class Programme(Personal):
    """Only added to: what was known before stands under what is known now. ``end`` None: it goes on."""

    part_of = Item.PLAN

    start = models.DateField()
    end = models.DateField(null=True)
    told_by = models.CharField(max_length=30)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Personal.Meta):
        constraints = [
            one_of("told_by", Told, name="programme_told_by_is_known"),
            ends_after_start("programme_ends_after_it_starts"),
        ]
        indexes = [models.Index(name="programme_by_person", fields=["person", "id"])]
