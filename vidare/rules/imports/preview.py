"""A whole list judged: what it holds, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from vidare.rules.decision import Because, Decision, Refused, no
from vidare.rules.imports.cells import text_of
from vidare.rules.imports.codes import TRANSITIONS, Fault, Kind, Line, No, RowState, State
from vidare.rules.imports.files import Sheet, read_sheet
from vidare.rules.imports.headings import Headings, read_headings
from vidare.rules.imports.office import Chosen, Place
from vidare.rules.imports.people import read_participant
from vidare.rules.imports.reading import RowReader
from vidare.rules.imports.repeats import tell_repeats, tell_spells
from vidare.rules.imports.schedule import read_hour, same_room
from vidare.rules.imports.support import read_recipient
from vidare.rules.imports.young import read_young

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Read:
    """The list as it was understood. ``lines`` stand in the order in which they are taken in."""

    sheet: Sheet
    headings: Headings
    lines: tuple[Line, ...]

    @property
    def kind(self) -> Kind:
        return self.headings.kind

    def count(self, state: RowState) -> int:
        return sum(line.state is state for line in self.lines)


def read_list(
    content: bytes,
    *,
    places: Mapping[int, Place],
    chosen: Chosen,
    on: date,
    progress: Progress | None = None,
) -> Read:
    """Raises :class:`Refused` for what is wrong with the file as a whole; faults of rows stand with their rows."""
    sheet = read_sheet(content, sheet=chosen.sheet)
    headings = read_headings(sheet.rows, kind=chosen.kind)
    lines = []
    rows = [
        (number, cells) for number, cells in enumerate(sheet.rows, 1)
        if number > headings.row and any(text_of(cell) for cell in cells)
    ]  # fmt: skip
    if not rows:
        raise Refused([Because(No.NO_ROWS)])
    for done, (number, cells) in enumerate(rows, 1):
        lines.append(_line(RowReader(headings, cells, number), headings.kind, places, chosen, on))
        if progress is not None and (done % 200 == 0 or done == len(rows)):
            progress(done, len(rows))
    return Read(sheet, headings, tuple(_judged(lines, headings.kind)))


def _line(row: RowReader, kind: Kind, places: Mapping[int, Place], chosen: Chosen, on: date) -> Line:
    if kind is Kind.SCHEDULE:
        return read_hour(row, places=places, chosen=chosen, on=on)
    if kind is Kind.SUPPORT:
        return read_recipient(row, on=on)
    if kind is Kind.YOUTH:
        return read_young(row, on=on)
    return read_participant(row, places=places, chosen=chosen, on=on)


def _judged(lines: list[Line], kind: Kind) -> list[Line]:
    if kind is Kind.SCHEDULE:
        same_room(lines)
    elif kind is Kind.SUPPORT:
        tell_spells(lines)
        lines = sorted(lines, key=lambda line: (line.said.get("start", ""), line.number))
    else:
        tell_repeats(lines)
    for line in lines:
        if any(found.code is Fault.REPEAT for found in line.found):
            line.state = RowState.REPEAT
        elif any(found.stops for found in line.found):
            line.state = RowState.HELD_BACK
    return lines


def move(state: State, to: State) -> Decision:
    """May an import in this state become that?"""
    return Decision() if to in TRANSITIONS[state] else no(No.MOVE, state=state)
