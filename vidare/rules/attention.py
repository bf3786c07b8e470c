"""What the service owes a person, as dated facts: the reasons somebody's day is made of.

Every rule looks at what the *service* has left undone. Nothing here estimates a person (domain, invariant 8).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from vidare.rules.access import Compartment, Deed
from vidare.rules.participations import State


class Kind(StrEnum):
    """In the order in which a coach meets them on her day."""

    NO_NEXT_STEP = "no-next-step"
    ABSENCE_NOT_SPOKEN_ABOUT = "absence-not-spoken-about"
    EXPLANATION_TO_READ = "explanation-to-read"
    HOUR_DISPUTED = "hour-disputed"
    NOTE_DISPUTED = "note-disputed"
    CHANGE_ASKED = "change-asked"
    ITEM_WRONG = "item-wrong"
    BASIS_WITHDRAWN = "basis-withdrawn"
    BASIS_FALLEN = "basis-fallen"
    BASIS_WAITING = "basis-waiting"
    ASSIGNMENT_TO_DECIDE = "assignment-to-decide"
    STREAK = "streak"
    FIRST_MEETING_LATE = "first-meeting-late"
    NOBODY_RESPONSIBLE = "nobody-responsible"
    NEW_TO_ME = "new-to-me"
    NOT_REGISTERED = "not-registered"
    NO_HOURS = "no-hours"
    NO_PLAN_AGREED = "no-plan-agreed"
    STEP_OVERDUE = "step-overdue"
    REVIEW_OVERDUE = "review-overdue"
    MAPPING_OVERDUE = "mapping-overdue"
    PLACEMENT_ENDS = "placement-ends"
    FOLLOW_UP_DUE = "follow-up-due"
    NO_CONTACT = "no-contact"
    FILE_OPENED = "file-opened"


# The board owes it, and nobody in particular: it is on the day of everybody who may do the deed in the service.
ANYBODYS: Mapping[Kind, tuple[Deed, Compartment]] = {
    Kind.ASSIGNMENT_TO_DECIDE: (Deed.DECIDE, Compartment.SOCIAL_SERVICES),
    Kind.NOBODY_RESPONSIBLE: (Deed.LEAD, Compartment.TEAM),
}
# Not for the whole team to know: these stand behind the wall behind which a dispute of an hour and a basis stand,
# and what only some may do stands behind the wall where they do it.
WALLED: Mapping[Kind, Compartment] = dict.fromkeys(
    (Kind.HOUR_DISPUTED, Kind.BASIS_WAITING, Kind.BASIS_WITHDRAWN, Kind.BASIS_FALLEN, Kind.MAPPING_OVERDUE),
    Compartment.LABOUR_MARKET,
) | {kind: compartment for kind, (_, compartment) in ANYBODYS.items()}


def compartment_of(kind: Kind) -> Compartment:
    return WALLED.get(kind, Compartment.TEAM)


@dataclass(frozen=True, slots=True)
class Policy:
    """A service's own limits, in days. ``first_meeting`` is a target, not a promise.

    ``mapping_every`` None: the service has no time within which a mapping is made anew.
    """

    first_meeting: int = 8
    plan_within: int = 30
    placement_warning: int = 14
    contact_every: int = 30
    mapping_every: int | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """One row that something may be owed about: its key and its day."""

    key: int
    on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one participation on a day. Days are local; ``None`` means that it has not happened."""

    state: State
    received_on: date | None = None
    paused_clock_days: int = 0
    first_meeting_held: bool = False
    started_on: date | None = None
    coach_since: date | None = None
    coach_acknowledged: bool = True
    nobody_since: date | None = None  # since when no coach who works here holds the way
    plan_agreed: bool = False
    plan_review_on: date | None = None
    own_word_on: date | None = None  # the day of the latest finished mapping in which the person spoke for themselves
    change_asked: Dated | None = None
    items_wrong: tuple[Dated, ...] = ()
    contact_every: int | None = None
    last_contact_on: date | None = None
    open_steps: tuple[Dated, ...] = ()
    last_step_ended_on: date | None = None
    not_registered: tuple[Dated, ...] = ()
    without_hours_since: date | None = None
    absences_unspoken: tuple[Dated, ...] = ()
    explanations: tuple[Dated, ...] = ()
    hours_disputed: tuple[Dated, ...] = ()
    notes_disputed: tuple[Dated, ...] = ()
    streak_reached: Dated | None = None
    bases_waiting: tuple[Dated, ...] = ()
    assignments_prepared: tuple[Dated, ...] = ()
    withdrawn_unread_by_officer: tuple[Dated, ...] = ()
    withdrawn_unread_by_coach: tuple[Dated, ...] = ()
    placements_running: tuple[Dated, ...] = ()
    follow_ups: tuple[Dated, ...] = field(default=())
    glass_broken: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """A reason, since when, and which row it is about (empty when it is about the participation itself)."""

    kind: Kind
    since: date
    about: str = ""


def owed(facts: Facts, *, policy: Policy, on: date) -> frozenset[Owed]:
    """Everything the service owes this participation on the day."""
    return frozenset(
        (
            *_way_in(facts, policy, on),
            *_assigned(facts),
            *_plan(facts, policy, on),
            *_hours(facts),
            *_after(facts, policy, on),
        )
    )


def _way_in(facts: Facts, policy: Policy, on: date) -> Iterator[Owed]:
    if facts.state is State.CLOSED:
        return
    if facts.nobody_since is not None:
        yield Owed(Kind.NOBODY_RESPONSIBLE, facts.nobody_since)
    elif facts.coach_since is not None and not facts.coach_acknowledged:
        yield Owed(Kind.NEW_TO_ME, facts.coach_since)
    if facts.received_on is not None and not facts.first_meeting_held:
        promised = facts.received_on + timedelta(days=policy.first_meeting + facts.paused_clock_days)
        if on > promised:
            yield Owed(Kind.FIRST_MEETING_LATE, promised + timedelta(days=1))


def _assigned(facts: Facts) -> Iterator[Owed]:
    """What is prepared waits for the board from the day it was written, also before anybody else has answered:
    whoever decides can then ask, mend it or withdraw it. After a closed way there is nothing to decide."""
    if facts.state is State.CLOSED:
        return
    for prepared in facts.assignments_prepared:
        yield Owed(Kind.ASSIGNMENT_TO_DECIDE, prepared.on, str(prepared.key))


def _plan(facts: Facts, policy: Policy, on: date) -> Iterator[Owed]:
    if facts.state is not State.ACTIVE or facts.started_on is None:
        return
    if not facts.open_steps:
        yield Owed(Kind.NO_NEXT_STEP, max(facts.started_on, facts.last_step_ended_on or facts.started_on))
    for step in facts.open_steps:
        if step.on < on:
            yield Owed(Kind.STEP_OVERDUE, step.on, str(step.key))
    planned_by = facts.started_on + timedelta(days=policy.plan_within)
    if not facts.plan_agreed and on > planned_by:
        yield Owed(Kind.NO_PLAN_AGREED, planned_by + timedelta(days=1))
    if facts.plan_review_on is not None and facts.plan_review_on < on:
        yield Owed(Kind.REVIEW_OVERDUE, facts.plan_review_on)
    if policy.mapping_every is not None:
        mapped_by = (facts.own_word_on or facts.started_on) + timedelta(days=policy.mapping_every)
        if on > mapped_by:
            yield Owed(Kind.MAPPING_OVERDUE, mapped_by + timedelta(days=1))
    if facts.change_asked is not None:  # who asks for a change is owed a talk about it from that day
        yield Owed(Kind.CHANGE_ASKED, facts.change_asked.on, str(facts.change_asked.key))
    for item in facts.items_wrong:
        yield Owed(Kind.ITEM_WRONG, item.on, str(item.key))
    spoken_by = (facts.last_contact_on or facts.started_on) + timedelta(
        days=facts.contact_every or policy.contact_every
    )
    if on > spoken_by:
        yield Owed(Kind.NO_CONTACT, spoken_by + timedelta(days=1))


def _hours(facts: Facts) -> Iterator[Owed]:
    for kind, rows in (
        (Kind.NOT_REGISTERED, facts.not_registered),
        (Kind.ABSENCE_NOT_SPOKEN_ABOUT, facts.absences_unspoken),
        (Kind.EXPLANATION_TO_READ, facts.explanations),
        (Kind.HOUR_DISPUTED, facts.hours_disputed),
        (Kind.NOTE_DISPUTED, facts.notes_disputed),
        (Kind.BASIS_WAITING, facts.bases_waiting),
        (Kind.BASIS_WITHDRAWN, facts.withdrawn_unread_by_officer),
        (Kind.BASIS_FALLEN, facts.withdrawn_unread_by_coach),
    ):
        for row in rows:
            yield Owed(kind, row.on, str(row.key))
    # The seats were given back for a time away: who is back from it is owed that they are booked again.
    if facts.without_hours_since is not None and facts.state in {State.ACTIVE, State.PAUSED}:
        yield Owed(Kind.NO_HOURS, facts.without_hours_since)
    if facts.streak_reached is not None:
        yield Owed(Kind.STREAK, facts.streak_reached.on)


def _after(facts: Facts, policy: Policy, on: date) -> Iterator[Owed]:
    for placement in facts.placements_running:
        if placement.on <= on + timedelta(days=policy.placement_warning):
            yield Owed(Kind.PLACEMENT_ENDS, placement.on, str(placement.key))
    for opening in facts.glass_broken:  # told also of somebody who has left
        yield Owed(Kind.FILE_OPENED, opening.on, str(opening.key))
    for question in facts.follow_ups:
        if question.on <= on:
            yield Owed(Kind.FOLLOW_UP_DUE, question.on, str(question.key))
