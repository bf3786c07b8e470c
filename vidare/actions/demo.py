"""The demo's own two deeds on the database: to begin again, and to fix its day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import connection

from vidare.records.services import Setting


def throw_away() -> None:
    """Remove the demo's SQLite file. A PostgreSQL database is its owner's to drop."""
    if connection.vendor != "sqlite":
        raise RuntimeError("drop and create the PostgreSQL database yourself; the demo only throws away its own file")
    connection.close()
    name = str(connection.settings_dict["NAME"])
    for path in (name, f"{name}-wal", f"{name}-shm"):
        Path(path).unlink(missing_ok=True)


def fix_moment(at: datetime) -> None:
    """From now on it is always that day in this database, so that every figure can be reproduced."""
    Setting.objects.update_or_create(name="demo.now", defaults={"value": at.isoformat()})
