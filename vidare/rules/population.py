"""How many there are outside: a denominator that the house cannot count itself, with its source and its day."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.decision import Because, Refused
from vidare.rules.identity import Sex
from vidare.rules.period import Period
from vidare.rules.programmes import Policy, asked_on

COLUMNS = ("measure", "as_of", "people", "source")
# What a line tells beside when it is about a closed cohort; ``board`` where a service has several.
COHORT = ("sex", "ended_from", "ended_to", "in_work_or_studies", "unknown")
BOARD = "board"
LARGEST = 200_000  # characters: a year's numbers are some lines
MOST_PEOPLE = 10_000_000


class Measure(StrEnum):
    """What was counted outside."""

    YOUNG_OUTSIDE = "young-outside-work-and-school"
    YOUTH_RESPONSIBILITY = "youth-responsibility"
    NEWLY_ARRIVED = "newly-arrived-after-programme"


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
    COHORT_MISSING = "population.cohort-missing"
    SEX = "population.sex"
    COHORT_DAYS = "population.cohort-days"
    COHORT_OPEN = "population.cohort-open"
    PARTS = "population.parts"
    BOARD = "population.board"
    TWICE = "population.twice"


@dataclass(frozen=True, slots=True)
class Cohort:
    """Of those whose introduction programme ended in ``ended``: in work, studies or a business of their own on the
    ninetieth day after, and of whom it is not known. Closed: the ninetieth day of the last had come.
    """

    sex: Sex
    ended: Period
    onward: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Count:
    """So many people outside the house, counted by somebody else for a day. ``board``: whose they are, by its code."""

    measure: Measure
    as_of: date
    people: int
    source: str
    cohort: Cohort | None = None
    board: str = ""
    row: int = 0


def read(text: str, *, on: date) -> tuple[Count, ...]:
    """The lines of a file with the columns ``measure,as_of,people,source``, and those of ``COHORT`` where a line is
    about one. Raises Refused with all its faults.
    """
    if len(text) > LARGEST:
        raise Refused([Because(No.TOO_LARGE)])
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    if not rows:
        raise Refused([Because(No.EMPTY)])
    if missing := [name for name in COLUMNS if name not in rows[0]]:
        raise Refused([Because(No.COLUMNS, {"missing": ", ".join(missing)})])
    faults: list[Because] = []
    found: dict[tuple[object, ...], Count] = {}
    for number, row in enumerate(rows, start=2):
        wrong = list(_faults(row, number, on=on))
        faults += wrong
        if wrong:
            continue
        one = _count(row, number)
        ended = (one.cohort.sex, one.cohort.ended) if one.cohort else None
        if found.setdefault((one.measure, one.as_of, one.board, ended), one) is not one:
            faults.append(Because(No.TWICE, {"row": number}))
    if faults:
        raise Refused(faults)
    return tuple(found.values())


def _count(row: Mapping[str, str | None], number: int) -> Count:
    said = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    measure = Measure(said["measure"])
    cohort = None
    if measure is Measure.NEWLY_ARRIVED:
        ended = Period(date.fromisoformat(said["ended_from"]), date.fromisoformat(said["ended_to"]))
        cohort = Cohort(Sex(said["sex"]), ended, int(said["in_work_or_studies"]), int(said["unknown"]))
    day = date.fromisoformat(said["as_of"])
    return Count(measure, day, int(said["people"]), said["source"], cohort, said.get(BOARD, ""), number)


def _faults(row: Mapping[str, str | None], number: int, *, on: date) -> Iterator[Because]:
    if row["measure"] not in set(Measure):
        yield Because(No.MEASURE, {"row": number, "known": ", ".join(Measure)})
    as_of = _day(row["as_of"])
    if as_of is None:
        yield Because(No.DAY, {"row": number})
    elif as_of > on:
        yield Because(No.IN_FUTURE, {"row": number})
    whole = row["measure"] == Measure.NEWLY_ARRIVED
    people = _number(row["people"])
    if people is None or (people == 0 and not whole):
        yield Because(No.PEOPLE, {"row": number})
    if not (row["source"] or "").strip():
        yield Because(No.SOURCE_MISSING, {"row": number})
    if whole:
        yield from _against_cohort(row, number, as_of, people)


def _against_cohort(
    row: Mapping[str, str | None], number: int, as_of: date | None, people: int | None
) -> Iterator[Because]:
    """A cohort of none is a cohort; one whose ninetieth day has not come is none yet."""
    if missing := [name for name in COHORT if not (row.get(name) or "").strip()]:
        yield Because(No.COHORT_MISSING, {"row": number, "missing": ", ".join(missing)})
        return
    if row["sex"] not in set(Sex):
        yield Because(No.SEX, {"row": number, "known": ", ".join(Sex)})
    first, last = _day(row["ended_from"]), _day(row["ended_to"])
    if first is None or last is None or last < first:
        yield Because(No.COHORT_DAYS, {"row": number})
    elif as_of is not None and (closes := asked_on(last, policy=Policy())) > as_of:
        yield Because(No.COHORT_OPEN, {"row": number, "closes": closes})
    parts = [_number(row[name]) for name in ("in_work_or_studies", "unknown")]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or (people is not None and sum(known) > people):
        yield Because(No.PARTS, {"row": number})


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    said = (text or "").strip()
    fits = said.isascii() and said.isdigit() and len(said) < 9 and int(said) <= MOST_PEOPLE
    return int(said) if fits else None


def latest_cohort(counts: Iterable[Count], *, on: date) -> tuple[Count, ...]:
    """The lines of the cohort that was closed last by the day: of each board and sex the one that is true for the
    latest day. Lines of cohorts with other days are not added to it.
    """
    closed = [
        one for one in counts
        if one.cohort is not None and one.as_of <= on and asked_on(_last(one.cohort), policy=Policy()) <= on
    ]  # fmt: skip
    if not closed:
        return ()
    days = max((one.cohort.ended for one in closed if one.cohort), key=lambda ended: (_end(ended), ended.start))
    found: dict[tuple[str, Sex], Count] = {}
    for one in sorted(closed, key=lambda one: one.as_of):
        if one.cohort is not None and one.cohort.ended == days:
            found[one.board, one.cohort.sex] = one
    return tuple(found.values())


def _last(cohort: Cohort) -> date:
    return _end(cohort.ended)


def _end(ended: Period) -> date:
    """A cohort's days always end."""
    assert ended.end is not None
    return ended.end
