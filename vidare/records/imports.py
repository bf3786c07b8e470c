"""Lists that were brought: what was read of them, sealed until it is taken in, and what each row became."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from vidare.records.loud import Loud
from vidare.records.organisations import Board
from vidare.records.personal import one_of
from vidare.records.sealed import opened_bytes, seal_bytes
from vidare.records.services import Service
from vidare.records.users import User
from vidare.rules.access import Compartment, Scope
from vidare.rules.imports import Kind, RowState, State


class Import(Loud):
    """One list, brought by one person. It is seen by whoever brought it, and by those behind the same wall."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, default=Compartment.TEAM.value)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=State.READ.value)
    digest = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100, blank=True)
    shape = models.CharField(max_length=20, blank=True)
    columns = models.JSONField(default=list)
    way_in = models.CharField(max_length=30, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta(Loud.Meta):
        constraints = [
            one_of("kind", Kind, name="import_kind_is_known"),
            one_of("state", State, name="import_state_is_known"),
            one_of("compartment", Compartment, name="import_compartment_is_known"),
            models.CheckConstraint(
                name="import_done_was_confirmed", condition=Q(done_at=None) | Q(done_at__gte=F("confirmed_at"))
            ),
        ]
        indexes = [models.Index(name="import_by_service", fields=["service", "read_at"])]

    @classmethod
    def visible_to(cls, scope: Scope) -> models.QuerySet[Self]:
        rows: models.QuerySet[Self] = cls.unscoped.all()
        if scope.everything:
            return rows
        if scope.user_id is None or scope.person_id is not None:
            return rows.none()
        behind = Q(pk__in=[])
        for board, compartment in sorted(scope.walls):
            behind |= Q(board_id=board, compartment=compartment.value)
        return rows.filter(Q(made_by=scope.user_id) | behind & Q(service_id__in=scope.services))


class ImportedRow(Loud):
    """One row: what it said (sealed, gone once it is taken in), what is told of it, and the keys of what it made."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, default=Compartment.TEAM.value)
    batch = models.ForeignKey(Import, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, default=RowState.READY.value)
    said_sealed = models.BinaryField(default=b"")
    found = models.JSONField(default=list)
    made = models.JSONField(default=dict)
    why = models.JSONField(default=list)

    class Meta(Loud.Meta):
        constraints = [
            one_of("state", RowState, name="imported_row_state_is_known"),
            models.UniqueConstraint(name="imported_row_once", fields=["batch", "number"]),
        ]
        indexes = [models.Index(name="imported_row_by_state", fields=["batch", "state"])]

    @classmethod
    def visible_to(cls, scope: Scope) -> models.QuerySet[Self]:
        rows: models.QuerySet[Self] = cls.unscoped.all()
        return rows.filter(Exists(Import.visible_to(scope).filter(pk=OuterRef("batch"))))


def sealed_row(said: Mapping[str, str], *, batch: Import, number: int) -> bytes:
    return seal_bytes(json.dumps(dict(said)).encode(), place=_place(number), key=batch.key)


def opened_row(row: ImportedRow, *, batch: Import) -> dict[str, str]:
    raw = opened_bytes(row.said_sealed, place=_place(row.number), key=batch.key)
    found: dict[str, str] = json.loads(raw) if raw else {}
    return found


def _place(number: int) -> str:
    return f"records_importedrow.said:{number}"
