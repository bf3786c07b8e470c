"""A service's figures on a day: the numbers for all who may count, the rows behind them for those who may open them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from vidare.compute import survival
from vidare.queries import corrections, funding, population, recipients, services, statistics, young_count
from vidare.queries.columns import EXITS, Table, load
from vidare.queries.counting import Counted, Counting, Terms
from vidare.records import find, ways_in
from vidare.records.absences import Ruling
from vidare.records.configured import know, remembered
from vidare.records.participations import Participation
from vidare.records.services import ClosedMonth, Service
from vidare.records.together import Part, answer, beside, those
from vidare.records.walls import within
from vidare.rules.absences import BoardDecision
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.calendar import local_day
from vidare.rules.decision import Hidden
from vidare.rules.outcomes import ONWARD
from vidare.rules.period import Period
from vidare.rules.population import Measure
from vidare.rules.services import RuleKind, Words
from vidare.rules.small_groups import OF_RECIPIENTS, OF_REGISTER, SMALLEST, told_to
from vidare.rules.statistics import AFTER_PROGRAMME, FIRST_MEETINGS, Figure, FigureCode, Unit

SMALLEST_GROUP = SMALLEST
OF_ALL = tuple(of_all for _here, of_all in AFTER_PROGRAMME.values())
AFTER_PROGRAMME_CODES = frozenset(code for codes in AFTER_PROGRAMME.values() for code in codes)
ROWS = 50


@dataclass(frozen=True, slots=True)
class Curve:
    """How long people stay: the share still in the service, and gone on, by days since they started."""

    days: tuple[int, ...]
    still_here: tuple[float, ...]
    gone_on: tuple[float, ...]
    at_risk: tuple[int, ...]
    n: int
    median: int | None


Said = tuple[float | int | None, int, int]


@dataclass(frozen=True, slots=True)
class Results:
    service: str
    service_id: int
    on: date
    figures: tuple[Figure, ...]
    aims: Mapping[str, Words]
    curve: Curve
    closed_on: date | None
    changes: tuple[corrections.Change, ...]
    may_open: bool
    may_close: bool

    @property
    def after_programme(self) -> bool:
        return any(one.figure in AFTER_PROGRAMME_CODES for one in self.figures)


@dataclass(frozen=True, slots=True)
class Row:
    person_id: int
    name: str
    started_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows behind a figure that this actor may see, and how many there are in all.

    ``among``: they are all whom it is counted among, its denominator. ``outside`` are counted too but never came in:
    turned away, or still to be answered.
    """

    figure: Figure
    among: bool
    has_both: bool
    rows: tuple[Row, ...]
    total: int
    unseen: int
    outside: int
    page: int
    pages: int


def countable(actor: Actor, *, on: date) -> tuple[tuple[int, str, str], ...]:
    """The services whose figures the actor may see: key, code, name."""
    rows = Service.objects.order_by("pk")
    if not actor.system:
        rows = rows.filter(pk__in=actor.services(Deed.COUNT, on=on))
    return tuple(rows.values_list("pk", "code", "name"))


def counted(service_id: int, *, on: date, at: datetime | None = None) -> tuple[Counted, ...]:
    """Every figure that the service's model names, over all its rows.

    Totals must not depend on who asks, and protected persons are counted in them (docs/decisions/figures.md):
    so the rows are read as the house itself, and no name or text is read. ``at`` is the moment of asking, when the day
    is not over.
    """
    with within(system("figures").scope(on=on)):
        return tuple(_counted(find.one(Service.objects.all(), service_id), on, at))


def all_figures(actor: Actor, *, on: date, service: str | None = None, at: datetime | None = None) -> Iterator[Figure]:
    """For the command: the figures of one service, or of all. Raises Hidden for a service that is not there."""
    found = [one for one in countable(actor, on=on) if service in (None, one[1])]
    if not found:
        raise Hidden
    for key, _code, _name in found:
        yield from (one.figure for one in counted(key, on=on, at=at))


def results(actor: Actor, *, service: int, on: date, at: datetime | None = None) -> Results:
    row = countable_one(actor, service, on)
    with within(system("figures").scope(on=on)):
        table, terms = columns_of(row, on, at)
        found = list(_named(row.pk, statistics.count(table, terms)))
        curve = _curve(Counting(table, terms))
    closed = ClosedMonth.objects.filter(service=row, month=on.replace(day=1)).first()
    figures = told_to(_walls_of(actor, row, on), (one.figure for one in found))
    last = Period.month(on.year, on.month).end
    return Results(
        service=row.name,
        service_id=row.pk,
        on=on,
        figures=figures,
        aims={target.figure: target.definition for target in services.model_of(row.pk).targets},
        curve=curve,
        closed_on=None if closed is None else local_day(closed.closed_at),
        changes=corrections.of_month(closed, figures, on),
        may_open=actor.may(Deed.OPEN_ROWS, on=on, service=row.pk).allowed,
        may_close=actor.may(Deed.CLOSE_MONTH, on=on, service=row.pk).allowed and on == last,
    )


def to_close(actor: Actor, *, service: int, on: date, at: datetime) -> list[Figure]:
    """What a closed month keeps: every figure whole, whoever closes it and is told less."""
    row = countable_one(actor, service, on)
    return [one.figure for one in counted(row.pk, on=on, at=at)]


def _walls_of(actor: Actor, service: Service, on: date) -> frozenset[Compartment]:
    """The walls of the service's board through which the actor looks."""
    board = service.board_id
    return frozenset(one for one in Compartment if actor.system or actor.may(Deed.SEE, one, on=on, board=board).allowed)


def rows_behind(
    actor: Actor,
    *,
    service: int,
    figure: FigureCode,
    on: date,
    seen_on: date,
    at: datetime | None = None,
    page: int = 1,
    among: bool = False,
) -> Behind:
    """The persons behind a figure, or all whom it is counted ``among``, under the same visibility as every list.

    ``seen_on`` is today, for the scope.
    """
    row = countable_one(actor, service, seen_on)
    if not actor.may(Deed.OPEN_ROWS, on=seen_on, service=row.pk).allowed:
        raise Hidden
    every = counted(row.pk, on=on, at=at)
    told = told_to(_walls_of(actor, row, seen_on), (one.figure for one in every))
    found = (one for one, shown in zip(every, told, strict=True) if one.figure.figure is figure and not shown.hidden)
    one = next(found, None)
    if one is None or (among and not one.among.size):
        raise Hidden
    keys = one.among.tolist() if among else list(one.ways)
    ways = (
        Participation.visible_to(actor.scope(on=seen_on))
        .filter(pk__in=keys)
        .order_by(find.swedish("person__family_name"), find.swedish("person__given_name"), "pk")
    )
    seen = ways.count()
    pages = max(1, -(-seen // ROWS))
    page = min(max(page, 1), pages)
    shown = ways[(page - 1) * ROWS : page * ROWS].values_list(
        "person_id", "person__given_name", "person__family_name", "started_on", "ended_on"
    )
    rows = tuple(
        Row(person, f"{given} {family}".strip(), start, end) for person, given, family, start, end in shown
    )  # fmt: skip
    return Behind(
        one.figure, among, bool(one.among.size), rows, len(keys), len(keys) - seen, _outside(one, among), page, pages
    )  # fmt: skip


def _outside(one: Counted, among: bool) -> int:
    """Only who waits for a first meeting, or is referred, can be counted without having come in."""
    if not among:
        return one.figure.numerator - len(one.ways) if one.figure.unit is Unit.PEOPLE else 0
    return one.figure.denominator - int(one.among.size) if one.figure.figure in FIRST_MEETINGS else 0


def countable_one(actor: Actor, service: int, on: date) -> Service:
    rows = Service.objects.all() if actor.system else Service.objects.filter(pk__in=actor.services(Deed.COUNT, on=on))
    return find.one(rows, service)


def _counted(service: Service, on: date, at: datetime | None) -> Iterator[Counted]:
    return _named(service.pk, statistics.count(*columns_of(service, on, at)))


def _named(service_id: int, every: Iterator[Counted]) -> Iterator[Counted]:
    """Those that the service's model names, each with its target beside it."""
    model = services.model_of(service_id)
    targets = {target.figure: target.value for target in model.targets}
    for one in every:
        code = one.figure.figure.value
        if not model.figures or code in model.figures:
            yield replace(one, figure=replace(one.figure, target=targets.get(code)))


def columns_of(service: Service, on: date, at: datetime | None = None) -> tuple[Table, Terms]:
    with remembered():
        return answer(_loaded(service, on, at))


def _loaded(service: Service, on: date, at: datetime | None) -> Part[tuple[Table, Terms]]:
    model = services.model_of(service.pk)
    rulings = Ruling.unscoped.filter(basis__participation__service=service.pk, decided_at__date__lte=on)
    of_young = _asks(model.figures, *OF_REGISTER)
    asked = not model.figures or not OF_RECIPIENTS.isdisjoint(model.figures)
    table, decisions, supported = yield from beside(
        load.part(service.pk, code=service.code, opened_on=service.opened_on, on=on, at=at),
        those(rulings.exclude(decision="").values_list("decision", flat=True)),
        recipients.found([service.board_id] if asked else [], on=on),
    )
    know(service.pk, "attention", RuleKind.ATTENDANCE.value, RuleKind.HISTORICAL_SCHEME.value)
    terms = Terms(
        first_meeting_days=ways_in.target_days(service.pk, on=on),
        full_time_hours=model.full_time_hours,
        policy=services.policy_of(service.pk, on=on),
        rulings_that_change=sum(1 for one in decisions if one != BoardDecision.UNCHANGED.value),
        rulings=len(decisions),
        recipients=tuple(supported.values()),
        young_outside=population.latest(service.pk, Measure.YOUNG_OUTSIDE, on=on),
        young_answered_for=population.latest(service.pk, Measure.YOUTH_RESPONSIBILITY, on=on) if of_young else None,
        young=young_count.on_the_day(service.board_id, on=on) if of_young else (),
        paid_by=funding.shares(service, on=on) if _asks(model.figures, FigureCode.COST_SHARE) else (),
        newly_arrived=population.newly_arrived(service, on=on) if _asks(model.figures, *OF_ALL) else (),
    )
    return table, terms


def _asks(named: Sequence[str], *codes: FigureCode) -> bool:
    """Does the service ask for any of them? A model that names no figure has them all."""
    return not named or any(code.value in named for code in codes)


def _curve(c: Counting) -> Curve:
    """Time in the service for all who were in it in the last two years: on to work or studies, or ended otherwise."""
    began = c.real & (c.start <= c.day) & (c.end >= c.day - 730)
    length = np.minimum(c.end, c.day)[began] - c.start[began] + 1
    came_into_view = np.maximum(c.day - 730 - c.start[began], 0)
    left = c.end[began] <= c.day
    onward = np.isin(c.exit[began], [EXITS.index(one) for one in ONWARD])
    cause = np.where(left, np.where(onward, 1, 2), 0)
    if not len(length):
        return Curve((), (), (), (), 0, None)
    found = survival.curve(survival.table(came_into_view, length, cause, causes=2))
    return Curve(
        days=tuple(found.times.tolist()),
        still_here=tuple(found.survival.tolist()),
        gone_on=tuple(found.cif[0].tolist()),
        at_risk=tuple(found.at_risk.tolist()),
        n=found.n,
        median=found.median,
    )
