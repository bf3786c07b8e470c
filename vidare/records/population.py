"""Numbers of people outside the house, taken in with their source: never counted here, and of nobody by name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.organisations import Board
from vidare.records.personal import one_of
from vidare.records.users import User
from vidare.rules.population import Measure


class Population(models.Model):
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=40)
    as_of = models.DateField()
    people = models.PositiveIntegerField()
    source = models.TextField()
    taken_in_at = models.DateTimeField()
    taken_in_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            one_of("measure", Measure, name="population_measure_is_known"),
            models.UniqueConstraint(name="population_once_a_day", fields=["board", "measure", "as_of"]),
            models.CheckConstraint(name="population_names_its_source", condition=~Q(source="")),
            models.CheckConstraint(name="population_is_somebody", condition=Q(people__gt=0)),
        ]
