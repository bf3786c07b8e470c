"""A project's money: who pays, by which key, and every amount split to the öre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.decision import Because, Decision

WHOLE = 10_000  # a key is written in hundredths of a per cent
MOST_ORE = 10_000_000_000_00  # ten milliards: more is a slip of the finger
LONGEST_ABOUT = 120


class CostKind(StrEnum):
    STAFF = "staff"
    PREMISES = "premises"
    ACTIVITIES = "activities"
    INTERPRETING = "interpreting"
    TRAVEL = "travel"
    OTHER = "other"


class No(StrEnum):
    PROJECT_ENDS = "project.ends-before-it-starts"
    PROJECT_LONG = "project.too-long"
    HANDOVER = "project.hand-over-outside"
    PARTS = "project.parts"
    NAME_TAKEN = "project.name-taken"
    KEY_EMPTY = "key.empty"
    KEY_SUM = "key.sum"
    KEY_CLOSED = "key.month-closed"
    SEAT_ENDS = "seat.ends-before-it-starts"
    SEAT_ENDED = "seat.ended"
    AMOUNT = "cost.amount"
    BUDGET_NEGATIVE = "budget.negative"
    BUDGET_YEAR = "budget.year"
    MONTH_OUTSIDE = "cost.month-outside"
    MONTH_CLOSED = "cost.month-closed"
    CORRECTS_OPEN = "cost.corrects-an-open-month"
    MONTH_AHEAD = "cost.month-ahead"


@dataclass(frozen=True, slots=True)
class Terms:
    """The fund pays ``fund_parts`` of ``of_parts``; a project lasts at most ``longest`` days."""

    fund_parts: int = 2
    of_parts: int = 3
    longest: int = 5 * 366
    first_day: date = date(2025, 1, 1)
    source: str = "Fondens beslut om medfinansiering: två tredjedelar; resten enligt parternas fördelningsnyckel"


@dataclass(frozen=True, slots=True)
class Plan:
    """When a project begins and ends, and from which day regular operation has taken over."""

    start: date
    end: date
    handover_on: date
    terms: Terms = Terms()


def split(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """``total`` öre in parts that stand to each other as the ``weights``: they sum to it exactly.

    The largest remainder (Hamilton's method): every part gets its exact share rounded down to whole öre, and the öre
    that are left go one by one to those whose share lost most by the rounding; of two that lost the same, to the one
    that stands first. Each part is therefore less than one öre from its exact share, and the same amounts and weights
    are always split the same. What is taken back (below nought) is split as it was paid.

    Raises ``ValueError`` for no weight, one below nought, or none above it.
    """
    if not weights or min(weights) < 0 or not sum(weights):
        raise ValueError(f"nothing can be split by the weights {list(weights)}")
    if total < 0:
        return tuple(-part for part in split(-total, weights))
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    lost = [total * weight % whole for weight in weights]
    first = sorted(range(len(weights)), key=lambda place: (-lost[place], place))
    for place in first[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def weights(key: Sequence[int], *, terms: Terms) -> tuple[int, ...]:
    """The fund's weight first and then each payer's, in the order of the key (hundredths of a per cent)."""
    return (terms.fund_parts * WHOLE, *((terms.of_parts - terms.fund_parts) * part for part in key))


@dataclass(frozen=True, slots=True)
class Month:
    """What a month cost, and the key that was in force: the payers' codes with their hundredths, in the key's order."""

    month: date
    ore: int
    key: tuple[tuple[str, int], ...]


def claims(months: Iterable[Month], *, fund: str, terms: Terms) -> dict[date, dict[str, int]]:
    """What each pays for each month. As long as a key is in force it is the sum of the months that is split: a month's
    part is what the part of the sum grew by, so that no öre drifts and the sum is split as exactly as an amount.
    """
    found: dict[date, dict[str, int]] = {}
    key: tuple[tuple[str, int], ...] | None = None
    so_far, paid = 0, dict[str, int]()
    for one in sorted(months, key=lambda one: one.month):
        if one.key != key:
            key, so_far, paid = one.key, 0, {}
        so_far += one.ore
        payers = [fund, *(code for code, _part in one.key)]
        now = dict(zip(payers, split(so_far, weights([part for _code, part in one.key], terms=terms)), strict=True))
        found[one.month] = {code: ore - paid.get(code, 0) for code, ore in now.items()}
        paid = now
    return found


def may_set_up(plan: Plan) -> Decision:
    return Decision.of(_against_plan(plan))


def _against_plan(plan: Plan) -> Iterator[Because]:
    if plan.end <= plan.start:
        yield Because(No.PROJECT_ENDS)
    elif (plan.end - plan.start).days >= plan.terms.longest:
        yield Because(No.PROJECT_LONG)
    if not plan.start < plan.handover_on <= plan.end:
        yield Because(No.HANDOVER, {"start": plan.start, "end": plan.end})
    if not 0 < plan.terms.fund_parts < plan.terms.of_parts <= 100:
        yield Because(No.PARTS)


def may_name(*, taken: bool) -> Decision:
    return Decision.of([Because(No.NAME_TAKEN)] if taken else [])


def may_set_key(key: Mapping[str, int], *, first_month: date, closed: Iterable[date]) -> Decision:
    """A key is whole: its parts, each above nought, are a hundred per cent. A closed month keeps the key it had."""
    return Decision.of(_against_key(key, first_month, closed))


def _against_key(key: Mapping[str, int], first_month: date, closed: Iterable[date]) -> Iterator[Because]:
    if not key or min(key.values()) <= 0:
        yield Because(No.KEY_EMPTY)
    elif (total := sum(key.values())) != WHOLE:
        yield Because(No.KEY_SUM, {"sum": per_cent(total), "left": per_cent(abs(WHOLE - total))})
    if any(first_month <= month for month in closed):
        yield Because(No.KEY_CLOSED, {"month": f"{max(closed):%Y-%m}"})


def per_cent(hundredths: int) -> str:
    """As one writes it: 99,99."""
    return f"{hundredths // 100},{hundredths % 100:02}"


def may_seat(start: date, end: date | None, *, ended: bool = False) -> Decision:
    """May somebody sit in the steering group for these days? Who has left has left."""
    reasons = [Because(No.SEAT_ENDED)] if ended else []
    if end is not None and end < start:
        reasons.append(Because(No.SEAT_ENDS))
    return Decision.of(reasons)


def may_budget(ore: int, *, year: int, plan: Plan) -> Decision:
    reasons = []
    if not 0 <= ore <= MOST_ORE:
        reasons.append(Because(No.BUDGET_NEGATIVE))
    if not plan.start.year <= year <= plan.end.year:
        reasons.append(Because(No.BUDGET_YEAR, {"first": plan.start.year, "last": plan.end.year}))
    return Decision.of(reasons)


def may_note_cost(
    ore: int, *, month: date, corrects: date | None, plan: Plan, closed: Iterable[date], on: date
) -> Decision:
    """May this be booked on the month? A closed month is not written in again: what was wrong in it is booked on an
    open one, which says what it corrects. An amount can be below nought.
    """
    return Decision.of(_against_cost(ore, month, corrects, plan, frozenset(closed), on))


def _against_cost(
    ore: int, month: date, corrects: date | None, plan: Plan, closed: frozenset[date], on: date
) -> Iterator[Because]:
    if not ore or abs(ore) > MOST_ORE:
        yield Because(No.AMOUNT)
    if not plan.start.replace(day=1) <= month <= plan.end:
        yield Because(No.MONTH_OUTSIDE, {"start": plan.start, "end": plan.end})
    elif month > on:
        yield Because(No.MONTH_AHEAD)
    if month in closed:
        yield Because(No.MONTH_CLOSED, {"month": f"{month:%Y-%m}"})
    if corrects is not None and corrects not in closed:
        yield Because(No.CORRECTS_OPEN, {"month": f"{corrects:%Y-%m}"})
