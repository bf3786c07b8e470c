"""A basis as its own person reads it: all that the board's officer gets to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.queries.bases import PAGE, Hour, frozen, hours_of
from vidare.records import find
from vidare.records.absences import Basis
from vidare.rules import bases as rules
from vidare.rules.absences import BasisState
from vidare.rules.access import Actor
from vidare.rules.decision import Decision, Hidden


@dataclass(frozen=True, slots=True)
class Mine:
    """A basis as its person reads it: everything that the board's officer gets to read."""

    key: int
    state: BasisState
    first: date
    last: date
    hours: tuple[Hour, ...]
    not_registered: tuple[date, ...]
    person_words: str
    coach_words: str
    may_write: Decision


def mine(actor: Actor, *, basis: int, on: date) -> Mine:
    """Raises Hidden for everybody but the person."""
    if actor.person_id is None:
        raise Hidden
    row = find.one(Basis.visible_to(actor.scope(on=on)), basis)
    state = BasisState(row.state)
    return Mine(
        row.pk, state, row.streak_from, row.streak_to, hours_of(row), frozen(row.facts)["not_registered"],
        row.person_words, row.coach_words, rules.basis_moved(state, BasisState.HANDED_OVER),
    )  # fmt: skip


def my_list(actor: Actor, *, on: date) -> tuple[tuple[int, date, date, BasisState], ...]:
    """The person's own bases, the latest first."""
    if actor.person_id is None:
        raise Hidden
    rows = Basis.visible_to(actor.scope(on=on)).order_by("-prepared_at", "-pk")[:PAGE]
    return tuple((row.pk, row.streak_from, row.streak_to, BasisState(row.state)) for row in rows)
