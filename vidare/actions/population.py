"""Takes in numbers of people outside the house, each with its source and its day."""

from __future__ import annotations

from datetime import datetime

from vidare.actions import ledger
from vidare.actions.ledger import deed
from vidare.records.population import Population
from vidare.records.services import Service
from vidare.rules import population
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden


@deed
def take_in(actor: Actor, *, service: str, text: str, at: datetime) -> int:
    """For the board of a service. What was known of the same day is replaced; Refused tells every fault of the file."""
    where = Service.objects.filter(code=service).first()
    if where is None:
        raise Hidden
    actor.may(Deed.IMPORT, on=at.date(), service=where.pk).require()
    counts = population.read(text, on=at.date())
    for one in counts:
        Population.objects.update_or_create(
            board_id=where.board_id, measure=one.measure.value, as_of=one.as_of,
            defaults={
                "people": one.people, "source": one.source, "taken_in_at": at, "taken_in_by_id": actor.user_id,
            },
        )  # fmt: skip
    ledger.note(actor, "population.taken-in", at=at, board=where.board_id, rows=len(counts))
    return len(counts)
