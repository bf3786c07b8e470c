"""Figures of how ways ended, what became of people afterwards, the support that was paid out, and who paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from vidare.compute import stock
from vidare.queries.columns import ordinal, year
from vidare.queries.counting import UNKNOWN, Counted, Counting, Whole, days
from vidare.rules.outcomes import IN_WORK_OR_STUDIES, NATIONAL_A_B, ONWARD, PRECEDENCE, ExitClass, Occupation
from vidare.rules.statistics import AFTERWARDS, Figure, FigureCode, Unit

EPOCH = date(1970, 1, 1).toordinal()
# Of those who finished, on to each by itself: together they are those who went onward.
APART = {
    FigureCode.COMPLETED_TO_WORK: ExitClass.WORK,
    FigureCode.COMPLETED_TO_STUDIES: ExitClass.STUDIES,
    FigureCode.COMPLETED_TO_ANOTHER_AUTHORITY: ExitClass.OTHER_AUTHORITY,
}


def figures(c: Counting) -> Iterator[Counted]:
    yield from _ends(c)
    yield from _afterwards(c)
    yield from _support(c)
    yield from _paid_by(c)


def _ends(c: Counting) -> Iterator[Counted]:
    preliminary = c.finished & ~c.confirmed
    onward, a_b = c.exits_to(ONWARD), c.exits_to(NATIONAL_A_B)
    yield c.total(FigureCode.STARTED, int(c.started.sum()), int(c.started.sum()), Unit.PEOPLE, ways=c.started)
    yield c.total(
        FigureCode.FINISHED, int(c.finished.sum()), int(c.finished.sum()), Unit.PEOPLE,
        unknown=int(preliminary.sum()), ways=c.finished,
    )  # fmt: skip
    for code, kind in APART.items():
        there = c.finished & c.exits_to(frozenset({kind}))
        yield c.total(
            code, int(there.sum()), int(c.finished.sum()), Unit.PEOPLE, unknown=int((there & ~c.confirmed).sum()),
            ways=there, among=c.finished,
        )  # fmt: skip
    yield c.share(FigureCode.ONWARD_OF_COMPLETED, stock.Tally(onward, c.finished, preliminary))
    yield c.share(FigureCode.ONWARD_OF_STARTED, stock.Tally(onward, c.started, c.started & c.active))
    yield c.share(FigureCode.NATIONAL_A_B_SHARE, stock.Tally(a_b, c.finished, preliminary))


def _afterwards(c: Counting) -> Iterator[Counted]:
    first, last = days(year(c.on))
    for mark, code in AFTERWARDS.items():
        day = c.end + mark
        due = c.real & (day >= first) & (day <= last)
        state = _states_after(c, mark, day)
        if mark == 90:
            known = due & (state != UNKNOWN)
            yield c.total(
                FigureCode.FOLLOWED_UP, int(known.sum()), int(due.sum()), Unit.PEOPLE,
                unknown=int((due & ~known).sum()), ways=known, among=due,
            )  # fmt: skip
            measured = due & c.exits_to(frozenset({ExitClass.OTHER_AUTHORITY}))
            still = state == PRECEDENCE.index(Occupation.EMPLOYMENT_SERVICE_MEASURE)
            unknown = measured & (state == UNKNOWN)
            yield _known(c.share(FigureCode.STILL_IN_A_MEASURE_90_DAYS, stock.Tally(still, measured, unknown)))
            gone_on = np.isin(state, [PRECEDENCE.index(one) for one in IN_WORK_OR_STUDIES])
            yield _known(c.share(FigureCode.AFTER_A_MEASURE_90_DAYS, stock.Tally(gone_on, measured, unknown)))
        if mark == 30:
            due = due & c.exits_to(frozenset({ExitClass.WORK}))
        good = np.isin(state, [PRECEDENCE.index(one) for one in IN_WORK_OR_STUDIES])
        yield _known(c.share(code, stock.Tally(good, due, due & (state == UNKNOWN))))


def _known(counted: Counted) -> Counted:
    """No share and no interval where the state of nobody is known: nought would be a claim."""
    figure = counted.figure
    if figure.unknown < figure.denominator:
        return counted
    return replace(counted, figure=replace(figure, value=None, low=None, high=None))


def _states_after(c: Counting, mark: int, day: Whole) -> Whole:
    """The state on the day itself, not ever within it: the answer given, else a spell that is known to cover the day.

    A spell without an end that was noted before the day says what was meant then, and nobody has asked since.
    """
    asked, spells = c.table.follow_ups, c.table.spells
    knows = (spells["end"] < stock.OPEN) | (spells["noted"] >= day[spells["way"]])
    way, rank, start, end = (spells[name][knows] for name in ("way", "rank", "start", "end"))
    state = stock.states(way, rank, start, end, day, unknown=UNKNOWN)
    told = (asked["days"] == mark) & (asked["rank"] >= 0) & (asked["rank"] != UNKNOWN)
    state[asked["way"][told]] = asked["rank"][told]
    return state


def _paid_by(c: Counting) -> Iterator[Counted]:
    """What each pays of the project's costs, in öre of all that is claimed; the parts are the whole."""
    total = sum(ore for _code, _name, ore in c.terms.paid_by)
    for code, name, ore in c.terms.paid_by or (("", "", 0),):
        yield Counted(
            Figure(
                c.table.service, FigureCode.COST_SHARE, ore, total, ore / total if total > 0 else None, Unit.SHARE,
                None, None, 0, c.on, part=code, part_name=name,
            )
        )  # fmt: skip


def _support(c: Counting) -> Iterator[Counted]:
    """Paid out in the month of the day, and in the month before each of the same people started."""
    spells, ways = c.table.support, c.table.ways
    recent = c.real & (c.start <= c.day) & (c.end >= ordinal(year(c.on).start))
    persons, start = _first_starts(ways["person"][recent], c.start[recent])
    for code, last in (
        (FigureCode.SUPPORT_PAID_OUT, np.full(len(persons), c.day)),
        (FigureCode.SUPPORT_PAID_OUT_BEFORE_START, _month_before(start)),
    ):
        paid, people, unknown = _paid(spells, persons, last)
        yield c.total(code, paid, people, Unit.ORE, unknown=unknown)


def _paid(spells: dict[str, Whole], persons: Whole, last: Whole) -> tuple[int, int, int]:
    """Öre a month of the spell that each person had latest in the month up to ``last``, one each; how many persons; and
    how many of them whose amount is not known.
    """
    place = np.searchsorted(persons, spells["person"])
    there = place < len(persons)
    whose = np.where(there, place, stock.NONE)
    whose[there] = np.where(persons[place[there]] == spells["person"][there], place[there], stock.NONE)
    mine = whose >= 0
    whose, start, end, ore = whose[mine], spells["start"][mine], spells["end"][mine], spells["ore"][mine]
    day = stock.last_day(whose, start, end, _first_of_month(last), last)
    covers = stock.latest(whose, start, (day[whose] > 0) & stock.open_on(start, end, day[whose]))
    return int(ore[covers & (ore >= 0)].sum()), len(np.unique(whose[covers])), int((ore[covers] < 0).sum())


def _first_starts(persons: Whole, start: Whole) -> tuple[Whole, Whole]:
    keys, back = np.unique(persons, return_inverse=True)
    first = np.full(len(keys), stock.OPEN, np.int64)
    np.minimum.at(first, back, start)
    return keys, first


def _month_before(starts: Whole) -> Whole:
    """The last day of the month before each day."""
    return _first_of_month(starts) - 1


def _first_of_month(days: Whole) -> Whole:
    months = (days - EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64) + EPOCH
