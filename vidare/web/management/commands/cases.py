"""``vidare cases``: how the hand-over to the case system stands; ``--exchange`` puts what waits and reads receipts."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from vidare.actions import case_system as actions
from vidare.queries import case_system as ask
from vidare.rules.access import system
from vidare.web import clock


class Command(BaseCommand):
    help = "Show how the hand-over to the boards' case systems stands, or exchange files with their folders."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--exchange", action="store_true", help="put what waits, and read the receipts")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, exchange: bool, **options: Any) -> None:
        at = clock.now()
        moved = actions.exchange(at=at) if exchange else 0
        states = ask.states(system("case-system"), at=at)
        if options["json"]:
            self.stdout.write(json.dumps({"moved": moved, "states": states}))
            return
        for state, count in states.items():
            self.stdout.write(f"{state:18} {count}")
