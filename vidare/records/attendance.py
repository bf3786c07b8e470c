"""What was seen, by whom, when. Observations are only ever added."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.activities import Booking, Session
from vidare.records.personal import Personal, one_of
from vidare.records.services import Device, Service
from vidare.records.users import User
from vidare.rules.attendance import Doubt, Seen, Source
from vidare.rules.disclosure import Item


class Observation(Personal):
    """``key`` is made where the touch was made, so that a check-in sent twice is one observation."""

    part_of = Item.HOURS

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="+")
    booking = models.ForeignKey(Booking, models.PROTECT, null=True, related_name="+")
    key = models.UUIDField(unique=True)
    seen = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    touched_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    staff = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="+")
    doubt = models.CharField(max_length=20, blank=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("seen", Seen, name="observation_is_known"),
            one_of("source", Source, name="observation_source_is_known"),
            one_of("doubt", Doubt, name="observation_doubt_is_known", empty=True),
            models.CheckConstraint(
                name="staff_observation_names_staff", condition=~Q(source=Source.STAFF.value) | Q(staff__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="observation_by_booking", fields=["booking", "touched_at"]),
            models.Index(name="observation_by_day", fields=["service", "touched_at"]),
        ]


class Settled(Personal):
    """How staff settled a doubtful observation: it counts for a booking, or it does not."""

    part_of = Item.HOURS

    observation = models.OneToOneField(Observation, models.PROTECT, related_name="+")
    booking = models.ForeignKey(Booking, models.PROTECT, null=True, related_name="+")
    counts = models.BooleanField()
    staff = models.ForeignKey(User, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(
                name="settled_that_counts_has_a_booking", condition=Q(counts=False) | Q(booking__isnull=False)
            )
        ]
