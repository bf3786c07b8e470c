"""The recurring review of the reading log: a board's own policy, the reviews, and each reading that was looked at.

These rows know a person by the key of the trail, as the trail itself does. The database shows them to the house alone:
a query or an action that has asked whether somebody reviews for the board steps in for them.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.glass import BrokenGlass
from vidare.records.organisations import Board
from vidare.records.personal import ends_after_start, one_of
from vidare.records.users import User
from vidare.rules.log_review import Judgement, Policy


class ReviewPolicy(models.Model):
    """How a board looks through its log from a day on. Never changed, only followed by another."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    first_day = models.DateField()
    every_days = models.PositiveSmallIntegerField()
    sign_within = models.PositiveSmallIntegerField()
    drawn = models.PositiveSmallIntegerField()
    without_relation = models.PositiveSmallIntegerField()
    many_at_night = models.PositiveSmallIntegerField()
    laid_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    laid_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="review_policy_by_board", fields=["board", "first_day"])]

    def policy(self) -> Policy:
        return Policy(
            every_days=self.every_days, sign_within=self.sign_within, drawn=self.drawn,
            without_relation=self.without_relation, many_at_night=self.many_at_night,
        )  # fmt: skip


class LogReview(models.Model):
    """One review: the days it is about, how much was read in them, and who signed that it was looked through."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField()
    due_on = models.DateField()
    seed = models.CharField(max_length=64)
    readings = models.PositiveIntegerField()
    readers = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ends_after_start("log_review_ends_after_start"),
            models.UniqueConstraint(name="log_review_once", fields=["board", "start"]),
            models.CheckConstraint(
                name="log_review_signed_by_somebody",
                condition=Q(signed_by=None, signed_at=None) | Q(signed_by__isnull=False, signed_at__isnull=False),
            ),
        ]


class ReviewedReading(models.Model):
    """What a user read of a person, or of how many in one night, and what the reviewer thought of it."""

    review = models.ForeignKey(LogReview, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    person_key = models.UUIDField(null=True)
    glass = models.ForeignKey(BrokenGlass, models.PROTECT, null=True, related_name="+")
    signals = models.JSONField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    judgement = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("judgement", Judgement, name="reviewed_reading_judgement_is_known", empty=True),
            models.CheckConstraint(
                name="nobody_judges_their_own_reading",
                condition=Q(judged_by=None) | ~Q(judged_by=models.F("user")),
            ),
            models.CheckConstraint(
                name="reviewed_reading_judged_by_somebody",
                condition=Q(judgement="", judged_by=None, judged_at=None)
                | (~Q(judgement="") & Q(judged_by__isnull=False, judged_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="reviewed_reading_by_review", fields=["review", "id"])]


class StaffHome(models.Model):
    """Where somebody of staff lives, as keyed fingerprints: it can be compared with an address, and read by nobody."""

    user = models.OneToOneField(User, models.PROTECT, related_name="+")
    postcode_index = models.CharField(max_length=32)
    home_index = models.CharField(max_length=32, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
