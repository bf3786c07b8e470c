"""The boards whose persons a service has: one, or those of several municipalities that share it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from vidare.records.configured import model_of
from vidare.records.organisations import Board, Organisation
from vidare.records.services import Membership, Service
from vidare.rules.access import Actor, Compartment, Deed, who_may
from vidare.rules.decision import Hidden


def boards_of(service: Service) -> tuple[Board, ...]:
    """The service's own board first, then the further ones in the order of its model."""
    own = Board.objects.get(pk=service.board_id)
    if not service.shared:
        return (own,)
    codes = [board.code for board in model_of(service.pk).further_boards]
    further = {board.code: board for board in Board.objects.filter(code__in=codes).exclude(pk=own.pk)}
    return (own, *(further[code] for code in codes if code in further))


def board_of_new(actor: Actor, service: Service, *, on: date, wanted: int | None = None) -> int:
    """Whose a person is that the actor registers: the board for which the actor works in the service.

    Nobody who asks for themselves works for any: theirs is the one they choose (``wanted``), or the service's own.
    Raises :class:`Hidden` for a board that the service is not shared with.
    """
    own = actor.board_in(service.pk, on=on)
    if own is not None:
        return own
    if wanted is None:
        return int(service.board_id)
    if wanted not in {board.pk for board in boards_of(service)}:
        raise Hidden
    return wanted


def may_employ(actor: Actor, service: Service, *, on: date) -> QuerySet[Organisation]:
    """The organisations whose staff the actor lets into the service: each board lets in its own.

    Whoever works for a board reaches its persons; who works for no board reaches those of the service's own.
    """
    boards = {board.pk for board in boards_of(service)}
    if not actor.system:
        boards &= actor.boards(Deed.ADMINISTER, on=on)
    near = Q(board__in=boards)
    return Organisation.objects.filter(near | Q(board=None) if service.board_id in boards else near)


def working_for(board: int) -> Q:
    """Memberships of those who work for a board: its own organisations', and those of none in its own services."""
    return Q(organisation__board=board) | Q(organisation__board=None, service__board=board)


def deciding(service: int, *, board: int, on: date) -> QuerySet[Membership]:
    """Memberships on a day of the staff who decide for a board in the service."""
    roles = [role.value for role in who_may(Deed.DECIDE, Compartment.SOCIAL_SERVICES)]
    held = Membership.objects.filter(working_for(board), service=service, role__in=roles, start__lte=on)
    return held.filter(user__is_active=True).exclude(end__lt=on)


def board_of(held: Membership) -> int:
    """The board that a membership is held for."""
    return int(held.organisation.board_id or held.service.board_id)
