"""``vidare outbox``: how the outbox stands; ``--send`` sends what waits."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from vidare.queries import outbox as ask
from vidare.queries.outbox import Outbox, Stands
from vidare.rules.access import system
from vidare.rules.messages import MessageState
from vidare.web import clock
from vidare.web.sending import send_all


class Command(BaseCommand):
    help = "Show the outbox, or send what waits in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--send", action="store_true", help="send what waits")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, send: bool, **options: Any) -> None:
        house, told = system("outbox"), send_all() if send else {}
        at = clock.now()
        box, states = ask.backlog(house, at=at), ask.states(house, at=at)
        if options["json"]:
            answer: dict[str, object] = {
                "states": {state.value: count for state, count in states.items()},
                "undecided": states[MessageState.UNDECIDED],
                "channels": {one.channel.value: _told(one) for one in box.channels},
            }
            self.stdout.write(json.dumps(answer | ({"sending": told} if send else {})))
            return
        for state, count in states.items():
            self.stdout.write(f"{state.value:18} {count}")
        self._warn(box)

    def _warn(self, box: Outbox) -> None:
        if asks := sum(one.asks for one in box.channels):
            self.stdout.write(f"{asks} ask for a human: see the outbox page")
        if box.stalled:
            self.stdout.write("nothing carries what is due: is the worker running?")


def _told(one: Stands) -> dict[str, object]:
    return {
        "waiting": one.waiting,
        "asks": one.asks,
        "oldest": one.oldest.isoformat() if one.oldest else None,
        "last_sent": one.last_sent.isoformat() if one.last_sent else None,
        "sent_this_month": one.sent,
        "parts_this_month": one.parts,
        "stalled": one.stalled,
    }
