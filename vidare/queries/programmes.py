"""A person's introduction programme as it is known, and what they did on the day that the target asks about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from vidare.queries.notes import Whom, whom
from vidare.records.outcomes import Exit, FollowUp, OccupationSpell
from vidare.records.participations import Participation
from vidare.records.programmes import Programme
from vidare.rules import programmes as rules
from vidare.rules.access import Actor, Deed, Scope
from vidare.rules.calendar import local_day
from vidare.rules.decision import Decision, Hidden
from vidare.rules.outcomes import ExitClass, Occupation, Spell
from vidare.rules.period import Period, twelve_months
from vidare.rules.programmes import Known, Told


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    start: date
    end: date | None
    told_by: Told
    noted_on: date


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    """``rows``: the latest first. ``asked_on`` is None while the last day is not known; ``state`` until it has come."""

    whom: Whom
    rows: tuple[ProgrammeRow, ...]
    asked_on: date | None
    state: Occupation | None
    may_change: Decision


def programme(actor: Actor, person: int, *, on: date) -> ProgrammeFile:
    """Raises Hidden for whom the actor may not see, and where there is no way through a service."""
    who = whom(actor, person, on=on)
    scope = actor.scope(on=on)
    way = Participation.of(scope, person).first()
    if way is None or actor.person_id is not None:
        raise Hidden
    found = Programme.visible_to(scope).filter(person=person).order_by("-pk")
    rows = tuple(ProgrammeRow(row.start, row.end, Told(row.told_by), local_day(row.noted_at)) for row in found)
    ended, policy = rows[0].end if rows else None, rules.Policy()
    asked = None if ended is None else rules.asked_on(ended, policy=policy)
    state = None
    if ended is not None and asked is not None and asked <= on:
        spells = OccupationSpell.visible_to(scope).filter(person=person)
        answer = _answered(scope, [person]).get((person, asked))
        state = answer or rules.state_after(map(_known, spells), ended, policy=policy)
    return ProgrammeFile(who, rows, asked, state, actor.may(Deed.CHANGE, on=on, service=way.service_id))


def _known(row: OccupationSpell) -> Known:
    return Known(Spell(Occupation(row.occupation), Period(row.start, row.end)), local_day(row.noted_at))


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Somebody whose ninetieth day has come and of whom nothing is known on it."""

    person_id: int
    name: str
    asked_on: date


def to_ask(actor: Actor, *, on: date) -> tuple[ToAsk, ...]:
    """Of those who take part, the latest first: each of them is an unknown in the closed cohort."""
    scope, policy, days = actor.scope(on=on), rules.Policy(), twelve_months(on)
    began = _began(actor, on=on)
    ended = Programme.visible_to(scope).filter(
        end__lte=on - timedelta(days=policy.days), end__gte=days.start - timedelta(days=policy.days)
    )
    persons = began.keys() & set(ended.values_list("person_id", flat=True))
    rows = Programme.visible_to(scope).filter(person__in=persons).select_related("person").order_by("pk")
    latest = {row.person_id: row for row in rows}
    known, answered = _known_of(scope, persons), _answered(scope, persons)
    found = [
        ToAsk(person, f"{row.person.given_name} {row.person.family_name}".strip(), asked_on)
        for person, row in latest.items()
        if row.end is not None
        and rules.in_cohort(row.end, within=days, policy=policy)
        and began[person] <= (asked_on := rules.asked_on(row.end, policy=policy))
        and (person, asked_on) not in answered
        and rules.state_after(known.get(person, ()), row.end, policy=policy) is Occupation.UNKNOWN
    ]
    return tuple(sorted(found, key=lambda one: (one.asked_on, one.person_id), reverse=True))


def _began(actor: Actor, *, on: date) -> dict[int, date]:
    """The first day of each person who takes part or has taken part; what was registered in error is no part."""
    scope, wrong = actor.scope(on=on), ExitClass.REGISTERED_IN_ERROR.value
    in_error = Exit.visible_to(scope).filter(Q(confirmed=wrong) | Q(confirmed="", preliminary=wrong))
    begun = Participation.visible_to(scope).filter(
        service__in=actor.services(Deed.CLOSE, on=on), started_on__isnull=False
    )
    ways = begun.exclude(pk__in=in_error.values("participation")).order_by("-started_on")
    return {person: day for person, day in ways.values_list("person_id", "started_on") if day is not None}


def _known_of(scope: Scope, persons: Collection[int]) -> dict[int, list[Known]]:
    known: dict[int, list[Known]] = {}
    for spell in OccupationSpell.visible_to(scope).filter(person__in=persons):
        known.setdefault(spell.person_id, []).append(_known(spell))
    return known


def _answered(scope: Scope, persons: Collection[int]) -> dict[tuple[int, date], Occupation]:
    """By person and day, what was answered when somebody was asked of it; not known is no answer."""
    rows = FollowUp.visible_to(scope).filter(person__in=persons).exclude(occupation__in=["", Occupation.UNKNOWN.value])
    said = rows.values_list("person_id", "due_on", "occupation")
    return {(person, due_on): Occupation(occupation) for person, due_on, occupation in said}
