"""What taking in a file would change, and whether it may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from vidare.rules.decision import Because, Decision
from vidare.rules.services.model import Plain, RuleKind, RuleSetOf, ServiceModel


class No(StrEnum):
    INSIDE_CLOSED_MONTH = "services.inside-closed-month"
    ANOTHER_BOARD = "services.another-board"
    ONLY_BY_COMMAND = "services.only-by-command"
    RUNS_ALREADY = "services.runs-already"
    NO_SUCH_MODEL = "services.no-such-model"
    MONDAY = "services.not-a-monday"


@dataclass(frozen=True, slots=True)
class Kept:
    """The latest version of a rule set that is kept: same kind, same first day."""

    version: int
    source: str
    verified_by: str
    values: Mapping[str, Plain]


def governing(model: ServiceModel) -> tuple[RuleSetOf, ...]:
    """A model's rule sets as they are kept: its targets for contact are part of what is owed."""
    own: dict[str, Plain] = {"first_meeting": model.first_meeting_days, "contact_every": model.contact_every_days}
    return tuple(
        replace(each, values={**each.values, **own}) if each.kind == RuleKind.ATTENTION.value else each
        for each in model.rule_sets
    )


def without_targets(kind: str, values: Mapping[str, Plain]) -> dict[str, Plain]:
    """The values as the file says them: without what ``governing`` added."""
    added = {"first_meeting", "contact_every"} if kind == RuleKind.ATTENTION.value else set()
    return {name: value for name, value in values.items() if name not in added}


def kept_values(each: RuleSetOf) -> dict[str, Plain]:
    """The values as they are stored, with their standing beside them."""
    return {**each.values, "standing": each.standing} if each.standing else dict(each.values)


def news(sets: Iterable[RuleSetOf], kept: Mapping[tuple[str, date], Kept]) -> Iterator[tuple[RuleSetOf, int]]:
    """The sets that say something new, each with the version it becomes. A file read twice brings no news."""
    for each in sets:
        before = kept.get((each.kind, each.first_day))
        now = (each.source, each.verified_by, kept_values(each))
        if before is None or now != (before.source, before.verified_by, dict(before.values)):
            yield each, 1 if before is None else before.version + 1


def may_lay_down(sets: Iterable[RuleSetOf], *, closed_through: date | None) -> Decision:
    """A closed month is never rewritten: a rule that would reach into one is refused."""
    if closed_through is None:
        return Decision()
    return Decision.of(
        Because(No.INSIDE_CLOSED_MONTH, {"kind": each.kind, "first_day": each.first_day, "closed": closed_through})
        for each in sets
        if each.first_day <= closed_through
    )
