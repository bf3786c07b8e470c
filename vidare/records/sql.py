"""A question as SQL that can be kept, and how its answers become rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

from vidare.records import prepared

Row = TypeVar("Row")


class Sql(Generic[Row]):
    """One question of one shape, as SQL, with the place of every argument and how its answers become rows."""

    def __init__(self, rows: QuerySet[Any, Row]) -> None:
        assert not getattr(rows, "_prefetch_related_lookups", ()), "a written question asks once"
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, params = compiler.as_sql()
        self.params: list[Any] = list(params)
        self.slots: list[tuple[int, int, Callable[[Any], Any]]] = []
        self.read = _reader(rows._iterable_class, compiler)
        fields = [one[0] for one in compiler.select[: compiler.col_count]]
        self.converters = list(compiler.get_converters(fields).items())
        self.kinds = [_kind(one.output_field) for one in fields]

    def given(self, values: list[Any]) -> list[Any]:
        params = self.params.copy()
        for place, number, put in self.slots:
            params[place] = put(values[number])
        return params

    def asked(self, params: list[Any]) -> list[Row]:
        with prepared.cursor() as cursor:
            cursor.execute(self.sql, prepared.params(params))
            return self.rows(cursor.fetchall())

    def rows(self, found: list[tuple[Any, ...]]) -> list[Row]:
        if not found:
            return []
        return list(self.read(self._converted(found) if self.converters else found))

    def _converted(self, found: list[tuple[Any, ...]]) -> Iterator[list[Any]]:
        for row in map(list, found):
            for place, (converters, expression) in self.converters:
                for converter in converters:
                    row[place] = converter(row[place], expression, connection)
            yield row


def _kind(field: Any) -> str:
    """Of a column, without its length. SQLite reads a value by what its column was declared to be."""
    said = field.cast_db_type(connection) if connection.vendor == "postgresql" else field.db_type(connection)
    return str(said).partition("(")[0]


def _reader(kind: Any, compiler: Any) -> Callable[[Any], Any]:
    if kind is FlatValuesListIterable:
        return lambda found: (row[0] for row in found)
    if kind is ValuesListIterable:
        return lambda found: map(tuple, found)
    assert kind is ModelIterable, f"a written question answers rows or values, not {kind}"
    return _models(compiler)


def _models(compiler: Any) -> Callable[[Any], Iterator[Any]]:
    """As Django makes rows of a model, and of those that are selected with it."""
    places = compiler.klass_info["select_fields"]
    first, last = places[0], places[-1] + 1
    names = [one[0].target.attname for one in compiler.select[first:last]]
    model = compiler.klass_info["model"]
    beside = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    more = list(compiler.annotation_col_map.items())

    def read(found: Any) -> Iterator[Any]:
        for row in found:
            made = model.from_db(DEFAULT_DB_ALIAS, names, row[first:last])
            for populator in beside:
                populator.populate(row, made)
            for name, place in more:
                setattr(made, name, row[place])
            yield made

    return read
