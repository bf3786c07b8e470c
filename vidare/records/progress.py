"""Answers to the service's own questions of progress: the participant's beside the staff's, each with its day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.participations import Participation
from vidare.records.personal import Personal
from vidare.records.users import User
from vidare.rules.disclosure import Item
from vidare.rules.progress import HIGHEST, LOWEST


class Progress(Personal):
    """One answer. On the same day it can be said otherwise; on another day it is a new one."""

    part_of = Item.MAPPING

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    question = models.SlugField(max_length=60)
    own = models.BooleanField()
    level = models.PositiveSmallIntegerField()
    said_on = models.DateField()
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Personal.Meta):
        constraints = [
            models.UniqueConstraint(name="progress_once_a_day", fields=["participation", "question", "own", "said_on"]),
            models.CheckConstraint(name="progress_is_on_the_scale", condition=Q(level__gte=LOWEST, level__lte=HIGHEST)),
        ]
