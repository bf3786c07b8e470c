"""Tables for use outside the unit: counts without names, with small groups hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from vidare.compute import disclosure
from vidare.queries import after_programme
from vidare.queries.columns import SEXES
from vidare.queries.counting import UNKNOWN, Counting
from vidare.queries.figures import SMALLEST_GROUP, columns_of, countable_one
from vidare.records.walls import within
from vidare.rules.access import Actor, system
from vidare.rules.identity import Sex
from vidare.rules.outcomes import IN_WORK_OR_STUDIES, PRECEDENCE
from vidare.rules.programmes import After
from vidare.rules.statistics import Whereabouts


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of an open table; ``count`` is None where it is hidden."""

    row: Whereabouts | After | None
    column: Sex | None
    count: int | None


def open_table(actor: Actor, *, service: int, on: date) -> tuple[Cell, ...]:
    """Where the month's enrolled are, by sex."""
    counting = _counting(actor, service, on)
    sex = counting.table.ways["sex"]
    counts = {
        (place.value, one.value): int((counting.stock & (counting.where == number) & (sex == column)).sum())
        for number, place in enumerate(Whereabouts)
        for column, one in enumerate(SEXES)
    }
    return _shown(counts, Whereabouts)


def after_programme_table(actor: Actor, *, service: int, on: date) -> tuple[Cell, ...]:
    """The closed cohort by what they did on the ninetieth day after the programme, by sex."""
    counting = _counting(actor, service, on)
    among, state = after_programme.cohort(counting)
    sex = counting.table.ways["sex"]
    onward = np.isin(state, [PRECEDENCE.index(one) for one in IN_WORK_OR_STUDIES])
    there = {After.ONWARD: onward, After.UNKNOWN: state == UNKNOWN, After.NOT: ~onward & (state != UNKNOWN)}
    counts = {
        (row.value, one.value): int((among & there[row] & (sex == column)).sum())
        for row in After
        for column, one in enumerate(SEXES)
    }
    return _shown(counts, After)


def _counting(actor: Actor, service: int, on: date) -> Counting:
    row = countable_one(actor, service, on)
    with within(system("figures").scope(on=on)):
        return Counting(*columns_of(row, on))


def _shown(counts: Mapping[tuple[str, str], int], rows: type[Whereabouts] | type[After]) -> tuple[Cell, ...]:
    hidden = disclosure.hide(counts, k=SMALLEST_GROUP).why
    return tuple(
        Cell(rows(r) if r else None, Sex(c) if c else None, None if (r, c) in hidden else count)
        for (r, c), count in disclosure.with_totals(counts).items()
    )
