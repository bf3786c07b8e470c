"""Who writes just now. The database refuses a write to a domain table when nobody does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_acting: ContextVar[str | None] = ContextVar("acting", default=None)


def key_of_who_acts() -> str | None:
    return _acting.get()


@contextmanager
def acting(key: str) -> Iterator[None]:
    """Open a transaction in which ``key`` writes. Nested deeds keep the one who began."""
    if _acting.get() is not None:
        with transaction.atomic():
            yield
        return
    token = _acting.set(key)
    ends_with_it = not connection.in_atomic_block  # the database forgets who acted when the transaction ends
    try:
        with transaction.atomic():
            _tell(key)
            yield
            if not ends_with_it:
                _tell("")
    finally:
        _acting.reset(token)


@contextmanager
def instead(key: str) -> Iterator[None]:
    """Within a deed, for a few statements, another than the one who began: who weeds may remove what others may not."""
    before = _acting.get()
    if before is None:
        raise RuntimeError("nobody acts whom another could act instead of")
    token = _acting.set(key)
    _tell(key)
    try:
        yield
    finally:
        _acting.reset(token)
    _tell(before)


def _tell(key: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.actor', %s, true)", [key])


@contextmanager
def named(key: str) -> Iterator[None]:
    """Like ``acting``, without a transaction: for migrations, which make their own."""
    token = _acting.set(key)
    try:
        yield
    finally:
        _acting.reset(token)
