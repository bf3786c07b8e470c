"""Boards and organisations as a service model's file names them. Parts of the deeds that import and start services."""

from __future__ import annotations

from vidare.records.organisations import Board, Organisation
from vidare.rules.services import BoardOf, Partner


def keep_board(named: BoardOf) -> Board:
    """The board of this code; made when there is none. A board that stands is not renamed by somebody's file."""
    board, _ = Board.objects.get_or_create(
        code=named.code,
        defaults={"name": named.name, "municipality": named.municipality, "appeal_to": named.appeal_to},
    )
    return board


def keep_partner(named: Partner, board: Board | None) -> Organisation:
    """The organisation of this code, likewise; it belongs to the board when the file says so, or to none."""
    organisation, _ = Organisation.objects.get_or_create(
        code=named.code,
        defaults={"name": named.name, "kind": named.kind.value, "board": board},
    )
    return organisation
