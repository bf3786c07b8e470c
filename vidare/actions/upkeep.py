"""What is done to the database itself: migrations by the owner, and its guards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from vidare.records import guards
from vidare.records.acting import named


@contextmanager
def migrating() -> Iterator[None]:
    """Let migrations write: the guards stand, so somebody must act."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('app.actor', 'system:migrate', false), set_config('app.everything', '1', false)"
            )
    try:
        with named("system:migrate"):
            yield
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.actor', '', false), set_config('app.everything', '', false)")


@contextmanager
def guards_lifted() -> Iterator[None]:
    """Migrations run without the triggers; whatever happens, they are laid again."""
    guards.lift()
    try:
        yield
    finally:
        guards.install()
