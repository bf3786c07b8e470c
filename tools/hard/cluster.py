"""A PostgreSQL of one's own that can be stopped, killed and started again, also on a disk that is too small."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
from pathlib import Path

from tools import postgres

# As a careful office would set it: what is acknowledged is on the disk.
SAFE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "40",
    "max_wal_size": "48MB",
    "min_wal_size": "32MB",
}


class Cluster:
    def __init__(self, place: Path, **options: str) -> None:
        self.place, self.options = place, SAFE | options
        self.folder, self.who = postgres.binaries(), postgres._unprivileged()
        self.word, self.port = secrets.token_hex(16), postgres.free_port()
        self.server: subprocess.Popen[bytes] | None = None

    def make(self) -> dict[str, str]:
        """Answers what to set in the environment."""
        self.place.mkdir(parents=True, exist_ok=True)
        self.place.chmod(0o711)
        if self.who:
            os.chown(self.place, self.who["user"], self.who["group"])
        postgres._make(self.folder, self.place, self.word, self.who)
        self.start()
        return postgres._roles(self.port, self.word)

    def start(self) -> None:
        options = [part for name, value in self.options.items() for part in ("-c", f"{name}={value}")]
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-k", str(self.place)]
        with (self.place / "log").open("ab") as log:
            self.server = subprocess.Popen(
                [self.folder / "postgres", "-D", self.place / "data", *where, *options],
                cwd=self.place, stdout=log, stderr=log, start_new_session=True, **self.who,
            )  # fmt: skip
        postgres._wait(self.server, self.place)

    def stop(self, *, kill: bool = False) -> None:
        """``kill``: at once, as when the machine goes; else those who work are cut off and it ends in order."""
        if self.server is None or self.server.poll() is not None:
            return
        self.server.send_signal(signal.SIGQUIT if kill else signal.SIGINT)
        self.server.wait(60)

    def throw_away(self) -> None:
        self.stop(kill=True)
        shutil.rmtree(self.place, ignore_errors=True)

    def link(self, *, role: str = "house", name: str = "vidare") -> object:
        import psycopg

        return psycopg.connect(postgres._url(role, self.word, self.port, name), autocommit=False)

    def log(self) -> str:
        return (self.place / "log").read_text(errors="replace")
