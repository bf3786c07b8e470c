"""Absences on their way, explanations, assessments, and the basis handed to the board's officer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vidare.records.activities import Assignment, Booking
from vidare.records.participations import Participation
from vidare.records.personal import Personal, one_of
from vidare.records.representatives import Representative
from vidare.records.users import User
from vidare.rules.absences import BasisState, BoardDecision, ReasonKind, State
from vidare.rules.access import Compartment
from vidare.rules.representatives import Matter


class Absence(Personal):
    """One hour that somebody did not come to. Its life begins when it is seen, never from a missing row."""

    acted_on = frozenset({Matter.ABSENCE})

    booking = models.OneToOneField(Booking, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    on = models.DateField()
    state = models.CharField(max_length=20, default=State.SEEN.value)
    silent_after = models.DateField()
    seen_at = models.DateTimeField()
    spoken_at = models.DateTimeField(null=True)
    spoken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(Personal.Meta):
        constraints = [
            one_of("state", State, name="absence_state_is_known"),
            models.CheckConstraint(
                name="absence_spoken_about_names_who",
                condition=Q(spoken_at=None, spoken_by=None) | Q(spoken_at__isnull=False, spoken_by__isnull=False),
            ),
        ]
        indexes = [models.Index(name="absence_by_participation", fields=["participation", "on"])]


class Explanation(Personal):
    """The person's words, told ahead or afterwards."""

    acted_on = frozenset({Matter.ABSENCE})

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    lang = models.CharField(max_length=8, default="sv")
    ahead = models.BooleanField()
    given_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    representative = models.ForeignKey(Representative, models.PROTECT, null=True, related_name="+")
    attachment_name = models.CharField(max_length=200, blank=True)
    attachment_type = models.CharField(max_length=60, blank=True)
    attachment_sealed = models.BinaryField(default=b"")
    key = models.UUIDField(unique=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("reason", ReasonKind, name="explanation_reason_is_known"),
        ]
        indexes = [models.Index(name="explanation_by_booking", fields=["booking", "given_at"])]


class Assessment(Personal):
    """Staff's assessment of a reason. A new one replaces the last; none is overwritten."""

    acted_on = frozenset({Matter.ABSENCE})

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="+")
    valid = models.BooleanField()
    why = models.TextField()
    assessed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()

    class Meta(Personal.Meta):
        constraints = [models.CheckConstraint(name="assessment_says_why", condition=~Q(why=""))]
        indexes = [models.Index(name="assessment_by_booking", fields=["booking", "assessed_at"])]


class Basis(Personal):
    """Facts handed to the board's officer, only under a running assignment. It holds no amount and proposes nothing.

    It stays with the labour-market activity; over the wall it is seen by the one officer it was handed to.
    """

    acted_on = frozenset({Matter.ABSENCE})

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    streak_from = models.DateField()
    streak_to = models.DateField()
    streak_length = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default=BasisState.PREPARED.value)
    facts = models.JSONField()
    person_words = models.TextField(blank=True)
    coach_words = models.TextField(blank=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=20, blank=True)
    answered_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=60, blank=True)
    officer_read_withdrawal_at = models.DateTimeField(null=True)
    coach_read_withdrawal_at = models.DateTimeField(null=True)
    difference = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    handed_to = "officer_id"

    class Meta(Personal.Meta):
        constraints = [
            models.CheckConstraint(
                name="basis_stays_with_the_labour_market_activity",
                condition=Q(compartment=Compartment.LABOUR_MARKET.value),
            ),
            one_of("state", BasisState, name="basis_state_is_known"),
            one_of("answer", BoardDecision, name="basis_answer_is_known", empty=True),
            models.CheckConstraint(
                name="basis_answered_has_a_day",
                condition=Q(answered_on__isnull=False)
                | (Q(answer="") & ~Q(state__in=[BasisState.DECIDED.value, BasisState.NO_ACTION.value])),
            ),
            models.UniqueConstraint(
                name="one_basis_for_a_streak",
                fields=["participation", "streak_from"],
                condition=~Q(state=BasisState.WITHDRAWN.value),
            ),
            models.CheckConstraint(
                name="basis_goes_to_somebody_else", condition=Q(officer=None) | ~Q(officer=F("prepared_by"))
            ),
            models.CheckConstraint(
                name="only_a_withdrawal_is_read_as_one",
                condition=Q(officer_read_withdrawal_at=None, coach_read_withdrawal_at=None)
                | Q(withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="basis_withdrawn_says_why",
                condition=(Q(state=BasisState.WITHDRAWN.value, withdrawn_at__isnull=False) & ~Q(withdrawn_why=""))
                | (~Q(state=BasisState.WITHDRAWN.value) & Q(withdrawn_at=None)),
            ),
        ]


class Ruling(Personal):
    """What the officer did with a basis: told, heard, decided with reasons, or nothing. Social services only."""

    acted_on = frozenset({Matter.ABSENCE})

    basis = models.OneToOneField(Basis, models.PROTECT, related_name="+")
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    communicated_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)
    heard_at = models.DateTimeField(null=True)
    heard_words = models.TextField(blank=True)
    children_considered = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=20, blank=True)
    reasons = models.TextField(blank=True)
    how_to_appeal = models.TextField(blank=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("decision", BoardDecision, name="ruling_decision_is_known", empty=True),
            models.CheckConstraint(
                name="ruling_decided_after_hearing_with_reasons",
                condition=Q(decision="")
                | (
                    Q(communicated_at__isnull=False, heard_at__isnull=False, decided_at__gte=F("heard_at"))
                    & ~Q(reasons="")
                    & ~Q(how_to_appeal="")
                ),
            ),
        ]
