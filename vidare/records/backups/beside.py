"""Unfinished files of a backup: readable by their owner alone, held as long as they are written, gone afterwards.

Who is killed leaves them behind, and on SQLite such a file is the whole database in the clear. So the next one who
makes or puts back a backup there throws away what nobody holds any more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

from vidare.rules.backups import Hindrance, No, hindrance
from vidare.rules.decision import Because, Refused

# A system without such locks: there nothing is known to be left behind, and nothing thrown away.
fcntl: ModuleType | None
try:
    fcntl = import_module("fcntl")
except ImportError:
    fcntl = None


@contextmanager
def unfinished(place: Path) -> Iterator[Path]:
    """An empty file to write to. Whoever wants to keep it moves it away before the end."""
    hand = _made(place)
    try:
        yield place
    finally:
        _throw_away(place)
        os.close(hand)


def _made(place: Path) -> int:
    try:
        while True:
            hand = os.open(place, os.O_CREAT | os.O_RDWR, 0o600)
            if _holds(hand) and _is(hand, place):
                os.ftruncate(hand, 0)
                os.fchmod(hand, 0o600)
                return hand
            held_by_another = _is(hand, place)
            os.close(hand)
            if held_by_another:
                raise Refused([Because(No.CANNOT_WRITE, {"file": str(place), "why": Hindrance.TAKEN})])
    except OSError as error:
        raise Refused([Because(No.CANNOT_WRITE, {"file": str(place), "why": hindrance(error)})]) from error


def clear(folder: Path, pattern: str) -> int:
    """Throw away what those who were killed have left under names like this. Answers how many files."""
    cleared = 0
    for place in sorted(folder.glob(pattern)) if fcntl is not None else ():
        try:
            hand = os.open(place, os.O_RDWR)
        except OSError:  # gone by now, or somebody else's: it is not ours to throw away
            continue
        if _holds(hand):
            _throw_away(place)
            cleared += 1
        os.close(hand)
    return cleared


def keep_name(place: Path) -> None:
    """A name that was given or changed survives that the power goes: the folder itself is written down."""
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _holds(hand: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(hand, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is(hand: int, place: Path) -> bool:
    """False when somebody has thrown the file away, or moved it, between its opening and now."""
    try:
        return os.path.samestat(os.fstat(hand), place.stat())
    except FileNotFoundError:
        return False


def _throw_away(place: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{place}{ending}").unlink(missing_ok=True)
