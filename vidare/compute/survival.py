"""Time until something happens, counted by whole days: survival and the share that has gone each way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
LARGEST_DAY = 5_000_000
ENOUGH_AT_RISK = 20


@dataclass(frozen=True, slots=True)
class Table:
    """All that the estimators need, for days 0, 1, … : ``events[cause, day]``, ``censored[day]``, ``entered[day]``.

    Tables of parts of the data add up to the table of the whole.
    """

    events: Days
    censored: Days
    entered: Days

    def __add__(self, other: Table) -> Table:
        causes = max(len(self.events), len(other.events))
        days = max(len(self.censored), len(other.censored))
        return Table(
            _wider(self.events, causes, days) + _wider(other.events, causes, days),
            _longer(self.censored, days) + _longer(other.censored, days),
            _longer(self.entered, days) + _longer(other.entered, days),
        )

    @property
    def at_risk(self) -> Days:
        """Those at risk on each day t: entry < t ≤ exit."""
        left = self.events.sum(axis=0) + self.censored
        still = left[::-1].cumsum()[::-1]
        not_yet = self.entered[::-1].cumsum()[::-1]
        return np.asarray(still - not_yet, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Curve:
    """The estimates at ``times``, the days on which somebody left. ``cif`` and ``cif_se`` have a row for each cause."""

    n: int
    times: Days
    at_risk: Days
    survival: Floats
    se: Floats
    cif: Floats
    cif_se: Floats
    median: int | None
    tau: int
    rmst: float
    rmst_se: float


def table(entry: Days, exit: Days, cause: Days, *, causes: int | None = None) -> Table:
    """Count spells into a table. ``cause`` 0 is censored, 1, 2, … are the ways out.

    Raises ``ValueError`` for a day below 0, a spell that does not end after it began, or a cause below 0.
    """
    if exit.size and (entry.min() < 0 or exit.max() > LARGEST_DAY or cause.min() < 0):
        raise ValueError("days and causes are whole numbers from 0")
    if (exit <= entry).any():
        raise ValueError("a spell ends after the day it began")
    ways = max(int(cause.max(initial=0)), causes or 0)
    days = int(exit.max(initial=0)) + 1
    counted = np.bincount(cause * days + exit, minlength=(ways + 1) * days).reshape(ways + 1, days)
    return Table(counted[1:], counted[0], np.bincount(entry, minlength=days))


def curve(counts: Table, *, tau: int | None = None) -> Curve:
    """Kaplan–Meier (Greenwood's error) and Aalen–Johansen (its Greenwood type, Dinse & Larson 1986).

    On one day events come before censorings. With one cause ``cif`` is 1 − ``survival`` with the same error.
    ``median`` is the first day with survival ≤ ½. The mean is restricted to ``tau``, by default the last day with at
    least 20 at risk, or the last day of all where there never were 20.
    """
    every = counts.at_risk
    times = np.flatnonzero(counts.events.sum(axis=0) + counts.censored)
    y = every[times].astype(np.float64)
    by_cause = counts.events[:, times].astype(np.float64)
    d = by_cause.sum(axis=0)
    survival = np.cumprod(1 - d / y)
    before = np.concatenate(([1.0], survival[:-1]))
    part = np.divide(d, y * (y - d), out=np.zeros_like(d), where=y > d)
    cif = np.cumsum(before * by_cause / y, axis=1)
    reach = _reach(every, times) if tau is None else tau
    mean, mean_se = _restricted(times, survival, part, reach)
    half = np.flatnonzero(survival <= 0.5 + 1e-12)
    return Curve(
        n=int(counts.events.sum() + counts.censored.sum()),
        times=times,
        at_risk=every[times],
        survival=survival,
        se=survival * np.sqrt(np.cumsum(part)),
        cif=cif,
        cif_se=_cif_errors(cif, by_cause, before, y, part),
        median=int(times[half[0]]) if half.size else None,
        tau=reach,
        rmst=mean,
        rmst_se=mean_se,
    )


def _cif_errors(cif: Floats, events: Floats, before: Floats, y: Floats, part: Floats) -> Floats:
    """√ of Σ (F(t)−F(u))² d/(y(y−d)) + Σ S(u−)² dₖ(y−dₖ)/y³ − 2 Σ (F(t)−F(u)) S(u−) dₖ/y², summed for u ≤ t."""
    cross = before * events / y**2
    total = cif**2 * part.cumsum() - 2 * cif * (cif * part).cumsum(axis=1) + (cif**2 * part).cumsum(axis=1)
    total = total + (before**2 * events * (y - events) / y**3).cumsum(axis=1)
    total = total - 2 * (cif * cross.cumsum(axis=1) - (cif * cross).cumsum(axis=1))
    return np.asarray(np.sqrt(np.maximum(total, 0.0)), dtype=np.float64)


def _reach(every: Days, times: Days) -> int:
    enough = np.flatnonzero(every[1:] >= ENOUGH_AT_RISK) + 1
    if enough.size:
        return int(enough[-1])
    return int(times[-1]) if times.size else 0


def _restricted(times: Days, survival: Floats, part: Floats, tau: int) -> tuple[float, float]:
    """The area under the curve to ``tau``, and its error from the areas that remain after each event."""
    inside = times <= tau
    ends = np.concatenate((times[inside], [tau])).astype(np.float64)
    heights = np.concatenate(([1.0], survival[inside]))
    pieces = heights * np.diff(np.concatenate(([0.0], ends)))
    remaining = pieces[1:][::-1].cumsum()[::-1]
    return float(pieces.sum()), float(np.sqrt((remaining**2 * part[inside]).sum()))


def _longer(values: Days, days: int) -> Days:
    return np.pad(values, (0, days - len(values)))


def _wider(values: Days, causes: int, days: int) -> Days:
    return np.pad(values, ((0, causes - values.shape[0]), (0, days - values.shape[1])))
