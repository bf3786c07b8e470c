"""``vidare outbox``: how the outbox stands; ``--send`` sends what waits."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from vidare.actions import messages as actions
from vidare.queries import messages as ask
from vidare.rules.access import system
from vidare.web import clock


class Command(BaseCommand):
    help = "Show the outbox, or send what waits in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--send", action="store_true", help="send what waits")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, send: bool, **options: Any) -> None:
        house, at = system("outbox"), clock.now()
        told = actions.send_waiting(house, at=at) if send else {}
        box = ask.backlog(house, at=at)
        answer = {
            "states": {state.value: count for state, count in box.counts},
            "undecided": box.undecided,
            **({"sending": told} if send else {}),
        }
        if options["json"]:
            self.stdout.write(json.dumps(answer))
            return
        for state, count in box.counts:
            self.stdout.write(f"{state.value:10} {count}")
        if box.undecided:
            self.stdout.write(f"undecided  {box.undecided}: see the outbox page")
