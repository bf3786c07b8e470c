"""What people live on and do, how ways end, and what became of people afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vidare.records.participations import Participation
from vidare.records.personal import Personal, ends_after_start, one_of
from vidare.records.taxonomy import concept_column, said_column, words_beside
from vidare.records.users import User
from vidare.rules.access import Compartment
from vidare.rules.attendance import Source
from vidare.rules.outcomes import ExitClass, ExitState, FollowUpState, Occupation
from vidare.rules.recipients import BY_HAND


class OccupationSpell(Personal):
    """What the person does, from–to, with its source: the state on any day can be asked."""

    occupation = models.CharField(max_length=30)
    hours_per_week = models.PositiveSmallIntegerField(null=True)
    said = said_column()
    concept = concept_column()
    start = models.DateField()
    end = models.DateField(null=True)
    source = models.CharField(max_length=20)
    noted_at = models.DateTimeField()

    class Meta(Personal.Meta):
        constraints = [
            one_of("occupation", Occupation, name="occupation_is_known"),
            one_of("source", Source, name="occupation_source_is_known"),
            ends_after_start("occupation_ends_after_start"),
            models.CheckConstraint(
                name="occupation_hours_are_possible",
                condition=Q(hours_per_week=None) | Q(hours_per_week__gte=1, hours_per_week__lte=60),
            ),
            words_beside("occupation_concept_has_words", said="said", concept="concept"),
        ]
        indexes = [models.Index(name="occupation_by_person", fields=["person", "start"])]


class SupportSpell(Personal):
    """Economic assistance, as the board knows it: months, obstacle, children in the household, what was paid out."""

    start = models.DateField()
    end = models.DateField(null=True)
    obstacle = models.CharField(max_length=40, blank=True)
    children = models.PositiveSmallIntegerField(default=0)
    children_under_8 = models.PositiveSmallIntegerField(default=0)
    paid_ore_per_month = models.PositiveBigIntegerField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            ends_after_start("support_ends_after_start"),
            models.CheckConstraint(
                name="small_children_are_children", condition=Q(children_under_8__lte=models.F("children"))
            ),
        ]
        indexes = [models.Index(name="support_by_person", fields=["person", "start"])]


class NoOffer(Personal):
    """Why somebody who receives support was offered nothing, in the words of the board's own officer."""

    reason = models.CharField(max_length=30)
    noted_on = models.DateField()
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(
                name="no_offer_reason_is_known", condition=Q(reason__in=sorted(why.value for why in BY_HAND))
            ),
            models.CheckConstraint(
                name="no_offer_is_the_social_services", condition=Q(compartment=Compartment.SOCIAL_SERVICES.value)
            ),
        ]
        indexes = [models.Index(name="no_offer_by_person", fields=["person", "noted_on"])]


class Exit(Personal):
    participation = models.OneToOneField(Participation, models.PROTECT, related_name="+")
    ended_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    said = said_column()
    concept = concept_column()
    preliminary = models.CharField(max_length=30)
    confirmed = models.CharField(max_length=30, blank=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, default=ExitState.PRELIMINARY.value)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Personal.Meta):
        constraints = [
            one_of("preliminary", ExitClass, name="exit_class_is_known"),
            one_of("confirmed", ExitClass, name="exit_confirmed_class_is_known", empty=True),
            one_of("state", ExitState, name="exit_state_is_known"),
            words_beside("exit_concept_has_words", said="said", concept="concept"),
            models.CheckConstraint(
                name="exit_confirmed_names_who_and_when",
                condition=Q(state=ExitState.PRELIMINARY.value, confirmed="", confirmed_on=None, confirmed_by=None)
                | (
                    ~Q(state=ExitState.PRELIMINARY.value)
                    & ~Q(confirmed="")
                    & Q(confirmed_on__isnull=False, confirmed_by__isnull=False)
                ),
            ),
        ]


class FollowUp(Personal):
    """Where is the person 30, 90, 180, 365 days after? Asked until answered; unknown is an answer that counts."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=20, default=FollowUpState.DUE.value)
    occupation = models.CharField(max_length=30, blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(Personal.Meta):
        constraints = [
            one_of("state", FollowUpState, name="follow_up_state_is_known"),
            one_of("occupation", Occupation, name="follow_up_occupation_is_known", empty=True),
            models.UniqueConstraint(name="follow_up_once_a_day_mark", fields=["participation", "days"]),
            models.CheckConstraint(
                name="follow_up_answered_has_an_answer",
                condition=Q(state=FollowUpState.DUE.value, occupation="", answered_on=None)
                | (~Q(state=FollowUpState.DUE.value) & ~Q(occupation="") & Q(answered_on__isnull=False)),
            ),
        ]
