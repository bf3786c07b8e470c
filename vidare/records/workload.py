"""How much each coach of a service carries: everybody counts, those whose identity is protected too."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from vidare.records.boards import working_for
from vidare.records.participations import Participation
from vidare.records.services import Membership
from vidare.rules.access import Role
from vidare.rules.participations import Load, State


def coaches_of(service: int, *, board: int | None = None, on: date) -> list[int]:
    """Those of one of the service's boards, or of all: nobody coaches another board's participants."""
    return list(coaches_among([service], board=board, on=on))


def coaches_among(services: Collection[int], *, board: int | None = None, on: date) -> QuerySet[Membership, int]:
    """The coaches of several services; who coaches in two of them stands there twice."""
    held = Membership.objects.filter(Q(end=None) | Q(end__gte=on), service__in=services, role=Role.COACH.value)
    if board is not None:
        held = held.filter(working_for(board))
    return held.filter(start__lte=on, user__is_active=True).order_by("user").values_list("user", flat=True)


def staff_of(service: int, *, on: date) -> list[int]:
    """All who work in the service on a day, whatever their role."""
    held = Membership.objects.filter(Q(end=None) | Q(end__gte=on), service=service, start__lte=on)
    return list(held.filter(user__is_active=True).order_by("user").distinct().values_list("user", flat=True))


def loads_of(service: int, *, board: int | None = None, on: date) -> list[Load]:
    """One load for each coach of the board, or of all boards, also for those who carry nobody."""
    carried = {
        coach: (number, latest)
        for coach, number, latest in Participation.unscoped.filter(service=service, coach__isnull=False)
        .exclude(state=State.CLOSED.value)
        .values_list("coach")
        .annotate(number=Count("pk"), latest=Max("coach_since"))
    }
    return [Load(coach, *carried.get(coach, (0, None))) for coach in coaches_of(service, board=board, on=on)]
