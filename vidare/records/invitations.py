"""Campaigns, and the codes that an association or a company hands over. No name stands here: whoever gets one writes
for themselves, and their referral says by which code they came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.organisations import Organisation
from vidare.records.personal import ends_after_start
from vidare.records.services import Service
from vidare.records.users import User


class Campaign(models.Model):
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    start = models.DateField()
    end = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            ends_after_start("campaign_ends_after_start"),
            models.CheckConstraint(name="campaign_has_a_name", condition=~Q(name="")),
        ]


class InvitationCode(models.Model):
    """Handed over once and used once. ``tried_at``: first written on the open page, whatever came of it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    tried_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="invitation_code_once", fields=["code"]),
            models.CheckConstraint(
                name="invitation_code_used_was_tried", condition=Q(used_at=None) | Q(tried_at__isnull=False)
            ),
        ]
