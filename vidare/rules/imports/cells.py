"""One cell read as what its column means: a day, an hour, a number, a name; whatever Excel made of it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from vidare.rules.decision import Because, Refused
from vidare.rules.identity import has_hidden_signs
from vidare.rules.imports.codes import Fault
from vidare.rules.imports.files import Cell
from vidare.rules.imports.headings import folded

EXCELS_FIRST_DAY = date(1899, 12, 30)
LAST_SERIAL = 73_050  # the last day of the year 2099
YES = {"ja", "j", "yes", "y", "x", "1", "true", "sant", "skyddad", "sekretess", "sekretessmarkerad", "skydd"}
NO = {"nej", "n", "no", "0", "false", "falskt", "oppen", "ingen", "inte", ""}
MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9}
MONTHS |= {"okt": 10, "oct": 10, "nov": 11, "dec": 12}
STARTS = (
    "man mon ma mo",
    "tis tue ti tu",
    "ons wed on we",
    "tor thu to th",
    "fre fri fr",
    "lor sat lo sa",
    "son sun so su",
)
WEEKDAYS = {start: number for number, starts in enumerate(STARTS, 1) for start in starts.split()}
LONGEST = 200


def refuse(code: Fault, **facts: object) -> Refused:
    return Refused([Because(code, facts)])


def text_of(cell: Cell) -> str:
    """What stands in the cell, on one line. Whole numbers have no decimals; a formula is the text that it is."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return " ".join(str(cell).split())


def plain_text(cell: Cell, *, longest: int = LONGEST) -> str:
    """A text that is kept as it stands. Raises :class:`Refused` for one that is too long or holds hidden signs."""
    text = unicodedata.normalize("NFC", text_of(cell))
    if has_hidden_signs(text):
        raise refuse(Fault.HIDDEN_SIGNS)
    if len(text) > longest:
        raise refuse(Fault.TOO_LONG, most=longest)
    return text


def digits_of(text: str) -> str:
    """Digits of any script as 0–9; everything else as it stands."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign for sign in text)


_ISO = re.compile(r"(\d{4})(?:[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{2})(\d{2}))(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4}|\d{2})")
_IN_WORDS = re.compile(r"(?:\w+ )?(?:den )?(\d{1,2})[. ]*([a-zA-ZåäöÅÄÖ]{3,9})[. ]*(\d{4})")


def day_of(cell: Cell) -> date | None:
    """A day in any of its shapes: 2026-11-24, 20261124, 24/11 2026, 24.11.2026, 24 nov 2026, Excel's own number.

    The day comes before the month, as everywhere in Europe. Nothing answers nothing; raises :class:`Refused`.
    """
    if isinstance(cell, datetime):
        return _known_day(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return _known_day(cell.year, cell.month, cell.day)
    text = digits_of(text_of(cell)).strip()
    if not text:
        return None
    if re.fullmatch(r"\d{5}", text) or (isinstance(cell, float) and 1 <= cell <= LAST_SERIAL):
        return _serial(float(text))
    if found := _ISO.fullmatch(text):
        return _known_day(*(int(part) for part in found.groups() if part))
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
        return _known_day(year + 2000 if year < 100 else year, month, day)
    if (found := _IN_WORDS.fullmatch(text)) and (named := MONTHS.get(folded(found[2])[:3])):
        return _known_day(int(found[3]), named, int(found[1]))
    raise refuse(Fault.DAY)


def _serial(number: float) -> date:
    if not 1 <= number <= LAST_SERIAL:
        raise refuse(Fault.DAY)
    return EXCELS_FIRST_DAY + timedelta(days=int(number))


def _known_day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise refuse(Fault.DAY) from None
    if not 1900 <= found.year <= 2100:
        raise refuse(Fault.DAY)
    return found


_CLOCK = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[.:](\d{2}))?(?::\d{2})?")


def clock_of(cell: Cell) -> time | None:
    """9, 9.00, 09:00, kl. 9, or the part of a day that Excel keeps. Raises :class:`Refused`."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, timedelta):
        cell = cell.total_seconds() / 86_400
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 1440)
        return _known_clock(minutes // 60, minutes % 60)
    if (
        isinstance(cell, float) and 1 <= cell < 24 and not cell.is_integer()
    ):  # 9.3 is how Excel keeps what was written as 9.30
        return _known_clock(int(cell), round((cell - int(cell)) * 100))
    text = digits_of(text_of(cell)).strip().casefold()
    if not text:
        return None
    if found := _CLOCK.fullmatch(text):
        return _known_clock(int(found[1]), int(found[2] or 0))
    raise refuse(Fault.CLOCK)


def _known_clock(hour: int, minute: int) -> time:
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        raise refuse(Fault.CLOCK)
    return time(hour, minute)


def span_of(cell: Cell) -> tuple[time, time] | None:
    """9.00–11.00 in one cell. Raises :class:`Refused`."""
    text = text_of(cell).strip()
    if not text:
        return None
    parts = [part for part in re.split(r"\s*(?:-|–|—|till|to)\s*", text) if part]
    if len(parts) != 2:
        raise refuse(Fault.CLOCK)
    start, end = clock_of(parts[0]), clock_of(parts[1])
    if start is None or end is None:
        raise refuse(Fault.CLOCK)
    return start, end


def weekday_of(cell: Cell) -> int | None:
    """1 is Monday. Raises :class:`Refused`."""
    text = folded(text_of(cell))
    if not text:
        return None
    found = WEEKDAYS.get(text[:3]) or (WEEKDAYS.get(text) if len(text) == 2 else None)
    if found is None:
        raise refuse(Fault.WEEKDAY)
    return found


def yes_of(cell: Cell) -> bool:
    """Raises :class:`Refused` for what is neither yes nor no."""
    text = folded(text_of(cell))
    if text in YES:
        return True
    if text in NO or text in {"-", "–"}:
        return False
    raise refuse(Fault.YES_OR_NO)


def whole_of(cell: Cell, *, most: int = 1000) -> int | None:
    text = digits_of(text_of(cell)).strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}", text) or int(text) > most:
        raise refuse(Fault.WHOLE)
    return int(text)


def ore_of(cell: Cell) -> int | None:
    """Kronor with or without öre, as öre: 4 500, 4500,50, 4 500 kr, 4500:-. Raises :class:`Refused`."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        text = f"{cell:.2f}"
    else:
        text = digits_of(text_of(cell)).casefold()
        text = re.sub(r"(kronor|kr|sek|:-|,-)\.?$", "", re.sub(r"\s", "", text))
    if not text:
        return None
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?", text):
        text = text.replace(".", "")
    found = re.fullmatch(r"(\d{1,7})(?:[.,](\d{1,2}))?", text)
    if found is None:
        raise refuse(Fault.AMOUNT)
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
