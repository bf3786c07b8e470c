"""How the house stands: for the page that somebody meets in trouble, for whoever watches over it, for the worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from vidare.queries import outbox
from vidare.records import trail, trouble
from vidare.records.services import Setting
from vidare.records.trouble import cause_of, trouble_of
from vidare.records.walls import within
from vidare.rules.access import system
from vidare.rules.trouble import Trouble, written_ahead

__all__ = ["Standing", "ahead_of", "cause_of", "standing", "trouble_of"]
PATIENCE = 3.0  # seconds for the lock of SQLite; whoever watches asks again


@dataclass(frozen=True, slots=True)
class Standing:
    """``database`` None: it works, and only then is the rest known. ``night``: the day of the last night's work;
    ``carried``: the outbox moves."""

    database: Trouble | None
    room: int
    little_room: bool
    night: str = ""
    carried: bool = True
    ahead: timedelta | None = None

    @property
    def works(self) -> bool:
        return self.database is None

    @property
    def needs_a_look(self) -> bool:
        return self.little_room or not self.carried or self.ahead is not None


def standing(*, at: Callable[[], datetime], messages: Path, patience: float = PATIENCE) -> Standing:
    """Asks the database and the disks; ``at`` is asked when they answer: the demo's clock is in the database."""
    room = trouble.least_room(messages)
    little = room < trouble.LITTLE_ROOM
    found = trouble.database(patience=patience)
    if found is None and room < trouble.ROOM:
        found = Trouble.FULL
    if found is not None:
        return Standing(found, room, little)
    house, now = system("health"), at()
    with within(house.scope(on=now.date())):
        night = Setting.objects.filter(name="night.ran").values_list("value", flat=True).first()
        stalled = outbox.backlog(house, at=now).stalled
    return Standing(None, room, little, night or "", not stalled, ahead_of(now))


def ahead_of(at: datetime) -> timedelta | None:
    """How far the trail has been written ahead of this moment, if it has: then the clock was or is wrong."""
    return written_ahead(trail.latest(), at=at)
