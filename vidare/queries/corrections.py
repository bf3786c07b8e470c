"""What has become known of a month since it was closed: the figures that were kept beside those counted now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vidare.records.services import ClosedMonth
from vidare.rules.period import Period
from vidare.rules.statistics import Figure, FigureCode, Unit

Said = tuple[float | int | None, int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """What a closed month said, and what is known of it now: the value, and how many of how many."""

    figure: FigureCode
    unit: Unit
    then: Said
    now: Said
    whose: str = ""

    @property
    def corrected(self) -> bool:
        """A share can stay the same of others than before, and what has no value is known by its parts alone."""
        counts = self.unit is Unit.SHARE or self.now[0] is None
        return self.then != self.now if counts else self.then[0] != self.now[0]


def of_month(closed: ClosedMonth | None, figures: Iterable[Figure], on: date) -> tuple[Change, ...]:
    """Nothing of a month that is not closed, or that is looked at before its last day."""
    if closed is None or on < (Period.month(closed.month.year, closed.month.month).end or on):
        return ()
    then: dict[str, Said] = {
        one["figure"]: (one["value"], one["numerator"], one["denominator"]) for one in closed.figures
    }
    found = (
        Change(one.figure, one.unit, then[one.code], (one.value, one.numerator, one.denominator), one.part_name)
        for one in figures
        if one.code in then and not one.hidden
    )
    return tuple(one for one in found if one.corrected)
