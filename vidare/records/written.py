"""Questions that are asked all the time: their SQL is written out once, and after that only asked.

Most of what a small question costs is Django writing its SQL anew. ``written`` keeps the SQL that Django wrote for
stand-ins of the arguments, and the places where they ended up. Whatever changes the SQL itself — an argument that is
None, how many keys a list holds, which walls a scope has — is a shape of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from types import EllipsisType
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.models import Model, QuerySet

from vidare.records.sql import Sql
from vidare.rules.access import Scope

P = ParamSpec("P")
Row = TypeVar("Row")
MANY = 16  # longer lists are asked as they come, so that there are only so many shapes
SHAPES = 2000  # of all questions together; a bound, so that nothing grows with the years
_kept: dict[tuple[Any, ...], Sql[Any] | None] = {}


class Question(Generic[P, Row]):
    """What ``written`` makes of a function: called it is asked, ``later`` it is put together with others."""

    def __init__(self, build: Callable[P, QuerySet[Any, Row]]) -> None:
        self.build = build
        update_wrapper(self, build)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        asked = self.later(*args, **kwargs)
        return list(asked) if isinstance(asked, QuerySet) else asked.now()

    def later(self, *args: P.args, **kwargs: P.kwargs) -> QuerySet[Any, Row] | Later[Row]:
        """The question with its arguments, as a queryset where it cannot be kept."""
        assert not kwargs, "a written question is asked by place"
        values: list[Any] = []
        shape = tuple(_shape(one, values) for one in args)
        if any(part is Ellipsis for part in shape):
            return self.build(*args, **kwargs)
        key = (self.build, connection.vendor, shape)
        sql = _kept.get(key, Ellipsis)
        if isinstance(sql, EllipsisType):
            if len(_kept) >= SHAPES:
                _kept.clear()
            sql = _kept[key] = written_out(self.build, args)
        return Later(sql, sql.given(values) if sql is not None else [])


@dataclass(frozen=True, slots=True)
class Later(Generic[Row]):
    """A question and what it is asked with. Without SQL nothing can ever be its answer."""

    sql: Sql[Row] | None
    params: list[Any]

    def now(self) -> list[Row]:
        return self.sql.asked(self.params) if self.sql is not None else []


def written(build: Callable[P, QuerySet[Any, Row]]) -> Question[P, Row]:
    """Make a question of a function that builds a queryset from its arguments, and does nothing else with them.

    The arguments stand by their place: keys, days, moments, words, lists of them, or a scope. A queryset that was
    built from anything but an argument as it is (the day after it, say) is found out and refused.
    """

    return Question(build)


def _shape(one: Any, values: list[Any]) -> Any:
    """What of an argument changes the SQL; what does not goes to ``values``. Ellipsis: it cannot be kept."""
    if one is None or isinstance(one, bool):
        return one
    if isinstance(one, Scope):
        values.append(one.on)
        values += [key for key in (one.user_id, one.person_id) if key is not None]
        return _put(one, date.min, 0)
    if isinstance(one, list | tuple | set | frozenset | dict):
        if len(one) > MANY:
            return Ellipsis
        values += one
        return ("many", *map(type, one))
    values.append(one)
    return type(one)


def _put(scope: Scope, day: date, key: int) -> Scope:
    return replace(
        scope,
        on=day,
        user_id=None if scope.user_id is None else key,
        person_id=None if scope.person_id is None else key + (scope.user_id is not None),
    )


def written_out(build: Callable[..., QuerySet[Any, Row]], args: tuple[Any, ...]) -> Sql[Row] | None:
    """Written twice, with different stand-ins: what differs must be an argument, and nothing else may."""
    turns = []
    for turn in (0, 1):
        stand_ins: list[Any] = []
        made = [_stand_in(one, stand_ins, turn) for one in args]
        try:
            turns.append((Sql(build(*made)), stand_ins))
        except EmptyResultSet:
            return None
    (kept, first), (again, second) = turns
    if kept.sql != again.sql or len(kept.params) != len(again.params):
        raise TypeError(f"the SQL of {build.__qualname__} changes with its arguments")
    for place, (here, there) in enumerate(zip(kept.params, again.params, strict=True)):
        if here == there:
            continue
        found = [
            (number, put)
            for number, (one, other) in enumerate(zip(first, second, strict=True))
            if here == (put := _putter(one, here))(one) and there == put(other)
        ]
        if not found:
            raise TypeError(f"{build.__qualname__} makes {here!r} of its arguments; give it as an argument")
        kept.slots.append((place, *found[0]))
    return kept


def _stand_in(one: Any, made: list[Any], turn: int) -> Any:
    """A value that stands nowhere else, of the same kind."""
    if one is None or isinstance(one, bool):
        return one
    if isinstance(one, Scope):
        scope = _put(one, _value(date, len(made), turn), _value(int, len(made) + 1, turn))
        made.append(scope.on)
        made += [key for key in (scope.user_id, scope.person_id) if key is not None]
        return scope
    if isinstance(one, list | tuple | set | frozenset | dict):
        values = [_value(type(each), len(made) + number, turn) for number, each in enumerate(one)]
        made += values
        return values
    made.append(_value(type(one), len(made), turn))
    return made[-1]


def _value(kind: type, number: int, turn: int) -> Any:
    # Far from each other, so that no sum of one is another.
    if issubclass(kind, datetime):
        return datetime(2900 + turn, 1, 1, tzinfo=UTC) + timedelta(minutes=977 * number)
    if issubclass(kind, date):
        return date(2900 + turn, 1, 1) + timedelta(days=41 * number)
    if issubclass(kind, int):
        return 2_000_000_000 + 100_003 * turn + 7919 * number
    if issubclass(kind, UUID):
        return UUID(int=2**120 + 100_003 * turn + 7919 * number)
    if issubclass(kind, str):
        return f"stand-in {turn} {number}"
    raise TypeError(f"a written question takes no {kind.__name__}")


def _putter(one: Any, like: Any) -> Callable[[Any], Any]:
    """How a value of this kind is given to the database, where one was given as ``like``."""
    if isinstance(one, datetime):
        return connection.ops.adapt_datetimefield_value
    if isinstance(one, date):
        return connection.ops.adapt_datefield_value
    if isinstance(one, UUID) and isinstance(like, str):
        return lambda value: value.hex
    return type(like) if isinstance(one, int) and isinstance(like, int) else lambda value: value


def add(row: Model) -> None:
    """Write a new row with one bare statement."""
    if not _added(row, ""):
        raise DatabaseError(f"no {type(row).__name__} was written")


def added(row: Model) -> bool:
    """The same; False when a row of the same unique key is there already, or was until now on its way.

    Other faults of the row, such as a code that is unknown, are raised as ever.
    """
    return _added(row, "ON CONFLICT DO NOTHING ")


def _added(row: Model, or_else: str) -> bool:
    sql, fields = _insert_of(type(row), or_else)
    given = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found = cursor.fetchone()
    if found is not None:
        row.pk = found[0]
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return found is not None


def changed(row: Model, *names: str) -> None:
    """Write these columns of a row that is there, with one bare statement."""
    fields, sql = _update_of(type(row), names)
    given = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError(f"there is no {type(row).__name__} {row.pk} to change")


_inserts: dict[tuple[type[Model], str], tuple[str, list[Any]]] = {}
_updates: dict[tuple[type[Model], tuple[str, ...]], tuple[list[Any], str]] = {}


def _insert_of(model: type[Model], or_else: str) -> tuple[str, list[Any]]:
    if (model, or_else) not in _inserts:
        fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
        table, key, *columns = _quoted(model, fields)
        names = ", ".join(columns)
        marks = ", ".join(["%s"] * len(fields))
        _inserts[model, or_else] = (
            f"INSERT INTO {table} ({names}) VALUES ({marks}) {or_else}RETURNING {key}",
            fields,
        )
    return _inserts[model, or_else]


def _update_of(model: type[Model], names: tuple[str, ...]) -> tuple[list[Any], str]:
    if (model, names) not in _updates:
        fields = [model._meta.get_field(name) for name in names]
        table, key, *columns = _quoted(model, fields)
        put = ", ".join(f"{column} = %s" for column in columns)
        _updates[model, names] = fields, f"UPDATE {table} SET {put} WHERE {key} = %s"
    return _updates[model, names]


def _quoted(model: type[Model], fields: list[Any]) -> list[str]:
    columns = [model._meta.pk, *fields]
    return [connection.ops.quote_name(name) for name in (model._meta.db_table, *(str(one.column) for one in columns))]
