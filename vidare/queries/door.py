"""Which device stands at the door, and for which service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vidare.records.services import Device, device_index
from vidare.rules.access import Actor


@dataclass(frozen=True, slots=True)
class Screen:
    actor: Actor
    service: str


def screen(token: str, *, on: date) -> Screen | None:
    """The device that holds this token on a day. It may see nobody and do one thing."""
    if not token:
        return None
    rows = Device.objects.filter(Q(end=None) | Q(end__gte=on), token_index=device_index(token[:200]), start__lte=on)
    row = rows.select_related("service").first()
    if row is None:
        return None
    actor = Actor(key=f"device:{row.pk}", device=(row.service.board_id, row.service_id))
    return Screen(actor, row.service.name)
