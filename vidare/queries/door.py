"""Which device stands at the door, and for which service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

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
    for key, board, service, name in _holding(device_index(token[:200]), on):
        return Screen(Actor(key=f"device:{key}", device=(board, service)), name)
    return None


@written
def _holding(index: str, on: date) -> QuerySet[Device, tuple[int, int, int, str]]:
    rows = Device.objects.filter(Q(end=None) | Q(end__gte=on), token_index=index, start__lte=on)
    return rows.order_by("pk").values_list("pk", "service__board_id", "service_id", "service__name")
