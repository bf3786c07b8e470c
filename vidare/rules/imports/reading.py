"""Reads the cells of one row by their meanings; what cannot be read is told, and the rest of the row stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from vidare.rules.decision import Refused
from vidare.rules.imports.cells import plain_text, text_of
from vidare.rules.imports.codes import ColumnFault, Found, Line, Meaning
from vidare.rules.imports.files import Cell
from vidare.rules.imports.headings import Headings

T = TypeVar("T")


class RowReader:
    """One row under its headings. Faults go to the row's line, each with the heading of its column."""

    __slots__ = ("cells", "headings", "line")

    def __init__(self, headings: Headings, cells: Sequence[Cell], number: int) -> None:
        self.headings, self.cells = headings, cells
        self.line = Line(number, {})

    def cell(self, *meanings: Meaning) -> tuple[Cell, str]:
        """The first filled cell with one of these meanings, and its heading."""
        first = ""
        for meaning in meanings:
            for column in self.headings.columns:
                if column.meaning is meaning and column.told is not ColumnFault.NOT_USED:
                    first = first or column.heading
                    found = self.cells[column.place] if column.place < len(self.cells) else None
                    if text_of(found):
                        return found, column.heading
        return None, first

    def read(self, reads: Callable[[Cell], T | None], *meanings: Meaning) -> T | None:
        """What ``reads`` makes of the cell; None, and told, when it refuses."""
        cell, heading = self.cell(*meanings)
        if cell is None:
            return None
        try:
            return reads(cell)
        except Refused as refused:
            self.line.found += [Found(because.code, heading, because.facts) for because in refused.reasons]
            return None

    def text(self, *meanings: Meaning) -> str:
        return self.read(plain_text, *meanings) or ""

    def heading(self, *meanings: Meaning) -> str:
        return self.cell(*meanings)[1]

    def keep(self, **said: object) -> None:
        self.line.said.update({name: str(value) for name, value in said.items() if value not in (None, "", False)})
