"""What is to happen, in the order of time: deeds that make further deeds."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from vidare.rules import calendar

Deed = Callable[[datetime], None]


class Agenda:
    def __init__(self, *, until: datetime) -> None:
        self.until = until
        self._heap: list[tuple[datetime, int, Deed]] = []
        self._order = itertools.count()

    def at(self, day: date, hour: int, minute: int, deed: Deed) -> None:
        """On the day, or on the first workday after it. What would come after the demo's moment never happens."""
        moment = calendar.moment(workday(day), time(hour, minute))
        if moment <= self.until:
            heapq.heappush(self._heap, (moment, next(self._order), deed))

    def due(self, at: datetime) -> Iterator[tuple[datetime, Deed]]:
        """Everything up to and including the moment, also what is added while it is lived."""
        while self._heap and self._heap[0][0] <= at:
            moment, _, deed = heapq.heappop(self._heap)
            yield moment, deed


def workday(day: date) -> date:
    """The day itself when offices are open on it, or the first one after."""
    return day if calendar.is_open_day(day) else calendar.next_open_day(day)
