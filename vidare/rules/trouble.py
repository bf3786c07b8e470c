"""What can be in the way of saving and reading, how long to wait, and when a clock is not to be believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Trouble(StrEnum):
    """Nobody's fault who sits before the page, and over when somebody else has let go, come back or made room."""

    BUSY = "trouble.busy"
    GONE = "trouble.gone"
    FULL = "trouble.full"


# Seconds until it is worth while to try again: a lock is let go soon, room is made by hands.
AGAIN = {Trouble.BUSY: 5, Trouble.GONE: 15, Trouble.FULL: 60}

OFF_BY = timedelta(minutes=10)  # a clock that is set right by a little is no jump
WAITS = timedelta(hours=1)  # so long a new time must stand before what cannot be undone goes by it


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at two clocks: the one on the wall, which can be set, and one that only counts on."""

    wall: datetime
    steady: timedelta


@dataclass(frozen=True, slots=True)
class Watch:
    """What is believed of the clock: ``by`` is the reading it is held against, ``since`` when it was first off."""

    by: Reading
    since: timedelta | None = None
    off: timedelta = timedelta(0)

    @property
    def waits(self) -> bool:
        return self.since is not None


def look(watch: Watch | None, now: Reading) -> Watch:
    """Hold the clock against the steady one. After a jump what goes by days waits an hour, or until it is set right.

    A clock that is right again within the hour has done nothing; one that stays is believed, and nothing waits on.
    """
    if watch is None:
        return Watch(now)
    off = (now.wall - watch.by.wall) - (now.steady - watch.by.steady)
    if abs(off) < OFF_BY:
        return Watch(now)
    since = now.steady if watch.since is None else watch.since
    return Watch(now) if now.steady - since >= WAITS else Watch(watch.by, since, off)


def written_ahead(latest: datetime | None, *, at: datetime) -> timedelta | None:
    """How far the clock stands before what has been noted already; None where it does not."""
    return latest - at if latest is not None and latest - at > OFF_BY else None
