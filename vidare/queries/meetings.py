"""Booked talks of a participation, and who can hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from vidare.queries.ways_in import Colleague
from vidare.records import configured, find
from vidare.records.participations import Meeting
from vidare.records.services import Room
from vidare.records.together import Part, parted, those
from vidare.records.users import User
from vidare.records.workload import staff_of
from vidare.rules.access import Actor, Deed
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.decision import Hidden
from vidare.rules.services import TextCode


@dataclass(frozen=True, slots=True)
class MeetingRow:
    meeting: int
    person: int
    participation: int
    service: int
    name: str
    kind: MeetingKind
    state: MeetingState
    starts_at: datetime
    minutes: int
    staff: int
    staff_name: str
    place: str
    interpreter_language: str
    interpreter_booked: bool

    @property
    def interpreter_missing(self) -> bool:
        return bool(self.interpreter_language) and not self.interpreter_booked


def meeting(actor: Actor, *, person: int, meeting: int, on: date) -> MeetingRow:
    rows = Meeting.visible_to(actor.scope(on=on)).filter(person=person)
    row = find.one(rows.select_related("participation", "staff", "person"), meeting)
    if not actor.may(Deed.CHANGE, on=on, service=row.participation.service_id).allowed:
        raise Hidden
    return _row(row)


@parted
def meetings_of(actor: Actor, *, participation: int, on: date) -> Part[tuple[MeetingRow, ...]]:
    """All of a participation, the latest first."""
    rows = Meeting.visible_to(actor.scope(on=on)).filter(participation=participation)
    rows = rows.select_related("participation", "staff", "person").order_by("-starts_at", "-pk")
    found = yield from those(rows[:50])
    return tuple(_row(row) for row in found)


def colleagues(actor: Actor, *, service: int, on: date) -> tuple[Colleague, ...]:
    """Those of the service's staff who may see the actor's participants and hold talks with them."""
    if not actor.may(Deed.SEE, on=on, service=service).allowed:
        raise Hidden
    names = User.objects.filter(pk__in=staff_of(service, on=on)).order_by(find.swedish("name"), "pk")
    return tuple(Colleague(key, name) for key, name in names.values_list("pk", "name"))


def places(actor: Actor, *, service: int, on: date) -> tuple[str, ...]:
    """Where a talk can be held: the service's address and each of its rooms there, to choose from beside own words."""
    if not actor.may(Deed.SEE, on=on, service=service).allowed:
        raise Hidden
    address = configured.model_of(service).text(TextCode.ADDRESS).told("sv")
    rooms = Room.objects.filter(service=service).order_by(find.swedish("name"), "pk").values_list("name", flat=True)
    return tuple(dict.fromkeys(place for place in (address, *(_at(name, address) for name in rooms)) if place))


def _at(room: str, address: str) -> str:
    return f"{room}, {address}" if address else room


def _row(row: Meeting) -> MeetingRow:
    return MeetingRow(
        meeting=row.pk,
        person=row.person_id,
        participation=row.participation_id,
        service=row.participation.service_id,
        name=f"{row.person.given_name} {row.person.family_name}".strip(),
        kind=MeetingKind(row.kind),
        state=MeetingState(row.state),
        starts_at=row.starts_at,
        minutes=row.minutes,
        staff=row.staff_id,
        staff_name=row.staff.name,
        place=row.place,
        interpreter_language=row.interpreter_language,
        interpreter_booked=row.interpreter_booked,
    )
