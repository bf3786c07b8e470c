"""The team's meetings, and an agenda as far as each member's walls reach: nobody else's items, and no count of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from vidare.queries.steps import BehindWall, behind_walls
from vidare.records import find
from vidare.records.participations import Participation
from vidare.records.plans import Step
from vidare.records.services import Service
from vidare.records.team import AgendaItem, TeamMeeting
from vidare.rules import team as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import Hidden
from vidare.rules.plans import OPEN_STEP

EARLIER = timedelta(days=92)  # how far back meetings are listed


@dataclass(frozen=True, slots=True)
class MeetingRow:
    key: int
    service: int
    service_name: str
    held_on: date
    ahead: bool
    begun: bool  # its day has come: what was agreed can be written


@dataclass(frozen=True, slots=True)
class Meetings:
    ahead: tuple[MeetingRow, ...]
    been: tuple[MeetingRow, ...]
    services: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Somebody on the agenda, with the next step that this reader sees."""

    key: int
    person: int
    name: str
    why: str
    taken_up_by: str
    compartment: Compartment
    next_step: str
    due_on: date | None
    behind_wall: BehindWall | None
    agreed: str
    step: str
    settled: bool

    @property
    def walled(self) -> bool:
        return self.compartment is not Compartment.TEAM


@dataclass(frozen=True, slots=True)
class Agenda:
    meeting: MeetingRow
    items: tuple[ItemRow, ...]

    @property
    def persons(self) -> list[int]:
        return [item.person for item in self.items]


@dataclass(frozen=True, slots=True)
class TakingUp:
    """What somebody can be taken up at, and before whom."""

    name: str
    meetings: tuple[MeetingRow, ...]
    places: tuple[Compartment, ...]
    service: int


def meetings(actor: Actor, *, on: date) -> Meetings:
    """Raises Hidden for who belongs to no team."""
    services = actor.services(Deed.SEE, on=on)
    if not services:
        raise Hidden
    rows = TeamMeeting.objects.filter(service__in=services, held_on__gte=on - EARLIER).select_related("service")
    found = [_meeting(row, on) for row in rows.order_by("held_on", "pk")]
    names = Service.objects.filter(pk__in=services).order_by("name", "pk").values_list("pk", "name")
    return Meetings(
        tuple(one for one in found if one.ahead), tuple(one for one in reversed(found) if not one.ahead), tuple(names)
    )


def agenda(actor: Actor, *, meeting: int, on: date) -> Agenda:
    """Those of its persons whom the reader may see, in the order in which they were taken up."""
    rows = TeamMeeting.objects.filter(service__in=actor.services(Deed.SEE, on=on)).select_related("service")
    held = find.one(rows, meeting)
    scope = actor.scope(on=on)
    found = list(
        AgendaItem.visible_to(scope)
        .filter(meeting=held)
        .select_related("person", "taken_up_by", "step", "participation")
        .order_by("settled_at", "pk")
    )
    steps, hidden = _next_steps(actor, found, on=on)
    rows_shown = (_item(row, steps.get(row.participation_id), hidden.get(row.participation_id)) for row in found)
    return Agenda(_meeting(held, on), tuple(rows_shown))


def item(actor: Actor, person: int, key: int, *, on: date) -> tuple[ItemRow, MeetingRow]:
    rows = AgendaItem.visible_to(actor.scope(on=on)).filter(person_id=person)
    row = find.one(rows.select_related("person", "taken_up_by", "step", "participation", "meeting__service"), key)
    steps, hidden = _next_steps(actor, [row], on=on)
    return _item(row, steps.get(row.participation_id), hidden.get(row.participation_id)), _meeting(row.meeting, on)


def taking_up(actor: Actor, person: int, *, on: date) -> TakingUp:
    """Raises Hidden where the person has no way that the actor sees."""
    way = Participation.of(actor.scope(on=on), person).select_related("person").first()
    if way is None or not actor.may(Deed.SEE, on=on, service=way.service_id).allowed:
        raise Hidden
    ahead = tuple(one for one in meetings(actor, on=on).ahead if one.service == way.service_id)
    name = f"{way.person.given_name} {way.person.family_name}".strip()
    return TakingUp(name, ahead, rules.sees(actor, service=way.service_id, on=on), way.service_id)


def _next_steps(
    actor: Actor, rows: Collection[AgendaItem], *, on: date
) -> tuple[dict[int, Step], dict[int, BehindWall]]:
    """Those that the reader sees, and of the others that there is one."""
    is_open = [state.value for state in OPEN_STEP]
    ways = {row.participation_id: row.participation for row in rows}
    open_ones = Step.visible_to(actor.scope(on=on)).filter(participation__in=ways, state__in=is_open)
    seen = {row.participation_id: row for row in open_ones.order_by("-due_on", "-pk")}
    rest = [way for key, way in ways.items() if key not in seen]
    return seen, behind_walls(actor, rest, on=on)


def _meeting(row: TeamMeeting, on: date) -> MeetingRow:
    return MeetingRow(row.pk, row.service_id, row.service.name, row.held_on, row.held_on >= on, row.held_on <= on)


def _item(row: AgendaItem, step: Step | None, hidden: BehindWall | None) -> ItemRow:
    return ItemRow(
        key=row.pk,
        person=row.person_id,
        name=f"{row.person.given_name} {row.person.family_name}".strip(),
        why=row.why,
        taken_up_by=row.taken_up_by.name,
        compartment=Compartment(row.compartment),
        next_step=step.title if step else "",
        due_on=step.due_on if step else None,
        behind_wall=hidden,
        agreed=row.agreed,
        step=row.step.title if row.step else "",
        settled=row.settled_at is not None,
    )
