"""Mappings: dated, area by area, in the person's words and the staff's. Repeated, never overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.participations import Participation
from vidare.records.personal import Personal
from vidare.records.users import User
from vidare.rules.needs import HIGHEST, LOWEST


class Mapping(Personal):
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    held_on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    finished = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)


class Area(Personal):
    mapping = models.ForeignKey(Mapping, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60)
    own_word = models.TextField(blank=True)
    own_lang = models.CharField(max_length=8, default="sv")
    own_level = models.PositiveSmallIntegerField(null=True)
    staff_word = models.TextField(blank=True)
    staff_level = models.PositiveSmallIntegerField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            models.UniqueConstraint(name="area_once_in_mapping", fields=["mapping", "code"]),
            models.CheckConstraint(
                name="area_levels_are_on_the_scale",
                condition=(Q(own_level=None) | Q(own_level__gte=LOWEST, own_level__lte=HIGHEST))
                & (Q(staff_level=None) | Q(staff_level__gte=LOWEST, staff_level__lte=HIGHEST)),
            ),
        ]
