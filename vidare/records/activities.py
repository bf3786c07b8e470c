"""Activities and who is in them, the hours of the week, bookings of seats, and the board's assignments."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vidare.records.disclosures import Disclosure
from vidare.records.participations import Participation
from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.services import Room, Service
from vidare.records.users import User
from vidare.rules.activities import (
    AssignmentState,
    BookingKind,
    BookingState,
    EmploymentServiceAnswer,
    EnrolmentState,
)
from vidare.rules.attendance import Verdict
from vidare.rules.disclosure import Item
from vidare.rules.representatives import Matter


class Activity(models.Model):
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    hours_per_week = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="activity_code_once_in_service", fields=["service", "code"])]


class Enrolment(Personal):
    part_of = Item.HOURS

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=EnrolmentState.RUNNING.value)
    start = models.DateField()
    end = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("state", EnrolmentState, name="enrolment_state_is_known"),
            ends_after_start("enrolment_ends_after_start"),
            models.UniqueConstraint(
                name="enrolled_once",
                fields=["participation", "activity"],
                condition=Q(state__in=[EnrolmentState.QUEUED.value, EnrolmentState.RUNNING.value]),
            ),
        ]


class Session(models.Model):
    """One dated hour in a room. ``seats`` is copied from the room when the hour is laid out."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="session_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.UniqueConstraint(
                name="room_is_used_once_at_a_time", fields=["room", "starts_at"], condition=Q(room__isnull=False)
            ),
        ]
        indexes = [models.Index(name="session_by_time", fields=["service", "starts_at"])]


class Booking(Personal):
    """A person's place in an hour. ``verdict`` is derived from what was seen, and can be thrown away and made anew."""

    acted_on = frozenset({Matter.ABSENCE, Matter.PLAN})
    part_of = Item.HOURS

    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=BookingState.BOOKED.value)
    seat = models.PositiveSmallIntegerField(null=True)
    moved_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=20, blank=True)
    verdict_why = models.CharField(max_length=40, blank=True)
    booked_at = models.DateTimeField()

    class Meta(Personal.Meta):
        constraints = [
            one_of("kind", BookingKind, name="booking_kind_is_known"),
            one_of("state", BookingState, name="booking_state_is_known"),
            one_of("verdict", Verdict, name="booking_verdict_is_known", empty=True),
            models.CheckConstraint(name="seats_are_numbered_from_one", condition=Q(seat=None) | Q(seat__gte=1)),
            models.UniqueConstraint(
                name="seat_taken_once",
                fields=["session", "seat"],
                condition=Q(state=BookingState.BOOKED.value, seat__isnull=False),
            ),
            models.UniqueConstraint(
                name="booked_once_in_an_hour",
                fields=["session", "participation"],
                condition=Q(state=BookingState.BOOKED.value),
            ),
        ]
        indexes = [models.Index(name="booking_by_participation", fields=["participation", "starts_at"])]


class Assignment(Personal):
    """The board's decision that a person takes part (anvisning, SoL 12:4): AF asked, wishes weighed, for a time."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=AssignmentState.PREPARED.value)
    consultation = models.ForeignKey(Disclosure, models.PROTECT, null=True, related_name="+")
    consulted_on = models.DateField(null=True)
    consulted_answer = models.CharField(max_length=30, blank=True)
    wishes = models.TextField(blank=True)
    wishes_weighed = models.TextField(blank=True)
    start = models.DateField()
    end = models.DateField()
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    reasons = models.TextField(blank=True)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Personal.Meta):
        constraints = [
            one_of("state", AssignmentState, name="assignment_state_is_known"),
            one_of("consulted_answer", EmploymentServiceAnswer, name="assignment_answer_is_known", empty=True),
            models.CheckConstraint(name="assignment_is_for_a_time", condition=Q(end__gte=F("start"))),
            models.CheckConstraint(
                name="assignment_decided_after_consultation_and_wishes",
                condition=Q(state__in=[AssignmentState.PREPARED.value, AssignmentState.WITHDRAWN.value])
                | (
                    Q(consulted_answer=EmploymentServiceAnswer.NO_SUITABLE_MEASURE.value)
                    & Q(consulted_on__lte=F("decided_on"))
                    & Q(decided_by__isnull=False)
                    & ~Q(wishes="")
                    & ~Q(reasons="")
                ),
            ),
        ]
        indexes = [models.Index(name="assignment_by_participation", fields=["participation", "state"])]
