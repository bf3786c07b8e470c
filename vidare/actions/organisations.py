"""Boards and organisations as a service model's file names them. Parts of the deeds that import and start services."""

from __future__ import annotations

from collections.abc import Iterable

from vidare.records.organisations import Board, Organisation
from vidare.rules.services import BoardOf, Partner


def keep_board(named: BoardOf) -> Board:
    """The board of this code; made when there is none. A board that stands is not renamed by somebody's file."""
    board, _ = Board.objects.get_or_create(
        code=named.code,
        defaults={"name": named.name, "municipality": named.municipality, "appeal_to": named.appeal_to},
    )
    return board


def keep_host(named: Iterable[Partner], board: Board) -> None:
    """Some organisation is the host board's own, or nobody could be employed by it. A file that comes from another
    municipality names theirs: those that stand under another board stay there, and the host gets one of its own."""
    own = [one for one in named if one.of_board]
    if own and not Organisation.objects.filter(board=board).exists():
        code = f"{own[0].code}-{board.code}"[:60]
        defaults = {"name": board.name, "kind": own[0].kind.value, "board": board}
        Organisation.objects.get_or_create(code=code, defaults=defaults)


def keep_partner(named: Partner, board: Board | None) -> Organisation:
    """The organisation of this code, likewise; it belongs to the board when the file says so, or to none."""
    organisation, _ = Organisation.objects.get_or_create(
        code=named.code,
        defaults={"name": named.name, "kind": named.kind.value, "board": board},
    )
    return organisation
