"""The caseload: who carries whom, and everybody on the way through the services that somebody leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from vidare.queries.ways_in import Colleague
from vidare.records import find
from vidare.records.participations import Participation
from vidare.records.services import Membership
from vidare.records.users import User
from vidare.records.workload import coaches_among, coaches_of
from vidare.rules.access import Actor, Deed, Role
from vidare.rules.decision import Hidden
from vidare.rules.participations import State

PAGE = 50
NEAR = 30  # coaches: what so many carry stands above the list; what more carry has a page of its own
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
class Coaches:
    """Whom to choose among; ``loads`` is None where they are so many that what they carry is not counted here."""

    names: tuple[Colleague, ...]
    loads: tuple[CoachLoad, ...] | None


@dataclass(frozen=True, slots=True)
class Caseload:
    """``total`` is None where everybody of a big office would have to be counted; ``more`` says if a page follows."""

    coaches: Coaches
    rows: tuple[CaseRow, ...]
    total: int | None
    page: int
    more: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-(self.total or 0) // PAGE))

    @property
    def keys(self) -> list[int]:
        return [row.person for row in self.rows]


def coaches(actor: Actor, *, on: date) -> Coaches:
    """Who coaches in the services that the actor leads, and what they carry. Raises Hidden for who leads none."""
    services, rows = _led(actor, on)
    held = [Colleague(key, name) for key, name in _held(services, on=on)]
    if len(held) > NEAR:
        return Coaches((*held, Colleague(NOBODY, "")), None)
    loads = _loads(rows, held)
    return Coaches(tuple(Colleague(one.user, one.name) for one in loads), loads)


def loads(actor: Actor, *, on: date) -> tuple[CoachLoad, ...]:
    """Who carries how many, however many they are. Raises Hidden for who leads no service."""
    services, rows = _led(actor, on)
    return _loads(rows, [Colleague(key, name) for key, name in _held(services, on=on)])


def caseload(
    actor: Actor,
    *,
    on: date,
    coaches: Coaches,
    coach: int | None = None,
    state: State | None = None,
    page: int = 1,
) -> Caseload:
    """Open ways unless a state is asked for, with what the coaches carry. Raises Hidden for who leads no service."""
    rows = _chosen(_led(actor, on)[1], coach=coach, state=state)
    if coaches.loads is None and coach is None:
        found = _part(rows, page, beyond=1)
        return Caseload(coaches, found[:PAGE], None, page, more=len(found) > PAGE)
    if state is State.CLOSED or coaches.loads is None:
        total = rows.count()
    else:  # the coaches' ways are these, under the same visibility
        total = sum(load.of(state) for load in coaches.loads if coach in (None, load.user))
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
    return Caseload(Coaches((), None), _part(rows, page), total, page)


COLUMNS = (
    "pk", "person", "person__given_name", "person__family_name", "service__name", "coach__name", "state", "started_on",
    "last_contact_on", "coach_acknowledged", "version",
)  # fmt: skip


def _part(rows: QuerySet[Participation], page: int, *, beyond: int = 0) -> tuple[CaseRow, ...]:
    shown = rows.order_by(find.swedish("person__family_name"), find.swedish("person__given_name"), "pk")
    return tuple(_row(*row) for row in shown.values_list(*COLUMNS)[(page - 1) * PAGE : page * PAGE + beyond])


def _chosen(rows: QuerySet[Participation], *, coach: int | None, state: State | None) -> QuerySet[Participation]:
    rows = rows.filter(state=state.value) if state is not None else rows.exclude(state=State.CLOSED.value)
    if coach is None:
        return rows
    return rows.filter(coach=None) if coach == NOBODY else rows.filter(coach=coach)


def _held(services: frozenset[int], *, on: date) -> QuerySet[Membership, tuple[int, str]]:
    """Those who coach in the services on the day, each once, in Swedish order."""
    held = coaches_among(services, on=on).order_by(find.swedish("user__name"), "user").distinct()
    return held.values_list("user", "user__name")


def _loads(rows: QuerySet[Participation], held: list[Colleague]) -> tuple[CoachLoad, ...]:
    """Those who coach here now; then who has left and carries somebody still; last those whom nobody carries."""
    states = {state.value: Count("pk", filter=Q(state=state.value)) for state in OPEN}
    carried = rows.exclude(state=State.CLOSED.value).order_by("coach")
    lines = carried.values_list("coach", "coach__name").annotate(**states)
    counted = {coach or NOBODY: CoachLoad(coach or NOBODY, name or "", *numbers) for coach, name, *numbers in lines}
    found = [counted.pop(one.user, CoachLoad(one.user, one.name)) for one in held]
    nobody = counted.pop(NOBODY, None)
    return (*found, *counted.values(), *([nobody] if nobody else []))


def _row(
    way: int, person: int, given: str, family: str, service: str, coach: str | None, state: str,
    started_on: date | None, last_contact_on: date | None, acknowledged: bool, version: int,
) -> CaseRow:  # fmt: skip
    return CaseRow(
        participation=way,
        person=person,
        name=f"{given} {family}".strip(),
        service=service,
        coach=coach or "",
        state=State(state),
        started_on=started_on,
        last_contact_on=last_contact_on,
        acknowledged=acknowledged,
        version=version,
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
    row = find.one(rows.select_related("person"), participation)
    if not actor.may(needed, on=on, service=row.service_id).allowed:
        raise Hidden
    names = User.objects.filter(pk__in=coaches_of(row.service_id, board=row.board_id, on=on)).order_by("name", "pk")
    return OneCase(
        row=_row(*rows.values_list(*COLUMNS).get(pk=row.pk)),
        service=row.service_id,
        coach=row.coach_id,
        interpreter=row.person.interpreter,
        language=row.person.language,
        coaches=tuple(Colleague(key, name) for key, name in names.values_list("pk", "name")),
    )
