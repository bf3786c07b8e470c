"""What stands open through broken glass, and who has broken it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from vidare.records import find
from vidare.records.glass import BrokenGlass
from vidare.records.people import Person
from vidare.records.services import Membership
from vidare.rules.access import Actor, Compartment, Deed, Role
from vidare.rules.decision import Hidden


@dataclass(frozen=True, slots=True)
class Standing:
    """What the actor has open now."""

    key: int
    until: datetime


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """That somebody opened the file: who, as what, why, and whether anybody responsible has read it."""

    key: int
    name: str
    role: Role | None
    reason: str
    opened_at: datetime
    until: datetime
    read_by: str
    read_at: datetime | None


def may_break(actor: Actor, *, at: datetime) -> bool:
    """Staff who see anybody at all in a board of theirs."""
    walls = actor.scope(on=at.date()).walls
    return actor.user_id is not None and any(compartment is Compartment.TEAM for _board, compartment in walls)


def standing(actor: Actor, *, person: int, at: datetime) -> Standing | None:
    """The opening by which the actor reads this person's file now, if there is one."""
    if not may_break(actor, at=at):
        return None
    rows = BrokenGlass.unscoped.filter(user=actor.user_id, person=person, opened_at__lte=at, until__gt=at)
    row = rows.filter(closed_at=None).order_by("-until").first()
    return Standing(row.pk, row.until) if row else None


def through(actor: Actor, *, person: int) -> Actor:
    """The actor as one who looks through: sees this person too, and does nothing."""
    return replace(actor, glass=frozenset({person}))


def of_person(actor: Actor, *, person: int, at: datetime) -> tuple[tuple[OpenedRow, ...], bool]:
    """Every opening of a person's file, the latest first, and whether the actor may say that they have been read."""
    on = at.date()
    whom = find.one(Person.visible_to(actor.scope(on=on)), person)
    if actor.person_id is not None or actor.glass:
        raise Hidden
    rows = list(
        BrokenGlass.visible_to(actor.scope(on=on))
        .filter(person=person)
        .select_related("user", "read_by")
        .order_by("-opened_at", "-pk")
    )
    held = Membership.objects.filter(user__in={row.user_id for row in rows}).order_by("-start", "-pk")
    roles = {user: Role(role) for user, role in held.values_list("user", "role")}
    may_read = any(actor.may(deed, on=on, board=whom.board_id).allowed for deed in (Deed.CHANGE, Deed.LEAD))
    unread = any(row.read_at is None and row.user_id != actor.user_id for row in rows)
    return tuple(
        OpenedRow(
            row.pk, row.user.name, roles.get(row.user_id), row.reason, row.opened_at, row.until,
            row.read_by.name if row.read_by else "", row.read_at,
        )
        for row in rows
    ), may_read and unread  # fmt: skip
