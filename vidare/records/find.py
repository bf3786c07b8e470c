"""One row that may be seen, or Hidden; and Swedish order on both databases."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import connection
from django.db.models import F, Model, QuerySet
from django.db.models.functions import Collate

from vidare.rules.decision import Hidden

Row = TypeVar("Row", bound=Model)
LARGEST_KEY = 2**63 - 1


def one(rows: QuerySet[Row], key: int, *, lock: bool = False) -> Row:
    """The row with this key among ``rows``. Raises :class:`Hidden` when there is none, or it may not be seen."""
    if not 0 < key <= LARGEST_KEY:
        raise Hidden
    if lock and connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    for row in rows.filter(pk=key):
        return row
    raise Hidden


def first(rows: QuerySet[Row], *, lock: bool = False) -> Row:
    """The first of the rows in their order. Raises :class:`Hidden` when there is none."""
    for row in rows[:1]:
        return one(rows, row.pk, lock=True) if lock and connection.features.has_select_for_update else row
    raise Hidden


def in_line(rows: QuerySet[Row], key: int, *, behind: QuerySet[Any], column: str) -> Row:
    """The row, read when the row that ``column`` names is locked: two deeds on what hangs on it stand in line.

    SQLite lets one deed write at a time, so that there they stand in line already.
    """
    if connection.features.has_select_for_update:
        one(behind, getattr(one(rows, key), column), lock=True)
    return one(rows, key)


def swedish(field: str) -> Any:
    """An expression to order by: å, ä and ö last."""
    return Collate(F(field), "sv-x-icu" if connection.vendor == "postgresql" else "sv")
