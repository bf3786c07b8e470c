"""Courses of Swedish that somebody has gone to, goes to or will go to, with their days."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.participations import Participation
from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.users import User
from vidare.rules.courses import LONGEST_SCHOOL, Ending, Level, Track
from vidare.rules.disclosure import Item


class Course(Personal):
    """Shared by the team, as the schedule is. ``end`` is the last day, as far as anybody knows it."""

    part_of = Item.PLAN

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    level = models.CharField(max_length=30)
    track = models.CharField(max_length=20, blank=True)
    school = models.CharField(max_length=LONGEST_SCHOOL, blank=True)
    start = models.DateField()
    end = models.DateField(null=True)
    ending = models.CharField(max_length=20, blank=True)
    noted_on = models.DateField()
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Personal.Meta):
        constraints = [
            one_of("level", Level, name="course_level_is_known"),
            one_of("track", Track, name="course_track_is_known", empty=True),
            one_of("ending", Ending, name="course_ending_is_known", empty=True),
            ends_after_start("course_ends_after_it_starts"),
            models.CheckConstraint(
                name="course_that_ended_has_a_last_day",
                condition=Q(ending__in=["", Ending.IN_ERROR.value]) | Q(end__isnull=False),
            ),
            models.UniqueConstraint(
                name="course_once",
                fields=["participation", "level", "start"],
                condition=~Q(ending=Ending.IN_ERROR.value),
            ),
        ]
