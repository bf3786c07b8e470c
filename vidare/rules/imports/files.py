"""A file as rows of plain values: xlsx, or csv in the encodings and with the separators that offices have."""

from __future__ import annotations

import csv
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import python_calamine

from vidare.rules.decision import Because, Refused
from vidare.rules.imports.codes import No

LARGEST = 10_000_000  # bytes of a file: twenty thousand people with all their columns take about three million
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_UNPACKED = 200_000_000

Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one sheet, the first with the number 1 as in Excel; and what the file turned out to be."""

    rows: Sequence[Sequence[Cell]]
    name: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""


def read_sheet(content: bytes, *, sheet: str = "") -> Sheet:
    """Raises :class:`Refused` with the one thing that is wrong with the file as a whole."""
    _refuse(No.EMPTY, when=not content.strip())
    _refuse(No.TOO_LARGE, when=len(content) > LARGEST, megabytes=LARGEST // 1_000_000)
    _refuse(No.OLD_EXCEL, when=content.startswith(b"\xd0\xcf\x11\xe0"))
    found = _workbook(content, sheet) if content.startswith(b"PK") else _text(content)
    _refuse(No.EMPTY, when=not any(any(_filled(cell) for cell in row) for row in found.rows))
    _refuse(No.TOO_MANY_ROWS, when=len(found.rows) > MOST_ROWS + 20, most=MOST_ROWS)
    return found


def _refuse(code: StrEnum, *, when: bool, **facts: object) -> None:
    if when:
        raise Refused([Because(code, facts)])


def _filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _workbook(content: bytes, wanted: str) -> Sheet:
    _looked_through(content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(
            one.name for one in book.sheets_metadata
            if one.visible is python_calamine.SheetVisibleEnum.Visible
            and one.typ is python_calamine.SheetTypeEnum.WorkSheet
        )  # fmt: skip
        _refuse(No.NO_SUCH_SHEET, when=bool(wanted) and wanted not in names, sheets=", ".join(names))
        rows = {name: _rows(book, name) for name in ((wanted,) if wanted else names)}
    except python_calamine.PasswordError:
        raise Refused([Because(No.LOCKED)]) from None
    except python_calamine.CalamineError:
        raise Refused([Because(No.NOT_A_LIST)]) from None
    filled = [name for name in rows if rows[name]]
    _refuse(No.EMPTY, when=not filled)
    _refuse(No.WHICH_SHEET, when=len(filled) > 1, sheets=", ".join(filled))
    return Sheet(rows[filled[0]], filled[0], names)


def _rows(book: python_calamine.CalamineWorkbook, name: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    return rows if any(_filled(cell) for row in rows for cell in row) else []


_CELL = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]*?\br="([A-Z]*)([0-9]+)"')
_A_ROW = re.compile(rb"<(?:\w+:)?row\b")


# What the library raises for a file that is cut short, has been written over, or is packed in a way it does not know:
# it lets through what its own parts raise, each by a name of its own.
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, ValueError)


def _looked_through(content: bytes) -> None:
    """Before a parser makes room for it: how much the file unpacks to, and how far out its outermost cell stands.

    One cell in the last row and column makes a table of seventeen thousand million cells out of a file of 5 kB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _refuse(No.SWELLS, when=sum(part.file_size for part in parts) > MOST_UNPACKED)
            _refuse(No.LOCKED, when=any(part.flag_bits & 1 for part in parts))
            _refuse(No.NOT_A_LIST, when="xl/workbook.xml" not in {part.filename for part in parts})
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    with packed.open(part) as unpacked:
                        _not_too_far_out(unpacked.read(MOST_UNPACKED))
    except BROKEN:
        raise Refused([Because(No.NOT_A_LIST)]) from None


def _not_too_far_out(sheet: bytes) -> None:
    rows = columns = 0
    for letters, digits in _CELL.findall(sheet):
        rows = max(rows, int(digits[:9]))
        columns = max(columns, _column(letters[:4]))
    _refuse(No.TOO_MANY_ROWS, when=max(rows, len(_A_ROW.findall(sheet))) > MOST_ROWS + 20, most=MOST_ROWS)
    _refuse(No.TOO_WIDE, when=columns > MOST_COLUMNS, most=MOST_COLUMNS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(content: bytes) -> Sheet:
    # A text of an office has no NUL; a PDF, a picture or a file of Word begins with what no heading is.
    _refuse(No.NOT_A_LIST, when=b"\0" in content or content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"{\\rtf")))
    text, encoding = _decoded(content)
    separator = _separator(text)
    rows: list[list[Cell]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            _refuse(No.TOO_MANY_ROWS, when=number > MOST_ROWS + 20, most=MOST_ROWS)
            _refuse(No.TOO_WIDE, when=len(row) > MOST_COLUMNS, most=MOST_COLUMNS)
            rows.append(list(row))
    except csv.Error:
        raise Refused([Because(No.NOT_A_LIST)]) from None
    return Sheet(rows, encoding=encoding, separator=separator)


def _decoded(content: bytes) -> tuple[str, str]:
    """utf-8 (with or without its mark) where it fits, else the code page of Swedish Windows, which fits nearly all."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused([Because(No.NOT_A_LIST)])
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def _separator(text: str) -> str:
    """The sign that parts the first filled lines alike, outside quotes; a semicolon where none does."""
    lines = list(_first_lines(text))
    counts = {sign: [len(next(csv.reader([line], delimiter=sign), [])) for line in lines] for sign in ";,\t"}
    best = max(counts, key=lambda sign: (min(counts[sign], default=0) > 1, max(counts[sign], default=0)))
    return best if max(counts[best], default=0) > 1 else ";"


def _first_lines(text: str) -> Iterator[str]:
    left = 5
    for line in text[:20_000].splitlines():
        if line.strip() and left:
            left -= 1
            yield line
