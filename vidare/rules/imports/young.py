"""Rows about the young for whom the municipality answers: who each is, and since when they stand in the register."""

from __future__ import annotations

from datetime import date

from vidare.rules import youth
from vidare.rules.imports.cells import day_of
from vidare.rules.imports.codes import Fault, Found, Line, Meaning
from vidare.rules.imports.people import read_person
from vidare.rules.imports.reading import RowReader

M = Meaning


def read_young(row: RowReader, *, on: date) -> Line:
    """Whoever is too young, has turned 20 or has no birth date is held back: the law does not name them."""
    read_person(row, on=on)
    line = row.line
    since = row.read(day_of, M.START, M.FROM)
    if since is not None and since > on:
        line.tell(Fault.START_TO_COME, row.heading(M.START, M.FROM), day=since)
    row.keep(start=since)
    born = date.fromisoformat(line.said["born"]) if line.said.get("born") else None
    reasons = youth.covered(born, on=on).reasons
    line.found += [Found(because.code, row.heading(M.NUMBER, M.BORN), because.facts) for because in reasons]
    if "protected" in line.said:
        line.tell(Fault.PROTECTED_BY_HAND, row.heading(M.PROTECTED))
    return line
