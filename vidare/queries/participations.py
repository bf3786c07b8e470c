"""The caseload: who carries whom, and everybody on the way through the services that somebody leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from vidare.queries.ways_in import Colleague
from vidare.records import find
from vidare.records.participations import Participation
from vidare.records.together import Part, answer, beside, those
from vidare.records.users import User
from vidare.records.workload import coaches_among, coaches_of
from vidare.rules.access import Actor, Deed, Role
from vidare.rules.decision import Hidden
from vidare.rules.participations import State

PAGE = 50
NOBODY = 0  # The filter for those who have no coach.
OPEN = (State.WAITING, State.ACTIVE, State.PAUSED)  # as CoachLoad counts them


@dataclass(frozen=True, slots=True)
class CaseRow:
    participation: int
    person: int
    name: str
    service: str
    coach: str
    state: State
    started_on: date | None
    last_contact_on: date | None
    acknowledged: bool
    version: int


@dataclass(frozen=True, slots=True)
class CoachLoad:
    """A coach's open ways by state, under the same visibility as the list beneath."""

    user: int
    name: str
    waiting: int = 0
    active: int = 0
    paused: int = 0

    @property
    def open(self) -> int:
        return self.waiting + self.active + self.paused

    def of(self, state: State | None) -> int:
        """Of one open state, or of them all."""
        return self.open if state is None else int(getattr(self, state.value))


@dataclass(frozen=True, slots=True)
class Caseload:
    coaches: tuple[CoachLoad, ...]
    rows: tuple[CaseRow, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def keys(self) -> list[int]:
        return [row.person for row in self.rows]


def coaches(actor: Actor, *, on: date) -> tuple[CoachLoad, ...]:
    """Who carries how many in the services that the actor leads. Raises Hidden for who leads none."""
    services, rows = _led(actor, on)
    return answer(_loads(rows, services, on=on))


def caseload(
    actor: Actor,
    *,
    on: date,
    coaches: tuple[CoachLoad, ...],
    coach: int | None = None,
    state: State | None = None,
    page: int = 1,
) -> Caseload:
    """Open ways unless a state is asked for, with what the coaches carry. Raises Hidden for who leads no service."""
    rows = _chosen(_led(actor, on)[1], coach=coach, state=state)
    if state is State.CLOSED:
        total = rows.count()
    else:  # the coaches' ways are these, under the same visibility
        total = sum(load.of(state) for load in coaches if coach in (None, load.user))
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    return Caseload(coaches, _part(rows, page), total, page)


def _led(actor: Actor, on: date) -> tuple[frozenset[int], QuerySet[Participation]]:
    services = actor.services(Deed.LEAD, on=on)
    if not services:
        raise Hidden
    return services, Participation.visible_to(actor.scope(on=on)).filter(service__in=services)


def carried(actor: Actor, *, on: date, page: int = 1) -> Caseload:
    """The open ways of those whom the actor coaches. Raises Hidden for who is no coach."""
    if Role.COACH not in actor.roles(on=on):
        raise Hidden
    rows = _chosen(Participation.visible_to(actor.scope(on=on)), coach=actor.user_id, state=None)
    total = rows.count()
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    return Caseload((), _part(rows, page), total, page)


def _part(rows: QuerySet[Participation], page: int) -> tuple[CaseRow, ...]:
    shown = rows.select_related("person", "service", "coach").order_by(
        find.swedish("person__family_name"), find.swedish("person__given_name"), "pk"
    )
    return tuple(_row(row) for row in shown[(page - 1) * PAGE : page * PAGE])


def _chosen(rows: QuerySet[Participation], *, coach: int | None, state: State | None) -> QuerySet[Participation]:
    rows = rows.filter(state=state.value) if state is not None else rows.exclude(state=State.CLOSED.value)
    if coach is None:
        return rows
    return rows.filter(coach=None) if coach == NOBODY else rows.filter(coach=coach)


def _loads(rows: QuerySet[Participation], services: frozenset[int], *, on: date) -> Part[tuple[CoachLoad, ...]]:
    states = {state.value: Count("pk", filter=Q(state=state.value)) for state in OPEN}
    carried = rows.exclude(state=State.CLOSED.value).order_by().values_list("coach").annotate(**states)
    lines, held = yield from beside(those(carried), those(coaches_among(services, on=on)))
    counted: dict[int | None, tuple[int, ...]] = {coach: tuple(numbers) for coach, *numbers in lines}
    shown = {*held, *(one for one in counted if one)}
    users = User.objects.filter(pk__in=shown).order_by(find.swedish("name"), "pk")
    names = yield from those(users.values_list("pk", "name"))
    found = [CoachLoad(key, name, *counted.get(key, ())) for key, name in names]
    if None in counted:
        found.append(CoachLoad(NOBODY, "", *counted[None]))
    return tuple(found)


def _row(row: Participation) -> CaseRow:
    return CaseRow(
        participation=row.pk,
        person=row.person_id,
        name=f"{row.person.given_name} {row.person.family_name}".strip(),
        service=row.service.name,
        coach=row.coach.name if row.coach else "",
        state=State(row.state),
        started_on=row.started_on,
        last_contact_on=row.last_contact_on,
        acknowledged=row.coach_acknowledged,
        version=row.version,
    )


@dataclass(frozen=True, slots=True)
class OneCase:
    """One way through a service, for the pages that change it."""

    row: CaseRow
    service: int
    coach: int | None
    interpreter: bool
    language: str
    coaches: tuple[Colleague, ...]


def one_case(actor: Actor, *, person: int, participation: int, on: date, needed: Deed = Deed.CHANGE) -> OneCase:
    """Raises Hidden unless the actor may see it and do ``needed`` in its service."""
    rows = Participation.visible_to(actor.scope(on=on)).filter(person=person)
    row = find.one(rows.select_related("person", "service", "coach"), participation)
    if not actor.may(needed, on=on, service=row.service_id).allowed:
        raise Hidden
    names = User.objects.filter(pk__in=coaches_of(row.service_id, board=row.board_id, on=on)).order_by("name", "pk")
    return OneCase(
        row=_row(row),
        service=row.service_id,
        coach=row.coach_id,
        interpreter=row.person.interpreter,
        language=row.person.language,
        coaches=tuple(Colleague(key, name) for key, name in names.values_list("pk", "name")),
    )
