"""Stocks, shares and states by columns. Days are ordinals, both ends included; what goes on ends at ``OPEN``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vidare.compute.attendance import CODE_OF, CODES
from vidare.rules.attendance import CAME, Verdict

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
OPEN = 9_999_999
NONE = -1


@dataclass(frozen=True, slots=True)
class Tally:
    """``part`` of ``whole``, and those about whom it is not known. All are masks over the same rows."""

    part: Mask
    whole: Mask
    unknown: Mask

    @property
    def counts(self) -> tuple[int, int, int]:
        return int((self.part & self.whole).sum()), int(self.whole.sum()), int(self.unknown.sum())


def open_in(start: Whole, end: Whole, first: int | Whole, last: int | Whole) -> Mask:
    """Open on some day from ``first`` to ``last``."""
    return np.asarray((start <= last) & (end >= first), dtype=np.bool_)


def open_on(start: Whole, end: Whole, day: int | Whole) -> Mask:
    return np.asarray((start <= day) & (end >= day), dtype=np.bool_)


def ended_in(end: Whole, first: int, last: int) -> Mask:
    return np.asarray((end >= first) & (end <= last), dtype=np.bool_)


def anywhere(rows: Whole, size: int) -> Mask:
    """Which of ``size`` places at least one of ``rows`` points at."""
    found = np.zeros(size, np.bool_)
    found[rows] = True
    return found


def latest(who: Whole, start: Whole, among: Mask) -> Mask:
    """Of each of ``who``, the one place in ``among`` that started last."""
    rows = np.flatnonzero(among)
    rows = rows[np.lexsort((rows, start[rows], who[rows]))]
    found = np.zeros(len(among), np.bool_)
    found[rows[np.append(who[rows][1:] != who[rows][:-1], True)] if len(rows) else rows] = True
    return found


def last_day(rows: Whole, start: Whole, end: Whole, first: Whole, last: Whole) -> Whole:
    """For each place the last day from its ``first`` to its ``last`` that one of its rows covers, ``NONE`` without."""
    found = np.full(len(last), NONE, np.int64)
    covers = open_in(start, end, first[rows], last[rows])
    np.maximum.at(found, rows[covers], np.minimum(end, last[rows])[covers])
    return found


def added(rows: Whole, amount: Whole, size: int, *, most: int | None = None) -> Whole:
    """The amounts added up place by place, at most ``most`` in each."""
    total = np.zeros(size, np.int64)
    np.add.at(total, rows, amount)
    return total if most is None else np.minimum(total, most)


def longest(rows: Whole, start: Whole, day: int, size: int) -> Whole:
    """For each place the most days up to and including ``day`` that one of its rows has gone on; 0 without rows."""
    found = np.zeros(size, np.int64)
    np.maximum.at(found, rows, day - start + 1)
    return found


def states(rows: Whole, rank: Whole, start: Whole, end: Whole, day: Whole, *, unknown: int) -> Whole:
    """The state of each place on its own ``day``: the lowest rank among its spells that cover it, else ``unknown``."""
    found = np.full(len(day), unknown, np.int64)
    covers = open_on(start, end, day[rows])
    np.minimum.at(found, rows[covers], rank[covers])
    return found


def attendance(verdict: Whole) -> tuple[int, int, int]:
    """Came, hours with an answer, hours without; ``verdict`` as positions in ``CODES``, ``NONE`` where none is."""
    seen = np.bincount(verdict + 1, minlength=len(CODES) + 1)

    def count(*wanted: Verdict) -> int:
        return int(sum(seen[CODE_OF[one.value] + 1] for one in wanted))

    came = count(*CAME)
    away = count(Verdict.ABSENT_VALID, Verdict.ABSENT_INVALID)
    return came, came + away, count(Verdict.NOT_REGISTERED, Verdict.CONTESTED) + int(seen[0])


def waits(waited: Whole, met: Mask, target: int) -> Tally:
    """Met within the target; of all who have met or have waited longer. Who still waits within it is not yet known."""
    late = ~met & (waited > target)
    return Tally(met & (waited <= target), met | late, ~met & ~late)
