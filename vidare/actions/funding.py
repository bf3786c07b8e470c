"""Sets up a project, its key, its steering group and its budget, and books what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.funding import Budget, Cost, Key, KeyPart, Project, SteeringSeat
from vidare.records.services import Service
from vidare.records.spending import accounted, closed_months, parties, plan_of
from vidare.rules import funding as rules
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden
from vidare.rules.funding import CostKind, Plan


@deed
def set_up_project(
    actor: Actor, *, service: int, name: str, owner: int, fund: int, handover_to: int, plan: Plan, at: datetime
) -> int:
    on = at.date()
    where = find.one(Service.objects.filter(pk__in=actor.services(Deed.ACCOUNT, on=on)), service, lock=True)
    known = parties(where)
    rules.may_set_up(plan).require()
    row = Project.objects.create(
        service=where, name=_free_name(where, name), owner=find.one(known, owner), fund=find.one(known, fund),
        handover_to=find.one(known, handover_to), fund_parts=plan.terms.fund_parts, of_parts=plan.terms.of_parts,
        start=plan.start, end=plan.end, handover_on=plan.handover_on, set_up_at=at, set_up_by_id=actor.hand,
    )  # fmt: skip
    note(actor, "project.set-up", at=at, board=where.board_id, project=row.pk)
    return int(row.pk)


def _free_name(service: Service, name: str) -> str:
    rules.may_name(taken=Project.objects.filter(service=service, name=name).exists()).require()
    return name


@deed
def set_key(actor: Actor, *, project: int, key: Mapping[int, int], first_month: date, at: datetime) -> int:
    """``key``: hundredths of a per cent by organisation. From the month on; a closed month keeps the key it had."""
    row = find.one(accounted(actor, on=at.date()), project)
    found = {organisation.pk: organisation for organisation in parties(row.service).filter(pk__in=key)}
    if set(found) != set(key):
        raise Hidden
    named = {found[pk].code: hundredths for pk, hundredths in key.items()}
    month = first_month.replace(day=1)
    rules.may_set_key(named, first_month=month, closed=closed_months(row)).require()
    made = Key.objects.create(project=row, first_month=month, set_at=at, set_by_id=actor.hand)
    for pk, hundredths in key.items():
        KeyPart.objects.create(key=made, organisation=found[pk], hundredths=hundredths)
    note(actor, "key.set", at=at, board=row.service.board_id, project=row.pk, key=made.pk, month=month.isoformat())
    return int(made.pk)


@deed
def seat_member(
    actor: Actor, *, project: int, name: str, organisation: int, chair: bool, start: date, at: datetime
) -> int:
    row = find.one(accounted(actor, on=at.date()), project)
    seat = SteeringSeat.objects.create(
        project=row, name=name, organisation=find.one(parties(row.service), organisation), chair=chair, start=start
    )
    note(actor, "seat.taken", at=at, board=row.service.board_id, project=row.pk, seat=seat.pk)
    return int(seat.pk)


@deed
def end_seat(actor: Actor, *, project: int, seat: int, last: date, at: datetime) -> None:
    row = find.one(accounted(actor, on=at.date()), project)
    kept = find.one(SteeringSeat.objects.filter(project=row), seat, lock=True)
    rules.may_seat(kept.start, last, ended=kept.end is not None).require()
    kept.end = last
    kept.save(update_fields=["end"])
    note(actor, "seat.left", at=at, board=row.service.board_id, project=row.pk, seat=kept.pk)


@deed
def set_budget(actor: Actor, *, project: int, year: int, kind: CostKind, ore: int, at: datetime) -> int:
    """What was decided before stands under it."""
    row = find.one(accounted(actor, on=at.date()), project)
    rules.may_budget(ore, year=year, plan=plan_of(row)).require()
    made = Budget.objects.create(project=row, year=year, kind=kind.value, ore=ore, set_at=at, set_by_id=actor.hand)
    note(actor, "budget.set", at=at, board=row.service.board_id, project=row.pk, budget=made.pk, kind=kind.value)
    return int(made.pk)


@deed
def note_cost(
    actor: Actor, *, project: int, month: date, kind: CostKind, ore: int, about: str = "", corrects: date | None = None,
    at: datetime,
) -> int:  # fmt: skip
    """Book öre on an open month. ``corrects``: the closed month in which it should have stood."""
    on = at.date()
    row = find.one(accounted(actor, on=on), project, lock=True)
    first = month.replace(day=1)
    rules.may_note_cost(
        ore, month=first, corrects=corrects, plan=plan_of(row), closed=closed_months(row), on=on
    ).require()
    made = Cost.objects.create(
        project=row, month=first, kind=kind.value, ore=ore, about=about, corrects=corrects, noted_at=at,
        noted_by_id=actor.hand,
    )  # fmt: skip
    note(actor, "cost.noted", at=at, board=row.service.board_id, project=row.pk, cost=made.pk, kind=kind.value)
    return int(made.pk)
