"""The picture of the distance travelled: where each mark stands. The template draws it, a table says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vidare.queries.needs import AreaRow
from vidare.rules.needs import HIGHEST, LOWEST

LEFT, RIGHT, TOP, LANE, GAP = 24, 456, 34, 22, 34  # in the picture's own units
WIDTH = 480


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the picture: from where to where, for one of the two who speak."""

    own: bool
    y: int
    start: int | None
    end: int | None

    @property
    def moved(self) -> bool:
        return self.start is not None and self.end is not None and self.start != self.end

    @property
    def tip(self) -> int:
        """Where the line meets the edge of the mark it ends at."""
        start, end = self.start or 0, self.end or 0
        return end - 8 if end > start else end + 8


@dataclass(frozen=True, slots=True)
class Row:
    area: AreaRow
    y: int
    lanes: tuple[Lane, Lane]


@dataclass(frozen=True, slots=True)
class Picture:
    rows: tuple[Row, ...]
    steps: tuple[tuple[int, int], ...]
    width: int
    height: int
    bottom: int


def picture(rows: Sequence[AreaRow]) -> Picture | None:
    """The rows that have a level on either day, as lanes on the scale; None when there is nothing to draw."""
    drawn = [row for row in rows if any(_levels(row))]
    if not drawn:
        return None
    height = TOP + len(drawn) * (2 * LANE + GAP)
    return Picture(
        rows=tuple(_row(row, TOP + n * (2 * LANE + GAP)) for n, row in enumerate(drawn)),
        steps=tuple((level, _x(level)) for level in range(LOWEST, HIGHEST + 1)),
        width=WIDTH,
        height=height,
        bottom=height - 6,
    )


def _levels(row: AreaRow) -> tuple[int | None, ...]:
    before = (row.before.own_level, row.before.staff_level) if row.before else (None, None)
    return (row.said.own_level, row.said.staff_level, *before)


def _row(row: AreaRow, y: int) -> Row:
    before = row.before
    own = Lane(True, y + GAP - 6, _at(before.own_level if before else None), _at(row.said.own_level))
    staff = Lane(False, y + GAP - 6 + LANE, _at(before.staff_level if before else None), _at(row.said.staff_level))
    return Row(row, y + 12, (own, staff))


def _at(level: int | None) -> int | None:
    return None if level is None else _x(level)


def _x(level: int) -> int:
    return LEFT + (RIGHT - LEFT) * (level - LOWEST) // (HIGHEST - LOWEST)
