"""Whole columns of numbers from one question: what figures are counted from is never made into rows in between."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import numpy.typing as npt
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

from vidare.records.together import Part, those
from vidare.records.written import Later

Whole = npt.NDArray[np.int64]


class _Packed:
    """The question as it stands in a statement. PostgreSQL answers one value: all the numbers, eight bytes each."""

    def __init__(self, sql: str, names: list[str]) -> None:
        self.names = names
        self.whole = connection.vendor == "postgresql"
        columns = [f"p{number}" for number in range(len(names))]
        if self.whole:
            sent = " || ".join(f"int8send({name}::bigint)" for name in columns)
            self.sql = f"SELECT string_agg({sent}, ''::bytea) FROM ({sql}) AS packed ({', '.join(columns)})"
            self.kinds = ["bytea"]
        else:
            self.sql, self.kinds = sql, ["bigint"] * len(names)

    def rows(self, found: list[tuple[Any, ...]]) -> list[dict[str, Whole]]:
        if self.whole:
            read = np.frombuffer(found[0][0] or b"", dtype=">i8").astype(np.int64)
        else:
            read = np.array(found, dtype=np.int64)
        table = read.reshape(-1, len(self.names))
        return [{name: np.ascontiguousarray(table[:, place]) for place, name in enumerate(self.names)}]


def packed(names: str, rows: QuerySet[Any, Any]) -> Part[dict[str, Whole]]:
    """The values of each row, which are whole numbers, as columns with these names and in the order of the rows."""
    keys = names.split()
    try:
        sql, params = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return {name: np.zeros(0, np.int64) for name in keys}
    asked = Later(cast(Any, _Packed(sql, keys)), list(params))
    (found,) = yield from those(asked)
    return cast("dict[str, Whole]", found)
