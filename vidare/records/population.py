"""Numbers of people outside the house, taken in with their source: never counted here, and of nobody by name."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vidare.records.organisations import Board
from vidare.records.personal import one_of
from vidare.records.users import User
from vidare.rules.identity import Sex
from vidare.rules.population import Measure


class Population(models.Model):
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=40)
    as_of = models.DateField()
    people = models.PositiveIntegerField()
    # Of a closed cohort: who, whose programme ended when, and what they did on the ninetieth day after.
    sex = models.CharField(max_length=10, blank=True)
    ended_from = models.DateField(null=True)
    ended_to = models.DateField(null=True)
    onward = models.PositiveIntegerField(null=True)
    unknown = models.PositiveIntegerField(null=True)
    source = models.TextField()
    taken_in_at = models.DateTimeField()
    taken_in_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            one_of("measure", Measure, name="population_measure_is_known"),
            one_of("sex", Sex, name="population_sex_is_known", empty=True),
            models.UniqueConstraint(
                name="population_once_a_day", fields=["board", "measure", "as_of"], condition=Q(ended_to=None)
            ),
            models.UniqueConstraint(
                name="population_cohort_once_a_day",
                fields=["board", "measure", "as_of", "sex", "ended_from", "ended_to"],
                condition=Q(ended_to__isnull=False),
            ),
            models.CheckConstraint(
                name="population_cohort_is_whole",
                condition=Q(sex="", ended_from=None, ended_to=None, onward=None, unknown=None)
                | (
                    ~Q(sex="")
                    & Q(ended_from__isnull=False, ended_to__gte=F("ended_from"))
                    & Q(onward__isnull=False, unknown__isnull=False, people__gte=F("onward") + F("unknown"))
                ),
            ),
            models.CheckConstraint(name="population_names_its_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="population_is_somebody", condition=Q(people__gt=0) | Q(ended_to__isnull=False)
            ),
        ]
