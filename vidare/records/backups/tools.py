"""PostgreSQL's own programs: found, told where the database is, and listened to when they fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.db import connection

from vidare.rules.backups import No
from vidare.rules.decision import Because, Refused

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
# Under these every table's text is the same whoever writes it, and the second wall shows all rows.
SESSION = {
    "app.everything": "1",
    "timezone": "UTC",
    "bytea_output": "hex",
    "datestyle": "ISO",
    "intervalstyle": "postgres",
    "extra_float_digits": "3",
}


def tool(name: str, *, server: int) -> Path:
    """The newest of that name on this machine that is not older than the server."""
    found = sorted(((_major(path), path) for path in _candidates(name)), reverse=True)
    if not found or found[0][0] < server:
        raise Refused([Because(No.NO_TOOL, {"tool": name, "version": server})])
    return found[0][1]


def _candidates(name: str) -> set[Path]:
    on_path = [Path(found) for found in [shutil.which(name)] if found]
    folders = [folder for place in PLACES for folder in Path("/").glob(place[1:])]
    return {path for path in [*on_path, *(folder / name for folder in folders)] if os.access(path, os.X_OK)}


@lru_cache(maxsize=16)
def _major(path: Path) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\) (\d+)", told)
    return int(number[1]) if number else 0


def environment() -> dict[str, str]:
    """Where the database is and how it is spoken to; the password stands in no list of processes."""
    said = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    where = {name: str(said[key]) for name, key in names.items() if said.get(key)}
    more = {f"PG{key.upper()}": str(value) for key, value in said["OPTIONS"].items() if key.startswith("ssl")}
    options = " ".join(f"-c {name}={value}" for name, value in SESSION.items())
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG") or name == "PGPASSFILE"}
    return {**kept, **more, **where, "PGOPTIONS": options, "PGCLIENTENCODING": "UTF8", "LC_ALL": "C"}


class Running:
    """A program that is under way; what it complains of is told when it fails."""

    def __init__(self, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
        self.process, self._said = process, said

    @property
    def told(self) -> str:
        self._said.seek(0)
        lines = [line for line in self._said.read().decode(errors="replace").splitlines() if line.strip()]
        wrong = [line for line in lines if "error" in line.lower() or "fatal" in line.lower()]
        return next(iter([*wrong, *lines]), f"{self.process.returncode}")

    def demand(self) -> None:
        if self.process.wait():
            raise Refused([Because(No.TOOL_FAILED, {"tool": Path(str(self.process.args[0])).name, "why": self.told})])  # type: ignore[index]


@contextmanager
def running(*words: object, reads: bool = False, writes: bool = False) -> Iterator[Running]:
    """``reads`` it from us on its standard input, ``writes`` it to us. It never outlives the block."""
    with TemporaryFile() as said:
        process = subprocess.Popen(
            [str(word) for word in words],
            env=environment(),
            stdin=subprocess.PIPE if reads else subprocess.DEVNULL,
            stdout=subprocess.PIPE if writes else subprocess.DEVNULL,
            stderr=said,
        )
        try:
            yield Running(process, said)
        finally:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()
            if process.poll() is None:
                process.kill()
            process.wait()
