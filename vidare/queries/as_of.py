"""What stood on a day that may be past: steps open then, plans both had agreed to, and stays in an activity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Q

from vidare.records.activities import Assignment, Enrolment
from vidare.records.plans import Agreement, Plan, Step
from vidare.records.together import Part, beside, those
from vidare.rules import activities, plans
from vidare.rules.lockin import Policy, joined
from vidare.rules.period import Period
from vidare.rules.services import ActivityKind

Whole = npt.NDArray[np.int64]
Stay = tuple[int, str, int, Period]
LIVED = (
    activities.EnrolmentState.RUNNING, activities.EnrolmentState.COMPLETED, activities.EnrolmentState.BROKEN_OFF,
)  # fmt: skip
DECIDED = (activities.AssignmentState.DECIDED, activities.AssignmentState.ENDED)


def stepped(inside: Q, *, on: date) -> Part[list[tuple[int]]]:
    """Ways with a step that stands open on the day: open still, or ended after it.

    The day a step was planned is not kept on it, so one that is open now is taken to have stood on a past day too.
    """
    still = Step.each_open(Step.unscoped.filter(inside)).values_list("participation_id")
    later = Step.unscoped.filter(inside, ended_on__gt=on).values_list("participation_id")
    found = yield from beside(those(still), those(later))
    return [*found[0], *found[1]]


def walked(inside: Q, *, on: date) -> Part[list[tuple[int, date]]]:
    """Way and day of each step taken by the day."""
    done = Step.unscoped.filter(inside, state=plans.StepState.DONE.value, ended_on__lte=on)
    return (yield from those(done.values_list("participation_id", "ended_on")))


def agreed(inside: Q, *, on: date, over: datetime) -> Part[list[tuple[int]]]:
    """Ways whose latest plan with a yes from both on the day still held then, neither having taken it back."""
    said = Q(agreed_at__lt=over) & (Q(withdrawn_at=None) | Q(withdrawn_at__gte=over))
    parties: dict[int, set[str]] = {}
    of_ways = Plan.unscoped.filter(inside)
    yes = Agreement.unscoped.filter(said, plan__in=of_ways.values("pk"))
    ordered = of_ways.order_by("number").values_list("pk", "participation_id", "state", "participation__ended_on")
    given, rows = yield from beside(those(yes.values_list("plan_id", "party")), those(ordered))
    for plan, party in given:
        parties.setdefault(plan, set()).add(party)
    both = {party.value for party in plans.Party}
    latest: dict[int, bool] = {}
    for plan, way, state, ended_on in rows:
        if parties.get(plan, set()) >= both:
            latest[way] = _held(plans.State(state), ended_on, on)
    return [(way,) for way, held in latest.items() if held]


def _held(state: plans.State, way_ended_on: date | None, on: date) -> bool:
    """A plan that was replaced held until the next was agreed; one that ended with its way held until then."""
    if state is plans.State.ENDED:
        return way_ended_on is not None and way_ended_on > on
    return state in (plans.State.AGREED, plans.State.REPLACED)


def stays(inside: Q, *, on: date) -> Part[list[Stay]]:
    """Way, kind of activity, hours a week and days of each stay begun by the day: enrolled, or assigned by the board.

    A prolongation is the same stay. A placement is told by itself, so an assignment to one is none of these.
    """
    found: dict[tuple[int, int, str, int], list[Period]] = {}
    what = ("participation_id", "activity_id", "activity__kind", "activity__hours_per_week", "start")
    enrolled = Enrolment.unscoped.filter(inside, state__in=[state.value for state in LIVED], start__lte=on)
    assigned = Assignment.unscoped.filter(inside, state__in=[state.value for state in DECIDED], start__lte=on)
    assigned = assigned.exclude(activity__kind=ActivityKind.PLACEMENT.value)
    began, given = yield from beside(
        those(enrolled.values_list(*what, "end")), those(assigned.values_list(*what, "end", "ended_on"))
    )
    for *key, start, end in began:
        found.setdefault(tuple(key), []).append(Period(start, end))
    for *key, start, end, ended_on in given:
        if ended_on is None or ended_on >= start:
            found.setdefault(tuple(key), []).append(Period(start, ended_on or end))
    return [
        (way, kind, hours, period)
        for (way, _activity, kind, hours), periods in found.items()
        for period in joined(periods, policy=Policy())
    ]


def places(rows: Iterable[Sequence[Any]], place: dict[int, int]) -> Whole:
    return np.array(sorted({place[row[0]] for row in rows if row[0] in place}), dtype=np.int64)
