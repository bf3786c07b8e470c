"""The month for the social secretary: everyone who applies, what is planned, assigned, seen, and not registered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from vidare.records.activities import Assignment, Booking
from vidare.records.disclosures import Disclosure
from vidare.records.find import swedish
from vidare.records.outcomes import SupportSpell
from vidare.records.people import Person
from vidare.records.plans import Plan
from vidare.rules.access import Actor, Compartment, Deed, Scope
from vidare.rules.activities import AssignmentState, BookingState
from vidare.rules.attendance import CAME, Verdict
from vidare.rules.calendar import bounds
from vidare.rules.decision import Hidden
from vidare.rules.period import Period
from vidare.rules.plans import State as PlanState
from vidare.rules.support import Obstacle

PAGE = 25


@dataclass(frozen=True, slots=True)
class Applicant:
    """One person in the month. What is not registered is told by itself and is never absence."""

    person_id: int
    name: str
    children: int
    children_under_8: int
    obstacle: Obstacle | None
    goal: str
    hours: int
    assigned: tuple[tuple[str, date, date], ...]
    verdicts: dict[Verdict, int] = field(default_factory=dict)
    disclosed: tuple[tuple[str, date], ...] = ()

    def count(self, *verdicts: Verdict) -> int:
        return sum(self.verdicts.get(verdict, 0) for verdict in verdicts)

    @property
    def came(self) -> int:
        return self.count(*CAME)

    @property
    def valid(self) -> int:
        return self.count(Verdict.ABSENT_VALID)

    @property
    def invalid(self) -> int:
        return self.count(Verdict.ABSENT_INVALID)

    @property
    def waiting(self) -> int:
        return self.count(Verdict.CONTESTED)

    @property
    def not_registered(self) -> int:
        return self.count(Verdict.NOT_REGISTERED)


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    last: date
    rows: tuple[Applicant, ...]
    total: int
    page: int

    @property
    def more(self) -> bool:
        return self.page * PAGE < self.total


def month(actor: Actor, *, first: date, on: date, page: int = 1) -> Month:
    """Everyone with support open on some day of the month, by name. Raises Hidden for those who see no support."""
    if not actor.may(Deed.SEE, Compartment.SOCIAL_SERVICES, on=on).allowed:
        raise Hidden
    scope, span = actor.scope(on=on), Period.month(first.year, first.month)
    spells = SupportSpell.visible_to(scope).filter(Q(end=None) | Q(end__gte=span.start), start__lte=span.end)
    people = Person.visible_to(scope).filter(pk__in=spells.values("person"))
    page = max(page, 1)
    shown = people.order_by(swedish("family_name"), swedish("given_name"), "pk")[(page - 1) * PAGE : page * PAGE]
    names = {row.pk: f"{row.given_name} {row.family_name}".strip() for row in shown}
    rows = _applicants(scope, names, spells.filter(person__in=names).order_by("start", "pk"), span)
    return Month(span.start, span.end or span.start, rows, people.count(), page)


def _applicants(
    scope: Scope, names: dict[int, str], spells: Iterable[SupportSpell], span: Period
) -> tuple[Applicant, ...]:
    latest = {row.person_id: row for row in spells if row.person_id in names}
    plans = {
        row.person_id: row
        for row in Plan.visible_to(scope).filter(person__in=names, state=PlanState.AGREED.value).order_by("pk")
    }
    assigned, counted, disclosed = _assigned(scope, names, span), _counted(scope, names, span), _disclosed(scope, names)
    return tuple(
        Applicant(
            person_id=key,
            name=name,
            children=latest[key].children,
            children_under_8=latest[key].children_under_8,
            obstacle=Obstacle(latest[key].obstacle) if latest[key].obstacle in set(Obstacle) else None,
            goal=plans[key].goal if key in plans else "",
            hours=plans[key].hours_per_week if key in plans else 0,
            assigned=tuple(assigned[key]),
            verdicts=dict(counted[key]),
            disclosed=tuple(disclosed[key]),
        )
        for key, name in names.items()
    )


def _assigned(scope: Scope, names: Iterable[int], span: Period) -> defaultdict[int, list[tuple[str, date, date]]]:
    found: defaultdict[int, list[tuple[str, date, date]]] = defaultdict(list)
    rows = Assignment.visible_to(scope).filter(
        person__in=names, state=AssignmentState.DECIDED.value, start__lte=span.end, end__gte=span.start
    )
    for key, activity, start, end in rows.order_by("start", "pk").values_list(
        "person_id", "activity__name", "start", "end"
    ):
        found[key].append((activity, start, end))
    return found


def _counted(scope: Scope, names: Iterable[int], span: Period) -> defaultdict[int, Counter[Verdict]]:
    found: defaultdict[int, Counter[Verdict]] = defaultdict(Counter)
    rows = Booking.visible_to(scope).filter(
        person__in=names,
        state=BookingState.BOOKED.value,
        starts_at__gte=bounds(span.start)[0],
        starts_at__lt=bounds(span.end or span.start)[1],
    )
    for key, code, count in (
        rows.exclude(verdict="").order_by().values_list("person_id", "verdict").annotate(Count("pk"))
    ):
        found[key][Verdict(code)] += count
    return found


def _disclosed(scope: Scope, names: Iterable[int]) -> defaultdict[int, list[tuple[str, date]]]:
    """What others have disclosed to the social services, still open: by whom, and from when."""
    found: defaultdict[int, list[tuple[str, date]]] = defaultdict(list)
    rows = Disclosure.visible_to(scope).filter(
        Q(end=None) | Q(end__gte=scope.on),
        person__in=names,
        to_compartment=Compartment.SOCIAL_SERVICES.value,
        withdrawn_at=None,
        start__lte=scope.on,
    )
    for key, name, start in rows.order_by("start", "pk").values_list("person_id", "made_by__name", "start"):
        found[key].append((name, start))
    return found
