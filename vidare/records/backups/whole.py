"""A backup from end to end on either engine: taken and read back, checked, and put in place of what stands here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from vidare.records.backups import beside, postgresql, sqlite
from vidare.records.backups.envelope import Opened, write
from vidare.records.chain import TrailState, trail_state
from vidare.records.sealed import fingerprints
from vidare.rules.backups import Manifest, No, hindrance, same
from vidare.rules.decision import Because, Refused

NAMED = "vidare-"  # how the name of a backup begins that is named for its moment


def engine() -> str:
    return connection.vendor


def own_keys() -> tuple[str, ...]:
    return (settings.FIELD_KEY, settings.INDEX_KEY, settings.SECRET_KEY)


def known_migrations() -> frozenset[str]:
    """All that this program has on disk."""
    return frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def is_empty() -> bool:
    """No tables, or none but ours and nothing remembered in them yet."""
    tables = set(connection.introspection.table_names())
    if tables - {*connection.introspection.django_table_names(), "django_migrations"}:
        return False
    with transaction.atomic():
        if connection.vendor == "postgresql":
            postgresql.speak_plainly()
        with connection.cursor() as cursor:
            for table in sorted(name for name in tables if name.startswith("records_")):
                cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
                if cursor.fetchone():
                    return False
    return True


def take(to: Path, secret: str, *, began_at: str) -> Manifest:
    """Write the backup, read it back and compare; it gets its name when all of that has gone well."""
    beside.clear(to.parent, f"{NAMED}*.backup.part")
    with beside.unfinished(to.with_name(f"{to.name}.part")) as part:
        try:
            with part.open("wb") as file, _copied(began_at) as (manifest, content):
                write(file, secret, manifest, content)
                file.flush()
                os.fsync(file.fileno())
            check(part, secret)
            part.rename(to)
            beside.keep_name(to)
        except OSError as error:
            raise _refused(No.CANNOT_WRITE, file=str(to), why=hindrance(error)) from error
    return manifest


@contextmanager
def _copied(began_at: str) -> Iterator[tuple[Manifest, Iterator[bytes]]]:
    """What the database says of itself at one moment, and the copy of that same moment."""
    if connection.vendor == "postgresql":
        with postgresql.moment() as snapshot:
            trail, tables = _sound(trail_state()), postgresql.tallies()
            made = Manifest("postgresql", began_at, postgresql.migrations(), tables, _plain(trail), fingerprints())
            yield made, postgresql.dumped(snapshot)
        return
    with sqlite.copied() as place:
        trail, tables = _sound(sqlite.trail_of(place)), sqlite.tallies(place)
        yield (
            Manifest("sqlite", began_at, sqlite.migrations(place), tables, _plain(trail), fingerprints()),
            sqlite.packed(place),
        )


def look(source: Path, secret: str) -> Manifest:
    """What a backup says of itself, its content unread."""
    with _opened(source, secret) as opened:
        return opened.manifest


def check(source: Path, secret: str) -> None:
    """Every frame opened, every row compared with the copy whose trail was verified; nothing here is changed."""
    with _opened(source, secret) as opened:
        if connection.vendor == "postgresql":
            same(opened.manifest.tables, postgresql.tallies_of(opened.content())).require()
            return
        with _unpacked(opened):
            pass


def put(source: Path, secret: str, *, aside: str) -> None:
    """The backup in place of what stands here, when all of it has been checked; else nothing is changed."""
    if connection.vendor == "postgresql":
        check(source, secret)
        with _opened(source, secret) as opened:
            postgresql.put_in_place(opened.content())
            same(opened.manifest.tables, postgresql.tallies()).require()
        return
    with _opened(source, secret) as opened, _unpacked(opened) as place:
        sqlite.put_in_place(place, aside=aside)


@contextmanager
def _unpacked(opened: Opened) -> Iterator[Path]:
    with sqlite.unpacked(opened.content()) as place:
        same(opened.manifest.tables, sqlite.tallies(place)).require()
        yield place


@contextmanager
def _opened(source: Path, secret: str) -> Iterator[Opened]:
    try:
        file = source.open("rb")
    except OSError as error:
        raise _refused(No.NO_SUCH_FILE, file=str(source), why=hindrance(error)) from error
    with file:
        yield Opened(file, secret)


def _sound(trail: TrailState) -> TrailState:
    if trail.broken is not None:
        raise _refused(No.BROKEN_TRAIL, link=trail.broken.number)
    return trail


def _plain(trail: TrailState) -> dict[str, object]:
    return {name: value for name, value in asdict(trail).items() if name != "broken"}


def digest_of(source: Path) -> str:
    """SHA-256 of the file, as sha256sum tells it."""
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refused(code: No, **facts: object) -> Refused:
    return Refused([Because(code, facts)])
