"""Whether the trail's chain holds: every seal made again from its rows, in this database or in a copy of it."""

from __future__ import annotations

from dataclasses import dataclass

from vidare.records import trail
from vidare.rules.audit import FIRST, Break, broken


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first link that does not hold, and the rows it stands for."""

    number: int
    first_event: int
    last_event: int
    how: Break


@dataclass(frozen=True, slots=True)
class TrailState:
    """``unsealed`` rows came after the last seal: until the next, only the database guards them."""

    rows: int
    sealed: int
    unsealed: int
    links: int
    broken: BrokenLink | None
    digest: str


def trail_state(*, using: str = "default") -> TrailState:
    """Every seal checked against its rows, batch by batch."""
    links = trail.links(using=using)
    first_broken, before, last = None, FIRST, 0
    for number, link in enumerate(links, start=1):
        how = broken(link, trail.rows(after=last, until=link.last, using=using), before=before)
        if how is not None:
            first_broken = BrokenLink(number, link.first, link.last, how)
            break
        before, last = link.digest, link.last
    end = links[-1].last if links else 0
    rows, tail = trail.count(using=using), trail.unsealed(after=end, using=using)
    return TrailState(rows, rows - tail, tail, len(links), first_broken, links[-1].digest if links else FIRST)
