"""The quarter's report of a board: counted over all its recipients, with small groups hidden outside the unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from vidare.compute import disclosure
from vidare.queries.figures import SMALLEST_GROUP
from vidare.records.absences import Ruling
from vidare.records.activities import Assignment
from vidare.records.organisations import Board
from vidare.records.outcomes import SupportSpell
from vidare.records.services import RuleSet, Service
from vidare.records.walls import within
from vidare.rules.absences import BoardDecision
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.activities import AssignmentState
from vidare.rules.calendar import bounds
from vidare.rules.decision import Hidden
from vidare.rules.period import Period
from vidare.rules.quarter import CODES_KIND, Line, Measure, Outcome, Quarter, Recipient, counted, report

SOCIAL = Compartment.SOCIAL_SERVICES


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as this reader may see it: None where it is hidden."""

    indicator: str
    measure: Measure
    numerator: int | None
    denominator: int | None
    unknown: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """``hidden``: the reader is outside the social services, whose facts these are, and small groups are hidden."""

    board: str
    board_name: str
    quarter: Quarter
    as_of: date
    lines: tuple[Shown, ...]
    hidden: bool
    source: str
    verified_by: str
    over: bool


def boards(actor: Actor, *, on: date) -> tuple[tuple[int, str, str], ...]:
    """The boards whose report the actor may see: those of the services they lead, or whose support they see."""
    rows = Board.objects.order_by("pk")
    if not actor.system:
        held = actor.services(Deed.CLOSE_MONTH, on=on) | actor.services(Deed.SEE, SOCIAL, on=on)
        rows = rows.filter(pk__in=Service.objects.filter(pk__in=held).values("board"))
    return tuple(rows.values_list("pk", "code", "name"))


def quarter(actor: Actor, *, quarter: Quarter, on: date, board: int | None = None) -> Report:
    """Raises Hidden for who may see no such report. ``as_of`` is today, or the last day of a quarter that is over."""
    found = next((one for one in boards(actor, on=on) if board in (None, one[0])), None)
    last = quarter.period.end
    if found is None or last is None or quarter.period.start > on:
        raise Hidden
    key, code, name = found
    rules = _codes(last)
    values: Mapping[str, str] = {
        said: str(indicator) for said, indicator in (rules.values if rules else {}).items() if said != "standing"
    }
    people = _people(key, Period(quarter.period.start, min(last, on))) if values else []
    inside = actor.system or actor.scope(on=on).support_boards & {key}
    return Report(
        board=code,
        board_name=name,
        quarter=quarter,
        as_of=min(last, on),
        lines=tuple(_shown(people, values, inside=bool(inside))) if values else (),
        hidden=not inside,
        source=rules.source if rules else "",
        verified_by=rules.verified_by if rules else "",
        over=last < on,
    )


def _codes(day: date) -> RuleSet | None:
    rows = RuleSet.objects.filter(service=None, kind=CODES_KIND, first_day__lte=day)
    return rows.order_by("-first_day", "-version").first()


def _shown(people: list[Recipient], codes: Mapping[str, str], *, inside: bool) -> Iterable[Shown]:
    lines = report(people, codes=codes)
    if inside:
        for line in lines:
            yield Shown(line.indicator, line.measure, line.numerator, line.denominator, line.unknown)
        return
    why = disclosure.hide(counted(people, codes=codes), k=SMALLEST_GROUP).why
    for line in lines:
        yield _outside(line, why)


def _outside(line: Line, why: Mapping[disclosure.Cell, str]) -> Shown:
    """A sum is hidden when any cell of its row is: what is left of the whole would tell it by subtraction."""
    part = any((line.indicator, each.value) in why for each in Outcome)
    whole = (line.indicator, None) in why
    small = any(0 < count < SMALLEST_GROUP for count in (line.unknown, line.denominator - line.unknown))
    return Shown(
        line.indicator,
        line.measure,
        None if part else line.numerator,
        None if whole else line.denominator,
        None if whole or (line.unknown and small) else line.unknown,
    )


def _people(board: int, span: Period) -> list[Recipient]:
    """As the house itself, and without a name: totals must not depend on who asks, and protected persons count."""
    last = span.end or span.start
    with within(system("quarter").scope(on=last)):
        during: dict[str, Any] = {"board": board, "start__lte": last}
        going = Q(end=None) | Q(end__gte=span.start)
        support = dict(
            SupportSpell.unscoped.filter(going, **during).order_by("start", "pk").values_list("person_id", "obstacle")
        )
        binds = [AssignmentState.DECIDED.value, AssignmentState.ENDED.value]
        assigned = set(
            Assignment.unscoped.filter(going, state__in=binds, decided_on__lte=last, **during)
            .exclude(ended_on__lt=span.start)
            .values_list("person_id", flat=True)
        )
        rulings = Ruling.unscoped.filter(
            board=board, decided_at__gte=bounds(span.start)[0], decided_at__lt=bounds(last)[1]
        ).exclude(decision="")
        decided: defaultdict[int, list[BoardDecision]] = defaultdict(list)
        for person, said in rulings.order_by("decided_at", "pk").values_list("person_id", "decision"):
            decided[person].append(BoardDecision(said))
    return [
        Recipient(support.get(person, ""), person in assigned, tuple(decided[person]))
        for person in sorted({*support, *assigned, *decided})
    ]
