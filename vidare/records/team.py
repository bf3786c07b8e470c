"""The meetings of a service's team, and whom they talk about: each behind the wall of whoever took it up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.participations import Participation
from vidare.records.personal import Personal
from vidare.records.plans import Step
from vidare.records.services import Service
from vidare.records.users import User
from vidare.rules.disclosure import Item
from vidare.rules.team import LONGEST_WHY


class TeamMeeting(models.Model):
    """A day on which the team of a service meets. Nobody's name stands in it."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    held_on = models.DateField()
    called_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="team_meets_once_a_day", fields=["service", "held_on"])]


class AgendaItem(Personal):
    """Somebody who is to be talked about, and what was agreed. ``step``: the next step that it became."""

    part_of = Item.PLAN

    meeting = models.ForeignKey(TeamMeeting, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    why = models.CharField(max_length=LONGEST_WHY)
    taken_up_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    agreed = models.TextField(blank=True)
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(name="agenda_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="agenda_settled_says_what_was_agreed",
                condition=Q(settled_at=None, agreed="", step=None) | (Q(settled_at__isnull=False) & ~Q(agreed="")),
            ),
            models.UniqueConstraint(
                name="on_the_agenda_once",
                fields=["meeting", "participation", "compartment"],
                condition=Q(settled_at=None),
            ),
        ]
