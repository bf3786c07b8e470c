"""Tells trouble with the database or the disk from a fault of the program, and asks how they stand."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from vidare.rules.trouble import Trouble

SQLITE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.GONE,
    sqlite3.SQLITE_CANTOPEN: Trouble.GONE,
    sqlite3.SQLITE_READONLY: Trouble.GONE,
    sqlite3.SQLITE_NOTADB: Trouble.GONE,
    sqlite3.SQLITE_CORRUPT: Trouble.GONE,
}
# PostgreSQL's own codes, the longest beginning that fits: locks and time-outs, too many, no room, stopped, cut off.
POSTGRES = {
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "40001": Trouble.BUSY,
    "40P01": Trouble.BUSY,
    "25P03": Trouble.BUSY,
    "53": Trouble.BUSY,
    "53100": Trouble.FULL,
    "08": Trouble.GONE,
    "25006": Trouble.GONE,
    "57P": Trouble.GONE,
    "58030": Trouble.GONE,
    "XX001": Trouble.GONE,
}
# What PostgreSQL says before it has given a code: there was no place for one more.
CROWDED = ("too many clients", "too many connections", "remaining connection slots", "couldn't get a connection")
FILES = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EROFS: Trouble.GONE,
    errno.EIO: Trouble.GONE,
    errno.EMFILE: Trouble.BUSY,
    errno.ENFILE: Trouble.BUSY,
}
ROOM = 20 * 1024 * 1024  # bytes; with less a disk is as good as full
LITTLE_ROOM = 500 * 1024 * 1024


def trouble_of(fault: BaseException | None) -> Trouble | None:
    """What is in the way, or None for a fault that will be there the next time too."""
    return next((found for one in _causes(fault) if (found := _trouble(one)) is not None), None)


def cause_of(fault: BaseException | None) -> str:
    """One line for the log: the innermost fault that tells; never the details, which may hold a row."""
    told = [one for one in _causes(fault) if _trouble(one) is not None] or list(_causes(fault))[:1]
    for one in told[-1:]:
        code = getattr(one, "sqlstate", None) or getattr(one, "sqlite_errorname", None) or ""
        said = (str(one).strip().splitlines() or [""])[0][:200] if _trouble(one) is not None else ""
        return " ".join(filter(None, [type(one).__name__, code, said]))
    return ""


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        yield fault
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)


def _trouble(fault: BaseException) -> Trouble | None:
    if isinstance(fault, OSError):
        return FILES.get(fault.errno or 0)
    if isinstance(fault, sqlite3.Error):
        found = SQLITE.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
        # Where there is no room even for the file that readers share, SQLite says that reading failed.
        return Trouble.FULL if found is Trouble.GONE and least_room() < ROOM else found
    if type(fault).__module__.partition(".")[0] not in {"psycopg", "psycopg_pool"}:
        return Trouble.GONE if isinstance(fault, InterfaceError) and fault.__cause__ is None else None
    if state := getattr(fault, "sqlstate", None):
        return next((POSTGRES[state[:n]] for n in (5, 3, 2) if state[:n] in POSTGRES), None)
    if any(one in str(fault) for one in CROWDED):
        return Trouble.BUSY
    return Trouble.GONE if type(fault).__name__ in {"OperationalError", "InterfaceError", "PoolClosed"} else None


def database(*, patience: float) -> Trouble | None:
    """Can it be read, and on SQLite: would it be written to within ``patience`` seconds?"""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite" and not connection.in_atomic_block:
                cursor.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
                cursor.execute("BEGIN IMMEDIATE")
                cursor.execute("ROLLBACK")
            cursor.execute("SELECT 1 FROM records_setting LIMIT 1")
    except (DatabaseError, InterfaceError, OperationalError) as fault:
        connection.close()
        return trouble_of(fault) or Trouble.GONE
    return None


def least_room(*more: Path) -> int:
    """Bytes that are free on the fullest of the disks that this program writes to, as far as this machine can see."""
    places = [Path(tempfile.gettempdir()), *more]
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and os.path.isabs(name):
        places.append(Path(name).parent)
    return min((shutil.disk_usage(place).free for place in places if place.is_dir()), default=0)
