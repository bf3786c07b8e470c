"""One table of a file, read key by key: what is wrong is collected, and the reading goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from math import isfinite
from typing import Any, TypeVar

from vidare.rules.services.faults import Fault, FaultCode
from vidare.rules.services.lines import line_of
from vidare.rules.services.model import Plain, Words

Code = TypeVar("Code", bound=StrEnum)
F = FaultCode
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
NEVER = date(1900, 1, 1)
EARLIEST, LATEST = 1950, 2100  # years; what lies outside is a slip of the hand
LONGEST_TEXT = 10_000


class Faults:
    """The faults found so far, in the order of their lines."""

    def __init__(self, lines: Mapping[str, int]) -> None:
        self.lines = dict(lines)
        self.found: list[Fault] = []

    def add(self, key: str, code: FaultCode, **facts: object) -> None:
        self.found.append(Fault(key, line_of(self.lines, key), code, facts))

    def within(self, path: str) -> bool:
        """Whether a fault has been found at the path or inside it."""
        return any(fault.key == path or fault.key.startswith((f"{path}.", f"{path}[")) for fault in self.found)

    def sorted(self) -> list[Fault]:
        return sorted(self.found, key=lambda fault: (fault.line, fault.key, fault.code.value))


class Table:
    """A table at a path. Every ``take`` marks its key as known; ``done`` reports the keys nobody asked for."""

    def __init__(self, values: Mapping[str, Any], path: str, faults: Faults, *, absent: bool = False) -> None:
        self.values, self.path, self.faults, self.absent = values, path, faults, absent
        self.known: set[str] = set()

    def key(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def fault(self, name: str, code: FaultCode, **facts: object) -> None:
        """Of a table that is not there at all, one fault is enough: that it is missing."""
        if not self.absent:
            self.faults.add(self.key(name), code, **facts)

    def take(self, name: str, *, needed: bool) -> Any:
        self.known.add(name)
        if name not in self.values and needed:
            self.fault(name, F.MISSING)
        return self.values.get(name)

    def done(self) -> None:
        for name in self.values:
            if name not in self.known:
                self.fault(name, F.UNKNOWN_KEY)

    def text(self, name: str, *, needed: bool = True) -> str:
        value = self.take(name, needed=needed)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(name, F.NOT_A_TEXT)
            return ""
        if needed and not value.strip():
            self.fault(name, F.EMPTY)
        if len(value) > LONGEST_TEXT:
            self.fault(name, F.TOO_BIG, most=LONGEST_TEXT)
        return value

    def code(self, name: str, *, needed: bool = True) -> str:
        value = self.text(name, needed=needed)
        if value and (not CODE.fullmatch(value) or len(value) > 60):
            self.fault(name, F.NOT_A_CODE, value=value[:60])
        return value

    def number(self, name: str, *, least: int, most: int, default: int | None = None) -> int:
        value = self.take(name, needed=default is None)
        if value is None:
            return default if default is not None else least
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(name, F.NOT_A_NUMBER)
            return least
        if value < least:
            self.fault(name, F.TOO_SMALL, least=least)
        if value > most:
            self.fault(name, F.TOO_BIG, most=most)
        return value

    def truth(self, name: str) -> bool:
        value = self.take(name, needed=False)
        if value is not None and not isinstance(value, bool):
            self.fault(name, F.NOT_A_TRUTH)
        return value is True

    def day(self, name: str) -> date:
        value = self.take(name, needed=True)
        if isinstance(value, datetime) or not isinstance(value, date):
            if value is not None:
                self.fault(name, F.NOT_A_DATE)
            return NEVER
        if not EARLIEST <= value.year <= LATEST:
            self.fault(name, F.YEAR_UNLIKELY, year=str(value.year), earliest=str(EARLIEST), latest=str(LATEST))
        return value

    def clock(self, name: str) -> time:
        """Written as ``"09:00"``."""
        value = self.take(name, needed=True)
        if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII):
            return time.fromisoformat(value)
        if value is not None:
            self.fault(name, F.NOT_A_TIME)
        return time.min

    def list_of(self, name: str, *, needed: bool = True) -> list[Any]:
        value = self.take(name, needed=needed)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(name, F.NOT_A_LIST)
            return []
        return value

    def codes(self, name: str, known: Iterable[str], *, needed: bool = True) -> tuple[str, ...]:
        """A list of known codes, each at most once."""
        allowed, seen = sorted(known), []
        for number, value in enumerate(self.list_of(name, needed=needed), start=1):
            where = f"{name}[{number}]"
            if not isinstance(value, str):
                self.fault(where, F.NOT_A_TEXT)
            elif value not in allowed:
                self.fault(where, F.NOT_KNOWN, value=value[:60], known=", ".join(allowed))
            elif value in seen:
                self.fault(where, F.TWICE, value=value)
            else:
                seen.append(value)
        return tuple(seen)

    def one_of(self, name: str, kind: type[Code], *, default: Code) -> Code:
        value = self.text(name)
        if value in set(kind):
            return kind(value)
        if value:
            self.fault(name, F.NOT_KNOWN, value=value[:60], known=", ".join(sorted(kind)))
        return default

    def table(self, name: str, *, needed: bool = True) -> Table:
        value = self.take(name, needed=needed)
        if value is not None and not isinstance(value, dict):
            self.fault(name, F.NOT_A_TABLE)
        found = isinstance(value, dict)
        return Table(value if found else {}, self.key(name), self.faults, absent=not found)

    def tables(self, name: str, *, needed: bool = False) -> list[Table]:
        found = []
        for number, value in enumerate(self.list_of(name, needed=needed), start=1):
            path = f"{self.key(name)}[{number}]"
            if isinstance(value, dict):
                found.append(Table(value, path, self.faults))
            else:
                self.faults.add(path, F.NOT_A_TABLE)
        return found

    def words(self, name: str, languages: Iterable[str], *, needed: bool = True) -> Words:
        """A text in every one of ``languages``."""
        table = self.table(name, needed=needed)
        told = Words()
        for language in table.values:
            told[language] = table.text(language)
        for language in languages:
            if language not in told:
                table.fault(language, F.LANGUAGE_MISSING, language=language)
        return told

    def plain(self, name: str) -> dict[str, Plain]:
        """A table of plain values: texts, numbers, truths, and lists of texts or of whole numbers."""
        table = self.table(name)
        values: dict[str, Plain] = {}
        for key, value in table.values.items():
            if isinstance(value, (str, int)) or _plain_list(value) or (isinstance(value, float) and isfinite(value)):
                values[key] = value
            else:
                table.fault(key, F.NOT_A_PLAIN_VALUE)
        return values


def _plain_list(value: object) -> bool:
    if not isinstance(value, list):
        return False
    return all(isinstance(item, str) for item in value) or all(type(item) is int for item in value)
