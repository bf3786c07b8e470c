"""The file doors of compute: columns read from csv or Parquet, every fault told by file, row and column.

Each module here is one word after ``vidare compute``: it has ``arguments(parser)`` and ``answer(options)``.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from vidare.web.words.files import why

T = TypeVar("T")
SHOWN = 20
EPOCH = date(1970, 1, 1).toordinal()


def bad_input(faults: Sequence[str]) -> CommandError:
    """Exit code 2, one sentence for each fault; the rest are counted."""
    told = list(faults[:SHOWN])
    if len(faults) > SHOWN:
        told.append(_("… and %(count)s more.") % {"count": len(faults) - SHOWN})
    return CommandError("\n".join(told), returncode=2)


def read(
    path: str, columns: Mapping[str, Callable[[str], Any]], *, optional: Collection[str] = ()
) -> dict[str, list[Any]]:
    """The named columns of a csv or Parquet file, each value read by its reader, which raises ``ValueError``.

    A column that is optional and not there is read as empty values.
    """
    of_kind = _parquet if path.endswith(".parquet") else _csv
    rows = of_kind(path, list(columns), optional)
    kept: dict[str, list[Any]] = {name: [] for name in columns}
    known: dict[str, dict[str, Any]] = {name: {} for name in columns}
    faults: list[str] = []
    for number, row in rows:
        for (name, reader), value in zip(columns.items(), row, strict=True):
            try:
                if value not in known[name]:
                    known[name][value] = reader(value)
                kept[name].append(known[name][value])
            except ValueError as wrong:
                told = {"file": path, "row": number, "column": name, "value": value[:40], "why": wrong}
                faults.append(_("%(file)s, row %(row)s, column %(column)s: “%(value)s” is wrong: %(why)s.") % told)
    if faults:
        raise bad_input(faults)
    return kept


def _csv(path: str, columns: list[str], optional: Collection[str]) -> Iterator[tuple[int, list[str]]]:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            places = _places(path, next(rows, []), columns, optional)
            for row in rows:
                if row:
                    yield rows.line_num, [row[place] if 0 <= place < len(row) else "" for place in places]
    except OSError as wrong:
        raise bad_input([_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": why(wrong)}]) from wrong
    except UnicodeDecodeError as wrong:
        told = _("byte %(number)s is no letter in UTF-8") % {"number": wrong.start + 1}
        raise bad_input([_("%(file)s is no csv file in UTF-8: %(why)s.") % {"file": path, "why": told}]) from wrong
    except csv.Error as wrong:
        told = _("a quotation mark is never closed, or a cell is too long")
        raise bad_input([_("%(file)s is no csv file in UTF-8: %(why)s.") % {"file": path, "why": told}]) from wrong


def _parquet(path: str, columns: list[str], optional: Collection[str]) -> Iterator[tuple[int, list[str]]]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as missing:
        raise bad_input(
            [
                _("%(file)s: Parquet needs the package pyarrow, which is not installed. Give a csv file.")
                % {"file": path}
            ]
        ) from missing
    try:
        table = parquet.read_table(path)
    except (OSError, pyarrow.ArrowException) as wrong:
        told = why(wrong) if isinstance(wrong, OSError) and wrong.errno else _("it is no Parquet file, or it is broken")
        raise bad_input([_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": told}]) from wrong
    places = _places(path, table.column_names, columns, optional)
    values = [table.column(place).to_pylist() if place >= 0 else [""] * table.num_rows for place in places]
    for number, row in enumerate(zip(*values, strict=True), start=1):
        yield number, ["" if value is None else str(value) for value in row]


def _places(path: str, header: Iterable[str], columns: list[str], optional: Collection[str]) -> list[int]:
    found = [name.strip() for name in header]
    if missing := [name for name in columns if name not in found and name not in optional]:
        raise bad_input(
            [
                _("%(file)s, row 1: the column %(column)s is missing.") % {"file": path, "column": name}
                for name in missing
            ]
        )
    return [found.index(name) if name in found else -1 for name in columns]


def one_of(codes: Mapping[str, T]) -> Callable[[str], T]:
    """A reader of codes."""

    def reader(value: str) -> T:
        if value not in codes:
            raise ValueError(_("write one of %(codes)s") % {"codes": ", ".join(codes)})
        return codes[value]

    return reader


def day(value: str) -> int:
    """A whole number as it stands, or an ISO date as days since 1970-01-01."""
    text = value.strip()
    if text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 10:
        return int(text)
    try:
        return date.fromisoformat(text).toordinal() - EPOCH
    except ValueError as wrong:
        raise ValueError(_("write a whole number or a date like 2026-11-24")) from wrong


def key(value: str) -> str:
    if not value.strip():
        raise ValueError(_("it is empty"))
    return value.strip()
