"""Ways in, and the pauses of their clock."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.invitations import InvitationCode
from vidare.records.organisations import Organisation
from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.services import Service
from vidare.records.users import User
from vidare.rules.disclosure import Item
from vidare.rules.referrals import PauseReason, State, WayIn


class Referral(Personal):
    part_of = Item.NAME

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    way_in = models.CharField(max_length=30)
    state = models.CharField(max_length=20, default=State.RECEIVED.value)
    received_on = models.DateField()
    received_at = models.DateTimeField()
    referrer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    referrer_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    message = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decline_reasons = models.JSONField(default=list)
    turn_to = models.TextField(blank=True)
    # By which code somebody came. Who handed it over is told neither that it was used nor by whom.
    invitation = models.ForeignKey(InvitationCode, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta(Personal.Meta):
        constraints = [
            one_of("way_in", WayIn, name="referral_way_in_is_known"),
            one_of("state", State, name="referral_state_is_known"),
            models.CheckConstraint(
                name="referral_declined_says_where_to_turn", condition=~Q(state=State.DECLINED.value) | ~Q(turn_to="")
            ),
            models.CheckConstraint(
                name="referral_settled_has_a_day",
                condition=Q(state=State.RECEIVED.value, decided_on=None)
                | (~Q(state=State.RECEIVED.value) & Q(decided_on__gte=models.F("received_on"))),
            ),
            models.CheckConstraint(
                name="referral_with_a_code_came_by_invitation",
                condition=Q(invitation=None) | Q(way_in=WayIn.INVITATION.value),
            ),
            models.UniqueConstraint(
                name="referral_waits_once", fields=["person", "service"], condition=Q(state=State.RECEIVED.value)
            ),
        ]
        indexes = [models.Index(name="referral_waiting", fields=["service", "state", "received_on"])]


class ClockPause(Personal):
    part_of = Item.NAME

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("reason", PauseReason, name="clock_pause_reason_is_known"),
            ends_after_start("clock_pause_ends_after_start"),
            models.UniqueConstraint(name="clock_paused_once", fields=["referral"], condition=Q(end=None)),
        ]
