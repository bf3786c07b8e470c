"""Which device stands at the door, and for which service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from vidare.records.boards import boards_of
from vidare.records.services import Device, device_index
from vidare.records.written import written
from vidare.rules.access import Actor


@dataclass(frozen=True, slots=True)
class Screen:
    actor: Actor
    service: str


def screen(token: str, *, on: date) -> Screen | None:
    """The device that holds this token on a day. It may see nobody and do one thing."""
    if not token:
        return None
    for row in _holding(device_index(token[:200]), on):
        boards = (
            frozenset(board.pk for board in boards_of(row.service)) if row.service.shared else {row.service.board_id}
        )
        return Screen(Actor(key=f"device:{row.pk}", device=(row.service_id, frozenset(boards))), row.service.name)
    return None


@written
def _holding(index: str, on: date) -> QuerySet[Device]:
    rows = Device.objects.filter(Q(end=None) | Q(end__gte=on), token_index=index, start__lte=on)
    few = rows.select_related("service").only("service__board_id", "service__name", "service__shared")
    return few.order_by("pk")
