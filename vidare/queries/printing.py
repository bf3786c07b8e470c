"""What a sheet of paper needs to know: whose it is and in which language, who it is from, when the door is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from vidare.records import configured, find
from vidare.records.organisations import Board
from vidare.records.papers import sender_of
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.services import Service
from vidare.rules.access import Actor
from vidare.rules.decision import Hidden
from vidare.rules.papers import Sender
from vidare.rules.services import Hours, TextCode, Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """Whose sheet it is, whom to ring, and the letterhead of the service that gives it."""

    person: int
    key: UUID
    name: str
    language: str
    participation: int
    service: str
    coach: str
    phone: str
    sender: Sender


def sheet_of(actor: Actor, *, person: int, on: date) -> Sheet:
    """For somebody who has a way through a service. Raises Hidden."""
    scope = actor.scope(on=on)
    who = find.one(Person.visible_to(scope), person)
    way = Participation.of(scope, person).select_related("service", "coach").first()
    if way is None:
        raise Hidden
    sender = sender_of(way.service_id)
    coach = way.coach
    return Sheet(
        who.pk, who.key, f"{who.given_name} {who.family_name}".strip(), who.language, way.pk, way.service.name,
        coach.name if coach else way.service.name, (coach.phone if coach else "") or sender.phone, sender,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A service as it is told about on its own door. ``hours``: weekdays (1 is Monday), from, to."""

    code: str
    name: str
    open_door: Words
    address: Words
    phone: str
    hours: tuple[tuple[tuple[int, ...], time, time], ...]
    sender: Sender


def door_of(actor: Actor, *, service: int, on: date) -> OpenDoor:
    """For those who work there. Raises Hidden."""
    if service not in {held.service_id for held in actor.held(on=on)}:
        raise Hidden
    row = find.one(Service.objects.all(), service)
    model, sender = configured.model_of(service), sender_of(service)
    return OpenDoor(
        row.code, row.name, model.text(TextCode.OPEN_DOOR), model.text(TextCode.ADDRESS), sender.phone,
        opening_hours(model.schedule), sender,
    )  # fmt: skip


def opening_hours(schedule: Iterable[Hours]) -> tuple[tuple[tuple[int, ...], time, time], ...]:
    """From the first hour to the last of each weekday; weekdays that are alike stand together."""
    spans: dict[int, tuple[time, time]] = {}
    for hours in schedule:
        for weekday in hours.weekdays:
            first, last = spans.get(weekday, (hours.start, hours.end))
            spans[weekday] = min(first, hours.start), max(last, hours.end)
    alike: dict[tuple[time, time], list[int]] = {}
    for weekday in sorted(spans):
        alike.setdefault(spans[weekday], []).append(weekday)
    return tuple((tuple(weekdays), *span) for span, weekdays in alike.items())


def house_sender() -> Sender:
    """Who a sheet is from that belongs to no one service: the only one there is, else all the municipalities."""
    services = list(Service.objects.filter(closed_on=None).order_by("pk").values_list("pk", flat=True)[:2])
    if len(services) == 1:
        return sender_of(services[0])
    names = Board.objects.order_by("municipality").values_list("municipality", flat=True).distinct()
    return Sender(", ".join(names), "")
