"""What start.py and its tools say to a person, and with which exit code they stop. Runs on the machine's own Python."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FAILED, USAGE, NO_ENVIRONMENT, NO_PACKAGES, PORT_TAKEN, NEWER = 1, 2, 3, 4, 5, 6


class Stop(Exception):
    """Why it cannot go on: one sentence for a person, and the exit code."""

    def __init__(self, code: int, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Says what is being done, and how long it took."""
    say(f"• {text} …")
    begun = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - begun:.0f} s: {text}")


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Does ``work`` beside what stands inside. Both are ended before what stood in the way of either is told."""
    faults: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as fault:  # it is told where everything else is, not in a thread of its own
            faults.append(fault)

    beside = threading.Thread(target=run)
    beside.start()
    try:
        yield
    finally:
        beside.join()
    if faults:
        raise faults[0]


def quietly(*words: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command in the checkout and keeps what it says, to show it only when it fails."""
    command = [str(word) for word in words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def tail(done: subprocess.CompletedProcess[str]) -> str:
    return "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])


def must(what: str, *words: object) -> None:
    """Runs a command that has to succeed; what it said is shown when it does not."""
    done = quietly(*words)
    if done.returncode:
        say(tail(done))
        raise Stop(FAILED, f"Making {what} failed; what it said stands above.")
