"""Plans with their versions, who agreed to them, and the steps that lead forward."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from vidare.records.participations import Participation
from vidare.records.personal import Personal, one_of
from vidare.records.representatives import Representative
from vidare.records.users import User
from vidare.rules.disclosure import Item
from vidare.rules.plans import OPEN_STEP, Leads, OnBehalfReason, Party, State, StepState
from vidare.rules.representatives import Matter


class Plan(Personal):
    acted_on = frozenset({Matter.PLAN})
    part_of = Item.PLAN

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, default=State.DRAFT.value)
    goal = models.TextField()
    leads = models.CharField(max_length=20)
    start = models.DateField()
    review_on = models.DateField()
    contact_every_days = models.PositiveSmallIntegerField()
    hours_per_week = models.PositiveSmallIntegerField(default=0)
    search_hours_per_week = models.PositiveSmallIntegerField(default=0)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(Personal.Meta):
        constraints = [
            one_of("state", State, name="plan_state_is_known"),
            one_of("leads", Leads, name="plan_leads_towards_work_or_studies"),
            models.CheckConstraint(
                name="plan_is_reviewed_after_it_starts", condition=Q(review_on__gt=models.F("start"))
            ),
            models.CheckConstraint(name="plan_has_a_goal", condition=~Q(goal="")),
            models.CheckConstraint(
                name="plan_cadence_and_hours_are_possible",
                condition=Q(contact_every_days__gte=1, contact_every_days__lte=366, hours_per_week__lte=60),
            ),
            models.CheckConstraint(
                name="plan_search_is_some_of_its_hours",
                condition=Q(search_hours_per_week__lte=models.F("hours_per_week")),
            ),
            models.UniqueConstraint(name="plan_number_once", fields=["participation", "number"]),
            models.UniqueConstraint(
                name="one_agreed_plan", fields=["participation"], condition=Q(state=State.AGREED.value)
            ),
            models.UniqueConstraint(
                name="one_plan_in_writing",
                fields=["participation"],
                condition=Q(state__in=[State.DRAFT.value, State.PROPOSED.value]),
            ),
        ]


class Agreement(Personal):
    """One party's yes to a plan; on somebody's behalf only with a reason."""

    acted_on = frozenset({Matter.PLAN})
    part_of = Item.PLAN

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    party = models.CharField(max_length=20)
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    on_behalf = models.BooleanField(default=False)
    on_behalf_reason = models.CharField(max_length=30, blank=True)
    representative = models.ForeignKey(Representative, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("party", Party, name="agreement_party_is_known"),
            one_of("on_behalf_reason", OnBehalfReason, name="agreement_reason_is_known", empty=True),
            models.CheckConstraint(
                name="agreement_on_behalf_has_a_reason",
                condition=Q(on_behalf=False, on_behalf_reason="") | (Q(on_behalf=True) & ~Q(on_behalf_reason="")),
            ),
            models.CheckConstraint(
                name="agreement_by_a_representative_says_so",
                condition=Q(representative=None) | Q(on_behalf_reason=OnBehalfReason.REPRESENTATIVE.value),
            ),
            models.UniqueConstraint(name="party_agrees_once", fields=["plan", "party"], condition=Q(withdrawn_at=None)),
        ]


class Step(Personal):
    """A dated, owned step that leads towards work or studies."""

    acted_on = frozenset({Matter.PLAN})
    part_of = Item.PLAN

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    lang = models.CharField(max_length=8, default="sv")
    leads = models.CharField(max_length=20)
    due_on = models.DateField()
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    owner_is_participant = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default=StepState.PLANNED.value)
    ended_on = models.DateField(null=True)
    drop_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Personal.Meta):
        constraints = [
            one_of("state", StepState, name="step_state_is_known"),
            one_of("leads", Leads, name="step_leads_forward"),
            models.CheckConstraint(name="step_says_what", condition=~Q(title="")),
            models.CheckConstraint(
                name="step_has_an_owner",
                condition=Q(owner__isnull=False, owner_is_participant=False) | Q(owner=None, owner_is_participant=True),
            ),
            models.CheckConstraint(
                name="step_dropped_has_a_reason", condition=~Q(state=StepState.DROPPED.value) | ~Q(drop_reason="")
            ),
            models.CheckConstraint(
                name="step_ended_has_a_day",
                condition=Q(state__in=[StepState.PLANNED.value, StepState.UNDER_WAY.value], ended_on=None)
                | Q(state__in=[StepState.DONE.value, StepState.DROPPED.value], ended_on__isnull=False),
            ),
        ]
        indexes = [models.Index(name="step_by_participation", fields=["participation", "state", "due_on"])]

    @classmethod
    def each_open(cls, rows: models.QuerySet[Self]) -> models.QuerySet[Self]:
        """The open ones, each once: what a version in writing only carries over stands in the agreed plan already."""
        is_open = [state.value for state in OPEN_STEP]
        original = cls.unscoped.filter(
            participation=OuterRef("participation"),
            plan__state=State.AGREED.value,
            state__in=is_open,
            title=OuterRef("title"),
            due_on=OuterRef("due_on"),
        )
        carried = Q(plan__state__in=[State.DRAFT.value, State.PROPOSED.value]) & Exists(original)
        return rows.filter(state__in=is_open).exclude(carried)


class OwnerWord(Personal):
    """What a step's owner says of it: that they will do it, or what is wrong. It stands behind the step's own wall.

    It falls when the step is said otherwise, and when the owner says something else.
    """

    acted_on = frozenset({Matter.PLAN})
    part_of = Item.PLAN
    handed_to = "said_by_id"  # whoever said it from outside the walls reads it again, and nobody else there does

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    agreed = models.BooleanField()
    wrong = models.TextField(blank=True)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    fell_at = models.DateTimeField(null=True)

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(
                name="owner_word_says_what_is_wrong",
                condition=Q(agreed=True, wrong="") | (Q(agreed=False) & ~Q(wrong="")),
            ),
            models.UniqueConstraint(name="owner_word_stands_once", fields=["step"], condition=Q(fell_at=None)),
        ]
