"""A moment as a number that the database counts out, so that a quarter of a million of them are never made."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, Func


class Minute(Func):
    """Whole minutes since the first of January 1970, UTC: the same number on both databases."""

    arity = 1
    output_field = BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="FLOOR(EXTRACT(EPOCH FROM %(expressions)s) / 60)::bigint", **more
        )

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER) / 60"
        return self.as_sql(compiler, connection, template=template, **more)
