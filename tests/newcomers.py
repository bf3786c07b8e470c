"""Somebody new, for tests that ask for no way in."""

from __future__ import annotations

from datetime import datetime

from vidare.actions.ledger import deed
from vidare.actions.people import Newcomer, create_person
from vidare.rules.access import Actor


@deed
def register_person(actor: Actor, *, service: int, newcomer: Newcomer, at: datetime) -> int:
    return create_person(actor, service=service, newcomer=newcomer, at=at).pk
