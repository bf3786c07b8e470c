"""A week's hours by kind: what is planned, what was seen, and what nobody has said anything about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vidare.rules.attendance import CAME, Verdict
from vidare.rules.services import ActivityKind

HOUR = 60


class Kind(StrEnum):
    """What an hour is spent on. Own job search gets its time in the plan and is never assigned."""

    ASSIGNED = "assigned"
    NOT_ASSIGNED = "not-assigned"
    EDUCATION = "hours-education"
    PLACEMENT = "hours-placement"
    WORK = "hours-work"
    JOB_SEARCH = "own-job-search"


OUTSIDE = {ActivityKind.EDUCATION: Kind.EDUCATION, ActivityKind.PLACEMENT: Kind.PLACEMENT}


@dataclass(frozen=True, slots=True)
class Booked:
    """A booked time in an activity, in minutes. ``verdict`` None stands for a time that has not been yet."""

    activity: int
    kind: Kind
    minutes: int
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Time that is agreed or decided as hours a week. ``activity`` names the one whose booked times say it better."""

    kind: Kind
    minutes: int
    activity: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Minutes of one kind. Of what is planned: seen, away with and without valid reason, being looked at, not
    registered, still to come, and what is followed elsewhere and not hour by hour here."""

    kind: Kind
    planned: int = 0
    came: int = 0
    valid: int = 0
    invalid: int = 0
    waiting: int = 0
    not_registered: int = 0
    coming: int = 0
    elsewhere: int = 0

    def __add__(self, other: Line) -> Line:
        return Line(self.kind, *(getattr(self, name) + getattr(other, name) for name in Line.__slots__[1:]))


@dataclass(frozen=True, slots=True)
class Hours:
    """A week by kind. The parts of every line, and of the whole, sum to what is planned."""

    lines: tuple[Line, ...] = ()

    def total(self, name: str) -> int:
        return sum(getattr(line, name) for line in self.lines)

    @property
    def planned(self) -> int:
        return self.total("planned")

    @property
    def came(self) -> int:
        return self.total("came")

    @property
    def not_registered(self) -> int:
        return self.total("not_registered")

    def lacking(self, required_hours: int) -> int:
        """Minutes that are asked for and not planned yet. It is the board that offers them."""
        return max(required_hours * HOUR - self.planned, 0)


def kind_of(activity: ActivityKind | None, *, assigned: bool) -> Kind:
    """Education and placement are told apart from the rest; of the rest, what the board has decided."""
    outside = OUTSIDE.get(activity) if activity else None
    return outside or (Kind.ASSIGNED if assigned else Kind.NOT_ASSIGNED)


def by_kind(booked: Iterable[Booked], standing: Iterable[Standing]) -> Hours:
    """The week's hours by kind, in the order of the kinds. An hour that is called off is no hour.

    An activity's hours a week stand where none of its times are booked; where some are, the times say it.
    """
    found: dict[Kind, Line] = {}
    seen = set()
    for time in booked:
        seen.add(time.activity)
        if time.verdict is not Verdict.CANCELLED:
            found[time.kind] = found.get(time.kind, Line(time.kind)) + _line(time)
    for agreed in standing:
        if agreed.minutes and agreed.activity not in seen:
            line = Line(agreed.kind, planned=agreed.minutes, elsewhere=agreed.minutes)
            found[agreed.kind] = found.get(agreed.kind, Line(agreed.kind)) + line
    return Hours(tuple(found[kind] for kind in Kind if kind in found))


def _line(time: Booked) -> Line:
    """What nobody has said anything about is not registered; it is never absence."""
    if time.verdict is None:
        return Line(time.kind, planned=time.minutes, coming=time.minutes)
    if time.verdict in CAME:
        return Line(time.kind, planned=time.minutes, came=time.minutes)
    if time.verdict is Verdict.ABSENT_VALID:
        return Line(time.kind, planned=time.minutes, valid=time.minutes)
    if time.verdict is Verdict.ABSENT_INVALID:
        return Line(time.kind, planned=time.minutes, invalid=time.minutes)
    if time.verdict is Verdict.CONTESTED:
        return Line(time.kind, planned=time.minutes, waiting=time.minutes)
    return Line(time.kind, planned=time.minutes, not_registered=time.minutes)
