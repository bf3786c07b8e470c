"""Takes in numbers of people outside the house, each with its source and its day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from vidare.actions import ledger
from vidare.actions.ledger import deed
from vidare.records.boards import boards_of
from vidare.records.population import Population
from vidare.records.services import Service
from vidare.rules import population
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Because, Hidden, Refused
from vidare.rules.population import Count, No


@deed
def take_in(actor: Actor, *, service: str, text: str, at: datetime) -> int:
    """For the board of a service, or the one of its boards that a line names. What was known of the same day
    is replaced. Raises Refused with every fault of the file.
    """
    where = Service.objects.filter(code=service).first()
    if where is None:
        raise Hidden
    actor.may(Deed.IMPORT, on=at.date(), service=where.pk).require()
    counts = population.read(text, on=at.date())
    boards = {board.code: board.pk for board in boards_of(where)} | {"": where.board_id}
    if strange := [one.row for one in counts if one.board not in boards]:
        known = ", ".join(sorted(code for code in boards if code))
        raise Refused(Because(No.BOARD, {"row": row, "known": known}) for row in strange)
    for one in counts:
        Population.objects.update_or_create(
            **_which(one, boards[one.board]),
            defaults={
                "people": one.people, "source": one.source, "taken_in_at": at, "taken_in_by_id": actor.user_id,
                "onward": one.cohort.onward if one.cohort else None,
                "unknown": one.cohort.unknown if one.cohort else None,
            },
        )  # fmt: skip
    ledger.note(actor, "population.taken-in", at=at, board=where.board_id, rows=len(counts))
    return len(counts)


def _which(one: Count, board: int) -> dict[str, Any]:
    cohort = one.cohort
    return {
        "board_id": board, "measure": one.measure.value, "as_of": one.as_of,
        "sex": cohort.sex.value if cohort else "",
        "ended_from": cohort.ended.start if cohort else None,
        "ended_to": cohort.ended.end if cohort else None,
    }  # fmt: skip
