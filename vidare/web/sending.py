"""Empties the outbox in small rounds, each with the clock of its own: a round is short, the moment it began is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from vidare.actions.sending import send_waiting
from vidare.rules.access import system
from vidare.web import clock


def send_all(*, go_on: Callable[[], bool] = lambda: True) -> dict[str, int]:
    """Until a round finds nothing more that is due, or ``go_on`` says stop. What fails is due later, not again now."""
    told: Counter[str] = Counter()
    while True:
        found = send_waiting(system("outbox"), at=clock.now(), go_on=go_on)
        told.update(found)
        if not any(found.values()) or not go_on():
            return dict(told)
