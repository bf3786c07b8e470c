"""All that stands on one person's page, asked together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from vidare.queries import (
    assignments,
    attendance,
    attention,
    changes,
    disclosures,
    meetings,
    needs,
    notes,
    people,
    person_file,
    placements,
    plans,
    representatives,
    requirement,
    week,
)
from vidare.queries.assignments import AssignmentRow
from vidare.queries.attendance import Strip
from vidare.queries.attention import Debt
from vidare.queries.changes import Changes
from vidare.queries.disclosures import DisclosureRow
from vidare.queries.meetings import MeetingRow
from vidare.queries.needs import MappingCard
from vidare.queries.notes import NotesCard
from vidare.queries.people import ContactCard
from vidare.queries.person_file import Way
from vidare.queries.placements import PlacementRow
from vidare.queries.plans import PlanCard
from vidare.queries.representatives import RepresentativeRow
from vidare.queries.requirement import WeekRow
from vidare.queries.week import Place
from vidare.records.together import Part, beside, parted
from vidare.rules.access import Actor
from vidare.rules.activities import MeetingState
from vidare.rules.decision import Hidden

SHOWN = 16  # times of the strip
TALKS = 3


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """What hangs on the way that the page is about."""

    coming: tuple[MeetingRow, ...]
    next_hour: Place | None
    plan: PlanCard | None
    mapping: MappingCard | None
    notes: NotesCard
    placements: tuple[PlacementRow, ...]
    assignments: tuple[AssignmentRow, ...]
    hours: tuple[WeekRow, ...]


@dataclass(frozen=True, slots=True)
class OnePerson:
    """``on_the_way`` is None for somebody whom the actor sees on no way through a service."""

    card: ContactCard
    ways: tuple[Way, ...]
    owed: tuple[Debt, ...]
    strip: Strip
    disclosures: tuple[DisclosureRow, ...]
    representatives: tuple[RepresentativeRow, ...]
    changes: Changes
    on_the_way: OnTheWay | None

    @property
    def way(self) -> Way | None:
        return self.ways[0] if self.ways else None


@parted
def page(actor: Actor, *, person: int, language: str, at: datetime) -> Part[OnePerson]:
    """Raises Hidden for whom the actor may not see, and for a participant, who has pages of their own."""
    if actor.person_id is not None:
        raise Hidden
    on = at.date()
    (ways, talks), card, owed, strip, shared, speak, changed, rest = yield from beside(
        _ways(actor, person, at),
        people.contact_card.part(actor, person=person, on=on),
        attention.of_person.part(actor, person=person, on=on),
        attendance.strip.part(actor, person=person, at=at, last=SHOWN),
        disclosures.disclosures_of.part(actor, person=person, on=on),
        representatives.of_person.part(actor, person=person, on=on),
        changes.since_last_look.part(actor, person, at=at),
        beside(
            week.own.part(actor, person=person, at=at),
            plans.plan_card.part(actor, person, on=on),
            needs.mapping_card.part(actor, person, language=language, on=on),
            notes.latest.part(actor, person, on=on),
            placements.of_person.part(actor, person=person, on=on),
            _assignments(actor, person, at),
            requirement.card.part(actor, person=person, at=at),
        ),
    )
    if not ways:
        return OnePerson(card, ways, owed, strip, shared, speak, changed, None)
    hours, *cards = rest
    coming = tuple(row for row in talks if row.state is MeetingState.BOOKED)[-TALKS:][::-1]
    next_hour = next((one for one in hours.coming if not one.cancelled), None)
    return OnePerson(card, ways, owed, strip, shared, speak, changed, OnTheWay(coming, next_hour, *cards))


def _ways(actor: Actor, person: int, at: datetime) -> Part[tuple[tuple[Way, ...], tuple[MeetingRow, ...]]]:
    """The ways, and the talks of the one that the page is about."""
    ways = yield from person_file.ways.part(actor, person=person, on=at.date())
    if not ways:
        return (), ()
    talks = yield from meetings.meetings_of.part(actor, participation=ways[0].participation_id, on=at.date())
    return ways, talks


def _assignments(actor: Actor, person: int, at: datetime) -> Part[tuple[AssignmentRow, ...]]:
    try:
        return (yield from assignments.of_person.part(actor, person=person, on=at.date())).rows
    except Hidden:
        return ()  # there is no way that could have any
