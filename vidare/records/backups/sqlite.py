"""SQLite: copied by its backup API while others write, read through, and put in its place as one file."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, connections

from vidare.records.backups import beside
from vidare.records.backups.tables import Counted
from vidare.records.chain import TrailState, trail_state
from vidare.records.sqlite.base import compare
from vidare.rules.backups import Hindrance, No, Tally, hindrance
from vidare.rules.decision import Because, Refused

COPY = "copy"
PIECE = 1 << 20
NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_CANTOPEN}
PATIENCE = 5.0  # seconds that a restore waits for others to let go of the file


def file() -> Path:
    name = str(connection.settings_dict["NAME"])
    if name.startswith("file:") or ":memory:" in name:
        raise _refused(No.IN_MEMORY)
    return Path(name)


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the database as it stands at one moment; beside it, readable by its owner alone, gone afterwards."""
    source = file()
    beside.clear(source.parent, f"{source.name}.copying-*")
    with beside.unfinished(source.with_name(f"{source.name}.copying-{os.getpid()}")) as place:
        try:
            with closing(_link(source, "rw")) as one, closing(_link(place, "rw")) as other:
                one.backup(other)
                other.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            if error.sqlite_errorcode in NO_ROOM:
                why = Hindrance.DISK_FULL if error.sqlite_errorcode == sqlite3.SQLITE_FULL else Hindrance.OTHER
                raise _refused(No.CANNOT_WRITE, file=str(place), why=why) from error
            raise _refused(No.FAULTY_DATABASE, why=str(error)) from error
        yield place


@contextmanager
def unpacked(content: Iterable[bytes]) -> Iterator[Path]:
    """The file that was packed, written beside the database. Whoever wants to keep it moves it away."""
    source = file()
    beside.clear(source.parent, f"{source.name}.restoring-*")
    with beside.unfinished(source.with_name(f"{source.name}.restoring-{os.getpid()}")) as place:
        try:
            _unpack(content, place)
        except OSError as error:
            raise _refused(No.CANNOT_WRITE, file=str(place), why=hindrance(error)) from error
        yield place


def _unpack(content: Iterable[bytes], place: Path) -> None:
    unpacker = zlib.decompressobj()
    with place.open("wb") as to:
        for part in content:
            to.write(unpacker.decompress(part))
        to.write(unpacker.flush())
        to.flush()
        os.fsync(to.fileno())


def packed(place: Path) -> Iterator[bytes]:
    packer = zlib.compressobj(3)
    with place.open("rb") as source:
        while part := source.read(PIECE):
            yield packer.compress(part)
    yield packer.flush()


def tallies(place: Path) -> dict[str, Tally]:
    """Every table of a copy, its own counters too. A copy that SQLite itself does not find whole is refused."""
    with closing(_link(place, "ro")) as link:
        try:
            _demand_whole(link)
            names = [name for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: _tally(link, name) for name in names}
        except sqlite3.DatabaseError as error:
            raise _refused(No.FAULTY_DATABASE, why=str(error)) from error


def migrations(place: Path) -> tuple[str, ...]:
    with closing(_link(place, "ro")) as link:
        rows = link.execute("SELECT app || '.' || name FROM django_migrations")
        return tuple(sorted(name for (name,) in rows))


def _demand_whole(link: sqlite3.Connection) -> None:
    (said,) = link.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise _refused(No.FAULTY_DATABASE, why=said)
    loose = link.execute("PRAGMA foreign_key_check").fetchone()
    if loose is not None:
        raise _refused(No.FAULTY_DATABASE, why=f"{loose[0]} → {loose[2]}")


def _tally(link: sqlite3.Connection, table: str) -> Tally:
    counted = Counted()
    for row in link.execute(f'SELECT * FROM "{table}"'):
        counted.add(repr(row).encode())
    return counted.tally()


def trail_of(place: Path) -> TrailState:
    """The trail of a copy, verified as ours is."""
    plain = {**connection.settings_dict, "NAME": str(place), "OPTIONS": {}}
    connections.databases[COPY] = plain
    try:
        return trail_state(using=COPY)
    finally:
        connections[COPY].close()
        del connections[COPY]
        del connections.databases[COPY]


def put_in_place(place: Path, *, aside: str) -> None:
    """The restored file becomes the database. What stood there is kept beside it under another name."""
    target = file()
    connection.close()
    if target.exists():
        _demand_alone(target)
        if aside:  # a second name for it, so that whoever is killed here leaves one database or the other, never none
            os.link(target, target.with_name(f"{target.name}.{aside}"))
    os.replace(place, target)
    beside.keep_name(target)


def _demand_alone(target: Path) -> None:
    """SQLite lets go of its write-ahead log only for somebody who is alone with the file."""
    with closing(sqlite3.connect(target, timeout=PATIENCE)) as link:
        try:
            (mode,) = link.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError:
            mode = "locked"
    if mode != "delete":
        raise _refused(No.IN_USE)


def _link(place: Path, mode: str) -> sqlite3.Connection:
    quoted = str(place.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    link = sqlite3.connect(f"file://{quoted}?mode={mode}", uri=True)
    link.create_collation("sv", compare)
    return link


def _refused(code: No, **facts: object) -> Refused:
    return Refused([Because(code, facts)])
