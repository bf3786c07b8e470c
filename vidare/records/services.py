"""Services, the models (files) they run by, rule sets with a first day, memberships, rooms and seats."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.organisations import Board, Organisation
from vidare.records.personal import ends_after_start, one_of
from vidare.records.sealed import index_of
from vidare.records.users import User
from vidare.rules.access import Role
from vidare.rules.organisations import SecrecyRegime


class ServiceModel(models.Model):
    """One imported version of a service model's file; never changed, only followed by another."""

    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="service_model_version_once", fields=["code", "version"])]


class Service(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    model = models.ForeignKey(ServiceModel, models.PROTECT, related_name="+")
    secrecy = models.CharField(max_length=20, default=SecrecyRegime.CHAPTER_26_1.value)
    # Participants of several boards: who works here may have been let into another board's files.
    shared = models.BooleanField(default=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("secrecy", SecrecyRegime, name="service_secrecy_is_known"),
            ends_after_start("service_closes_after_it_opens", start="opened_on", end="closed_on"),
        ]


class RuleSet(models.Model):
    """Law, ladder, targets, definitions: a version with a first day. Immutable; the fact's day chooses."""

    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    first_day = models.DateField()
    version = models.PositiveIntegerField(default=1)
    source = models.TextField()
    verified_by = models.CharField(max_length=200, blank=True)
    values = models.JSONField()
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rule_set_version_once", fields=["service", "kind", "first_day", "version"]),
            models.CheckConstraint(name="rule_set_names_its_source", condition=~Q(source="")),
        ]


class Membership(models.Model):
    """A person of staff, employed by an organisation, with a role in a service, for a time."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField(null=True)
    start_reason = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)  # why it ended
    # Whose work a substitute sees to meanwhile: it stays theirs.
    stands_in_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            one_of("role", Role, name="membership_role_is_known"),
            models.CheckConstraint(
                name="membership_stands_in_for_a_time_and_another",
                condition=Q(stands_in_for=None) | (Q(end__isnull=False) & ~Q(stands_in_for=models.F("user"))),
            ),
            ends_after_start("membership_ends_after_start"),
            models.UniqueConstraint(
                name="membership_held_once", fields=["user", "service", "role", "organisation"], condition=Q(end=None)
            ),
        ]
        indexes = [models.Index(name="membership_by_user", fields=["user", "service"])]


class Room(models.Model):
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=100)
    seats = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="room_code_once_in_service", fields=["service", "code"])]


class Device(models.Model):
    """A kiosk at the door of one service. Its token is kept only as a fingerprint."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    token_index = models.CharField(max_length=64, unique=True)
    start = models.DateField()
    end = models.DateField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    # Codes that nobody has, typed since a moment: the door is closed to guessing for a while.
    missed = models.PositiveSmallIntegerField(default=0)
    missed_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [ends_after_start("device_ends_after_start")]


class Setting(models.Model):
    """What the house as a whole remembers: the demo's fixed day, when the night's run was."""

    name = models.CharField(max_length=60, unique=True)
    value = models.CharField(max_length=200)


class ClosedMonth(models.Model):
    """A month the manager has closed; later facts show as corrections."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    month = models.DateField()
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="month_closed_once", fields=["service", "month"]),
            models.CheckConstraint(name="month_is_a_first_day", condition=Q(month__day=1)),
        ]


def device_index(token: str) -> str:
    """Under what a device's token is kept: ``Device.token_index``."""
    return index_of(token, kind="device")
