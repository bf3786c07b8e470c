"""Who may act for a person: a guardian, a representative, somebody with a power of attorney."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.users import User
from vidare.rules.representatives import Capacity


class Representative(Personal):
    """The team sees who it is and what for; the paper itself is not kept, only what it was and who saw it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    name = models.CharField(max_length=200)
    capacity = models.CharField(max_length=30)
    matters = models.JSONField()
    phone_sealed = models.BinaryField(default=b"")
    start = models.DateField()
    end = models.DateField(null=True)
    evidence = models.CharField(max_length=300)
    seen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    seen_on = models.DateField()
    taken_back_at = models.DateTimeField(null=True)  # by the person themselves: it ends at once, also within the day

    class Meta(Personal.Meta):
        constraints = [
            one_of("capacity", Capacity, name="representative_capacity_is_known"),
            ends_after_start("representative_ends_after_start"),
            models.CheckConstraint(
                name="representative_has_a_name_and_a_paper", condition=~Q(name="") & ~Q(evidence="")
            ),
        ]
        indexes = [models.Index(name="representative_by_person", fields=["person", "start"])]


class RepresentativeDoor(Personal):
    """The log-in with which somebody acts for a person by themselves. A user who acts for several has one of each.

    The first code is on paper and makes the user theirs; after that codes go to the telephone. Codes are kept only as
    keyed fingerprints. Each board sees the doors to its own persons and no others; the user finds them all.
    """

    handed_to = "user_id"

    representative = models.ForeignKey(Representative, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    phone_sealed = models.BinaryField()
    phone_index = models.CharField(max_length=32)
    language = models.CharField(max_length=8, default="sv")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    shut_at = models.DateTimeField(null=True)
    paper_index = models.CharField(max_length=32, blank=True)
    paper_until = models.DateTimeField(null=True)
    sms_index = models.CharField(max_length=32, blank=True)
    sms_until = models.DateTimeField(null=True)
    sms_tries = models.PositiveSmallIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            models.UniqueConstraint(
                name="representative_has_one_open_door", fields=["representative"], condition=Q(shut_at=None)
            ),
            models.UniqueConstraint(
                name="representative_paper_code_is_one_of_a_kind", fields=["paper_index"],
                condition=~Q(paper_index=""),
            ),
            models.CheckConstraint(name="representative_door_has_a_telephone", condition=~Q(phone_index="")),
            models.CheckConstraint(
                name="representative_code_has_a_last_moment",
                condition=(Q(paper_index="") | Q(paper_until__isnull=False))
                & (Q(sms_index="") | Q(sms_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="representative_door_that_is_shut_has_no_codes",
                condition=Q(shut_at=None) | Q(paper_index="", sms_index=""),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(name="representative_door_by_user", fields=["user"]),
            models.Index(name="representative_door_by_phone", fields=["phone_index"]),
        ]
