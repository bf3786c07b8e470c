"""What a service is, and by which rules it runs on a day."""

from __future__ import annotations

from datetime import date

from vidare.records import configured
from vidare.rules.attendance import Policy
from vidare.rules.services import RuleKind, ServiceModel, Values


def model_of(service_id: int) -> ServiceModel:
    """The model a service runs by now. Raises Hidden when there is no such service."""
    return configured.model_of(service_id)


def rule_set(service_id: int, kind: str, *, on: date) -> Values:
    """The values that rule on a day: the service's own before the national; empty when there are none."""
    return configured.values_of(service_id, kind, on)


def policy_of(service_id: int, *, on: date) -> Policy:
    """What the service has laid down about attendance on a day, with what a historical scheme announced then."""
    values = dict(rule_set(service_id, RuleKind.ATTENDANCE.value, on=on))
    values |= rule_set(service_id, RuleKind.HISTORICAL_SCHEME.value, on=on)
    return Policy.from_values(values)
