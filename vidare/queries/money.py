"""What the rules of a day say of wages beside support."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from vidare.records.participations import Participation
from vidare.records.services import RuleSet
from vidare.rules.access import Actor
from vidare.rules.decision import Hidden
from vidare.rules.money import BONUS_KIND, TAX_KIND, WAGES_KIND, Bonus, Wages


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from, and since when it holds."""

    first_day: date
    source: str
    verified_by: str


@dataclass(frozen=True, slots=True)
class Money:
    """The dated rules about wages beside support; None where no rule has been laid in for the day."""

    wages: Wages | None
    wages_from: Source | None
    bonus: Bonus | None
    bonus_from: Source | None
    tax_percent: int | None = None
    tax_from: Source | None = None


def money(actor: Actor, *, on: date) -> Money:
    """What the rules of the day say. Raises Hidden for everybody but a participant."""
    if actor.person_id is None:
        raise Hidden
    service = Participation.of(actor.scope(on=on), actor.person_id).values_list("service_id", flat=True).first()
    wages, wages_from = _rule(WAGES_KIND, service, on)
    bonus, bonus_from = _rule(BONUS_KIND, service, on)
    tax, tax_from = _rule(TAX_KIND, service, on)
    return Money(
        Wages.from_values(wages) if wages else None, wages_from,
        Bonus.from_values(bonus) if bonus else None, bonus_from, int(tax["percent"]) if tax else None, tax_from,
    )  # fmt: skip


def _rule(kind: str, service: int | None, on: date) -> tuple[Mapping[str, Any], Source | None]:
    rows = RuleSet.objects.filter(Q(service=service) | Q(service=None), kind=kind, first_day__lte=on)
    row = rows.order_by(F("service").desc(nulls_last=True), "-first_day", "-version").first()
    return (row.values, Source(row.first_day, row.source, row.verified_by)) if row else ({}, None)
