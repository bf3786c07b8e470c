"""Persons as an actor may see them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from vidare.records import find
from vidare.records.people import Person
from vidare.rules.access import Actor


def key_of(actor: Actor, *, person: int, on: date) -> UUID:
    """The key under which the trail knows a person. Raises Hidden when the actor may not see them."""
    return find.one(Person.visible_to(actor.scope(on=on)).only("key"), person).key
