"""Rows by the ten thousand: read as plain values, written again under other keys, past every guard as all rows are."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from vidare.records import guards
from vidare.records.people import Account, LinkCase, LoginCode, NameToken, Person
from vidare.records.personal import Personal
from vidare.records.users import User

AT_ONCE = 2_000
Row = dict[str, Any]
# Made anew for every person, or never anybody else's: the log-in, what is searched by, what is derived.
NOT_COPIED = {Account, LoginCode, LinkCase, NameToken}


@dataclass(frozen=True, slots=True)
class Copy:
    """The ``number``-th copy of rows: its keys ``apart`` from the one before, ``days`` earlier, with other staff."""

    number: int
    apart: int
    days: int = 0
    staff: int = 0

    def key(self, old: int) -> int:
        return old + self.number * self.apart

    def user(self, old: int) -> int:
        return old + self.staff * self.apart


def highest() -> int:
    """The highest key of any table of the house: copies that stand further apart never meet."""
    tops = (model._base_manager.aggregate(top=models.Max("pk"))["top"] for model in guards.domain_models())
    return max((top for top in (*tops, User.objects.aggregate(top=models.Max("pk"))["top"]) if top), default=0)


def rows_of(model: type[models.Model], **chosen: object) -> list[Row]:
    """Whole rows as plain values, by the names of their columns."""
    names = [field.attname for field in model._meta.concrete_fields]
    return list(model._base_manager.filter(**chosen).order_by("pk").values(*names))


def personal_models() -> list[type[Personal]]:
    """The tables of a person's life, those that others point at first."""
    kinds: list[type[Personal]] = []
    wanted = {model for model in guards.domain_models() if issubclass(model, Personal)} - NOT_COPIED
    while wanted:
        ready = {one for one in wanted if not (_points_at(one) & wanted) - {one}}
        kinds += sorted(ready, key=lambda one: one.__name__)
        wanted -= ready
    return kinds


def _points_at(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


class Copier:
    """Writes one table's rows again as another copy; every pointer follows to the copy of what it points at."""

    def __init__(self, model: type[models.Model], moved: Collection[type[models.Model]]) -> None:
        fields = model._meta.concrete_fields
        self.keys = [one.attname for one in fields if one.is_relation and one.related_model in moved]
        self.users = [one.attname for one in fields if one.is_relation and one.related_model is User]
        self.days = [one.attname for one in fields if isinstance(one, models.DateField)]
        self.uuids = [one.attname for one in fields if isinstance(one, models.UUIDField)]

    def again(self, row: Row, copy: Copy) -> Row:
        new = {**row, "id": copy.key(row["id"])}
        for name in self.keys:
            if row[name] is not None:
                new[name] = copy.key(row[name])
        for name in self.users:
            if row[name] is not None:
                new[name] = copy.user(row[name])
        for name in self.uuids:
            new[name] = uuid.uuid4()
        if copy.days:
            for name in self.days:
                if row[name] is not None:
                    new[name] = earlier(row[name], copy.days)
        return new


def earlier(value: date, days: int) -> date:
    """The same weekday and time of day, whole weeks before; a moment by the clock on the wall."""
    if not isinstance(value, datetime):
        return value - timedelta(days=days)
    from vidare.rules.calendar import local, moment

    there = local(value)
    return moment(there.date() - timedelta(days=days), there.time())


def write(model: type[models.Model], rows: Iterable[Row]) -> int:
    """Insert rows with the keys they have. Every constraint, trigger and wall is met as by any other row."""
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"
    prepare = [(field.attname, _prepared(field)) for field in fields]
    count, coming = 0, iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(coming, AT_ONCE)):
            cursor.executemany(
                statement, [[made(row[name]) if made else row[name] for name, made in prepare] for row in chunk]
            )
            count += len(chunk)
    return count


def _prepared(field: Any) -> Callable[[Any], Any] | None:
    kinds = (models.DateField, models.UUIDField, models.JSONField, models.BinaryField)
    if not isinstance(field, kinds):
        return None
    return lambda value: field.get_db_prep_save(value, connection)


def number_on() -> None:
    """On PostgreSQL a key that was written by hand does not move the counter that gives the next one."""
    tables: list[type[models.Model]] = [*guards.domain_models(), User]
    statements = connection.ops.sequence_reset_sql(no_style(), tables)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def persons_of(board: int, *, without_accounts: bool = True) -> list[Row]:
    """The persons whose lives may be copied: nobody's who logs in."""
    found = rows_of(Person, board=board)
    logged_in = set(Account.unscoped.values_list("person_id", flat=True)) if without_accounts else set()
    return [row for row in found if row["id"] not in logged_in]


def in_chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    coming = iter(rows)
    while chunk := list(islice(coming, size)):
        yield chunk
