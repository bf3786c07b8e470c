"""Employers with what became of their places, and placements as those who arrange them need to see them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from vidare.records import find
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.placements import Employer, Placement
from vidare.records.taxonomy import chosen
from vidare.records.together import Part, parted, those
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden
from vidare.rules.placements import SETTLED, TRANSITIONS, Kind, Result, State, Where, Workplace
from vidare.rules.taxonomy import Chosen

ROWS = 25
SHOWN = [state.value for state in State if state not in SETTLED]


@dataclass(frozen=True, slots=True)
class PlacementRow:
    key: int
    person_id: int
    name: str
    employer: str
    kind: Kind
    state: State
    start: date
    end: date
    hours_per_week: int
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class EmployerRow:
    """An employer, the placements there now, and what became of those before."""

    key: int
    name: str
    where: Where
    contact_name: str
    contact_phone: str
    last_spoken_on: date | None
    placements: tuple[PlacementRow, ...]
    hired: int
    completed: int
    broken_off: int
    more: int


@dataclass(frozen=True, slots=True)
class Places:
    service: int
    employers: tuple[EmployerRow, ...]
    total: int
    page: int
    pages: int
    may_place: bool


@dataclass(frozen=True, slots=True)
class PlacementFile:
    """One placement whole, with the ways on from where it stands."""

    key: int
    participation_id: int
    person_id: int
    service: int
    name: str
    employer_id: int
    employer: str
    kind: Kind
    workplace: Workplace
    where: Where
    state: State
    supervisor: str
    supervisor_phone: str
    tasks: str
    start: date
    end: date
    hours_per_week: int
    occupation: Chosen
    result: Result | None
    ended_on: date | None
    version: int
    may_place: bool
    ways_on: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class EmployerFile:
    key: int
    service: int
    name: str
    organisation_number: str
    where: Where
    contact_name: str
    contact_phone: str
    last_spoken_on: date | None
    place: Chosen


def places(actor: Actor, *, on: date, page: int = 1) -> Places:
    """Employers of the services the actor sees, a page of them at a time."""
    seen = actor.services(on=on)
    if not seen:
        raise Hidden
    rows = Employer.objects.filter(service__in=seen)
    total = rows.count()
    pages = max(1, -(-total // ROWS))
    page = min(max(page, 1), pages)
    shown = list(rows.order_by(find.swedish("name"), "pk")[(page - 1) * ROWS : page * ROWS])
    placed = _placed(actor, [row.pk for row in shown], on)
    became = _became(actor, [row.pk for row in shown], on)
    where = actor.services(Deed.PLACE, on=on)
    return Places(
        service=min(where or seen),
        employers=tuple(_employer(row, placed.get(row.pk, []), became.get(row.pk, Counter())) for row in shown),
        total=total,
        page=page,
        pages=pages,
        may_place=bool(where),
    )


def employer(actor: Actor, *, employer: int, on: date) -> EmployerFile:
    rows = Employer.objects.filter(service__in=actor.services(Deed.PLACE, on=on)).select_related("place_concept")
    row = find.one(rows, employer)
    return EmployerFile(
        row.pk, row.service_id, row.name, row.organisation_number, Where(row.where), row.contact_name,
        row.contact_phone, row.last_spoken_on, chosen(row, "place", "place_concept"),
    )  # fmt: skip


def employers_of(actor: Actor, *, person: int, on: date) -> tuple[int, tuple[tuple[int, str], ...]]:
    """The participation that a placement would be for, and the employers to choose among."""
    way = way_of(actor, person=person, on=on)
    if not actor.may(Deed.PLACE, on=on, service=way.service_id).allowed:
        raise Hidden
    rows = Employer.objects.filter(service=way.service_id).order_by(find.swedish("name"), "pk")
    return way.pk, tuple(rows.values_list("pk", "name"))


def way_of(actor: Actor, *, person: int, on: date) -> Participation:
    scope = actor.scope(on=on)
    whom = find.one(Person.visible_to(scope).only("pk"), person)
    way = Participation.of(scope, whom.pk).select_related("person").first()
    if way is None:
        raise Hidden
    return way


def placement(actor: Actor, *, person: int, placement: int, on: date) -> PlacementFile:
    rows = Placement.visible_to(actor.scope(on=on)).filter(person=person)
    row = find.one(rows.select_related("person", "employer", "participation", "occupation_concept"), placement)
    state, service = State(row.state), row.participation.service_id
    return PlacementFile(
        key=row.pk,
        participation_id=row.participation_id,
        person_id=row.person_id,
        service=service,
        name=_name(row.person),
        employer_id=row.employer_id,
        employer=row.employer.name,
        kind=Kind(row.kind),
        workplace=Workplace(row.workplace),
        where=Where(row.where),
        state=state,
        supervisor=row.supervisor,
        supervisor_phone=row.supervisor_phone,
        tasks=row.tasks,
        start=row.start,
        end=row.end,
        hours_per_week=row.hours_per_week,
        occupation=chosen(row, "occupation", "occupation_concept"),
        result=Result(row.result) if row.result else None,
        ended_on=row.ended_on,
        version=row.version,
        may_place=actor.may(Deed.PLACE, on=on, service=service).allowed,
        ways_on=tuple(to for to in State if to in TRANSITIONS[state] and to is not State.ENDED),
    )


@parted
def of_person(actor: Actor, *, person: int, on: date) -> Part[tuple[PlacementRow, ...]]:
    """All placements of a person, the newest first: for the person's page."""
    rows = Placement.visible_to(actor.scope(on=on)).filter(person=person).select_related("person", "employer")
    found = yield from those(rows.order_by("-start", "-pk"))
    return tuple(_row(row) for row in found)


def _placed(actor: Actor, employers: list[int], on: date) -> dict[int, list[PlacementRow]]:
    rows = (
        Placement.visible_to(actor.scope(on=on))
        .filter(employer__in=employers, state__in=SHOWN)
        .select_related("person", "employer")
        .order_by("end", "pk")
    )
    found: dict[int, list[PlacementRow]] = {}
    for row in rows:
        found.setdefault(row.employer_id, []).append(_row(row))
    return found


def _became(actor: Actor, employers: list[int], on: date) -> dict[int, Counter[str]]:
    rows = (
        Placement.visible_to(actor.scope(on=on))
        .filter(employer__in=employers, state=State.ENDED.value)
        .order_by()
        .values_list("employer_id", "result")
        .annotate(n=Count("pk"))
    )
    found: dict[int, Counter[str]] = {}
    for key, result, n in rows:
        found.setdefault(key, Counter())[result] += n
    return found


def _employer(row: Employer, placed: list[PlacementRow], became: Counter[str]) -> EmployerRow:
    return EmployerRow(
        key=row.pk,
        name=row.name,
        where=Where(row.where),
        contact_name=row.contact_name,
        contact_phone=row.contact_phone,
        last_spoken_on=row.last_spoken_on,
        placements=tuple(placed[:ROWS]),
        hired=became[Result.HIRED.value],
        completed=became[Result.COMPLETED.value],
        broken_off=became[Result.BROKEN_OFF.value],
        more=max(len(placed) - ROWS, 0),
    )


def _row(row: Placement) -> PlacementRow:
    return PlacementRow(
        row.pk, row.person_id, _name(row.person), row.employer.name, Kind(row.kind), State(row.state), row.start,
        row.end, row.hours_per_week, row.ended_on,
    )  # fmt: skip


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}".strip()
