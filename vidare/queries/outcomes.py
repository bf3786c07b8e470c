"""How ways ended, what waits to be confirmed, and who is to be asked afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.queries.placements import way_of
from vidare.records import find
from vidare.records.activities import Booking
from vidare.records.outcomes import Exit, FollowUp, OccupationSpell
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.placements import Placement
from vidare.records.plans import Step
from vidare.rules import outcomes as rules
from vidare.rules import placements
from vidare.rules.access import Actor, Deed
from vidare.rules.activities import BookingState
from vidare.rules.decision import Decision, Hidden
from vidare.rules.outcomes import ExitClass, ExitState, FollowUpState, Occupation, Spell
from vidare.rules.participations import State
from vidare.rules.period import Period

ROWS = 50


@dataclass(frozen=True, slots=True)
class Closing:
    """What a closing would touch, before it is done."""

    participation_id: int
    person_id: int
    name: str
    started_on: date | None
    hours: int
    steps: int
    may_close: Decision


@dataclass(frozen=True, slots=True)
class ExitFile:
    key: int
    person_id: int
    name: str
    ended_on: date
    reason: str
    preliminary: ExitClass
    confirmed: ExitClass | None
    state: ExitState
    work_since: date | None
    may_close: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One follow-up: who, how long after, since when it waits, and what the spells already say of that day."""

    key: int
    person_id: int
    name: str
    days: int
    due_on: date
    ended_on: date
    state: FollowUpState
    occupation: Occupation | None
    spell_says: Occupation
    coach: str


@dataclass(frozen=True, slots=True)
class Afterwards:
    questions: tuple[Question, ...]
    due: int
    unconfirmed: tuple[ExitFile, ...]
    waiting: int


def closing(actor: Actor, *, person: int, on: date) -> Closing:
    """Raises Hidden for who may not close, and when there is no way that is open or was."""
    way = way_of(actor, person=person, on=on)
    if not actor.may(Deed.CLOSE, on=on, service=way.service_id).allowed:
        raise Hidden
    running = Placement.unscoped.filter(participation=way, state__in=[one.value for one in placements.UNDER_WAY])
    return Closing(
        participation_id=way.pk,
        person_id=way.person_id,
        name=_name(way.person),
        started_on=way.started_on,
        hours=Booking.unscoped.filter(
            participation=way, state=BookingState.BOOKED.value, starts_at__date__gt=on
        ).count(),
        steps=Step.each_open(Step.unscoped.filter(participation=way)).count(),
        may_close=rules.may_close(
            State(way.state), started_on=way.started_on, ended_on=on, placements_under_way=running.count(), on=on
        ),
    )


def exit_of(actor: Actor, *, person: int, exit: int, on: date) -> ExitFile:
    rows = Exit.visible_to(actor.scope(on=on)).filter(person=person)
    row = find.one(rows.select_related("person", "participation"), exit)
    return _exit(row, actor, on, rules.work_since(_spells([row.person_id]).get(row.person_id, []), on=on))


def question(actor: Actor, *, person: int, follow_up: int, on: date) -> Question:
    rows = FollowUp.visible_to(actor.scope(on=on)).filter(person=person)
    row = find.one(rows.select_related("person", "participation__coach"), follow_up)
    if not actor.may(Deed.CLOSE, on=on, service=row.participation.service_id).allowed:
        raise Hidden
    return _question(row, _spells([row.person_id]).get(row.person_id, []))


@dataclass(frozen=True, slots=True)
class SpellRow:
    """What somebody does, from a day to a day."""

    key: int
    occupation: Occupation
    start: date
    end: date | None
    said: str = ""
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class Occupations:
    """What is known of what somebody does; the latest first."""

    participation_id: int
    person_id: int
    name: str
    rows: tuple[SpellRow, ...]


def occupations(actor: Actor, *, person: int, on: date) -> Occupations:
    """Raises Hidden for who may not write it, and once the way is closed: then the questions afterwards tell it."""
    way = way_of(actor, person=person, on=on)
    if State(way.state) is State.CLOSED or not actor.may(Deed.CHANGE, on=on, service=way.service_id).allowed:
        raise Hidden
    rows = OccupationSpell.visible_to(actor.scope(on=on)).filter(person=way.person_id).order_by("-start", "-pk")
    found = rows.values_list("pk", "occupation", "start", "end", "said", "hours_per_week")
    return Occupations(
        way.pk, way.person_id, _name(way.person),
        tuple(SpellRow(key, Occupation(what), start, end, said, hours) for key, what, start, end, said, hours in found),
    )  # fmt: skip


def afterwards(actor: Actor, *, on: date) -> Afterwards:
    """Who is to be asked now, the longest waiting first, and which classes wait to be confirmed."""
    mine = actor.services(Deed.CLOSE, on=on)
    if not mine:
        raise Hidden
    scope = actor.scope(on=on)
    due = FollowUp.visible_to(scope).filter(
        participation__service__in=mine, state=FollowUpState.DUE.value, due_on__lte=on
    )
    waiting = Exit.visible_to(scope).filter(participation__service__in=mine, state=ExitState.PRELIMINARY.value)
    asked = list(due.select_related("person", "participation__coach").order_by("due_on", "pk")[:ROWS])
    ended = list(waiting.select_related("person", "participation").order_by("ended_on", "pk")[:ROWS])
    spells = _spells([row.person_id for row in [*asked, *ended]])
    return Afterwards(
        questions=tuple(_question(row, spells.get(row.person_id, [])) for row in asked),
        due=due.count(),
        unconfirmed=tuple(
            _exit(row, actor, on, rules.work_since(spells.get(row.person_id, []), on=on)) for row in ended
        ),
        waiting=waiting.count(),
    )


def _spells(persons: list[int]) -> dict[int, list[Spell]]:
    found: dict[int, list[Spell]] = {}
    rows = OccupationSpell.unscoped.filter(person__in=persons).order_by("pk")
    for person, what, start, end in rows.values_list("person_id", "occupation", "start", "end"):
        found.setdefault(person, []).append(Spell(Occupation(what), Period(start, end)))
    return found


def _exit(row: Exit, actor: Actor, on: date, work_since: date | None) -> ExitFile:
    return ExitFile(
        key=row.pk,
        person_id=row.person_id,
        name=_name(row.person),
        ended_on=row.ended_on,
        reason=row.reason,
        preliminary=ExitClass(row.preliminary),
        confirmed=ExitClass(row.confirmed) if row.confirmed else None,
        state=ExitState(row.state),
        work_since=work_since,
        may_close=actor.may(Deed.CLOSE, on=on, service=row.participation.service_id).allowed,
    )


def _question(row: FollowUp, spells: list[Spell]) -> Question:
    way: Participation = row.participation
    return Question(
        key=row.pk,
        person_id=row.person_id,
        name=_name(row.person),
        days=row.days,
        due_on=row.due_on,
        ended_on=way.ended_on or row.due_on,
        state=FollowUpState(row.state),
        occupation=Occupation(row.occupation) if row.occupation else None,
        spell_says=rules.state_on(spells, row.due_on),
        coach=way.coach.name if way.coach else "",
    )


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}".strip()
