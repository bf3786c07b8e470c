"""Dated rule sets in a file: what each kind must say, and which one rules on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vidare.rules.services.faults import FaultCode
from vidare.rules.services.model import RuleKind, RuleSetOf
from vidare.rules.services.table import Table

# The whole numbers a kind may hold, with their least and most; those of ``OPTIONAL`` may be left out.
NUMBERS: dict[str, dict[str, tuple[int, int]]] = {
    RuleKind.ATTENDANCE.value: {
        "review_at": (1, 100),
        "late_after_minutes": (0, 240),
        "opens_before_minutes": (0, 240),
        "closes_after_minutes": (0, 240),
        "silent_after_days": (1, 60),
        "answer_days": (1, 60),
    },
    RuleKind.ATTENTION.value: {"plan_within": (1, 365), "placement_warning": (1, 180), "mapping_every": (7, 366)},
    RuleKind.HISTORICAL_SCHEME.value: {"announced_ore": (0, 10_000_000)},
    RuleKind.ASSIGNMENT.value: {"longest_days": (1, 1100)},
    RuleKind.PLACEMENT.value: {"longest_days": (1, 1100), "most_hours": (1, 60)},
    RuleKind.LOG_IN.value: {"letter_days": (1, 60), "letter_again_days": (0, 30)},
    RuleKind.SENDING.value: {"sms_from_hour": (0, 12), "sms_to_hour": (13, 24), "sms_on_holidays": (0, 1)},
}
# A service without a ladder has none, and one that does not map anew within a time says none.
OPTIONAL = {"review_at", "mapping_every"}


def rule_set(table: Table) -> RuleSetOf:
    """One ``[[rule_sets]]`` table. A set without a source, or without what its kind must hold, is faulty."""
    kind = table.code("kind")
    values = table.plain("values")
    inside = table.table("values", needed=False)
    for name, (least, most) in NUMBERS.get(kind, {}).items():
        if name in values or name not in OPTIONAL:
            inside.number(name, least=least, most=most)
    read = RuleSetOf(
        kind=kind,
        first_day=table.day("first_day"),
        source=table.text("source"),
        values=values,
        standing=table.text("standing", needed=False),
        verified_by=table.text("verified_by", needed=False),
    )
    if kind in NUMBERS:
        for name in sorted(set(values) - set(NUMBERS[kind])):
            inside.fault(name, FaultCode.UNKNOWN_KEY)
    table.done()
    return read


def ruling(sets: Iterable[RuleSetOf], kind: str, *, on: date) -> RuleSetOf | None:
    """The set of a kind with the latest first day that is not after ``on``."""
    dated = [each for each in sets if each.kind == kind and each.first_day <= on]
    return max(dated, key=lambda each: each.first_day, default=None)
