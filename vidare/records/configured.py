"""What a service is configured to: its model, and the rule set that governs on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import F, Q

from vidare.records.services import RuleSet, Service
from vidare.records.services import ServiceModel as Kept
from vidare.rules.decision import Hidden
from vidare.rules.services import ServiceModel, read


def values_of(service_id: int, kind: str, on: date) -> Mapping[str, Any]:
    """Values of the rule set that governs on a day: the service's own before the national one; empty if none."""
    return (
        RuleSet.objects.filter(Q(service=service_id) | Q(service=None), kind=kind, first_day__lte=on)
        .order_by(F("service").desc(nulls_last=True), "-first_day", "-version")
        .values_list("values", flat=True)
        .first()
    ) or {}


def model_of(service_id: int) -> ServiceModel:
    """The model a service runs by now, read once for each imported version. Raises Hidden when there is none such."""
    found = Service.objects.filter(pk=service_id).values_list("model_id", "model__digest").first()
    if found is None:
        raise Hidden
    return _read(*found)


@lru_cache(maxsize=64)
def _read(key: int, digest: str) -> ServiceModel:
    """A kept version never changes, so that its digest (and key) stand for its text."""
    return read(Kept.objects.values_list("text", flat=True).get(pk=key))
