"""How many there are outside by the latest number, and all numbers that were taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.records.population import Population
from vidare.records.services import Service
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden
from vidare.rules.population import Count, Measure


@dataclass(frozen=True, slots=True)
class Board:
    """The numbers of a service's board. ``code`` is the service's."""

    code: str
    name: str
    counts: tuple[Count, ...]


def kept(actor: Actor, *, on: date) -> tuple[Board, ...]:
    """Of the services for which the actor takes in lists. Raises Hidden for everybody else."""
    services = actor.services(Deed.IMPORT, on=on)
    if not services:
        raise Hidden
    rows = Service.objects.filter(pk__in=services).select_related("board").order_by("name", "pk")
    return tuple(Board(row.code, f"{row.name} · {row.board.name}, {row.board.municipality}", _of(row)) for row in rows)


def _of(service: Service) -> tuple[Count, ...]:
    rows = Population.objects.filter(board=service.board_id).order_by("measure", "-as_of")
    return tuple(Count(Measure(row.measure), row.as_of, row.people, row.source) for row in rows)


def latest(service: int, measure: Measure, *, on: date) -> Count | None:
    """The number that was true last before the day, or None where nobody has told."""
    boards = Service.objects.filter(pk=service).values("board")
    rows = Population.objects.filter(board__in=boards, measure=measure.value, as_of__lte=on).order_by("-as_of")
    row = rows.first()
    return None if row is None else Count(measure, row.as_of, row.people, row.source)
