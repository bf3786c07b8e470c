"""Who can own a step; and that there is a next step where it stands behind somebody else's wall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vidare.records.participations import Participation
from vidare.records.plans import Step
from vidare.records.services import Membership
from vidare.records.walls import within
from vidare.rules.access import Actor, Compartment, Role, Scope, system
from vidare.rules.disclosure import Item
from vidare.rules.plans import OPEN_STEP

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


@dataclass(frozen=True, slots=True)
class BehindWall:
    """The next step of somebody, where the reader may not know what it is: its day and who owns it.

    ``owner`` is None for the participant, and for whoever holds no role any more.
    """

    due_on: date
    owner: Role | None
    participant: bool
    overdue: bool


def behind_walls(actor: Actor, ways: Iterable[Participation], *, on: date) -> dict[int, BehindWall]:
    """By way. Asked of ways in which the actor sees no next step; answered of those whose steps are theirs to see.

    The house looks for them: that everybody has a next step is for all who work with the person to know.
    """
    scope = actor.scope(on=on)
    known = {way.pk for way in ways if _sees_steps(scope, way)}
    if not known:
        return {}
    is_open = [state.value for state in OPEN_STEP]
    with within(system("next-step").scope(on=on)):
        rows = Step.unscoped.filter(participation__in=known, state__in=is_open).order_by("-due_on", "-pk")
        found = {row.participation_id: row for row in rows.select_related("participation")}
    roles = _roles({(row.participation.service_id, row.owner_id) for row in found.values() if row.owner_id}, on)
    return {
        way: BehindWall(
            row.due_on, roles.get((row.participation.service_id, row.owner_id or 0)), row.owner_is_participant,
            row.due_on < on,
        )
        for way, row in found.items()
    }  # fmt: skip


def _sees_steps(scope: Scope, way: Participation) -> bool:
    inside = (way.board_id, Compartment.TEAM) in scope.walls
    return inside or (Item.PLAN, way.person_id, Compartment.TEAM) in scope.opened


def _roles(owners: set[tuple[int, int]], on: date) -> dict[tuple[int, int], Role]:
    held = Membership.objects.filter(
        Q(end=None) | Q(end__gte=on), user__in={user for _service, user in owners}, start__lte=on
    )
    return {
        (service, user): Role(role)
        for service, user, role in held.order_by("start", "pk").values_list("service", "user", "role")
    }
