"""Cursors for questions that are asked again and again: PostgreSQL plans such a statement once and keeps the plan.

A page's statement goes through so many tables and walls that to plan it costs more than to answer it. The plan is kept
by the connection; whose rows may be seen is a setting that each transaction tells, and no part of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection


def cursor() -> Any:
    """As ``connection.cursor()``, behind everything that stands around a statement."""
    if connection.vendor != "postgresql" or connection.queries_logged:  # what is looked at shows its values
        return connection.cursor()
    from psycopg import Cursor

    link: Any = connection
    link.close_if_health_check_failed()
    link.ensure_connection()
    return link._prepare_cursor(Cursor(link.connection))


def params(given: Sequence[Any]) -> list[Any]:
    """Whole numbers are of one kind, however large: a statement is the same one for each."""
    if connection.vendor != "postgresql":
        return list(given)
    from psycopg.types.numeric import Int8

    return [Int8(one) if type(one) is int else one for one in given]
