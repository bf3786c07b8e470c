"""Moments, days and codes as numbers that the database counts out, so that a quarter of a million are never made."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.db.models import BigIntegerField, Case, Func, Value, When
from django.db.models.functions import Coalesce


class Minute(Func):
    """Whole minutes since the first of January 1970, UTC: the same number on both databases."""

    arity = 1
    output_field = BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="FLOOR(DATE_PART('epoch', %(expressions)s) / 60)::bigint", **more
        )

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER) / 60"
        return self.as_sql(compiler, connection, template=template, **more)


class _Ordinal(Func):
    arity = 1
    output_field = BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s - DATE '0001-01-01' + 1)", **more)

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) - 1721424.5 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **more)


def ordinal_of(day: Any, *, none: int) -> Coalesce:
    """The number of a day as ``date.toordinal`` counts them, and ``none`` where there is no day."""
    return Coalesce(_Ordinal(day), Value(none), output_field=BigIntegerField())


def place_of(code: str, among: Sequence[StrEnum], *, none: int) -> Case:
    """Which of these codes stands there, by its place among them; ``none`` for one that is not among them."""
    whens = [When(**{code: one.value}, then=Value(place)) for place, one in enumerate(among)]
    return Case(*whens, default=Value(none), output_field=BigIntegerField())
