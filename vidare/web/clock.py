"""The only clock of the house: real time, or the demo's fixed day."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from vidare.queries import access

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_started = time.monotonic()


def _since_start() -> timedelta:
    """The demo's day goes on from its moment while the server runs; the tests' stands still."""
    return timedelta(seconds=time.monotonic() - _started) if settings.DEMO_CLOCK_RUNS else timedelta()


def now() -> datetime:
    """The moment, in local time. In the demo: its fixed moment, and the time since this process began."""
    if settings.DEMO and (fixed := access.demo_moment()):
        return datetime.fromisoformat(fixed).astimezone(STOCKHOLM) + _since_start()
    return real_now()


def real_now() -> datetime:
    """The moment by the machine's clock, also in the demo: for what happens to the database itself."""
    return datetime.now(STOCKHOLM)


def steady() -> timedelta:
    """A clock that nobody can set: it only counts on, also while the machine sleeps where the system can tell."""
    counts = getattr(time, "CLOCK_BOOTTIME", None)
    return timedelta(seconds=time.monotonic() if counts is None else time.clock_gettime(counts))
