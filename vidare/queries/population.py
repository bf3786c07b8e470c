"""How many there are outside by the latest number, and all numbers that were taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.records.boards import boards_of
from vidare.records.population import Population
from vidare.records.services import Service
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden
from vidare.rules.identity import Sex
from vidare.rules.period import Period
from vidare.rules.population import Cohort, Count, Measure, latest_cohort


@dataclass(frozen=True, slots=True)
class Board:
    """The numbers of a service's board. ``code`` is the service's."""

    code: str
    name: str
    counts: tuple[Count, ...]

    @property
    def plain(self) -> tuple[Count, ...]:
        return tuple(one for one in self.counts if one.cohort is None)

    @property
    def cohorts(self) -> tuple[tuple[Count, ...], ...]:
        """What was told of a cohort, women and men of each board: those of one source and day together."""
        found: dict[tuple[date, str], list[Count]] = {}
        for one in self.counts:
            if one.cohort is not None:
                found.setdefault((one.as_of, one.source), []).append(one)
        return tuple(map(tuple, found.values()))


def kept(actor: Actor, *, on: date) -> tuple[Board, ...]:
    """Of the services for which the actor takes in lists. Raises Hidden for everybody else."""
    services = actor.services(Deed.IMPORT, on=on)
    if not services:
        raise Hidden
    rows = Service.objects.filter(pk__in=services).select_related("board").order_by("name", "pk")
    return tuple(Board(row.code, f"{row.name} · {row.board.name}, {row.board.municipality}", _of(row)) for row in rows)


def _of(service: Service) -> tuple[Count, ...]:
    rows = Population.objects.filter(board__in=boards_of(service)).select_related("board")
    return tuple(map(_count, rows.order_by("measure", "-as_of", "-ended_to", "board_id", "sex")))


def _count(row: Population) -> Count:
    cohort = None
    if row.ended_from is not None:
        cohort = Cohort(Sex(row.sex), Period(row.ended_from, row.ended_to), row.onward or 0, row.unknown or 0)
    return Count(Measure(row.measure), row.as_of, row.people, row.source, cohort, row.board.municipality)


def latest(service: int, measure: Measure, *, on: date) -> Count | None:
    """The number that was true last before the day, or None where nobody has told."""
    boards = Service.objects.filter(pk=service).values("board")
    rows = Population.objects.filter(board__in=boards, measure=measure.value, as_of__lte=on).select_related("board")
    row = rows.order_by("-as_of").first()
    return None if row is None else _count(row)


def newly_arrived(service: Service, *, on: date) -> tuple[Count, ...]:
    """The cohort of all newly arrived that was closed last, of each of the service's boards that has told."""
    rows = Population.objects.filter(board__in=boards_of(service), measure=Measure.NEWLY_ARRIVED.value, as_of__lte=on)
    return latest_cohort(map(_count, rows.select_related("board").order_by("pk")), on=on)
