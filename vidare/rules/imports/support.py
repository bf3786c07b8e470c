"""Rows about who receives economic assistance: from when, until when, how much, and what stands in the way."""

from __future__ import annotations

from datetime import date

from vidare.rules import support
from vidare.rules.imports.cells import day_of, ore_of, whole_of
from vidare.rules.imports.codes import Fault, Found, Line, Meaning
from vidare.rules.imports.people import read_person
from vidare.rules.imports.persons import obstacle_of
from vidare.rules.imports.reading import RowReader

M = Meaning


def read_recipient(row: RowReader, *, on: date) -> Line:
    """A spell of support. A number that cannot be read stops it: money is never tied to somebody who may be another."""
    read_person(row, on=on)
    line = row.line
    start, end = row.read(day_of, M.START, M.FROM), row.read(day_of, M.END, M.TO)
    children = row.read(whole_of, M.CHILDREN)
    small = row.read(whole_of, M.SMALL_CHILDREN)
    row.keep(
        start=start, end=end, ore=row.read(ore_of, M.AMOUNT), obstacle=row.read(obstacle_of, M.OBSTACLE),
        children=children if children is not None else small, small=small,
    )  # fmt: skip
    if start is None:
        line.tell(Fault.START_MISSING, row.heading(M.START, M.FROM))
    else:
        said = children if children is not None else small or 0
        wrong = support.registered(start, end, children=said, children_under_8=small or 0)
        line.found += [Found(because.code, row.heading(M.END, M.TO), because.facts) for because in wrong.reasons]
    if any(found.code is Fault.NUMBER_LEFT_OUT for found in line.found):
        line.tell(Fault.NUMBER_MISSING, row.heading(M.NUMBER))
    if "protected" in line.said:
        line.tell(Fault.PROTECTED_BY_HAND, row.heading(M.PROTECTED))
    return line
