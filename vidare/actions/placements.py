"""Employers and placements: registered, changed, moved on through their life, ended with what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from vidare.actions import attention, seats
from vidare.actions.ledger import deed, note
from vidare.records import configured, find
from vidare.records.outcomes import OccupationSpell
from vidare.records.participations import Participation
from vidare.records.placements import Employer, Placement
from vidare.records.services import Service
from vidare.records.taxonomy import columns
from vidare.rules import participations, taxonomy
from vidare.rules import placements as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.attendance import Source
from vidare.rules.decision import Hidden, Stale
from vidare.rules.outcomes import Occupation
from vidare.rules.period import ONE_DAY
from vidare.rules.placements import Kind, Result, State, Wanted, Where, Workplace
from vidare.rules.taxonomy import NOTHING, Chosen


@dataclass(frozen=True, slots=True)
class EmployerFacts:
    name: str
    where: Where
    organisation_number: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    last_spoken_on: date | None = None
    place: Chosen = NOTHING


@dataclass(frozen=True, slots=True)
class PlacementFacts:
    """What is written about a placement, but for its person and its life."""

    employer: int
    kind: Kind
    workplace: Workplace
    where: Where
    supervisor: str
    supervisor_phone: str
    tasks: str
    start: date
    end: date
    hours_per_week: int
    occupation: Chosen = NOTHING


@deed
def register_employer(actor: Actor, *, service: int, facts: EmployerFacts, at: datetime) -> int:
    on = at.date()
    _place(actor, service, on)
    row = Employer.objects.create(service_id=service, **_employer(facts))
    note(actor, "employer.registered", at=at, employer=row.pk, where=facts.where.value)
    return int(row.pk)


@deed
def change_employer(actor: Actor, *, employer: int, facts: EmployerFacts, at: datetime) -> None:
    row = _employer_of(actor, employer, at.date())
    for field, value in _employer(facts).items():
        setattr(row, field, value)
    row.save()
    note(actor, "employer.changed", at=at, employer=row.pk, where=facts.where.value)


@deed
def register_placement(actor: Actor, *, participation: int, facts: PlacementFacts, at: datetime) -> int:
    """A placement is proposed for somebody in the service, with a supervisor and a time; one at a time."""
    on = at.date()
    way = find.one(Participation.visible_to(actor.scope(on=on)), participation, lock=True)
    _place(actor, way.service_id, on)
    _employer_of(actor, facts.employer, on, service=way.service_id)
    _judge(way, facts, None)
    row = Placement.unscoped.create(
        board_id=way.board_id,
        compartment=Compartment.TEAM.value,
        person_id=way.person_id,
        participation=way,
        arranged_by_id=actor.user_id,
        **_columns(facts),
    )
    note(actor, "placement.registered", at=at, person=way.person.key, placement=row.pk, kind=facts.kind.value)
    attention.refresh(way.pk, on=on)
    return int(row.pk)


@deed
def change_placement(
    actor: Actor, *, placement: int, facts: PlacementFacts, version: int, at: datetime
) -> tuple[datetime, ...]:
    """Change what is written; an older version is refused with both shown. Answers the hours given back by it."""
    on = at.date()
    row, way = _placement_of(actor, placement, on)
    since = min(row.start, facts.start)
    _employer_of(actor, facts.employer, on, service=way.service_id)
    wanted = _columns(facts)
    if row.version != version:
        theirs = {name: getattr(row, name) for name in wanted}
        raise Stale(yours=wanted, theirs=theirs, version=row.version)
    if State(row.state) in rules.SETTLED:
        rules.may_go_on(State(row.state), State.AGREED, start=row.start, on=on).require()
    _judge(way, facts, row.pk)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    note(actor, "placement.changed", at=at, person=row.person.key, placement=row.pk)
    given = seats.give_back(actor, way=way, since=since, at=at)
    attention.refresh(way.pk, on=on)
    return given


@deed
def move_placement_on(actor: Actor, *, placement: int, to: State, at: datetime) -> tuple[datetime, ...]:
    """Interview, agreed, running, followed up, cancelled: one step. Answers the hours given back by it."""
    on = at.date()
    row, way = _placement_of(actor, placement, on)
    rules.may_go_on(State(row.state), to, start=row.start, on=on).require()
    row.state = to.value
    row.version += 1
    row.save(update_fields=["state", "version"])
    note(actor, f"placement.{to.value}", at=at, person=row.person.key, placement=row.pk)
    given = seats.give_back(actor, way=way, since=row.start, at=at)
    attention.refresh(way.pk, on=on)
    return given


@deed
def end_placement(
    actor: Actor, *, placement: int, result: Result | None, ended_on: date, hired_on: date | None = None, at: datetime
) -> tuple[datetime, ...]:
    """End it with its result; hired is work from ``hired_on``, else the day after. Answers the hours given back."""
    on = at.date()
    row, way = _placement_of(actor, placement, on)
    rules.may_end(State(row.state), result=result, start=row.start, ended_on=ended_on, on=on).require()
    assert result is not None
    row.state, row.result, row.ended_on = State.ENDED.value, result.value, ended_on
    row.version += 1
    row.save(update_fields=["state", "result", "ended_on", "version"])
    if result is Result.HIRED:
        OccupationSpell.unscoped.create(
            board_id=row.board_id,
            compartment=Compartment.TEAM.value,
            person_id=row.person_id,
            occupation=Occupation.WORK.value,
            said=row.occupation,
            concept_id=row.occupation_concept_id,
            start=hired_on or ended_on + ONE_DAY,
            source=Source.STAFF.value,
            noted_at=at,
        )
    note(actor, "placement.ended", at=at, person=row.person.key, placement=row.pk, result=result.value)
    given = seats.give_back(actor, way=way, since=row.start, at=at)
    attention.refresh(way.pk, on=on)
    return given


def _place(actor: Actor, service: int, on: date) -> None:
    if not Service.objects.filter(pk=service, pk__in=actor.services(Deed.SEE, on=on)).exists() and not actor.system:
        raise Hidden
    actor.may(Deed.PLACE, on=on, service=service).require()


def _employer_of(actor: Actor, key: int, on: date, *, service: int | None = None) -> Employer:
    rows = Employer.objects.all() if service is None else Employer.objects.filter(service_id=service)
    row = find.one(rows, key)
    _place(actor, row.service_id, on)
    return row


def _placement_of(actor: Actor, key: int, on: date) -> tuple[Placement, Participation]:
    row = find.one(Placement.visible_to(actor.scope(on=on)), key, lock=True)
    way = row.participation
    _place(actor, way.service_id, on)
    return row, way


def _judge(way: Participation, facts: PlacementFacts, own: int | None) -> None:
    others = Placement.unscoped.filter(participation=way).exclude(pk=own).exclude(state=State.CANCELLED.value)
    days = [rules.days_of(*days) for days in others.values_list("start", "end", "ended_on")]
    values = configured.values_of(way.service_id, "placement", facts.start)
    known = {name: values[name] for name in ("longest_days", "most_hours") if name in values}
    rules.may_register(
        Wanted(facts.start, facts.end, facts.hours_per_week),
        participation=participations.State(way.state),
        started_on=way.started_on,
        others=sorted(days, key=lambda period: period.start),
        policy=rules.Policy(**known),
    ).require()


def _employer(facts: EmployerFacts) -> dict[str, object]:
    return {
        "name": facts.name,
        "where": facts.where.value,
        "organisation_number": facts.organisation_number,
        "contact_name": facts.contact_name,
        "contact_phone": facts.contact_phone,
        "last_spoken_on": facts.last_spoken_on,
        **columns(taxonomy.Kind.PLACE, facts.place, "place", "place_concept"),
    }


def _columns(facts: PlacementFacts) -> dict[str, object]:
    return {
        "employer_id": facts.employer,
        "kind": facts.kind.value,
        "workplace": facts.workplace.value,
        "where": facts.where.value,
        "supervisor": facts.supervisor,
        "supervisor_phone": facts.supervisor_phone,
        "tasks": facts.tasks,
        "start": facts.start,
        "end": facts.end,
        "hours_per_week": facts.hours_per_week,
        **columns(taxonomy.Kind.OCCUPATION, facts.occupation, "occupation", "occupation_concept"),
    }
