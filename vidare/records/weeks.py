"""What somebody's weeks are made of: booked times, and what is agreed or decided as hours a week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from vidare.records.activities import Assignment, Booking, Enrolment
from vidare.records.outcomes import OccupationSpell
from vidare.records.placements import Placement
from vidare.records.plans import Plan
from vidare.records.together import Part, beside, those
from vidare.rules.access import Scope
from vidare.rules.activities import AssignmentState, BookingState, EnrolmentState
from vidare.rules.attendance import Verdict
from vidare.rules.calendar import Week, bounds, local_day
from vidare.rules.hours_by_kind import HOUR, Booked, Hours, Kind, Standing, by_kind, kind_of
from vidare.rules.outcomes import Occupation
from vidare.rules.period import Period
from vidare.rules.placements import Kind as PlacementKind
from vidare.rules.placements import State as PlacementState
from vidare.rules.plans import State as PlanState
from vidare.rules.services import ActivityKind

BINDS = (AssignmentState.DECIDED.value, AssignmentState.ENDED.value)
ENROLLED = (EnrolmentState.RUNNING.value, EnrolmentState.COMPLETED.value, EnrolmentState.BROKEN_OFF.value)
PLACED = (PlacementState.RUNNING.value, PlacementState.FOLLOWED_UP.value, PlacementState.ENDED.value)
DOES = {
    Occupation.WORK.value: Kind.WORK,
    Occupation.OWN_BUSINESS.value: Kind.WORK,
    Occupation.STUDIES.value: Kind.EDUCATION,
}


@dataclass(frozen=True, slots=True)
class Time:
    """A booked time as it is kept."""

    activity: int
    kind: ActivityKind | None
    starts_at: datetime
    ends_at: datetime
    verdict: Verdict | None
    off: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """Hours a week on some days. ``activity`` 0 where no activity stands behind them."""

    days: Period
    hours: int
    kind: Kind
    activity: int = 0


@dataclass(slots=True)
class Kept:
    """One person's, in a span of days."""

    times: list[Time] = field(default_factory=list)
    assigned: list[Agreed] = field(default_factory=list)
    enrolled: list[Agreed] = field(default_factory=list)
    others: list[Agreed] = field(default_factory=list)

    def week(self, week: Week, *, at: datetime) -> Hours:
        """The hours by kind. What nobody has said anything about is not registered once it is over, and to come before.

        A place has a verdict from the day it is booked, so that verdict alone does not tell that the time has been.
        """
        assigned = [one for one in self.assigned if one.days.overlaps(week.period)]
        decided = {one.activity: one for one in assigned}
        times = [time for time in self.times if local_day(time.starts_at) in week.period]
        placed = any(one.kind is Kind.PLACEMENT and one.days.overlaps(week.period) for one in self.others)
        free = {
            one.activity: one
            for one in self.enrolled
            if one.days.overlaps(week.period)
            and one.activity not in decided
            and not (placed and one.kind is Kind.PLACEMENT)
        }
        standing = [
            Standing(one.kind, one.hours * HOUR, one.activity or None)
            for one in [*decided.values(), *free.values(), *self.others]
            if one.days.overlaps(week.period)
        ]
        return by_kind([_booked(time, time.activity in decided, at) for time in times], standing)


def _booked(time: Time, assigned: bool, at: datetime) -> Booked:
    minutes = int((time.ends_at - time.starts_at).total_seconds()) // 60
    verdict = time.verdict
    if time.off:
        verdict = Verdict.CANCELLED
    elif verdict in (None, Verdict.NOT_REGISTERED):
        verdict = Verdict.NOT_REGISTERED if time.ends_at <= at else None
    return Booked(time.activity, kind_of(time.kind, assigned=assigned), minutes, verdict)


def kept(scope: Scope, persons: Collection[int], span: Period) -> Part[dict[int, Kept]]:
    """What the scope may see of these persons' weeks, in six questions however many they are."""
    last = span.end or span.start
    during = Q(start__lte=last) & (Q(end=None) | Q(end__gte=span.start))
    booked = Booking.visible_to(scope).filter(
        person__in=persons, state=BookingState.BOOKED.value, starts_at__gte=bounds(span.start)[0],
        starts_at__lt=bounds(last)[1],
    )  # fmt: skip
    activity = ("activity_id", "activity__kind", "activity__hours_per_week")
    plans = Plan.visible_to(scope).filter(
        person__in=persons, state=PlanState.AGREED.value, start__lte=last, search_hours_per_week__gt=0
    )
    does = OccupationSpell.visible_to(scope).filter(during, person__in=persons, occupation__in=DOES)
    times, assigned, enrolled, placed, occupied, searching = yield from beside(
        those(booked.order_by("starts_at", "pk").values_list(
            "person_id", "session__activity_id", "session__activity__kind", "starts_at", "session__ends_at", "verdict",
            "session__cancelled_at")),
        those(Assignment.visible_to(scope).filter(during, person__in=persons, state__in=BINDS).order_by("pk")
              .values_list("person_id", *activity, "start", "end", "ended_on")),
        those(Enrolment.visible_to(scope).filter(during, person__in=persons, state__in=ENROLLED).order_by("pk")
              .values_list("person_id", *activity, "start", "end")),
        those(Placement.visible_to(scope).filter(during, person__in=persons, state__in=PLACED).order_by("pk")
              .values_list("person_id", "kind", "hours_per_week", "start", "end", "ended_on")),
        those(does.filter(hours_per_week__isnull=False).order_by("pk")
              .values_list("person_id", "occupation", "hours_per_week", "start", "end")),
        those(plans.order_by("pk").values_list("person_id", "search_hours_per_week", "start")),
    )  # fmt: skip
    found: defaultdict[int, Kept] = defaultdict(Kept)
    for person, what, kind, starts_at, ends_at, verdict, off in times:
        said = Verdict(verdict) if verdict else None
        found[person].times.append(Time(what, _kind(kind), starts_at, ends_at, said, off is not None))
    for person, what, kind, hours, start, end, ended in assigned:
        if days := _days(start, end, ended):
            found[person].assigned.append(Agreed(days, hours, kind_of(_kind(kind), assigned=True), what))
    for person, what, kind, hours, start, end in enrolled:
        found[person].enrolled.append(Agreed(Period(start, end), hours, kind_of(_kind(kind), assigned=False), what))
    for person, kind, hours, start, end, ended in placed:
        if days := _days(start, end, ended):
            which = Kind.WORK if kind == PlacementKind.EMPLOYMENT.value else Kind.PLACEMENT
            found[person].others.append(Agreed(days, hours, which))
    for person, what, hours, start, end in occupied:
        found[person].others.append(Agreed(Period(start, end), hours, DOES[what]))
    for person, hours, start in searching:
        found[person].others.append(Agreed(Period(start), hours, Kind.JOB_SEARCH))
    return dict(found)


def _days(start: date, end: date | None, ended: date | None) -> Period | None:
    """From its first day to the one on which it really ended; None for what ended before it began."""
    last = min((day for day in (end, ended) if day is not None), default=None)
    return Period(start, last) if last is None or last >= start else None


def _kind(code: str) -> ActivityKind | None:
    return ActivityKind(code) if code in set(ActivityKind) else None


def weeks_back(day: date, count: int) -> list[Week]:
    """The week of a day and those before it, the latest first."""
    return [Week.of(day - timedelta(weeks=number)) for number in range(count)]
