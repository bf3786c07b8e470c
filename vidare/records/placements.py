"""Employers, and placements at their workplaces."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.participations import Participation
from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.services import Service
from vidare.records.taxonomy import concept_column, said_column, words_beside
from vidare.records.users import User
from vidare.rules.disclosure import Item
from vidare.rules.placements import Kind, Result, State, Where, Workplace
from vidare.rules.representatives import Matter


class Employer(models.Model):
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    organisation_number = models.CharField(max_length=20, blank=True)
    where = models.CharField(max_length=10)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    last_spoken_on = models.DateField(null=True)
    place = said_column()
    place_concept = concept_column()

    class Meta:
        constraints = [
            one_of("where", Where, name="employer_is_inside_or_outside"),
            words_beside("employer_place_has_words", said="place", concept="place_concept"),
        ]


class Placement(Personal):
    acted_on = frozenset({Matter.PLAN})
    part_of = Item.HOURS

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    workplace = models.CharField(max_length=20)
    where = models.CharField(max_length=10)
    state = models.CharField(max_length=20, default=State.PROPOSED.value)
    occupation = said_column()
    occupation_concept = concept_column()
    tasks = models.TextField(blank=True)
    supervisor = models.CharField(max_length=200)
    supervisor_phone = models.CharField(max_length=40, blank=True)
    start = models.DateField()
    end = models.DateField()
    hours_per_week = models.PositiveSmallIntegerField()
    arranged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    result = models.CharField(max_length=20, blank=True)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Personal.Meta):
        constraints = [
            one_of("kind", Kind, name="placement_kind_is_known"),
            one_of("workplace", Workplace, name="placement_is_regular_or_constructed"),
            one_of("where", Where, name="placement_is_inside_or_outside"),
            one_of("state", State, name="placement_state_is_known"),
            one_of("result", Result, name="placement_result_is_known", empty=True),
            ends_after_start("placement_ends_after_start"),
            words_beside("placement_occupation_has_words", said="occupation", concept="occupation_concept"),
            models.CheckConstraint(name="placement_has_a_supervisor", condition=~Q(supervisor="")),
            models.CheckConstraint(
                name="placement_hours_are_possible", condition=Q(hours_per_week__gte=1, hours_per_week__lte=60)
            ),
            models.CheckConstraint(
                name="placement_ended_has_a_result",
                condition=(Q(state=State.ENDED.value, ended_on__isnull=False) & ~Q(result=""))
                | (~Q(state=State.ENDED.value) & Q(ended_on=None, result="")),
            ),
            models.UniqueConstraint(
                name="one_running_placement",
                fields=["participation"],
                condition=Q(state__in=[State.RUNNING.value, State.FOLLOWED_UP.value]),
            ),
        ]
