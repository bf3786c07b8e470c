"""A project that a fund pays a part of: its days and people, its key, its money by month, and what is reported."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vidare.records.organisations import Board, Organisation
from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.services import Service
from vidare.records.users import User
from vidare.rules.funding import LONGEST_ABOUT, CostKind
from vidare.rules.reporting import LONGEST_REASON, HoursState


def first_of_month(field: str, *, name: str, or_none: bool = False) -> models.CheckConstraint:
    day = Q(**{f"{field}__day": 1})
    return models.CheckConstraint(name=name, condition=day | Q(**{field: None}) if or_none else day)


class Project(models.Model):
    """Owned by one organisation, paid in part by a fund, and handed over to regular operation before it ends."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fund = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fund_parts = models.PositiveSmallIntegerField()
    of_parts = models.PositiveSmallIntegerField()
    start = models.DateField()
    end = models.DateField()
    handover_on = models.DateField()
    handover_to = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    set_up_at = models.DateTimeField()
    set_up_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            ends_after_start("project_ends_after_it_starts"),
            models.CheckConstraint(
                name="project_is_handed_over_in_its_days",
                condition=Q(handover_on__gt=F("start")) & Q(handover_on__lte=F("end")),
            ),
            models.CheckConstraint(
                name="fund_pays_a_part", condition=Q(fund_parts__gte=1) & Q(of_parts__gt=F("fund_parts"))
            ),
            models.UniqueConstraint(name="project_name_once_in_service", fields=["service", "name"]),
        ]


class SteeringSeat(models.Model):
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    chair = models.BooleanField(default=False)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        constraints = [ends_after_start("steering_seat_ends_after_it_starts")]


class Key(models.Model):
    """How what the fund does not pay is shared, from a month on: of a month the key that was set last."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    first_month = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [first_of_month("first_month", name="key_begins_with_a_month")]


class KeyPart(models.Model):
    """``hundredths`` of a per cent; those of a key are 10 000 together."""

    key = models.ForeignKey(Key, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    hundredths = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="key_part_once", fields=["key", "organisation"]),
            models.CheckConstraint(
                name="key_part_is_a_part", condition=Q(hundredths__gte=1) & Q(hundredths__lte=10_000)
            ),
        ]


class Budget(models.Model):
    """What a kind of cost may come to in a year; what was decided last counts."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    ore = models.PositiveBigIntegerField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [one_of("kind", CostKind, name="budget_kind_is_known")]


class Cost(models.Model):
    """Booked on a month, and never changed: what was wrong is booked on an open month that says what it corrects."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=20)
    ore = models.BigIntegerField()
    about = models.CharField(max_length=LONGEST_ABOUT, blank=True)
    corrects = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("kind", CostKind, name="cost_kind_is_known"),
            first_of_month("month", name="cost_stands_on_a_month"),
            first_of_month("corrects", name="cost_corrects_a_month", or_none=True),
            models.CheckConstraint(name="cost_is_something", condition=~Q(ore=0)),
        ]
        indexes = [models.Index(name="cost_by_month", fields=["project", "month"])]


class WorkedHours(models.Model):
    """Somebody's time in a project in a month, signed by themselves and settled by another. The last approved holds."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    month = models.DateField()
    minutes = models.PositiveIntegerField()
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    state = models.CharField(max_length=20, default=HoursState.SIGNED.value)
    signed_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        constraints = [
            one_of("state", HoursState, name="hours_state_is_known"),
            first_of_month("month", name="hours_stand_on_a_month"),
            models.UniqueConstraint(
                name="hours_wait_once", fields=["project", "user", "month"], condition=Q(state=HoursState.SIGNED.value)
            ),
            models.CheckConstraint(
                name="hours_are_settled_by_another",
                condition=Q(state=HoursState.SIGNED.value, settled_by=None, settled_at=None)
                | (
                    ~Q(state=HoursState.SIGNED.value)
                    & Q(settled_by__isnull=False, settled_at__isnull=False)
                    & ~Q(settled_by=F("user"))
                ),
            ),
        ]
        indexes = [models.Index(name="hours_by_month", fields=["project", "month"])]


class ClosedPeriod(models.Model):
    """A month that was reported to the fund: its sum and what each pays of it (öre by the organisation's code)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    month = models.DateField()
    ore = models.BigIntegerField()
    claims = models.JSONField()
    minutes = models.PositiveIntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            first_of_month("month", name="closed_period_is_a_month"),
            models.UniqueConstraint(name="period_closed_once", fields=["project", "month"]),
        ]


class HandedIn(models.Model):
    """A board's list of those who took part in a month. Nobody whose identity is protected stands in it by name."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    month = models.DateField()
    protected = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            first_of_month("month", name="handed_in_for_a_month"),
            models.UniqueConstraint(name="handed_in_once", fields=["project", "board", "month"]),
        ]


class Reported(Personal):
    """What the fund was told of somebody: days and minutes, and nothing else. The last row of a person counts; one
    that is not the first says why. ``gone``: should not have stood there.
    """

    handed_in = models.ForeignKey(HandedIn, models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField(null=True)
    minutes = models.PositiveIntegerField()
    gone = models.BooleanField(default=False)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Personal.Meta):
        constraints = [
            ends_after_start("reported_ends_after_it_starts"),
            models.CheckConstraint(name="reported_gone_says_why", condition=Q(gone=False) | ~Q(reason="")),
        ]
        indexes = [models.Index(name="reported_by_list", fields=["handed_in", "person"])]
