"""What was handed over to the board's case system: both files as they were, and whether it was received."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from vidare.records.absences import Basis
from vidare.records.personal import Personal, one_of
from vidare.records.users import User
from vidare.rules.access import Scope
from vidare.rules.case_system import CaseKind, CaseState

BASIS = "basis:"


class CaseFile(Personal):
    """One matter as it stood when it was handed over. The same matter with the same content is one row.

    A plan's is the board's officers'; a basis and its decision only that officer's whom the basis was handed to.
    """

    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    facts_sealed = models.BinaryField()
    file_sealed = models.BinaryField()
    state = models.CharField(max_length=20, default=CaseState.WAITING.value)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=200, blank=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("kind", CaseKind, name="case_file_kind_is_known"),
            one_of("state", CaseState, name="case_file_state_is_known"),
            models.UniqueConstraint(name="case_file_once", fields=["kind", "about", "digest"]),
            models.CheckConstraint(
                name="case_file_received_has_a_receipt",
                condition=~Q(state=CaseState.RECEIVED.value) | (~Q(receipt="") & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="case_file_by_state", fields=["state", "placed_at"])]

    @classmethod
    def in_scope(cls, scope: Scope) -> models.QuerySet[Self]:
        """The second wall says the same of them (guards.py)."""
        rows = super().in_scope(scope)
        if scope.person_id is not None:
            return rows
        plans = Q(kind=CaseKind.PLAN.value)
        if scope.user_id is None:
            return rows.filter(plans)
        called = Concat(Value(BASIS), Cast("pk", CharField()))
        own = Basis.unscoped.annotate(called=called).filter(called=OuterRef("about"), officer=scope.user_id)
        return rows.filter(plans | Exists(own))
