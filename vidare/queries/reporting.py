"""A month of a project before and after it closes: costs and claims, hours, who took part, and what is still wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from vidare.records import find
from vidare.records.funding import ClosedPeriod, Cost, HandedIn, Project, WorkedHours
from vidare.records.organisations import Organisation
from vidare.records.people import Person
from vidare.records.sealed import opened
from vidare.records.spending import (
    accounted,
    approved_minutes,
    closed_months,
    costs_by_month,
    months_of,
    own_boards,
    ready,
    terms_of,
    worked_in,
)
from vidare.records.takings import Taken, handed_in, taken_part, unnamed
from vidare.rules import funding
from vidare.rules import reporting as rules
from vidare.rules.access import Actor
from vidare.rules.calendar import local_day
from vidare.rules.decision import Because, Decision, Hidden
from vidare.rules.funding import CostKind
from vidare.rules.identity import Protection
from vidare.rules.period import Period
from vidare.rules.reporting import HoursState, Standing, Taking

LAST = 3  # months of one's own hours that are shown when nothing waits in them


@dataclass(frozen=True, slots=True)
class CostRow:
    kind: CostKind
    ore: int
    about: str
    corrects: date | None
    noted_on: date


@dataclass(frozen=True, slots=True)
class HoursRow:
    """``may_approve``: not by the one who worked them. ``before``: the minutes that stood when the month was closed,
    where these were approved afterwards and correct them."""

    key: int
    month: date
    name: str
    minutes: int
    state: HoursState
    reason: str
    answer: str
    settled_by: str
    may_approve: Decision
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    person_id: int
    name: str
    start: date
    end: date | None
    minutes: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class MonthFile:
    """``told``: how many the lists that were handed in hold; ``changed``: how many would stand there otherwise now.

    ``minutes``: hours approved as the month was closed, and now.
    """

    project: int
    name: str
    month: date
    closed_on: date | None
    costs: tuple[CostRow, ...]
    ore: int
    claims: tuple[tuple[str, int], ...]
    hours: tuple[HoursRow, ...]
    minutes: tuple[int, int] | None
    participants: tuple[Participant, ...]
    protected: int
    handed_in_on: date | None
    told: int
    corrections: int
    changed: int
    may_hand_in: Decision
    may_close: Decision
    remarks: tuple[Because, ...]
    closed: tuple[date, ...]


def month(actor: Actor, *, project: int, month: date, on: date) -> MonthFile:
    """Raises Hidden for a month that is none of the project's, or has not begun."""
    row = find.one(accounted(actor, on=on), project)
    if month not in set(months_of(row, until=on)):
        raise Hidden
    known, span, boards = (
        ready(actor, row, month, on=on),
        Period.month(month.year, month.month),
        own_boards(actor, row, on=on),
    )
    lists = list(HandedIn.objects.filter(project=row, month=month, board__in=boards).order_by("pk"))
    scope = actor.scope(on=on)
    told = [handed_in(scope, one) for one in lists]
    now = taken_part(scope, service=row.service_id, boards=boards, month=span)
    # Only lists that were handed in can be corrected; those of a board that has not are still open.
    listed = taken_part(scope, service=row.service_id, boards=[one.board_id for one in lists], month=span)
    differs = rules.changes(
        [one for takings, _n in told for one in takings], listed.reported, kept_back=listed.kept_back
    )
    period = ClosedPeriod.objects.filter(project=row, month=month).first()
    return MonthFile(
        project=row.pk, name=row.name, month=month, closed_on=None if period is None else local_day(period.closed_at),
        costs=_costs(row, month), ore=sum(one.ore for one in _costs(row, month)),
        claims=_claims(row, month, period), hours=_hours(actor, row, month, period), minutes=_minutes(row, period),
        participants=tuple(map(_participant, now.rows)), protected=now.protected,
        handed_in_on=local_day(lists[-1].made_at) if lists else None,
        told=sum(len(takings) for takings, _n in told), corrections=sum(n for _takings, n in told),
        changed=len(differs),
        may_hand_in=rules.may_hand_in(span, left=len(boards) - len(lists), on=on),
        may_close=rules.may_close(known, on=on), remarks=() if known.closed else rules.remarks(known),
        closed=tuple(sorted(closed_months(row))),
    )  # fmt: skip


def _costs(row: Project, month: date) -> tuple[CostRow, ...]:
    rows = Cost.objects.filter(project=row, month=month).order_by("kind", "pk")
    return tuple(
        CostRow(CostKind(one.kind), one.ore, one.about, one.corrects, local_day(one.noted_at)) for one in rows
    )  # fmt: skip


def _claims(row: Project, month: date, period: ClosedPeriod | None) -> tuple[tuple[str, int], ...]:
    """What each pays of the month: as it was closed, else as it would be now."""
    found: dict[str, int] = (
        funding.claims(costs_by_month(row, until=month), fund=row.fund.code, terms=terms_of(row)).get(month, {})
        if period is None
        else period.claims
    )
    names = dict(Organisation.objects.filter(code__in=found).values_list("code", "name"))
    first = sorted(found, key=lambda code: code != row.fund.code)
    return tuple((names[code], found[code]) for code in first)


def _minutes(row: Project, period: ClosedPeriod | None) -> tuple[int, int] | None:
    return None if period is None else (period.minutes, sum(approved_minutes(row, period.month).values()))


def _hours(actor: Actor, row: Project, month: date, period: ClosedPeriod | None) -> tuple[HoursRow, ...]:
    rows = WorkedHours.objects.filter(project=row, month=month).select_related("user", "settled_by")
    found = rows.order_by(find.swedish("user__name"), "user_id", "pk")
    then = {} if period is None else approved_minutes(row, month, until=period.closed_at)
    return tuple(_then_and_now(_hours_row(actor, one), one, then, period) for one in found)


def _then_and_now(shown: HoursRow, one: WorkedHours, then: dict[int, int], period: ClosedPeriod | None) -> HoursRow:
    late = period is not None and one.settled_at is not None and one.settled_at > period.closed_at
    return replace(shown, before=then.get(one.user_id, 0)) if late and shown.state is HoursState.APPROVED else shown


def _hours_row(actor: Actor, one: WorkedHours) -> HoursRow:
    state = HoursState(one.state)
    return HoursRow(
        one.pk, one.month, one.user.name, one.minutes, state, one.reason, one.answer,
        one.settled_by.name if one.settled_by else "",
        rules.may_settle(state, to=HoursState.APPROVED, own=one.user_id == actor.user_id, reason=""),
    )  # fmt: skip


def _participant(one: Taken) -> Participant:
    person, taking = one.person, one.taking
    name = f"{person.given_name} {person.family_name}".strip()
    return Participant(person.pk, name, taking.start, taking.end, taking.minutes, one.standing)


@dataclass(frozen=True, slots=True)
class ForTheFund:
    """One line of what leaves the house: the number, the days and the minutes. No name."""

    number: str
    start: date
    end: date | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """``persons`` for the reading log. ``protected``: how many of protected identity took part, whenever they got it;
    ``not_checked``: how many stand in the list whose protection the register must be asked of again."""

    persons: tuple[int, ...]
    rows: tuple[ForTheFund, ...]
    protected: int
    not_checked: int


def outgoing(actor: Actor, *, project: int, month: date, on: date) -> Outgoing:
    """The own lists as they were handed in and corrected. Raises Hidden where none was."""
    row = find.one(accounted(actor, on=on), project)
    boards = own_boards(actor, row, on=on)
    lists = list(HandedIn.objects.filter(project=row, month=month, board__in=boards).order_by("pk"))
    if not lists:
        raise Hidden
    scope = actor.scope(on=on)
    told = {one.person: one for each in lists for one in handed_in(scope, each)[0]}
    # A number does not go out of whoever has got a protected identity since, whoever may see them here.
    seen = Person.visible_to(scope).filter(pk__in=told)
    people = seen.filter(protection=Protection.OPEN.value).order_by("pk")
    rows = tuple(_line(person, told[person.pk]) for person in people)
    span = Period.month(month.year, month.month)
    protected = unnamed(service=row.service_id, boards=[one.board_id for one in lists], month=span, on=on)
    waiting = seen.filter(protection=Protection.UNKNOWN.value).count()
    return Outgoing(tuple(person.pk for person in people), rows, len(protected), waiting)


def _line(person: Person, taking: Taking) -> ForTheFund:
    number = opened(person.number_sealed, place="records_person.number_sealed", key=person.key)
    return ForTheFund(number, taking.start, taking.end, taking.minutes)


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """``minutes`` as approved last; ``rows`` all that was signed, the latest first."""

    month: date
    minutes: int | None
    rows: tuple[HoursRow, ...]
    waits: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class OwnHours:
    project: int
    name: str
    months: tuple[OwnMonth, ...]


def own_hours(actor: Actor, *, on: date) -> tuple[OwnHours, ...]:
    """One's own time in the projects where one works: the last months, and those where something was sent back.

    Raises Hidden for who is none of the staff.
    """
    if actor.person_id is not None or not actor.held(on=on):
        raise Hidden
    rows = worked_in(actor, on=on).order_by("name", "pk")
    return tuple(OwnHours(row.pk, row.name, tuple(_own_months(actor, row, on))) for row in rows)


def _own_months(actor: Actor, row: Project, on: date) -> list[OwnMonth]:
    mine: dict[date, list[HoursRow]] = {}
    rows = WorkedHours.objects.filter(project=row, user=actor.user_id).select_related("user", "settled_by")
    for one in rows.order_by("-pk"):
        mine.setdefault(one.month, []).append(_hours_row(actor, one))
    closed = closed_months(row)
    months = sorted({*list(months_of(row, until=on))[-LAST:], *(month for month, got in mine.items() if _open(got))})
    return [_own(month, tuple(mine.get(month, ())), closed=month in closed) for month in reversed(months)]


def _own(month: date, rows: tuple[HoursRow, ...], *, closed: bool) -> OwnMonth:
    approved = next((row.minutes for row in rows if row.state is HoursState.APPROVED), None)
    return OwnMonth(month, approved, rows, any(row.state is HoursState.SIGNED for row in rows), closed)


def _open(rows: list[HoursRow]) -> bool:
    return rows[0].state is not HoursState.APPROVED
