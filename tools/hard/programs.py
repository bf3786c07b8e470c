"""The programs that are killed and started again, as whoever keeps them running would start them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tools.hard.cluster import Cluster
from tools.postgres import Absent

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
PATIENCE = 120.0  # seconds in which a program is back, on however busy a machine


class NotBack(Exception):
    """A program that was killed did not come back by itself, or by being started again."""


class Kept:
    """A program that is started again whenever it has ended. Its children are in its group, and end with it."""

    def __init__(self, name: str, words: list[str], environment: dict[str, str], log: Path) -> None:
        self.name, self.words, self.environment, self.log = name, words, environment, log
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = self.begun = 0
        self.ended_by_itself: Counter[str] = Counter()  # by what it said last

    def keep_up(self) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            self._end_group()
            if self.process.returncode != -signal.SIGKILL:
                self.ended_by_itself[self.last_said()] += 1
        with self.log.open("ab") as log:
            self.begun = log.tell()
            self.process = subprocess.Popen(
                self.words, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def last_said(self) -> str:
        """The last fault of the program itself, in what it has written since it was started last."""
        lines = self.log.read_bytes()[self.begun :].decode(errors="replace").splitlines()
        return next((line for line in reversed(lines) if line.startswith("[ERROR]")), "nothing")

    def strike(self) -> None:
        """The whole group at once, as when the machine's memory is gone."""
        if self.process is not None:
            self._end_group()
            self.process.wait()
            self.deaths += 1

    def strike_first(self) -> None:
        """Only the one that was started: what it had started lives on until somebody ends it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.deaths += 1

    def strike_child(self, chance: random.Random) -> None:
        if self.process is not None and (children := children_of(self.process.pid)):
            kill(chance.choice(children))
            self.deaths += 1

    def end(self) -> None:
        if self.process is not None:
            self._end_group()
            self.process.wait()

    def _end_group(self) -> None:
        assert self.process is not None
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


class Database:
    """PostgreSQL as a program that is kept up."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.deaths = cluster, 0

    def keep_up(self) -> None:
        """After a hard end it is refused while a process of the last one lives: then it is tried again."""
        if self.cluster.server is None or self.cluster.server.poll() is not None:
            with suppress(Absent):
                self.cluster.start()

    def strike(self) -> None:
        assert self.cluster.server is not None
        self.cluster.server.kill()
        self.cluster.server.wait()
        self.deaths += 1

    def strike_child(self, chance: random.Random) -> None:
        """One that serves a connection, or one of PostgreSQL's own: it begins anew with all of them."""
        assert self.cluster.server is not None
        if children := children_of(self.cluster.server.pid):
            kill(chance.choice(children))
            self.deaths += 1


def children_of(parent: int) -> list[int]:
    try:
        told = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    except OSError:
        return []
    return [int(one) for one in told.split()]


def kill(number: int) -> None:
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return


def server_words(port: int) -> list[str]:
    """As docs/running.md says."""
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers"]
    where = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    return [str(PROGRAMS / "granian"), *options, *where, "vidare.config.wsgi:application"]


def worker_words() -> list[str]:
    return [str(PROGRAMS / "python"), "-m", "vidare", "worker", "--every", "1", "--seal-every", "2"]


def vidare(environment: dict[str, str], *words: str) -> str:
    """A command of the program's, run to its end."""
    command = [str(PROGRAMS / "python"), "-m", "vidare", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"vidare {' '.join(words)}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def until(true: object, what: str, kept: list[Kept | Database]) -> float:
    """Waits, with everything kept up, and answers how many seconds it took."""
    began = time.monotonic()
    while not true():  # type: ignore[operator]
        for one in kept:
            one.keep_up()
        if time.monotonic() - began > PATIENCE:
            raise NotBack(f"{what} is not back after {PATIENCE:.0f} seconds")
        time.sleep(0.2)
    return time.monotonic() - began
