"""Who can own a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vidare.records.services import Membership
from vidare.rules.access import Role

OWNERS = (
    Role.COACH, Role.SOCIAL_SECRETARY, Role.JOB_MATCHER, Role.LANGUAGE_PEDAGOGUE, Role.CIVIC_GUIDE, Role.COORDINATOR,
    Role.EMPLOYMENT_OFFICER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owner:
    user_id: int
    name: str
    role: Role


def owners(service: int, *, on: date) -> tuple[Owner, ...]:
    """Staff of the service who can own a step."""
    rows = (
        Membership.objects.filter(
            Q(end=None) | Q(end__gte=on), service_id=service, start__lte=on, role__in=[role.value for role in OWNERS]
        )
        .order_by("user__name", "user_id", "pk")
        .values_list("user_id", "user__name", "role")
    )
    found = {user: Owner(user, name, Role(role)) for user, name, role in rows}
    return tuple(found.values())
