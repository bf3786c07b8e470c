"""Figures of those who stand behind a wall: a group so small that a number would point somebody out is not told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from vidare.rules.access import Compartment
from vidare.rules.statistics import Figure, FigureCode

SMALLEST = 5
# Of those who receive support; only the board's own officers may open the rows behind them.
OF_RECIPIENTS = frozenset(
    {
        FigureCode.RECIPIENTS_OFFERED, FigureCode.DAYS_TO_OFFER, FigureCode.RECIPIENTS_WITH_REASON,
        FigureCode.RECIPIENTS_WITH_NEITHER,
    }
)  # fmt: skip
# Of those in the register of the young; only its keepers may.
OF_REGISTER = frozenset(
    {
        FigureCode.YOUTH_REGISTERED, FigureCode.YOUTH_REACHED, FigureCode.YOUTH_OFFERED,
        FigureCode.YOUTH_IN_SOMETHING,
    }
)  # fmt: skip
BEHIND = {Compartment.SOCIAL_SERVICES: OF_RECIPIENTS, Compartment.YOUTH: OF_REGISTER}


def told_to(sees: Collection[Compartment], figures: Iterable[Figure], *, k: int = SMALLEST) -> tuple[Figure, ...]:
    """What somebody who looks through these walls is told. Where one figure of a wall has a small group all of that
    wall are hidden: the one could be told from the others."""
    every = tuple(figures)
    found = every
    for wall, codes in BEHIND.items():
        if wall not in sees and any(_points_out(one, k) for one in every if one.figure in codes):
            found = tuple(_hidden(one) if one.figure in codes else one for one in found)
    return found


def _points_out(one: Figure, k: int) -> bool:
    groups = (one.numerator, one.denominator, one.denominator - one.numerator, one.unknown)
    return any(0 < group < k for group in groups)


def _hidden(one: Figure) -> Figure:
    return replace(
        one, numerator=0, denominator=0, value=None, low=None, high=None, unknown=0, bounds=None, hidden=True
    )  # fmt: skip
