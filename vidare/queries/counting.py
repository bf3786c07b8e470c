"""The columns of a service made into masks once, and read by all its figures."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from vidare.compute import stock
from vidare.queries.columns import EXITS, Table, month, ordinal, year
from vidare.rules import attendance, population
from vidare.rules.outcomes import PRECEDENCE, ExitClass, Occupation
from vidare.rules.period import Period
from vidare.rules.recipients import Answer
from vidare.rules.statistics import Figure, FigureCode, Share, Unit
from vidare.rules.youth import Stood

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
UNKNOWN = PRECEDENCE.index(Occupation.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the service has laid down: targets and norms that the figures need."""

    first_meeting_days: int
    full_time_hours: int
    policy: attendance.Policy
    rulings_that_change: int = 0
    rulings: int = 0
    young_outside: population.Count | None = None
    young_answered_for: population.Count | None = None
    young: tuple[Stood, ...] = ()  # of the register, read where the service names one of its figures
    recipients: tuple[Answer, ...] = ()  # read where the service names one of their figures
    paid_by: tuple[tuple[str, str, int], ...] = ()  # of a project: code, name and öre
    newly_arrived: tuple[population.Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure, and the keys of the participations behind its numerator and its denominator.

    ``among`` is empty where no persons stand behind the denominator, or it says the same as the numerator.
    """

    figure: Figure
    ways: tuple[int, ...] = ()
    among: Whole = field(default_factory=lambda: np.zeros(0, np.int64), compare=False)


class Counting:
    """All figures of one table. A mask is made once and read by several figures."""

    def __init__(self, table: Table, terms: Terms) -> None:
        self.table, self.terms, self.on = table, terms, table.on
        self.day = ordinal(table.on)
        ways, exits = table.ways, table.exits
        self.start, self.end = ways["start"], ways["end"]
        self.exit = np.full(table.size, stock.NONE, np.int64)
        self.exit[exits["way"]] = exits["exit"]
        self.confirmed = stock.anywhere(exits["way"][exits["confirmed"] == 1], table.size)
        self.real = self.exit != EXITS.index(ExitClass.REGISTERED_IN_ERROR)
        # Whoever ends on the day is in the month's stock, but steps and plan are over: not among the active.
        self.active = self.real & (self.start <= self.day) & (self.end > self.day)
        first, last = days(month(table.on))
        in_month = self.real & stock.open_in(self.start, self.end, first, last)
        self.stock = stock.latest(ways["person"], self.start, in_month)
        self.where = self._where()
        first, last = days(year(table.on))
        self.started = self.real & (self.start >= first) & (self.start <= last)
        self.finished = self.real & stock.ended_in(self.end, first, last)

    @property
    def in_error(self) -> Whole:
        """Keys of the ways registered in error: they stand outside all figures."""
        keys: Whole = self.table.ways["key"][~self.real]
        return keys

    def _where(self) -> Whole:
        """0 here, 1 education, 2 placement: on the day, or on the last day of those who ended earlier in the month."""
        size, day = self.table.size, np.minimum(self.end, self.day)
        found = np.zeros(size, np.int64)
        spells, enrolled, placed = self.table.spells, self.table.enrolments, self.table.placements
        rank = stock.states(
            spells["way"], spells["rank"], spells["start"], spells["end"], day, unknown=UNKNOWN
        )  # fmt: skip
        found[rank == PRECEDENCE.index(Occupation.STUDIES)] = 1
        covers = stock.open_on(enrolled["start"], enrolled["end"], day[enrolled["way"]])
        found[enrolled["way"][covers & (enrolled["education"] == 1)]] = 1
        found[enrolled["way"][covers & (enrolled["placement"] == 1)]] = 2
        found[placed["way"][stock.open_on(placed["start"], placed["end"], day[placed["way"]])]] = 2
        return found

    def exits_to(self, classes: frozenset[ExitClass]) -> Mask:
        return np.isin(self.exit, [EXITS.index(one) for one in classes]) & (self.end <= self.day)

    def keys(self, mask: Mask) -> tuple[int, ...]:
        return tuple(self.table.ways["key"][mask].tolist())

    def share(self, code: FigureCode, tally: stock.Tally) -> Counted:
        k, n, unknown = tally.counts
        figure = Figure.share(self.table.service, code, Share(k, n), unknown=unknown, as_of=self.on)
        if len(tally.part) != self.table.size:
            return Counted(figure)
        return Counted(figure, self.keys(tally.part & tally.whole), self.table.ways["key"][tally.whole])

    def total(
        self, code: FigureCode, value: int, of: int, unit: Unit, *, unknown: int = 0, ways: Mask | None = None,
        among: Mask | None = None,
    ) -> Counted:  # fmt: skip
        figure = Figure.total(
            self.table.service, code, value, of=of, unit=unit, unknown=unknown, as_of=self.on
        )  # fmt: skip
        nobody = np.zeros(self.table.size, np.bool_)
        key = self.table.ways["key"]
        return Counted(figure, () if ways is None else self.keys(ways), key[nobody if among is None else among])


def days(period: Period) -> tuple[int, int]:
    return ordinal(period.start), ordinal(period.end)
