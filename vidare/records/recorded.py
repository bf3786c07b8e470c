"""Questions known again by how they are put: neither the queryset nor its SQL is made anew for other keys and days.

A recorded queryset notes what is asked of it, step by step. Where a question of the same shape has been asked before,
the SQL that Django wrote then is asked with the values of now; else, and whenever somebody needs the queryset itself,
it is built from the steps as ever. What is a value and what changes the SQL is found out as for a question that is
``written``; a shape that cannot be kept is known as such, and built each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable

from vidare.records import shapes
from vidare.records.shapes import Step, Unknown, built
from vidare.records.sql import Sql
from vidare.records.written import SHAPES, Later, written_out

READ = (FlatValuesListIterable, ModelIterable, ValuesListIterable)


class _Unbuilt:
    """Stands where a queryset has its query, until somebody needs it."""


UNBUILT = _Unbuilt()
# What a shape can be asked as: its SQL, or nothing where it cannot have an answer; None where it cannot be kept.
_kept: dict[tuple[Any, ...], Later[Any] | None] = {}


def _noting(name: str) -> Any:
    plain = getattr(QuerySet, name)

    def noted(self: Recorded, *args: Any, **kwargs: Any) -> Any:
        if self.steps is None or self._hints:  # type: ignore[attr-defined]  # rows that hang on another row
            return plain(self, *args, **kwargs)
        step = (name, tuple(map(shapes.frozen, args)), {each: shapes.frozen(one) for each, one in kwargs.items()})
        return recorded(self.model, (*self.steps, step))

    return noted


class Recorded(QuerySet[Any, Any]):
    """``steps`` is None where something was done that is not noted: from there on it is a queryset like others."""

    steps: tuple[Step, ...] | None = None
    filter = _noting("filter")
    exclude = _noting("exclude")
    order_by = _noting("order_by")
    values_list = _noting("values_list")
    values = _noting("values")
    annotate = _noting("annotate")
    alias = _noting("alias")
    select_related = _noting("select_related")
    distinct = _noting("distinct")
    all = _noting("all")

    def __getitem__(self, place: Any) -> Any:
        if self.steps is None or self._result_cache is not None or not isinstance(place, slice) or place.step:
            return super().__getitem__(place)
        return recorded(self.model, (*self.steps, ("__getitem__", (place,), {})))

    @property
    def query(self) -> Any:
        if cast(Any, self)._query is UNBUILT:
            made = built(self.model, self.steps or ()).__dict__
            self.__dict__.update({name: made[name] for name in ("_query", "_iterable_class", "_fields")})
        return QuerySet.query.fget(self)  # type: ignore[attr-defined]

    @query.setter
    def query(self, value: Any) -> None:
        QuerySet.query.fset(self, value)  # type: ignore[attr-defined]

    @property
    def ordered(self) -> bool:
        if self.steps is None:
            return super().ordered
        orders = [args for name, args, _more in self.steps if name == "order_by"]
        return bool(orders[-1] if orders else self.model._meta.ordering)

    def first(self) -> Any:
        for row in (self if self.ordered else self.order_by("pk"))[:1]:
            return row
        return None

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        assert self.query  # built, so that it knows what its rows are
        return super().iterator(*args, **kwargs)

    def _fetch_all(self) -> None:
        later = self.later() if self._result_cache is None else None
        if later is not None:
            self._result_cache = later.now()
            return
        assert self.query
        super()._fetch_all()

    def later(self) -> Later[Any] | None:
        """The question with its values; None where it has to be asked as it is."""
        if self.steps is None:
            return None
        values: list[Any] = []
        try:
            shape = (self.model, connection.vendor, *(shapes.of_step(step, values) for step in self.steps))
        except Unknown:
            return None
        if shape not in _kept:
            return _first_asked(self, shape, values)
        kept = _kept.get(shape)
        return Later(kept.sql, kept.sql.given(values)) if kept is not None and kept.sql is not None else kept


def recorded(model: type[Model], steps: tuple[Step, ...] = ()) -> Any:
    """All rows of a table, and what is asked of them noted."""
    rows = Recorded(model, query=cast(Any, UNBUILT))
    rows.steps = steps
    return rows


def _first_asked(rows: Recorded, shape: tuple[Any, ...], values: list[Any]) -> Later[Any] | None:
    """What can be kept is kept: when the SQL of other values is, letter by letter, the SQL of these."""
    assert rows.steps is not None
    steps = rows.steps
    if len(_kept) >= SHAPES:
        _kept.clear()
    _kept[shape] = None
    asked = built(rows.model, steps)
    if asked._iterable_class not in READ:
        return None
    try:
        sql: Sql[Any] = Sql(asked)
    except EmptyResultSet:
        _kept[shape] = Later(None, [])
        if not shapes.holds_nothing(shape):
            del _kept[shape]  # it may be only these values that nothing can match
        return Later(None, [])
    _kept[shape] = _kept_as(rows.model, steps, values, sql)
    return Later(sql, sql.params)


def _kept_as(model: type[Model], steps: tuple[Step, ...], values: list[Any], sql: Sql[Any]) -> Later[Any] | None:
    def build(*others: Any) -> QuerySet[Any, Any]:
        left = iter(others)
        return built(model, tuple(shapes.refilled(step, left) for step in steps))

    try:
        kept: Sql[Any] | None = written_out(cast(Callable[..., Any], build), tuple(values))
    except TypeError:
        return None
    same = kept is not None and kept.sql == sql.sql and kept.given(values) == sql.params
    return Later(kept, []) if same else None
