"""``compute disclose FILE --k K``: hide small groups in a table, and audit that they stay hidden."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from vidare.compute import disclosure
from vidare.web import columns

HELP = "hide small groups in a table of row,column,count"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="csv or Parquet with row,column,count")
    parser.add_argument("--k", type=int, required=True, help="the smallest group that is shown")


def answer(options: dict[str, Any]) -> dict[str, object]:
    path = options["file"]
    if options["k"] < 1:
        raise columns.bad_input([_("--k is the smallest group that is shown: write 1 or more.")])
    rows = columns.read(path, {"row": columns.key, "column": columns.key, "count": _count})
    counts: dict[tuple[str, str], int] = {}
    faults = []
    for number, (row, column, count) in enumerate(zip(rows["row"], rows["column"], rows["count"], strict=True), 2):
        if (row, column) in counts:
            told = {"file": path, "row": number, "cell": f"{row}, {column}"}
            faults.append(_("%(file)s, row %(row)s, column row: the cell %(cell)s is there twice.") % told)
        counts[row, column] = count
    if faults:
        raise columns.bad_input(faults)
    found = disclosure.hide(counts, k=options["k"])
    everything = disclosure.with_totals(counts)
    return {
        "cells": [_cell(cell, everything[cell], found) for cell in sorted(counts)],
        "totals": [_cell(cell, count, found) for cell, count in everything.items() if None in cell],
        "audit": [
            {"row": row, "column": column, "low": bounds.low, "high": bounds.high}
            for (row, column), bounds in found.audit.items()
        ],
    }


def _cell(cell: disclosure.Cell, count: int, found: disclosure.Hidden) -> dict[str, object]:
    """A hidden count is not printed: what is printed here is meant to be published."""
    why = found.why.get(cell)
    return {
        "row": cell[0],
        "column": cell[1],
        "count": None if why else count,
        "hidden": why is not None,
        "why": why,
    }


def _count(value: str) -> int:
    text = value.strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 12:
        raise ValueError(_("write a whole number from 0"))
    return int(text)
