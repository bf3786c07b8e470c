"""A project and its money for those who account for it: who, when, by which key, what it costs and who pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from vidare.records import find
from vidare.records.funding import Budget, ClosedPeriod, Cost, Project, SteeringSeat
from vidare.records.organisations import Organisation
from vidare.records.services import Service
from vidare.records.spending import accounted, closed_months, costs_by_month, key_in, keys_of, months_of, parties
from vidare.records.spending import terms_of as terms
from vidare.rules import funding as rules
from vidare.rules.access import Actor, Deed
from vidare.rules.calendar import local_day
from vidare.rules.decision import Hidden
from vidare.rules.funding import CostKind
from vidare.rules.outcomes import after_months
from vidare.rules.period import ONE_DAY, Period


@dataclass(frozen=True, slots=True)
class Seat:
    key: int
    name: str
    organisation: str
    chair: bool
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Payer:
    """``hundredths`` of a per cent by the key now in force, None for the fund; ``ore`` so far."""

    code: str
    name: str
    hundredths: int | None
    ore: int


@dataclass(frozen=True, slots=True)
class Spent:
    """A kind of cost in a year, or over all: None has no budget."""

    kind: CostKind
    budget: int | None
    ore: int


@dataclass(frozen=True, slots=True)
class MonthRow:
    month: date
    ore: int
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class ProjectFile:
    key: int
    name: str
    service: str
    owner: str
    fund: str
    parts: tuple[int, int]
    start: date
    end: date
    handover_on: date
    handover_to: str
    years: tuple[Period, ...]
    seats: tuple[Seat, ...]
    left: tuple[Seat, ...]
    keyed: bool
    payers: tuple[Payer, ...]
    ore: int
    unclaimed: int
    year: int
    spent: tuple[Spent, ...]
    months: tuple[MonthRow, ...]
    first_open: date
    parties: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Projects:
    """The services in which the actor accounts for projects, each with its partners; and the projects there."""

    services: tuple[tuple[int, str], ...]
    projects: tuple[tuple[int, str], ...]
    parties: tuple[tuple[int, str], ...]


def projects(actor: Actor, *, on: date) -> Projects:
    """Raises Hidden for who accounts for none."""
    found = Service.objects.filter(pk__in=actor.services(Deed.ACCOUNT, on=on)).order_by("name", "pk")
    if not found:
        raise Hidden
    known = {one.pk: one.name for service in found for one in parties(service)}
    rows = accounted(actor, on=on).order_by("-start", "-pk").values_list("pk", "name")
    return Projects(tuple(found.values_list("pk", "name")), tuple(rows), tuple(known.items()))


def project(actor: Actor, *, project: int, on: date) -> ProjectFile:
    row = find.one(accounted(actor, on=on), project)
    seats = _seats(row)
    sits = [seat for seat in seats if seat.end is None or seat.end >= on]
    until = min(on, row.end)
    year = until.year if until >= row.start else row.start.year
    months = tuple(_months(row, on))
    closed = closed_months(row)
    key, total = key_in(keys_of(row), until), sum(one.ore for one in months)
    payers = _payers(row, dict(key), on)
    return ProjectFile(
        key=row.pk, name=row.name, service=row.service.name, owner=row.owner.name, fund=row.fund.name,
        parts=(row.fund_parts, row.of_parts), start=row.start, end=row.end, handover_on=row.handover_on,
        handover_to=row.handover_to.name, years=_years(row), seats=tuple(sits),
        left=tuple(seat for seat in seats if seat not in sits), keyed=bool(key), payers=payers, ore=total,
        unclaimed=total - sum(payer.ore for payer in payers), year=year, spent=_spent(row, year), months=months,
        first_open=next((one for one in months_of(row, until=on) if one not in closed), until.replace(day=1)),
        parties=tuple(parties(row.service).values_list("pk", "name")),
    )  # fmt: skip


def _seats(row: Project) -> list[Seat]:
    rows = SteeringSeat.objects.filter(project=row).select_related("organisation").order_by("-chair", "start", "pk")
    return [Seat(one.pk, one.name, one.organisation.name, one.chair, one.start, one.end) for one in rows]


def _years(row: Project) -> tuple[Period, ...]:
    """The project's years, counted from its first day."""
    found, start = [], row.start
    while start <= row.end:
        following = after_months(start, 12)
        found.append(Period(start, min(row.end, following - ONE_DAY)))
        start = following
    return tuple(found)


def _months(row: Project, on: date) -> list[MonthRow]:
    sums = dict(Cost.objects.filter(project=row).order_by().values_list("month").annotate(ore=Sum("ore")))
    closed = {one.month: local_day(one.closed_at) for one in ClosedPeriod.objects.filter(project=row)}
    return [MonthRow(month, sums.get(month, 0), closed.get(month)) for month in months_of(row, until=on)][::-1]


def _payers(row: Project, key: Mapping[str, int], on: date) -> tuple[Payer, ...]:
    """The fund first, then those of the key in its order, and those who paid by an earlier key."""
    paid: dict[str, int] = {row.fund.code: 0} | dict.fromkeys(key, 0)
    for month in rules.claims(costs_by_month(row, until=on), fund=row.fund.code, terms=terms(row)).values():
        for code, ore in month.items():
            paid[code] = paid.get(code, 0) + ore
    names = dict(Organisation.objects.filter(code__in=paid).values_list("code", "name"))
    return tuple(Payer(code, names[code], key.get(code), ore) for code, ore in paid.items())


def _spent(row: Project, year: int) -> tuple[Spent, ...]:
    """Budget and costs of a calendar year; kinds with neither are left out."""
    budgets = dict(Budget.objects.filter(project=row, year=year).order_by("pk").values_list("kind", "ore"))
    costs = Cost.objects.filter(project=row, month__year=year).order_by()
    sums = dict(costs.values_list("kind").annotate(ore=Sum("ore")))
    return tuple(
        Spent(kind, budgets.get(kind.value), sums.get(kind.value, 0))
        for kind in CostKind
        if kind.value in budgets or kind.value in sums
    )


def shares(service: Service, *, on: date) -> tuple[tuple[str, str, int], ...]:
    """Code, name and öre of each who pays for the service's project of the day, by the costs booked up to its month."""
    row = (
        Project.objects.filter(service=service, start__lte=on).select_related("fund").order_by("-start", "-pk").first()
    )
    if row is None:
        return ()
    return tuple((payer.code, payer.name, payer.ore) for payer in _payers(row, dict(key_in(keys_of(row), on)), on))
