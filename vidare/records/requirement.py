"""What the activity requirement needs beside support: small children, what humans have decided, months gone through."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.personal import Personal, ends_after_start
from vidare.records.users import User
from vidare.rules.access import Compartment
from vidare.rules.requirement import Exemption, Reduction

SOCIAL = Q(compartment=Compartment.SOCIAL_SERVICES.value)


class HouseholdChild(Personal):
    """A child so small that the law asks: the birth date and nothing more. ``person`` is the adult of the household."""

    born_on = models.DateField()
    start = models.DateField()
    end = models.DateField(null=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(name="household_child_stays_with_social_services", condition=SOCIAL),
            ends_after_start("household_child_ends_after_start"),
            models.UniqueConstraint(
                name="household_child_once", fields=["person", "born_on"], condition=Q(end=None)
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="household_child_by_person", fields=["person", "start"])]


class Relief(Personal):
    """A reduction (with its hours) or an exemption (without), for a time, as a human decided it."""

    why = models.CharField(max_length=30)
    hours = models.PositiveSmallIntegerField(null=True)
    start = models.DateField()
    end = models.DateField(null=True)
    words = models.TextField()
    evidence = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(name="relief_stays_with_social_services", condition=SOCIAL),
            models.CheckConstraint(
                name="relief_is_a_reduction_by_hours_or_an_exemption",
                condition=Q(why__in=sorted(one.value for one in Reduction), hours__gte=1)
                | Q(why__in=sorted(one.value for one in Exemption), hours=None),
            ),
            ends_after_start("relief_ends_after_start"),
            models.CheckConstraint(name="relief_says_why", condition=~Q(words="")),
        ]
        indexes = [models.Index(name="relief_by_person", fields=["person", "start"])]


class MonthMark(Personal):
    """A social secretary has gone through this person's month."""

    month = models.DateField()
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(name="month_mark_stays_with_social_services", condition=SOCIAL),
            models.CheckConstraint(name="month_mark_is_a_first_day", condition=Q(month__day=1)),
            models.UniqueConstraint(name="month_marked_once", fields=["person", "month"]),
        ]
        indexes = [models.Index(name="month_mark_by_month", fields=["board", "month"])]
