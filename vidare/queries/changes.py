"""What others have done to a person's plan and way since the one who asks last looked, as far as their walls reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from vidare.records import trail
from vidare.records.people import Person
from vidare.records.plans import Step
from vidare.records.together import Part, beside, one, parted, those
from vidare.rules import changes as rules
from vidare.rules.access import Actor
from vidare.rules.changes import OF_A_STEP, ONE_LOOK, Line, What


@dataclass(frozen=True, slots=True)
class Changes:
    """``looked_at`` is None for somebody who has not been here before."""

    looked_at: datetime | None
    lines: tuple[Line, ...]


@parted
def since_last_look(actor: Actor, person: int, *, at: datetime) -> Part[Changes]:
    """Pages opened within a quarter of an hour are one look: what is new stays new while it is read."""
    scope = actor.scope(on=at.date())
    row = yield from one(Person.visible_to(scope), person)
    verbs = rules.told_to(scope, board=row.board_id, person=person)
    user, before = actor.user_id or 0, at - ONE_LOOK
    looks, noted, seen = yield from beside(
        those(trail.last_look(row.key, user=user, before=before)),
        those(trail.since_last_look(row.key, verbs=verbs, user=user, before=before)),
        those(Step.visible_to(scope).filter(person=person).values_list("pk", flat=True)),
    )
    steps = set(seen)
    told = (
        (What(verb), by or "", moment)
        for moment, verb, keys, by in noted
        if What(verb) not in OF_A_STEP or keys.get("step") in steps
    )
    return Changes(looks[0] if looks else None, rules.lines(told))
