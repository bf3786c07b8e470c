"""Ways through a service, and the meetings on them."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact, In

from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.referrals import Referral
from vidare.records.services import Service
from vidare.records.users import User
from vidare.rules.access import Scope
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.disclosure import Item
from vidare.rules.participations import PauseReason, State
from vidare.rules.representatives import Matter


class Participation(Personal):
    acted_on = frozenset(Matter)  # whom one acts for takes part in something: its name, and whom to ring
    part_of = Item.NAME

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    referral = models.OneToOneField(Referral, models.PROTECT, null=True, related_name="+")
    coach = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    coach_since = models.DateField(null=True)
    coach_acknowledged = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default=State.WAITING.value)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    # A cache, as attention is: the latest day with contact that is known in any way. Notes that are contact, absences
    # spoken about and meetings held each move it forward in their own deed; a note that is corrected counts it anew.
    last_contact_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Personal.Meta):
        constraints = [
            one_of("state", State, name="participation_state_is_known"),
            ends_after_start("participation_ends_after_start", start="started_on", end="ended_on"),
            models.CheckConstraint(
                name="participation_closed_has_a_last_day",
                condition=Q(state=State.CLOSED.value, ended_on__isnull=False)
                | (~Q(state=State.CLOSED.value) & Q(ended_on=None)),
            ),
            models.CheckConstraint(
                name="participation_active_has_started_with_a_coach",
                condition=Q(state__in=[State.WAITING.value, State.CLOSED.value])
                | Q(started_on__isnull=False, coach__isnull=False),
            ),
            models.UniqueConstraint(
                name="participation_open_once", fields=["person", "service"], condition=~Q(state=State.CLOSED.value)
            ),
        ]
        indexes = [
            models.Index(name="participation_by_service", fields=["service", "state"]),
            models.Index(name="participation_by_coach", fields=["coach", "state"]),
        ]

    @classmethod
    def of(cls, scope: Scope, person: int) -> models.QuerySet[Self]:
        """A person's ways that may be seen; first the one a page is about: open, in the scope's services, newest."""
        order: list[Any] = [Exact(F("state"), State.CLOSED.value)]
        if scope.services:
            order.append(In(F("service_id"), sorted(scope.services)).desc())
        return cls.visible_to(scope).filter(person_id=person).order_by(*order, "-pk")


class Pause(Personal):
    part_of = Item.NAME

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20)
    start = models.DateField()
    until = models.DateField()
    end = models.DateField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("reason", PauseReason, name="pause_reason_is_known"),
            models.CheckConstraint(name="pause_is_for_a_time", condition=Q(until__gte=F("start"))),
            ends_after_start("pause_ends_after_start"),
            models.UniqueConstraint(name="paused_once", fields=["participation"], condition=Q(end=None)),
        ]


class Meeting(Personal):
    """A booked talk; the interpreter is booked with it."""

    acted_on = frozenset({Matter.PLAN})
    part_of = Item.HOURS

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=MeetingState.BOOKED.value)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    staff = models.ForeignKey(User, models.PROTECT, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    interpreter_language = models.CharField(max_length=8, blank=True)
    interpreter_booked = models.BooleanField(default=False)

    class Meta(Personal.Meta):
        constraints = [
            one_of("kind", MeetingKind, name="meeting_kind_is_known"),
            one_of("state", MeetingState, name="meeting_state_is_known"),
            models.CheckConstraint(name="meeting_takes_time", condition=Q(minutes__gte=5, minutes__lte=480)),
            models.UniqueConstraint(
                name="one_first_meeting",
                fields=["participation"],
                condition=Q(
                    kind=MeetingKind.FIRST.value, state__in=[MeetingState.BOOKED.value, MeetingState.HELD.value]
                ),
            ),
        ]
        indexes = [models.Index(name="meeting_by_staff", fields=["staff", "starts_at"])]
