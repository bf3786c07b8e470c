"""Figures of how ways ended, what became of people afterwards, and the support that was paid out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from vidare.compute import stock
from vidare.queries.columns import ordinal, year
from vidare.queries.counting import UNKNOWN, Counted, Counting, Whole, days
from vidare.rules.outcomes import IN_WORK_OR_STUDIES, NATIONAL_A_B, ONWARD, PRECEDENCE, ExitClass
from vidare.rules.period import ONE_DAY
from vidare.rules.statistics import AFTERWARDS, FigureCode, Unit


def figures(c: Counting) -> Iterator[Counted]:
    yield from _ends(c)
    yield from _afterwards(c)
    yield from _support(c)


def _ends(c: Counting) -> Iterator[Counted]:
    preliminary = c.finished & ~c.confirmed
    onward, a_b = c.exits_to(ONWARD), c.exits_to(NATIONAL_A_B)
    yield c.total(FigureCode.STARTED, int(c.started.sum()), int(c.started.sum()), Unit.PEOPLE, ways=c.started)
    yield c.total(
        FigureCode.FINISHED, int(c.finished.sum()), int(c.finished.sum()), Unit.PEOPLE,
        unknown=int(preliminary.sum()), ways=c.finished,
    )  # fmt: skip
    yield c.share(FigureCode.ONWARD_OF_COMPLETED, stock.Tally(onward, c.finished, preliminary))
    yield c.share(FigureCode.ONWARD_OF_STARTED, stock.Tally(onward, c.started, c.started & c.active))
    yield c.share(FigureCode.NATIONAL_A_B_SHARE, stock.Tally(a_b, c.finished, preliminary))


def _afterwards(c: Counting) -> Iterator[Counted]:
    """The state on the day itself, not ever within it: the answer given, else a spell that covers the day."""
    asked, spells, size = c.table.follow_ups, c.table.spells, c.table.size
    good = [PRECEDENCE.index(one) for one in IN_WORK_OR_STUDIES]
    known_at_90 = np.zeros(size, np.bool_)
    due_at_90 = np.zeros(size, np.bool_)
    first, last = days(year(c.on))
    for mark, code in AFTERWARDS.items():
        mine = (asked["days"] == mark) & (asked["due"] >= first) & (asked["due"] <= last)
        way = asked["way"][mine]
        due = stock.anywhere(way, size) & c.real
        day = np.full(size, -1, np.int64)
        day[way] = asked["due"][mine]
        state = stock.states(spells["way"], spells["rank"], spells["start"], spells["end"], day, unknown=UNKNOWN)
        told = asked["rank"][mine]
        state[way[told >= 0]] = np.where(told[told >= 0] == UNKNOWN, state[way[told >= 0]], told[told >= 0])
        if mark == 90:
            known_at_90, due_at_90 = due & (state != UNKNOWN), due
        if mark == 30:
            due = due & c.exits_to(frozenset({ExitClass.WORK}))
        yield c.share(code, stock.Tally(np.isin(state, good), due, due & (state == UNKNOWN)))
    yield c.total(
        FigureCode.FOLLOWED_UP, int(known_at_90.sum()), int(due_at_90.sum()), Unit.PEOPLE,
        unknown=int((due_at_90 & ~known_at_90).sum()), ways=known_at_90,
    )  # fmt: skip


def _support(c: Counting) -> Iterator[Counted]:
    """Paid out in the month of the day, and in the month before each of the same people started."""
    spells, ways = c.table.support, c.table.ways
    first_of_year = ordinal(year(c.on).start)
    recent = c.real & (c.start <= c.day) & (c.end >= first_of_year)
    paid, people, unknown = _paid(spells, ways["person"][recent], c.day)
    yield c.total(FigureCode.SUPPORT_PAID_OUT, paid, people, Unit.ORE, unknown=unknown)
    persons, first = _first_starts(ways["person"][recent], c.start[recent])
    paid, people, unknown = _paid(spells, persons, _month_before(first))
    yield c.total(FigureCode.SUPPORT_PAID_OUT_BEFORE_START, paid, people, Unit.ORE, unknown=unknown)


def _paid(spells: dict[str, Whole], persons: Whole, day: int | Whole) -> tuple[int, int, int]:
    """Öre of the spells that cover each person's day; how many persons; and spells whose amount is not known."""
    on = np.broadcast_to(np.asarray(day), persons.shape) if np.ndim(day) else np.full(persons.shape, day)
    by_person = dict(zip(persons.tolist(), on.tolist(), strict=True))
    whose = np.array([by_person.get(person, -1) for person in spells["person"].tolist()], dtype=np.int64)
    covers = (whose > 0) & stock.open_on(spells["start"], spells["end"], whose)
    ore = spells["ore"][covers]
    return int(ore[ore >= 0].sum()), len(np.unique(spells["person"][covers])), int((ore < 0).sum())


def _first_starts(persons: Whole, start: Whole) -> tuple[Whole, Whole]:
    keys, back = np.unique(persons, return_inverse=True)
    first = np.full(len(keys), stock.OPEN, np.int64)
    np.minimum.at(first, back, start)
    return keys, first


def _month_before(starts: Whole) -> Whole:
    """The last day of the month before each day."""
    return np.array(
        [(date.fromordinal(day).replace(day=1) - ONE_DAY).toordinal() for day in starts.tolist()], dtype=np.int64
    )
