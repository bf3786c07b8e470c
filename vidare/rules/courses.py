"""Courses of Swedish with their days, and the days between them when nobody was taught anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.calendar import is_open_day
from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.period import ONE_DAY, Period

LONGEST_SCHOOL = 120


class Track(StrEnum):
    """The paths of Swedish for immigrants, by how much schooling somebody has had before."""

    FIRST = "sfi-path-1"
    SECOND = "sfi-path-2"
    THIRD = "sfi-path-3"


class Level(StrEnum):
    A = "sfi-a"
    B = "sfi-b"
    C = "sfi-c"
    D = "sfi-d"
    SECOND_LANGUAGE = "swedish-as-a-second-language"


# A path begins further on for those who have gone to school longer. What follows after the paths belongs to none.
LEVELS: dict[Track, frozenset[Level]] = {
    Track.FIRST: frozenset({Level.A, Level.B, Level.C, Level.D}),
    Track.SECOND: frozenset({Level.B, Level.C, Level.D}),
    Track.THIRD: frozenset({Level.C, Level.D}),
}


class Ending(StrEnum):
    PASSED = "passed"
    BROKEN_OFF = "broken-off"
    IN_ERROR = "written-in-error"


class No(StrEnum):
    DAYS = "courses.ends-before-it-starts"
    TRACK = "courses.not-on-this-path"
    TRACK_MISSING = "courses.path-missing"
    SCHOOL = "courses.school-too-long"
    TWICE = "courses.stands-there-already"
    ENDED = "courses.has-ended-already"
    NOT_YET = "courses.not-ended-yet"


@dataclass(frozen=True, slots=True)
class Attended:
    """One course. ``end`` None: nobody knows yet when it ends."""

    level: Level
    track: Track | None
    start: date
    end: date | None = None
    school: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a course between two. ``end`` None: no next course is known."""

    start: date
    end: date | None
    days: int


def may_note(course: Attended, *, before: Iterable[Attended]) -> Decision:
    """May this course be written down? ``before`` holds those that stand there."""
    return Decision.of(_faults(course, tuple(before)))


def _faults(course: Attended, before: tuple[Attended, ...]) -> Iterator[Because]:
    if course.end is not None and course.end < course.start:
        yield Because(No.DAYS)
    if len(course.school) > LONGEST_SCHOOL:
        yield Because(No.SCHOOL, {"longest": LONGEST_SCHOOL})
    if course.track is None and course.level is not Level.SECOND_LANGUAGE:
        yield Because(No.TRACK_MISSING)
    if course.track is not None and course.level not in LEVELS[course.track]:
        yield Because(No.TRACK)
    if any((one.level, one.start) == (course.level, course.start) for one in before):
        yield Because(No.TWICE)


def may_end(ending: Ending, *, ended: bool, start: date, last: date, on: date) -> Decision:
    """May it be said how a course ended? What was written in error can be taken away on any day."""
    decision = no(No.ENDED) if ended else YES
    if ending is Ending.IN_ERROR:
        return decision
    if last < start:
        decision &= no(No.DAYS)
    return decision & (no(No.NOT_YET) if last > on else YES)


def gaps(courses: Iterable[Attended], *, on: date) -> tuple[Gap, ...]:
    """The spans between courses in which there was a day to be taught on, the latest first.

    Overlapping courses are one; a weekend or a holiday between two is no gap. After the last course the gap goes on.
    """
    found: list[Gap] = []
    reached: date | None = None
    for one in sorted(courses, key=lambda one: one.start):
        if reached is not None and one.start > reached + ONE_DAY:
            found += _gap(reached + ONE_DAY, one.start - ONE_DAY)
        if one.end is None:  # it goes on, and so there is nothing after it to be without
            return tuple(reversed(found))
        reached = one.end if reached is None else max(reached, one.end)
    if reached is not None and reached < on:
        found += [Gap(one.start, None, one.days) for one in _gap(reached + ONE_DAY, on)]
    return tuple(reversed(found))


def _gap(start: date, end: date) -> list[Gap]:
    if not any(is_open_day(day) for day in Period(start, end).days()):
        return []
    return [Gap(start, end, (end - start).days + 1)]
