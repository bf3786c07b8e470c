"""The quarter's report of the activity requirement, by obstacle: who was assigned, and what the board decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.absences import BoardDecision
from vidare.rules.period import Period

CODES_KIND = "definition-obstacle-codes"
NOT_KNOWN = "not-known"  # what the rule set calls an obstacle that nobody has written


class Outcome(StrEnum):
    """What happened to somebody with support in a quarter. Everybody is in exactly one."""

    DENIED = "quarter-denied"
    REDUCED = "quarter-reduced"
    ASSIGNED = "quarter-assigned"
    NOT_ASSIGNED = "quarter-not-assigned"


class Measure(StrEnum):
    """What the report says of an obstacle."""

    ASSIGNED = "report-assigned"
    DENIED_OR_REDUCED = "report-denied-or-reduced"


OF = {
    Measure.ASSIGNED: (Outcome.ASSIGNED, Outcome.DENIED, Outcome.REDUCED),
    Measure.DENIED_OR_REDUCED: (Outcome.DENIED, Outcome.REDUCED),
}


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year. Raises ``ValueError`` for what is no quarter."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 4 and 2000 <= self.year <= 2100):
            raise ValueError(f"{self.year}Q{self.number} is no quarter")

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> Quarter:
        """From 2026Q4. Raises ``ValueError``."""
        year, letter, number = text[:4], text[4:5], text[5:]
        if letter not in ("Q", "q", "K", "k") or not (year.isdecimal() and number.isdecimal()):
            raise ValueError(f"{text!r} is no quarter like 2026Q4")
        return cls(int(year), int(number))

    @property
    def period(self) -> Period:
        first = date(self.year, 3 * self.number - 2, 1)
        return Period(first, Period.month(self.year, 3 * self.number).end)

    @property
    def before(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody with support, or an assignment, or a decision in the quarter. ``obstacle`` empty: nobody has written it.

    ``decided``: what the board decided in the quarter, the latest last.
    """

    obstacle: str
    assigned: bool
    decided: tuple[BoardDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of an indicator: ``numerator`` of ``denominator`` persons, ``unknown`` of them without obstacle."""

    indicator: str
    measure: Measure
    numerator: int
    denominator: int
    unknown: int


def outcome(one: Recipient) -> Outcome:
    """A decision that changed the support comes before an assignment; the latest such decision says which."""
    changed = [decision for decision in one.decided if decision is not BoardDecision.UNCHANGED]
    if changed:
        return Outcome.DENIED if changed[-1] is BoardDecision.DENIED else Outcome.REDUCED
    return Outcome.ASSIGNED if one.assigned else Outcome.NOT_ASSIGNED


def counted(people: Iterable[Recipient], *, codes: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Persons by indicator and outcome; every indicator of ``codes`` is there, also where nobody stands behind it.

    What has no code of its own is counted where the codes put what is not known. Raises ``KeyError`` without that.
    """
    nobody = codes[NOT_KNOWN]
    found = Counter((codes.get(one.obstacle, nobody), outcome(one).value) for one in people)
    return {
        (indicator, each.value): found[indicator, each.value]
        for indicator in sorted(set(codes.values()))
        for each in Outcome
    }


def report(people: Iterable[Recipient], *, codes: Mapping[str, str]) -> tuple[Line, ...]:
    """Both measures of every indicator, and who of its persons has an obstacle that nobody has written."""
    everybody = list(people)
    cells = counted(everybody, codes=codes)
    unwritten = sum(1 for one in everybody if one.obstacle not in codes)
    return tuple(
        Line(
            indicator,
            measure,
            sum(cells[indicator, each.value] for each in OF[measure]),
            sum(cells[indicator, each.value] for each in Outcome),
            unwritten if indicator == codes[NOT_KNOWN] else 0,
        )
        for indicator in sorted(set(codes.values()))
        for measure in Measure
    )
