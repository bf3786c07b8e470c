"""The second wall: tells PostgreSQL's row-level security whose rows this transaction may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from vidare.rules.access import Scope

_standing: ContextVar[Scope | None] = ContextVar("standing", default=None)


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    """Everything inside sees what ``scope`` sees. On SQLite only the first wall (``visible_to``) stands."""
    if connection.vendor != "postgresql":
        yield
        return
    outer = _standing.get()
    token = _standing.set(scope)
    try:
        with transaction.atomic():
            _tell(scope)
            yield
            if outer is not None and not connection.needs_rollback:
                _tell(outer)
    finally:
        _standing.reset(token)


def _tell(scope: Scope) -> None:
    values = {
        "app.walls": _list(f"{board}:{compartment.value}" for board, compartment in scope.walls),
        "app.organisations": _list(str(organisation) for organisation in scope.organisations),
        "app.person": str(scope.person_id or ""),
        "app.user": str(scope.user_id or ""),
        "app.everything": "1" if scope.everything else "",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join("set_config(%s, %s, true)" for _ in values),
            [part for pair in values.items() for part in pair],
        )


def _list(parts: Iterable[str]) -> str:
    return ",".join(sorted(parts))
