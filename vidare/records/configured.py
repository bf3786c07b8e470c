"""What a service is configured to: the rule set that governs on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q

from vidare.records.services import RuleSet


def values_of(service_id: int, kind: str, on: date) -> Mapping[str, Any]:
    """Values of the rule set whose first day governs ``on``: the service's own before the national one; empty if none."""
    return (
        RuleSet.objects.filter(Q(service=service_id) | Q(service=None), kind=kind, first_day__lte=on)
        .order_by(F("service").desc(nulls_last=True), "-first_day", "-version")
        .values_list("values", flat=True)
        .first()
    ) or {}
