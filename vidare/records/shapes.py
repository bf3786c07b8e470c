"""What of a step of a queryset changes its SQL, and what is a value that is only put in."""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Sequence, ValuesView
from datetime import date, datetime
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from django.db import models
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import BaseExpression, Expression, RawSQL

Step = tuple[str, tuple[Any, ...], dict[str, Any]]
VALUED = {"filter", "exclude"}  # the steps whose words are values; those of others are names of columns
LONGEST = 400
LISTS = (list, tuple, set, frozenset)
EMPTY = "empty"
KINDS = {int, str, date, datetime, UUID}


class Unknown(Exception):
    """A part of a question whose shape is not known."""


class Written(Expression):
    """A condition on the rows of one table as SQL that is written out once: a page sets it in nearly every query."""

    def __init__(self, parts: tuple[str, ...], params: tuple[Any, ...]) -> None:
        super().__init__(output_field=models.BooleanField())
        self.parts, self.params = parts, params
        self.row: Any = models.F("pk")

    def get_source_expressions(self) -> list[Any]:
        return [self.row]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.row,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        # Where the table stands under another name, in a query inside a query, its columns are of that name.
        name = compiler.quote_name_unless_alias(self.row.alias)
        return f"({f'{name}.'.join(self.parts)})", self.params


def built(model: type[Model], steps: tuple[Step, ...]) -> QuerySet[Any, Any]:
    rows: Any = QuerySet(model)
    for name, args, kwargs in steps:
        rows = getattr(rows, name)(*args, **kwargs)
    return cast("QuerySet[Any, Any]", rows)


def frozen(one: Any) -> Any:
    """A list as it is now: what is asked is not changed by what becomes of it later."""
    if isinstance(one, list | set | frozenset | dict | KeysView | ValuesView):
        return tuple(one)
    return one


def of_step(step: Step, values: list[Any]) -> Any:
    """The shape; ``values`` are added in the order in which :func:`refilled` takes them."""
    name, args, kwargs = step
    if name == "__getitem__":
        return name, args[0].start, args[0].stop
    valued = name in VALUED
    parts = [_shape(one, values, valued) for one in args]
    return name, *parts, *((each, _named(each, one, values, valued)) for each, one in kwargs.items())


def refilled(step: Step, others: Iterator[Any]) -> Step:
    """The same step with other values."""
    name, args, kwargs = step
    if name == "__getitem__":
        return step
    valued = name in VALUED
    made = tuple([_put(one, others, valued) for one in args])
    return name, made, {each: _put(one, others, valued) for each, one in kwargs.items()}


def holds_nothing(shape: Any) -> bool:
    """Whether an empty list is part of it."""
    return shape is EMPTY or isinstance(shape, tuple) and any(map(holds_nothing, shape))


def _named(name: str, one: Any, values: list[Any], valued: bool) -> Any:
    """A word and what it is compared with. A list is a shape only where its length is all that it changes."""
    if valued and isinstance(one, LISTS):
        if name.endswith("__range"):
            return tuple([_shape(each, values, valued) for each in one])
        if not name.endswith("__in") or len(one) > LONGEST or len(set(one)) < len(one):
            raise Unknown
        return len(one) or EMPTY, *(_shape(each, values, valued) for each in one)
    return _shape(one, values, valued)


def _shape(one: Any, values: list[Any], valued: bool) -> Any:
    kind = type(one)
    if valued and kind in KINDS or isinstance(one, StrEnum):
        values.append(one)
        return kind
    if one is None or kind in {bool, str, int}:
        return kind, one
    if kind in LISTS and not valued:
        return kind, *(_shape(each, values, False) for each in one)
    if isinstance(one, Written):
        return one.parts, *(_param(each, values) for each in one.params)
    if kind is RawSQL:
        return kind, one.sql, *(_param(each, values) for each in one.params)
    if isinstance(one, Q):
        return kind, one.connector, one.negated, *(_child(each, values) for each in one.children)
    if isinstance(one, Model) and valued and one.pk is not None:
        values.append(one.pk)
        return kind
    if isinstance(one, QuerySet):
        steps = getattr(one, "steps", None)
        if steps is None:
            raise Unknown
        return one.model, *(of_step(step, values) for step in steps)
    return _expression(one, values)


def _param(one: Any, values: list[Any]) -> Any:
    """What stands in SQL that is written out. A yes or a no there belongs to the question, and is no value of it."""
    if one is None or isinstance(one, bool):
        return type(one), one
    values.append(one)
    return type(one)


def _refilled_params(params: Sequence[Any], others: Iterator[Any]) -> tuple[Any, ...]:
    return tuple([one if one is None or isinstance(one, bool) else next(others) for one in params])


def _child(one: Any, values: list[Any]) -> Any:
    return (one[0], _named(one[0], one[1], values, True)) if type(one) is tuple else _shape(one, values, True)


def _expression(one: Any, values: list[Any]) -> Any:
    """An expression is what it was made of: the words and numbers in it are of its shape, conditions hold values."""
    made = getattr(one, "_constructor_args", None)
    if made is None or not isinstance(one, BaseExpression | F):
        raise Unknown
    parts = [_shape(each, values, False) for each in made[0]]
    return type(one), *parts, *((name, _named(name, each, values, False)) for name, each in made[1].items())


def _put(one: Any, others: Iterator[Any], valued: bool) -> Any:
    kind = type(one)
    if valued and kind in KINDS or isinstance(one, StrEnum):
        return next(others)
    if one is None or kind in {bool, str, int}:
        return one
    if kind in LISTS:
        return kind([_put(each, others, valued) for each in one])
    if isinstance(one, Written):
        return Written(one.parts, _refilled_params(one.params, others))
    if kind is RawSQL:
        return RawSQL(one.sql, _refilled_params(one.params, others), one.output_field)
    if isinstance(one, Q):
        children = [
            (each[0], _put(each[1], others, True)) if type(each) is tuple else _put(each, others, True)
            for each in one.children
        ]
        return kind.create(children=children, connector=one.connector, negated=one.negated)
    if isinstance(one, Model):
        return next(others)
    if isinstance(one, QuerySet):
        return built(one.model, tuple([refilled(step, others) for step in getattr(one, "steps", ())]))
    args, kwargs = one._constructor_args
    made = [_put(each, others, False) for each in args]
    return kind(*made, **{name: _put(each, others, False) for name, each in kwargs.items()})
