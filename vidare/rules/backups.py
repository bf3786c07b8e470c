"""Backups: what one says of itself, whether it may be put back here, and every reason why not."""

from __future__ import annotations

import errno
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from vidare.rules.decision import Because, Decision

FORM = 1  # of the file; a program that writes another raises it
SHORTEST_KEY = 24
MADE = "backup.made"


class No(StrEnum):
    """Why a backup was not made, or not put back."""

    NO_KEY = "backup.no-key"
    SHORT_KEY = "backup.short-key"
    SHARED_KEY = "backup.shared-key"
    NO_SUCH_FILE = "backup.no-such-file"
    THERE_ALREADY = "backup.there-already"
    CANNOT_WRITE = "backup.cannot-write"
    NOT_A_BACKUP = "backup.not-a-backup"
    WRONG_KEY = "backup.wrong-key"
    CUT = "backup.cut"
    CHANGED = "backup.changed"
    NEWER = "backup.newer"
    OTHER_ENGINE = "backup.other-engine"
    OTHER_KEYS = "backup.other-keys"
    NOT_EMPTY = "backup.not-empty"
    IN_USE = "backup.in-use"
    IN_MEMORY = "backup.in-memory"
    NO_TOOL = "backup.no-tool"
    TOOL_FAILED = "backup.tool-failed"
    FAULTY_DATABASE = "backup.faulty-database"
    BROKEN_TRAIL = "backup.broken-trail"
    DIFFERS = "backup.differs"


class Hindrance(StrEnum):
    """What was in the way of a file: the system says it in the system's own language."""

    NO_FILE = "file.no-file"
    A_FOLDER = "file.a-folder"
    NO_FOLDER = "file.no-folder"
    NO_RIGHT = "file.no-right"
    READ_ONLY = "file.read-only"
    DISK_FULL = "file.disk-full"
    LONG_NAME = "file.long-name"
    TAKEN = "file.taken"
    OTHER = "file.other"


HINDERED = {
    errno.ENOENT: Hindrance.NO_FILE,
    errno.EISDIR: Hindrance.A_FOLDER,
    errno.ENOTDIR: Hindrance.NO_FOLDER,
    errno.EACCES: Hindrance.NO_RIGHT,
    errno.EPERM: Hindrance.NO_RIGHT,
    errno.EROFS: Hindrance.READ_ONLY,
    errno.ENOSPC: Hindrance.DISK_FULL,
    errno.EDQUOT: Hindrance.DISK_FULL,
    errno.ENAMETOOLONG: Hindrance.LONG_NAME,
}


def hindrance(fault: OSError) -> Hindrance:
    """What was in the way, by the number that every system gives it."""
    return HINDERED.get(fault.errno or 0, Hindrance.OTHER)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows a table has, and the sum of their digests: the same in whatever order they are read."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``keys`` are fingerprints of the keys that its sealed values were sealed with."""

    engine: str
    began_at: str
    migrations: tuple[str, ...]
    tables: Mapping[str, Tally]
    trail: Mapping[str, object]
    keys: Mapping[str, str] = field(default_factory=dict)
    form: int = FORM

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def written(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True).encode()

    @classmethod
    def read(cls, text: bytes) -> Manifest:
        said = json.loads(text)
        said["tables"] = {name: Tally(**tally) for name, tally in said["tables"].items()}
        said["migrations"] = tuple(said["migrations"])
        return cls(**said)


def form_of(text: bytes) -> int:
    """Which form a manifest has, whatever else a later program has put into it."""
    return int(json.loads(text)["form"])


def may_key(secret: str, others: Collection[str]) -> Decision:
    """Is this a key for backups? One that also seals the database would lie beside what it opens."""
    if not secret:
        return Decision((Because(No.NO_KEY),))
    return Decision.of(_faults_of_key(secret, others))


def _faults_of_key(secret: str, others: Collection[str]) -> Iterator[Because]:
    if len(secret) < SHORTEST_KEY:
        yield Because(No.SHORT_KEY, {"least": SHORTEST_KEY})
    if secret in others:
        yield Because(No.SHARED_KEY)


def may_restore(
    manifest: Manifest,
    *,
    engine: str,
    known: Collection[str],
    keys: Mapping[str, str],
    other_keys: bool,
    is_empty: bool,
    replace: bool,
) -> Decision:
    """May this backup be put into this database? ``known`` are the migrations of the program, app.name."""
    return Decision.of(_against(manifest, engine, known, keys, other_keys, is_empty or replace))


def _against(
    manifest: Manifest, engine: str, known: Collection[str], keys: Mapping[str, str], other_keys: bool, room: bool
) -> Iterator[Because]:
    newer = sorted(name for name in manifest.migrations if name not in known and name.startswith("records."))
    if newer:
        yield Because(No.NEWER, {"names": ", ".join(newer)})
    if manifest.engine != engine:
        yield Because(No.OTHER_ENGINE, {"theirs": manifest.engine, "ours": engine})
    if not other_keys and dict(manifest.keys) != dict(keys):
        yield Because(No.OTHER_KEYS)
    if not room:
        yield Because(No.NOT_EMPTY)


def differing(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> tuple[str, ...]:
    """The tables that are not the same in both, row for row."""
    return tuple(sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)))


def same(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> Decision:
    """A copy that is not what was copied is no copy."""
    tables = differing(one, other)
    return Decision((Because(No.DIFFERS, {"tables": ", ".join(tables)}),) if tables else ())
