"""``vidare worker``: sends what waits, seals the trail, and does the night's work; ends cleanly on SIGTERM."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import UTC, timedelta
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from vidare.actions.case_system import exchange
from vidare.actions.night import night_is_due, run_night
from vidare.actions.sealing import seal_trail
from vidare.queries import trouble
from vidare.rules.trouble import Reading, Trouble, Watch, look
from vidare.web import clock
from vidare.web.sending import send_all

NIGHT_AGAIN = timedelta(minutes=10)
_log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Send what waits in the outbox, seal the trail and do the night's work, until told to stop."
    requires_system_checks = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tries, self.clocks, self.night_from = Tries(), Clocks(), timedelta()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="between two looks (5)")
        parser.add_argument("--seal-every", type=int, default=36, metavar="LOOKS", help="looks between two seals (36)")
        parser.add_argument("--once", action="store_true", help="look once, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        self.listen(stop)
        looks = 0
        while True:
            self.look(seal=looks % max(options["seal_every"], 1) == 0, go_on=lambda: not stop.is_set())
            looks += 1
            if options["once"] or stop.wait(options["every"]):
                return
            close_old_connections()

    def listen(self, stop: threading.Event) -> None:
        """The work in hand is finished before the worker ends."""

        def end(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, end)
            signal.signal(signal.SIGINT, end)

    def look(self, *, seal: bool, go_on: Callable[[], bool] = lambda: True) -> None:
        """What goes by the day and the hour waits while the clock is not believed; the trail is sealed all the same."""
        believed = self.clocks.believed()
        if believed:
            self.tries.run("outbox", lambda: send_all(go_on=go_on))
            self.tries.run("case-files", lambda: exchange(at=clock.now()))
        if seal:
            self.tries.run("seal", lambda: seal_trail(at=clock.now()))
        if believed:
            self.tries.run("night", self.night)

    def night(self) -> None:
        """One that did not go through is tried again, but not at every look: it is long."""
        if clock.steady() >= self.night_from and night_is_due(at=clock.now()):
            self.night_from = clock.steady() + NIGHT_AGAIN
            run_night(at=clock.now())


class Tries:
    """A fault is logged, and the next look tries again. Trouble that goes on is one line when it comes, one when it
    is over."""

    def __init__(self) -> None:
        self.known: dict[str, Trouble] = {}

    def run(self, name: str, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as fault:
            found = trouble.trouble_of(fault)
            if found is None:
                _log.exception("the worker's %s failed", name)
            elif self.known.get(name) is not found:
                _log.error("the worker's %s waits, %s: %s", name, found.value, trouble.cause_of(fault))
                self.known[name] = found
        else:
            if self.known.pop(name, None):
                _log.warning("the worker's %s goes on", name)


class Clocks:
    """Holds the clock on the wall against the one that only counts on, from look to look."""

    def __init__(self) -> None:
        self.watch: Watch | None = None

    def believed(self) -> bool:
        before, now = self.watch, Reading(clock.real_now().astimezone(UTC), clock.steady())
        self.watch = look(before, now)
        if self.watch.waits and not (before and before.waits):
            _log.error("the clock has jumped by %s: messages and the night wait for an hour", self.watch.off)
        elif before is not None and before.waits and not self.watch.waits:
            _log.warning("the clock is believed: messages and the night go on")
        return not self.watch.waits
