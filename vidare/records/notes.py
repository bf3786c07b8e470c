"""Notes, by compartment. A note is never overwritten: a correction is a new version that names the old."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.participations import Participation
from vidare.records.personal import Personal, one_of
from vidare.records.users import User
from vidare.rules.disclosure import Item
from vidare.rules.notes import NoteKind
from vidare.rules.representatives import Matter


class Note(Personal):
    part_of = Item.NOTES

    participation = models.ForeignKey(Participation, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    lang = models.CharField(max_length=8, default="sv")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    happened_on = models.DateField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")

    class Meta(Personal.Meta):
        constraints = [
            one_of("kind", NoteKind, name="note_kind_is_known"),
            models.CheckConstraint(name="note_says_something", condition=~Q(text="")),
        ]
        indexes = [models.Index(name="note_by_person", fields=["person", "written_at"])]


class Dispute(Personal):
    """The person's own words against a note or a registered hour (SoL 14:6). It stands beside what it disputes."""

    acted_on = frozenset({Matter.ABSENCE})
    acted_if = Q(booking__isnull=False)  # one of a note is between the person and who wrote it

    note = models.ForeignKey(Note, models.PROTECT, null=True, related_name="+")
    booking = models.ForeignKey("records.Booking", models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    lang = models.CharField(max_length=8, default="sv")
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(
                name="dispute_is_about_one_thing",
                condition=Q(note__isnull=False, booking=None) | Q(note=None, booking__isnull=False),
            ),
            models.CheckConstraint(
                name="dispute_answer_is_whole",
                condition=Q(answered_at=None, answered_by=None, upheld=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, upheld__isnull=False),
            ),
        ]


class HeldForm(models.Model):
    """What somebody had written when their log-in ran out, sealed, until they have logged in again."""

    token_index = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    path = models.CharField(max_length=400)
    form_sealed = models.BinaryField()
    key = models.UUIDField()
    held_at = models.DateTimeField()


class SentForm(models.Model):
    """The mark of a form already taken in, so that one sent twice is one deed."""

    token = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    answer_path = models.CharField(max_length=400, blank=True)
    taken_at = models.DateTimeField()
