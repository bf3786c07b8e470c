"""How many there are outside: a denominator that the house cannot count itself, with its source and its day."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.decision import Because, Refused

COLUMNS = ("measure", "as_of", "people", "source")
LARGEST = 200_000  # characters: a year's numbers are some lines
MOST_PEOPLE = 10_000_000


class Measure(StrEnum):
    """What was counted outside."""

    YOUNG_OUTSIDE = "young-outside-work-and-school"
    YOUTH_RESPONSIBILITY = "youth-responsibility"


# The ages, both included, that each is about: those in the numerator are of the same.
AGES = {Measure.YOUNG_OUTSIDE: (16, 24), Measure.YOUTH_RESPONSIBILITY: (16, 19)}


class No(StrEnum):
    """What is wrong with a file of numbers, each with its row."""

    EMPTY = "population.empty"
    TOO_LARGE = "population.too-large"
    COLUMNS = "population.columns"
    MEASURE = "population.measure"
    DAY = "population.day"
    IN_FUTURE = "population.in-future"
    PEOPLE = "population.people"
    SOURCE_MISSING = "population.source-missing"
    TWICE = "population.twice"


@dataclass(frozen=True, slots=True)
class Count:
    """So many people outside the house, counted by somebody else for a day."""

    measure: Measure
    as_of: date
    people: int
    source: str


def read(text: str, *, on: date) -> tuple[Count, ...]:
    """The lines of a file with the columns ``measure,as_of,people,source``. Raises Refused with all its faults."""
    if len(text) > LARGEST:
        raise Refused([Because(No.TOO_LARGE)])
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    if not rows:
        raise Refused([Because(No.EMPTY)])
    if missing := [name for name in COLUMNS if name not in rows[0]]:
        raise Refused([Because(No.COLUMNS, {"missing": ", ".join(missing)})])
    faults: list[Because] = []
    found: dict[tuple[Measure, date], Count] = {}
    for number, row in enumerate(rows, start=2):
        wrong = list(_faults(row, number, on=on))
        faults += wrong
        if wrong:
            continue
        one = Count(
            Measure(row["measure"]), date.fromisoformat(row["as_of"]), int(row["people"]), row["source"].strip()
        )
        if found.setdefault((one.measure, one.as_of), one) is not one:
            faults.append(Because(No.TWICE, {"row": number}))
    if faults:
        raise Refused(faults)
    return tuple(found.values())


def _faults(row: Mapping[str, str | None], number: int, *, on: date) -> Iterator[Because]:
    if row["measure"] not in set(Measure):
        yield Because(No.MEASURE, {"row": number, "known": ", ".join(Measure)})
    try:
        if date.fromisoformat(row["as_of"] or "") > on:
            yield Because(No.IN_FUTURE, {"row": number})
    except ValueError:
        yield Because(No.DAY, {"row": number})
    people = row["people"] or ""
    if not (people.isascii() and people.isdigit() and len(people) < 9 and 0 < int(people) <= MOST_PEOPLE):
        yield Because(No.PEOPLE, {"row": number})
    if not (row["source"] or "").strip():
        yield Because(No.SOURCE_MISSING, {"row": number})
