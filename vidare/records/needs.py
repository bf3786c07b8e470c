"""Mappings: dated, area by area, in the person's words and the staff's. Repeated, never overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.participations import Participation
from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.taxonomy import concept_column, said_column
from vidare.records.users import User
from vidare.rules.disclosure import Item
from vidare.rules.needs import HIGHEST, LOWEST
from vidare.rules.taxonomy import LONGEST_KIND, Kind


class Merit(Personal):
    """What somebody can and has: an occupation, a skill, a language, a licence. What is no longer so is kept, ended."""

    part_of = Item.MAPPING

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=LONGEST_KIND)
    said = said_column()
    concept = concept_column()
    noted_on = models.DateField()
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("kind", Kind, name="merit_kind_is_known"),
            models.CheckConstraint(name="merit_has_words", condition=~Q(said="")),
            ends_after_start("merit_ends_after_it_is_noted", start="noted_on", end="removed_on"),
            models.UniqueConstraint(
                name="merit_once", fields=["participation", "kind", "said"], condition=Q(removed_on=None)
            ),
        ]


class Mapping(Personal):
    part_of = Item.MAPPING

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    held_on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    finished = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)


class Area(Personal):
    part_of = Item.MAPPING

    mapping = models.ForeignKey(Mapping, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60)
    own_word = models.TextField(blank=True)
    own_lang = models.CharField(max_length=8, default="sv")
    own_level = models.PositiveSmallIntegerField(null=True)
    staff_word = models.TextField(blank=True)
    staff_level = models.PositiveSmallIntegerField(null=True)
    # What the service model asks for in fields of its own, by the field's code; see rules.facts.
    facts = models.JSONField(default=dict)

    class Meta(Personal.Meta):
        constraints = [
            models.UniqueConstraint(name="area_once_in_mapping", fields=["mapping", "code"]),
            models.CheckConstraint(
                name="area_levels_are_on_the_scale",
                condition=(Q(own_level=None) | Q(own_level__gte=LOWEST, own_level__lte=HIGHEST))
                & (Q(staff_level=None) | Q(staff_level__gte=LOWEST, staff_level__lte=HIGHEST)),
            ),
        ]
