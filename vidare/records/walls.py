"""The second wall: tells PostgreSQL's row-level security whose rows this transaction may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.db import connection, transaction

from vidare.rules.access import Scope

_standing: ContextVar[Scope | None] = ContextVar("standing", default=None)


def where_one_stands() -> Scope | None:
    """The scope inside which this runs; None outside of every wall, as a command or a test is before a deed."""
    return _standing.get()


@contextmanager
def within(scope: Scope, *, by_itself: bool = False) -> Iterator[None]:
    """Everything inside sees what ``scope`` sees. On SQLite what is read stands behind the first wall (``visible_to``).

    ``by_itself``: what is inside can be undone without what stands around it, as a request is when its view fails.
    """
    outer = _standing.get()
    token = _standing.set(scope)
    try:
        if connection.vendor != "postgresql":
            yield
        elif outer is None or by_itself or not connection.in_atomic_block:
            with _told(scope, outer if by_itself else None):
                yield
        else:
            with _told_inside(scope, outer):
                yield
    finally:
        _standing.reset(token)


@contextmanager
def alone(scope: Scope) -> Iterator[None]:
    """Where somebody stands who sees nothing, and does one thing: that deed is a transaction of its own.

    Nothing is told to PostgreSQL, to which whoever is not told of sees no row behind a wall.
    """
    assert not any(_values(scope)[1::2]), "who stands alone sees nothing"
    if connection.in_atomic_block:  # what has been told there is taken back as ever
        with within(scope, by_itself=True):
            yield
        return
    token = _standing.set(scope)
    try:
        yield
    finally:
        _standing.reset(token)


@contextmanager
def _told(scope: Scope, outer: Scope | None) -> Iterator[None]:
    with transaction.atomic():
        _tell(scope)
        yield
        if outer is not None and not _must_be_undone():
            _tell(outer)


@contextmanager
def _told_inside(scope: Scope, outer: Scope) -> Iterator[None]:
    """No savepoint of its own: what fails inside is undone by the deed around it, and the walls with it."""
    if _values(scope) == _values(outer):
        yield
        return
    _tell(scope)
    try:
        yield
    finally:
        if not _must_be_undone():
            _tell(outer)


def _must_be_undone() -> bool:
    """PostgreSQL takes no statement any more; when it is undone the walls are as they were before, by themselves."""
    link = connection.connection
    return connection.needs_rollback or link is None or link.info.transaction_status.name != "INTRANS"


def _tell(scope: Scope) -> None:
    values = _values(scope)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["set_config(%s, %s, true)"] * (len(values) // 2)), values)


@lru_cache(maxsize=1024)
def _values(scope: Scope) -> tuple[str, ...]:
    """Names and values in turn."""
    return (
        "app.walls", _list(f"{board}:{compartment.value}" for board, compartment in scope.walls),
        "app.organisations", _list(str(organisation) for organisation in scope.organisations),
        "app.person", str(scope.person_id or "") if scope.matters is None else "",
        "app.acts_for", str(scope.person_id or "") if scope.matters is not None else "",
        "app.matters", _list(matter.value for matter in scope.matters or ()),
        "app.user", str(scope.user_id or ""),
        "app.opened", _list(f"{item.value}:{person}:{where.value}" for item, person, where in scope.opened),
        "app.everything", "1" if scope.everything else "",
    )  # fmt: skip


def _list(parts: Iterable[str]) -> str:
    return ",".join(sorted(parts))
