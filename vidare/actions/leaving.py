"""What somebody who leaves the team still had to do: handed over in the same deed, and asked about anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from vidare.actions import attention, items
from vidare.actions.ledger import note
from vidare.records.boards import board_of, working_for
from vidare.records.plans import Step
from vidare.records.services import Membership
from vidare.records.workload import coaches_of
from vidare.rules.access import Actor, Role
from vidare.rules.plans import OPEN_STEP

OPEN = [state.value for state in OPEN_STEP]


def successors(row: Membership, *, on: date) -> set[int]:
    """Who can take over: those who hold the same role for the same board, other than the one who leaves."""
    if row.role == Role.COACH.value:
        return set(coaches_of(row.service_id, board=board_of(row), on=on))
    held = Membership.objects.filter(
        working_for(board_of(row)), Q(end=None) | Q(end__gte=on), service=row.service_id, role=row.role, start__lte=on,
        user__is_active=True,
    )  # fmt: skip
    return set(held.values_list("user", flat=True)) - {row.user_id}


def steps_left_by(row: Membership, *, on: date) -> list[Step]:
    """Open steps of those whom they met in this role, when no other role keeps them in the service after that day."""
    stays = Membership.objects.filter(Q(end=None) | Q(end__gt=on), user=row.user_id, service=row.service_id)
    if stays.exclude(pk=row.pk).exists():
        return []
    own = Step.unscoped.filter(
        owner=row.user_id, state__in=OPEN, participation__service=row.service_id, board=board_of(row)
    )
    return list(own.select_related("participation", "person").order_by("pk"))


def hand_over_steps(actor: Actor, steps: Iterable[Step], *, to: int | None, at: datetime) -> None:
    """To the successor, else to the coach of each way, who says anew whether they will."""
    for step in steps:
        owner = to or step.participation.coach_id
        if owner is None:
            continue  # that nobody holds the way is told to those who lead
        step.owner_id, step.version = owner, step.version + 1
        step.save(update_fields=["owner", "version"])
        items.fall(step, at=at)
        note(actor, "step.handed-over", at=at, person=step.person.key, board=step.board_id, step=step.pk)
        attention.refresh(step.participation_id, on=at.date())
