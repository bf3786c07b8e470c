"""How far the register of the young has come on a day: in it, reached, offered something, in something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from vidare.queries.counting import Counted, Counting
from vidare.records.youth import Young, YouthContact, YouthMeasure
from vidare.rules import youth
from vidare.rules.population import Count
from vidare.rules.statistics import Figure, FigureCode, Share, Unit
from vidare.rules.youth import End, Occupied, Outcome, State, Stood, Tally, Way


def on_the_day(board: int, *, on: date) -> tuple[Stood, ...]:
    """All who stood in a board's register, those of protected identity too. The house asks, and answers no person."""
    rows = Young.unscoped.filter(Q(ended_on=None) | Q(ended_on__gt=on), board=board, registered_on__lte=on)
    return tuple(stood(rows.exclude(end=End.IN_ERROR.value), on=on))


def stood(rows: QuerySet[Young], *, on: date) -> Iterator[Stood]:
    """What was tried and offered up to the day, and what each of them did on it. Three questions."""
    here = rows.values("pk")
    attempts: defaultdict[int, list[tuple[Way, Outcome]]] = defaultdict(list)
    tried = YouthContact.unscoped.filter(young__in=here, day__lte=on).order_by("pk")
    for key, way, outcome in tried.values_list("young", "way", "outcome"):
        attempts[key].append((Way(way), Outcome(outcome)))
    measures: defaultdict[int, list[tuple[State, bool]]] = defaultdict(list)
    offered = YouthMeasure.unscoped.filter(young__in=here, offered_on__lte=on).order_by("pk")
    for key, code, answered, ended in offered.values_list("young", "state", "answered_on", "ended_on"):
        measures[key].append(_as_of(State(code), answered, ended, on))
    for key, code, since in rows.order_by("pk").values_list("pk", "occupied", "occupied_on"):
        does = Occupied(code) if since is not None and since <= on else Occupied.UNKNOWN
        offers = measures[key]
        yield Stood(tuple(attempts[key]), tuple(state for state, _on in offers), any(runs for _s, runs in offers), does)


def _as_of(state: State, answered: date | None, ended: date | None, on: date) -> tuple[State, bool]:
    """Where the offer stood on the day, and whether what came of it went on then."""
    if answered is None or answered > on:
        return State.OFFERED, False
    if state is State.ENDED and ended is not None and ended > on:
        state = State.ACCEPTED
    return state, state is State.ACCEPTED


def figures(c: Counting) -> Iterator[Counted]:
    found = youth.tally(c.terms.young)
    yield Counted(_registered(c.table.service, found, c.terms.young_answered_for, c.on))
    for code, k in ((FigureCode.YOUTH_REACHED, found.reached), (FigureCode.YOUTH_OFFERED, found.offered)):
        yield Counted(Figure.share(c.table.service, code, Share(k, found.all), unknown=0, as_of=c.on))
    doing = Share(found.in_something, found.all)
    yield Counted(
        Figure.of_cohort(
            c.table.service, FigureCode.YOUTH_IN_SOMETHING, doing, unknown=found.not_known, as_of=c.on
        )
    )  # fmt: skip


def _registered(service: str, found: Tally, outside: Count | None, on: date) -> Figure:
    """Of those for whom the municipality answers by the number that was taken in; no share where none was."""
    k, n = found.all, 0 if outside is None else outside.people
    low, high = Share(k, n).interval() if 0 < k <= n else (None, None)
    return Figure(
        service, FigureCode.YOUTH_REGISTERED, k, n, k / n if n >= k and n else None, Unit.SHARE, low, high, 0, on,
        source="" if outside is None else f"{outside.source} ({outside.as_of.isoformat()})",
    )  # fmt: skip
