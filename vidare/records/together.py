"""Several questions in one statement: what a page shows is read in a few journeys to the database, not in forty.

A part of a page is a generator that yields the questions it has by now, and is sent their rows. ``beside`` lets several
parts take their turns together, and ``parted`` makes a query of a part, which asks what they all have to ask in one
statement for each turn. The SQL of every question is Django's own, behind the same walls as when it is asked alone.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from vidare.records import prepared
from vidare.records.find import LARGEST_KEY
from vidare.records.recorded import Recorded
from vidare.records.sql import Sql
from vidare.records.written import Later
from vidare.rules.decision import Hidden

P = ParamSpec("P")
Row = TypeVar("Row")
Found = TypeVar("Found", bound=Model)
Answer = TypeVar("Answer")
STATEMENTS = 200  # that are kept; a bound, so that nothing grows with the years
Asked = QuerySet[Any, Any] | Later[Any]
Part = Generator[tuple[Asked, ...], list[list[Any]], Answer]


def those(rows: QuerySet[Any, Row] | Later[Row]) -> Part[list[Row]]:
    """All the rows of one question."""
    (found,) = yield (rows,)
    return cast("list[Row]", found)


def first(rows: QuerySet[Any, Row]) -> Part[Row | None]:
    """The first row in the order of the question, or None."""
    found = yield from those((rows if rows.ordered else rows.order_by("pk"))[:1])
    return found[0] if found else None


def one(rows: QuerySet[Found], key: int) -> Part[Found]:
    """As :func:`vidare.records.find.one`. Raises Hidden."""
    if not 0 < key <= LARGEST_KEY:
        raise Hidden
    found = yield from those(rows.filter(pk=key))
    if not found:
        raise Hidden
    return found[0]


def beside(*parts: Part[Any]) -> Part[tuple[Any, ...]]:
    """The answers of several parts that ask at the same time."""
    answers: list[Any] = [None] * len(parts)
    turns: dict[int, tuple[Asked, ...]] = {}
    sent: dict[int, Any] = dict.fromkeys(range(len(parts)))
    while sent:
        for number, rows in sent.items():
            try:
                turns[number] = parts[number].send(rows)
            except StopIteration as end:
                answers[number] = end.value
                turns.pop(number, None)
        if not turns:
            break
        found = iter((yield tuple(question for asked in turns.values() for question in asked)))
        sent = {number: [next(found) for _ in asked] for number, asked in turns.items()}
    return tuple(answers)


class Parted(Generic[P, Answer]):
    """Called it is a query like others; its ``part`` can be asked beside others."""

    def __init__(self, part: Callable[P, Part[Answer]]) -> None:
        self.part = part
        update_wrapper(self, part)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Answer:
        return answer(self.part(*args, **kwargs))


def parted(part: Callable[P, Part[Answer]]) -> Parted[P, Answer]:
    return Parted(part)


def answer(part: Part[Answer]) -> Answer:
    """Ask until the part has its answer: one statement for each turn."""
    rows: Any = None
    while True:
        try:
            rows = fetched(part.send(rows))
        except StopIteration as end:
            return cast("Answer", end.value)


def fetched(questions: Sequence[Asked]) -> list[list[Any]]:
    """The rows of each question, in one statement; a question that stands there twice is asked once."""
    laters = [_later(question) for question in questions]
    places: dict[tuple[str, tuple[Any, ...]], int] = {}
    asked: list[Later[Any]] = []
    for later in laters:
        if later.sql is not None and places.setdefault(_known_as(later), len(asked)) == len(asked):
            asked.append(later)
    found = _found(asked)
    return [later.sql.rows(found[places[_known_as(later)]]) if later.sql is not None else [] for later in laters]


def _known_as(later: Later[Any]) -> tuple[str, tuple[Any, ...]]:
    return (later.sql.sql if later.sql is not None else "", tuple(map(repr, later.params)))


def _later(question: Asked) -> Later[Any]:
    if isinstance(question, Later):
        return question
    if isinstance(question, Recorded) and (later := question.later()) is not None:
        return later
    try:
        sql: Sql[Any] = Sql(question)
    except EmptyResultSet:
        return Later(None, [])
    return Later(sql, sql.params)


def _found(asked: list[Later[Any]]) -> list[list[tuple[Any, ...]]]:
    """Raw rows. The answers to one question stand in a statement one after the other, in the order it asks for."""
    if not asked:
        return []
    parts = [later.sql for later in asked if later.sql is not None]
    if len(parts) == 1:
        with prepared.cursor() as cursor:
            cursor.execute(parts[0].sql, prepared.params(asked[0].params))
            return [cursor.fetchall()]
    statement, columns = _put_together(parts)
    with prepared.cursor() as cursor:
        values = prepared.params([one for later in asked for one in later.params])
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    found: list[list[tuple[Any, ...]]] = [[] for _ in parts]
    for row in rows:
        found[row[0]].append(tuple([row[place + 1] for place in columns[row[0]]]))
    return found


_statements: dict[tuple[str, ...], tuple[str, list[list[int]]]] = {}


def _put_together(parts: list[Sql[Any]]) -> tuple[str, list[list[int]]]:
    """The statement of these questions and where their columns stand in it: the same for the same questions."""
    key = (connection.vendor, *(part.sql for part in parts))
    if key not in _statements:
        if len(_statements) >= STATEMENTS:
            _statements.clear()
        kinds, columns = _columns(parts)
        _statements[key] = _statement(parts, kinds, columns), columns
    return _statements[key]


def _columns(parts: list[Sql[Any]]) -> tuple[list[str], list[list[int]]]:
    """The kinds of the statement's columns, and in which of them the columns of each part stand."""
    kinds: list[str] = []
    columns = []
    for part in parts:
        free = dict(enumerate(kinds))
        mine: list[int] = []
        for kind in part.kinds:
            place = next((number for number, other in free.items() if other == kind), len(kinds))
            if place == len(kinds):
                kinds.append(kind)
            free.pop(place, None)
            mine.append(place)
        columns.append(mine)
    return kinds, columns


def _statement(parts: list[Sql[Any]], kinds: list[str], columns: list[list[int]]) -> str:
    nothing = [f"CAST(NULL AS {kind})" if connection.vendor == "postgresql" else "NULL" for kind in kinds]
    named, arms = [], []
    for number, (part, mine) in enumerate(zip(parts, columns, strict=True)):
        names = [f"c{column}" for column in range(len(mine))]
        named.append(f"q{number} ({', '.join(names)}) AS ({part.sql})")
        shown = nothing.copy()
        for name, place in zip(names, mine, strict=True):
            shown[place] = name
        arms.append(f"SELECT {number}, {', '.join(shown)} FROM q{number}")
    return f"WITH {', '.join(named)} {' UNION ALL '.join(arms)}"
