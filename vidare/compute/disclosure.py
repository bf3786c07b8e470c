"""Hides small groups in a table, and as little more as keeps them from being found by subtraction."""

from __future__ import annotations

import heapq
import itertools
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Cell = tuple[str | None, str | None]  # None is the total of a row, of a column, or of all
Node = tuple[str, str | None]
ENDLESS = 1 << 60

PRIMARY = "primary"
COMPLEMENTARY = "complementary"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a reader who knows all that is shown can work out of a hidden cell: it lies in ``low``–``high``."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Hidden:
    """``why`` each cell is hidden (totals too), and the audit of each."""

    why: Mapping[Cell, str]
    audit: Mapping[Cell, Bounds]


def hide(counts: Mapping[tuple[str, str], int], *, k: int) -> Hidden:
    """Hide every count of 1 to ``k`` − 1, and the cheapest others (by count) so that each is uncertain by ``k``.

    Totals of rows, of columns and of all are published beside the table and are cells too. Raises ``ValueError`` for
    a negative count or ``k`` below 1.
    """
    if k < 1 or any(count < 0 for count in counts.values()):
        raise ValueError("counts are at least 0 and the smallest group shown is at least 1")
    cells = with_totals(counts)
    small = sorted(
        (cell for cell, count in cells.items() if 0 < count < k), key=lambda cell: (cells[cell], _order(cell))
    )
    why = dict.fromkeys(small, PRIMARY)
    for cell in small:
        _protect(cell, cells, why, k)
    return Hidden(why, {cell: bounds(cell, cells, why) for cell in sorted(why, key=_order)})


def with_totals(counts: Mapping[tuple[str, str], int]) -> dict[Cell, int]:
    cells: dict[Cell, int] = {}
    for (row, column), count in counts.items():
        cells[row, column] = count
        for total in ((row, None), (None, column), (None, None)):
            cells[total] = cells.get(total, 0) + count
    return cells


def bounds(cell: Cell, cells: Mapping[Cell, int], hidden: Iterable[Cell]) -> Bounds:
    """The least and the most that a hidden cell can be, given every cell that is shown. Exact: a flow in a network."""
    known = set(hidden)
    up = _flow(_column(cell), _row(cell), cell, cells, known)
    down = _flow(_row(cell), _column(cell), cell, cells, known)
    if _sign(cell) < 0:
        up, down = down, up
    high = None if up >= ENDLESS else cells[cell] + up
    return Bounds(max(cells[cell] - down, 0), high)


def _protect(cell: Cell, cells: Mapping[Cell, int], why: dict[Cell, str], k: int) -> None:
    """Hide the cheapest ring of cells through this one until it is uncertain enough; at last, everything."""
    for room in range(k, 0, -1):
        if _uncertain(cell, cells, why, k):
            return
        for other in _cheapest_ring(cell, cells, why, room):
            why.setdefault(other, COMPLEMENTARY)
    if not _uncertain(cell, cells, why, k):
        for other in sorted(cells, key=_order):
            why.setdefault(other, COMPLEMENTARY)


def _uncertain(cell: Cell, cells: Mapping[Cell, int], why: Mapping[Cell, str], k: int) -> bool:
    found = bounds(cell, cells, why)
    return found.high is None or found.high - found.low >= k


def _sign(cell: Cell) -> int:
    """A total stands on the other side of the sum, the total of all on the same side again."""
    return -1 if (cell[0] is None) != (cell[1] is None) else 1


def _row(cell: Cell) -> Node:
    return "row", cell[0]


def _column(cell: Cell) -> Node:
    return "column", cell[1]


def _order(cell: Cell) -> tuple[bool, str, bool, str]:
    return cell[0] is None, cell[0] or "", cell[1] is None, cell[1] or ""


def _edges(cells: Mapping[Cell, int], skip: Cell) -> dict[Node, list[tuple[Node, Cell, int]]]:
    """Row → column: the cell grows; column → row: it shrinks, at most to 0. For totals the other way round."""
    edges: dict[Node, list[tuple[Node, Cell, int]]] = {}
    for cell, count in sorted(cells.items(), key=lambda item: _order(item[0])):
        if cell == skip:
            continue
        grow, shrink = (ENDLESS, count) if _sign(cell) > 0 else (count, ENDLESS)
        edges.setdefault(_row(cell), []).append((_column(cell), cell, grow))
        edges.setdefault(_column(cell), []).append((_row(cell), cell, shrink))
    return edges


def _flow(start: Node, goal: Node, skip: Cell, cells: Mapping[Cell, int], hidden: set[Cell]) -> int:
    """The largest flow through hidden cells (Edmonds & Karp 1972)."""
    room: dict[Node, dict[Node, int]] = {}
    for node, onward in _edges({cell: cells[cell] for cell in hidden}, skip).items():
        room[node] = {to: most for to, _, most in onward}
    total = 0
    while path := _shortest(start, goal, room):
        most = min(room[a][b] for a, b in path)
        if most >= ENDLESS // 2:
            return ENDLESS
        for a, b in path:
            room[a][b] -= most
            room[b][a] = room[b].get(a, 0) + most
        total += most
    return total


def _shortest(start: Node, goal: Node, room: Mapping[Node, Mapping[Node, int]]) -> list[tuple[Node, Node]]:
    came: dict[Node, Node] = {start: start}
    waiting = deque([start])
    while waiting and goal not in came:
        node = waiting.popleft()
        for to, most in room.get(node, {}).items():
            if most > 0 and to not in came:
                came[to] = node
                waiting.append(to)
    if goal not in came:
        return []
    path, node = [], goal
    while node != start:
        path.append((came[node], node))
        node = came[node]
    return path


def _cheapest_ring(cell: Cell, cells: Mapping[Cell, int], why: Mapping[Cell, str], room: int) -> list[Cell]:
    """The ring that costs least to hide, each cell able to give ``room`` (Dijkstra 1959); empty when there is none."""
    edges = _edges(cells, cell)
    start, goal = (_column(cell), _row(cell)) if _sign(cell) > 0 else (_row(cell), _column(cell))
    best: dict[Node, tuple[int, list[Cell]]] = {}
    # Of rings that cost alike the one found first: nodes and cells have no order of their own.
    found = itertools.count()
    waiting: list[tuple[int, int, Node, list[Cell]]] = [(0, next(found), start, [])]
    while waiting:
        cost, _, node, ring = heapq.heappop(waiting)
        if node in best:
            continue
        best[node] = cost, ring
        if node == goal:
            return ring
        for to, other, most in edges.get(node, []):
            if most >= room and to not in best:
                price = 0 if other in why else max(cells[other], 1)
                heapq.heappush(waiting, (cost + price, next(found), to, [*ring, other]))
    return []
