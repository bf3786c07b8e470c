"""The month for the social secretary: everyone who applies, what is planned, assigned, seen, and not registered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vidare.queries.requirement import asked_in, cared_for
from vidare.queries.search import matching
from vidare.records import configured
from vidare.records.activities import Assignment, Booking
from vidare.records.disclosures import Disclosure
from vidare.records.find import swedish
from vidare.records.outcomes import SupportSpell
from vidare.records.people import Person
from vidare.records.plans import Plan
from vidare.records.requirement import MonthMark
from vidare.records.together import answer, beside
from vidare.records.weeks import BINDS, Kept, kept
from vidare.rules.access import Actor, Compartment, Deed, Scope
from vidare.rules.activities import BookingState
from vidare.rules.attendance import CAME, Verdict
from vidare.rules.calendar import Week, bounds, local_day
from vidare.rules.decision import Hidden
from vidare.rules.hours_by_kind import Hours, Kind
from vidare.rules.period import Period
from vidare.rules.plans import State as PlanState
from vidare.rules.requirement import Facts, Required
from vidare.rules.support import Obstacle

PAGE = 25


class Show(StrEnum):
    """Which of the month's people are shown."""

    EVERYBODY = "everybody"
    LEFT = "left"
    GONE_THROUGH = "gone-through"


@dataclass(frozen=True, slots=True)
class MonthHours:
    """The weeks that begin in the month. What is asked is that of the latest of them."""

    weeks: tuple[tuple[date, Hours, Required], ...]

    @property
    def asked(self) -> Required | None:
        return self.weeks[-1][2] if self.weeks else None

    def a_week(self, kind: Kind | None = None) -> int:
        """Planned minutes a week, on average; of one kind, or of all."""
        planned = [
            line.planned for _, hours, _ in self.weeks for line in hours.lines if kind is None or line.kind is kind
        ]
        return sum(planned) // len(self.weeks) if self.weeks else 0

    @property
    def kinds(self) -> tuple[tuple[Kind, int], ...]:
        return tuple((kind, planned) for kind in Kind if (planned := self.a_week(kind)))

    def total(self, name: str) -> int:
        return sum(hours.total(name) for _, hours, _ in self.weeks)

    @property
    def planned(self) -> int:
        return self.a_week()

    @property
    def came(self) -> int:
        return self.total("came")

    @property
    def not_registered(self) -> int:
        return self.total("not_registered")

    @property
    def lacking(self) -> int:
        return max(self.asked.hours * 60 - self.planned, 0) if self.asked else 0


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
    hours_by_kind: MonthHours = field(default_factory=lambda: MonthHours(()))
    gone_through: tuple[str, date] | None = None

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
    applying: int
    left: int
    show: Show

    @property
    def more(self) -> bool:
        return self.page * PAGE < self.total


def month(
    actor: Actor, *, first: date, at: datetime, page: int = 1, show: Show = Show.EVERYBODY, text: str = ""
) -> Month:
    """Everyone with support open on some day of the month, by name. Raises Hidden for those who see no support.

    ``text`` is a name, an identity number or a case number. Raises Refused for what is no key.
    """
    on = local_day(at)
    if not actor.may(Deed.SEE, Compartment.SOCIAL_SERVICES, on=on).allowed:
        raise Hidden
    scope, span = actor.scope(on=on), Period.month(first.year, first.month)
    spells = SupportSpell.visible_to(scope).filter(Q(end=None) | Q(end__gte=span.start), start__lte=span.end)
    people = Person.visible_to(scope).filter(pk__in=spells.values("person"))
    applying, marks = people.count(), MonthMark.visible_to(scope).filter(month=span.start)
    left = people.filter(~Exists(marks.filter(person=OuterRef("pk")))).count()
    people = _chosen(actor, people, marks, show=show, text=text, on=on)
    page = max(page, 1)
    shown = people.order_by(swedish("family_name"), swedish("given_name"), "pk")[(page - 1) * PAGE : page * PAGE]
    names = {row.pk: f"{row.given_name} {row.family_name}".strip() for row in shown}
    rows = _applicants(scope, names, spells.filter(person__in=names).order_by("start", "pk"), span, at)
    return Month(span.start, span.end or span.start, rows, people.count(), page, applying, left, show)


def _chosen(
    actor: Actor, people: QuerySet[Person], marks: QuerySet[MonthMark], *, show: Show, text: str, on: date
) -> QuerySet[Person]:
    if text.strip():
        people = people.filter(matching(actor, text=text, on=on))
    marked = Exists(marks.filter(person=OuterRef("pk")))
    if show is Show.EVERYBODY:
        return people
    return people.filter(marked if show is Show.GONE_THROUGH else ~marked)


def _applicants(
    scope: Scope, names: dict[int, str], spells: Iterable[SupportSpell], span: Period, at: datetime
) -> tuple[Applicant, ...]:
    latest = {row.person_id: row for row in spells if row.person_id in names}
    plans = {
        row.person_id: row
        for row in Plan.visible_to(scope).filter(person__in=names, state=PlanState.AGREED.value).order_by("pk")
    }
    hours, marked = _hours(scope, names, span, at), _marked(scope, names, span)
    assigned, disclosed = _assigned(scope, names, span), _disclosed(scope, names)
    counted = _counted(scope, names, span, at)
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
            hours_by_kind=hours[key],
            gone_through=marked.get(key),
        )
        for key, name in names.items()
    )


def _hours(scope: Scope, names: dict[int, str], span: Period, at: datetime) -> dict[int, MonthHours]:
    """Whole weeks: a week belongs to the month in which it begins."""
    weeks = sorted({Week.of(day) for day in span.days() if day.isoweekday() == 1})
    whole = Period(weeks[0].monday, weeks[-1].day(7))
    found, cared = answer(beside(kept(scope, names, whole), cared_for(scope, names)))
    with configured.remembered():
        return {
            key: MonthHours(tuple(
                (week.monday, found.get(key, Kept()).week(week, at=at), asked)
                for week in weeks
                if (asked := asked_in(cared.facts.get(key, Facts()), week)) is not None
            ))
            for key in names
        }  # fmt: skip


def _marked(scope: Scope, names: Iterable[int], span: Period) -> dict[int, tuple[str, date]]:
    rows = MonthMark.visible_to(scope).filter(person__in=names, month=span.start)
    return {
        key: (name, local_day(marked_at))
        for key, name, marked_at in rows.values_list("person_id", "marked_by__name", "marked_at")
    }


def _assigned(scope: Scope, names: Iterable[int], span: Period) -> defaultdict[int, list[tuple[str, date, date]]]:
    """Those that bound on some day of the month, with the day on which they really ended."""
    found: defaultdict[int, list[tuple[str, date, date]]] = defaultdict(list)
    rows = Assignment.visible_to(scope).filter(
        person__in=names, state__in=BINDS, start__lte=span.end, end__gte=span.start
    )
    for key, activity, start, end, ended_on in rows.order_by("start", "pk").values_list(
        "person_id", "activity__name", "start", "end", "ended_on"
    ):
        last = min(end, ended_on or end)
        if last >= max(start, span.start):
            found[key].append((activity, start, last))
    return found


def _counted(scope: Scope, names: Iterable[int], span: Period, at: datetime) -> defaultdict[int, Counter[Verdict]]:
    """What nobody has said anything about counts once it is over; before that it is to come."""
    found: defaultdict[int, Counter[Verdict]] = defaultdict(Counter)
    rows = Booking.visible_to(scope).filter(
        person__in=names,
        state=BookingState.BOOKED.value,
        starts_at__gte=bounds(span.start)[0],
        starts_at__lt=bounds(span.end or span.start)[1],
    )
    unanswered = ("", Verdict.NOT_REGISTERED.value)
    rows = rows.filter(~Q(verdict__in=unanswered) | Q(session__ends_at__lte=at, session__cancelled_at=None))
    for key, code, count in rows.order_by().values_list("person_id", "verdict").annotate(Count("pk")):
        found[key][Verdict(code or Verdict.NOT_REGISTERED)] += count
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
