"""What a list may name in each service: its coaches, rooms and activities, by every name they go under."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from vidare.records.activities import Activity
from vidare.records.configured import model_of
from vidare.records.services import Room, Service
from vidare.records.users import User
from vidare.records.workload import coaches_of
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden
from vidare.rules.imports import Kind, Named, Place, behind
from vidare.rules.referrals import WayIn


def places(services: Collection[int], *, on: date) -> dict[int, Place]:
    """The services by key. A few queries for each service: an office has few of them."""
    return {row.pk: _place(row, on) for row in Service.objects.filter(pk__in=services).order_by("pk")}


def offered(actor: Actor, *, service: int, on: date) -> Mapping[int, Place]:
    """The services that rows may name: those of the chosen one's board in which the actor may take in lists."""
    board = Service.objects.filter(pk=service).values_list("board_id", flat=True).first()
    rows = Service.objects.filter(board=board)
    mine = {key for kind in Kind for key in actor.services(Deed.IMPORT, behind(kind), on=on)}
    found = places(rows.values_list("pk", flat=True) if actor.system else mine & {row.pk for row in rows}, on=on)
    if service not in found:
        raise Hidden
    return found


def _place(row: Service, on: date) -> Place:
    users = User.objects.filter(pk__in=coaches_of(row.pk, on=on)).order_by("pk")
    rooms = list(Room.objects.filter(service=row).order_by("pk"))
    activities = Activity.objects.filter(service=row).order_by("pk")
    return Place(
        row.pk,
        (row.name, row.code),
        row.opened_on,
        tuple(WayIn(way) for way in model_of(row.pk).ways_in),
        tuple(Named(user.pk, _known_as(user)) for user in users),
        tuple(Named(room.pk, (room.name, room.code)) for room in rooms),
        {room.pk: room.seats for room in rooms if room.seats is not None},
        tuple(Named(activity.pk, (activity.name, activity.code)) for activity in activities),
    )


def _known_as(user: User) -> tuple[str, ...]:
    """The name either way round, the user name, the e-mail address."""
    first, _space, last = user.name.rpartition(" ")
    names = (user.name, f"{last} {first}" if first else "", user.username, user.email or "")
    return tuple(name for name in names if name)
