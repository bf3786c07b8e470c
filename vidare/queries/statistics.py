"""Every figure of a service, counted from its columns, with the ways that stand behind each numerator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from vidare.compute import stock, survival
from vidare.compute.attendance import CODE_OF, streaks
from vidare.queries import after_programme, afterwards, recipients, young_count
from vidare.queries.columns import ORIGINS, Columns, Table, ordinal, year
from vidare.queries.counting import Counted, Counting, Terms
from vidare.queries.waits import WAYS_IN
from vidare.rules import attendance, lockin
from vidare.rules.calendar import bounds
from vidare.rules.identity import Origin
from vidare.rules.population import AGES, Measure
from vidare.rules.statistics import BY_WAY_IN, Figure, FigureCode, Share, Unit, Whereabouts


def count(table: Table, terms: Terms) -> Iterator[Counted]:
    """Every figure, in the order of ``FigureCode``."""
    counting = Counting(table, terms)
    found = [
        *_stock(counting), *_young(counting), *_first_meeting(counting), *_hours(counting), *_seats(counting),
        *_steps(counting), *_lock_in(counting), *_full_time(counting), *afterwards.figures(counting),
        *recipients.figures(counting),
        *young_count.figures(counting),
        *after_programme.figures(counting),
    ]  # fmt: skip
    order = list(FigureCode)
    return iter(sorted(found, key=lambda one: order.index(one.figure.figure)))


def _stock(c: Counting) -> Iterator[Counted]:
    enrolled = int(c.stock.sum())
    yield c.total(FigureCode.ENROLLED_IN_MONTH, enrolled, enrolled, Unit.PEOPLE, ways=c.stock)
    places = {
        Whereabouts.HERE: FigureCode.ENROLLED_HERE,
        Whereabouts.EDUCATION: FigureCode.ENROLLED_IN_EDUCATION,
        Whereabouts.PLACEMENT: FigureCode.ENROLLED_IN_PLACEMENT,
    }
    for number, code in enumerate(places.values()):
        there = c.stock & (c.where == number)
        yield c.total(code, int(there.sum()), enrolled, Unit.PEOPLE, ways=there, among=c.stock)
    origin = c.table.ways["origin"]
    unknown = c.stock & (origin == ORIGINS.index(Origin.UNKNOWN))
    abroad = c.stock & (origin == ORIGINS.index(Origin.ABROAD))
    yield c.share(FigureCode.FOREIGN_BORN_SHARE, stock.Tally(abroad, c.stock & ~unknown, unknown))


def _young(c: Counting) -> Iterator[Counted]:
    """Persons of the ages who were here in the twelve months, of those outside by the number that was taken in."""
    youngest, oldest = AGES[Measure.YOUNG_OUTSIDE]
    born = c.table.ways["born"]
    of_age = (born > 0) & (born <= _years_before(c.on, youngest)) & (born > _years_before(c.on, oldest + 1))
    here = c.real & stock.open_in(c.start, c.end, ordinal(year(c.on).start), c.day)
    young = stock.latest(c.table.ways["person"], c.start, here & of_age)
    unknown = int(stock.latest(c.table.ways["person"], c.start, here & (born == 0)).sum())
    k, outside = int(young.sum()), c.terms.young_outside
    n = 0 if outside is None else outside.people
    low, high = Share(k, n).interval() if 0 < k <= n else (None, None)
    figure = Figure(
        c.table.service, FigureCode.YOUTH_COVERAGE, k, n, k / n if n >= k and n else None, Unit.SHARE, low, high,
        unknown, c.on, source="" if outside is None else f"{outside.source} ({outside.as_of.isoformat()})",
    )  # fmt: skip
    yield Counted(figure, c.keys(young))


def _years_before(day: date, years: int) -> int:
    """The ordinal of the birth date of somebody who turns so many years on the day."""
    leap = day.month == 2 and day.day == 29
    return (day.replace(day=28) if leap else day).replace(year=day.year - years).toordinal() + int(leap)


def _first_meeting(c: Counting) -> Iterator[Counted]:
    true = ~np.isin(c.table.waits["way"], c.in_error)
    waits = {name: column[true] for name, column in c.table.waits.items()}
    yield from _waited(c, waits, FigureCode.DAYS_TO_FIRST_MEETING, FigureCode.FIRST_MEETING_WITHIN_TARGET)
    for way_in, codes in BY_WAY_IN.items():
        by = waits["by"] == WAYS_IN.index(way_in)
        yield from _waited(c, {name: column[by] for name, column in waits.items()}, *codes)
    everyone = waits["way"]
    yield Counted(
        Figure.total(
            c.table.service, FigureCode.REFERRED, len(everyone), of=len(everyone), unit=Unit.PEOPLE,
            unknown=0, as_of=c.on,
        ),
        tuple(everyone[everyone > 0].tolist()),
    )  # fmt: skip


def _waited(c: Counting, waits: Columns, days: FigureCode, within: FigureCode) -> Iterator[Counted]:
    stays = (waits["gone"] == 0) | (waits["met"] == 1)
    waited, met, way = waits["waited"][stays], waits["met"][stays] == 1, waits["way"][stays]
    median = None
    if len(waited):
        # A wait of 0 days is day 1 of the curve: at risk from the day before.
        table = survival.table(np.zeros_like(waited), waited + 1, met.astype(np.int64), causes=1)
        found = survival.curve(table).median
        median = None if found is None else found - 1
    yield Counted(
        Figure(
            c.table.service, days, int(met.sum()), len(waited), median, Unit.DAYS, None, None, int((~met).sum()), c.on,
        ),
        tuple(way[met & (way > 0)].tolist()),
        way[way > 0],
    )  # fmt: skip
    tally = stock.waits(waited, met, c.terms.first_meeting_days)
    counted = c.share(within, tally)
    yield Counted(counted.figure, tuple(way[tally.part & (way > 0)].tolist()), way[tally.whole & (way > 0)])


def _hours(c: Counting) -> Iterator[Counted]:
    true = c.real[c.table.hours["way"]]
    hours = {name: column[true] for name, column in c.table.hours.items()}
    latest = hours["minute"] >= int(bounds(c.on.replace(day=1))[0].timestamp()) // 60
    verdict = hours["verdict"][latest]
    came, answered, unknown = stock.attendance(verdict)
    figure = Figure.share(
        c.table.service, FigureCode.ATTENDANCE_SHARE, Share(came, answered), unknown=unknown, as_of=c.on
    )
    yield Counted(figure)
    missing = (verdict == stock.NONE) | (verdict == CODE_OF[attendance.Verdict.NOT_REGISTERED.value])
    called_off = verdict == CODE_OF[attendance.Verdict.CANCELLED.value]
    ways = stock.anywhere(hours["way"][latest][missing], c.table.size)
    figure = Figure.share(
        c.table.service,
        FigureCode.NOT_REGISTERED_SHARE,
        Share(int(missing.sum()), int((~called_off).sum())),
        unknown=0,
        as_of=c.on,
    )
    yield Counted(
        figure, c.keys(ways), c.table.ways["key"][stock.anywhere(hours["way"][latest][~called_off], c.table.size)]
    )
    given = hours["verdict"] != stock.NONE
    found = streaks(hours["way"][given], hours["minute"][given], hours["verdict"][given], policy=c.terms.policy)
    open_hours = stock.attendance(hours["verdict"])[2]
    reached = stock.anywhere(found.person[found.reviews_of > 0], c.table.size)
    yield c.total(
        FigureCode.STREAKS_OF_FOUR, found.reviews, found.persons, Unit.STREAKS, unknown=open_hours, ways=reached,
        among=stock.anywhere(found.person, c.table.size),
    )  # fmt: skip
    away = stock.anywhere(found.person[found.absences_of > 0], c.table.size)
    yield Counted(
        Figure(
            c.table.service, FigureCode.ANNOUNCED_HISTORICAL_SCHEME, found.announced_ore, found.absences,
            found.announced_ore, Unit.ORE, None, None, open_hours, c.on,
        ),
        c.keys(away),
    )  # fmt: skip
    yield Counted(
        Figure(
            c.table.service, FigureCode.DECIDED_BY_BOARD, c.terms.rulings_that_change, c.terms.rulings, None,
            Unit.ORE, None, None, c.terms.rulings_that_change, c.on,
        )
    )  # fmt: skip


def _seats(c: Counting) -> Iterator[Counted]:
    seats, taken = c.table.sessions["seats"], c.table.sessions["taken"]
    used = int(np.minimum(seats, taken).sum())
    yield Counted(
        Figure.share(
            c.table.service, FigureCode.SEATS_USED, Share(used, int(seats.sum())), unknown=0, as_of=c.on
        )  # fmt: skip
    )
    yield c.total(FigureCode.OVERBOOKED, int((taken > seats).sum()), len(seats), Unit.HOURS)


def _steps(c: Counting) -> Iterator[Counted]:
    without = c.active & ~stock.anywhere(c.table.stepped, c.table.size)
    yield c.total(
        FigureCode.WITHOUT_NEXT_STEP, int(without.sum()), int(c.active.sum()), Unit.PEOPLE, ways=without, among=c.active
    )
    agreed = stock.anywhere(c.table.agreed, c.table.size)
    yield c.share(FigureCode.PLANS_AGREED_BY_BOTH, stock.Tally(agreed, c.active, np.zeros_like(agreed)))


def _lock_in(c: Counting) -> Iterator[Counted]:
    enrolled, size, nobody = c.table.enrolments, c.table.size, np.zeros(c.table.size, np.bool_)
    runs = stock.open_on(enrolled["start"], enrolled["end"], c.day) & c.active[enrolled["way"]]
    in_one = stock.longest(enrolled["way"][runs], enrolled["start"][runs], c.day, size)
    policy = lockin.Policy()
    levels = dict(policy.levels)
    for level, code in (
        (lockin.Level.TWELVE, FigureCode.IN_ACTIVITY_OVER_12_MONTHS),
        (lockin.Level.TWENTY_FOUR, FigureCode.IN_ACTIVITY_OVER_24_MONTHS),
    ):
        yield c.share(code, stock.Tally(in_one > levels[level], in_one > 0, nobody))
    lately = c.table.walked["day"] >= c.day - policy.still_days
    still = (in_one > min(levels.values())) & ~stock.anywhere(c.table.walked["way"][lately], size)
    yield c.share(FigureCode.LOCKED_IN, stock.Tally(still, in_one > 0, nobody))


def _full_time(c: Counting) -> Iterator[Counted]:
    enrolled, placed, size = c.table.enrolments, c.table.placements, c.table.size
    runs = stock.open_on(enrolled["start"], enrolled["end"], c.day) & c.active[enrolled["way"]]
    on = stock.open_on(placed["start"], placed["end"], c.day) & c.active[placed["way"]]
    outside = stock.anywhere(placed["way"][on & (placed["outside"] == 1)], size)
    everywhere = stock.anywhere(placed["way"][on], size)
    yield c.share(
        FigureCode.PLACEMENTS_OUTSIDE_MUNICIPALITY, stock.Tally(outside, everywhere, np.zeros_like(everywhere))
    )
    own = runs & (enrolled["placement"] == 0)
    rows = np.concatenate((enrolled["way"][own], placed["way"][on]))
    amounts = np.concatenate((enrolled["hours"][own], placed["hours"][on]))
    full = c.terms.full_time_hours
    hours = stock.added(rows, amounts, size, most=full)
    n = int(c.active.sum()) * full
    yield Counted(
        Figure(
            c.table.service, FigureCode.HOURS_AGAINST_FULL_TIME, int(hours.sum()), n,
            int(hours.sum()) / n if n else None, Unit.SHARE, None, None, 0, c.on,
        )
    )  # fmt: skip
