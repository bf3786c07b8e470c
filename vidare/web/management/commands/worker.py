"""``vidare worker``: sends what waits, seals the trail, and does the night's work; ends cleanly on SIGTERM."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from vidare.actions.night import night_is_due, run_night
from vidare.actions.sealing import seal_trail
from vidare.web import clock
from vidare.web.sending import send_all

_log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Send what waits in the outbox, seal the trail and do the night's work, until told to stop."
    requires_system_checks = ()

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
        _try("outbox", lambda: send_all(go_on=go_on))
        if seal:
            _try("seal", lambda: seal_trail(at=clock.now()))
        _try("night", lambda: night_is_due(at=clock.now()) and run_night(at=clock.now()))


def _try(name: str, work: Callable[[], object]) -> None:
    """A fault is logged, and the next look tries again."""
    try:
        work()
    except Exception:
        _log.exception("the worker's %s failed", name)
