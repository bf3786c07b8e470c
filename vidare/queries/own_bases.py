"""A basis as its own person reads it: all that the board's officer gets to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.queries.bases import PAGE, Hour, RulingRow, frozen, hours_of, ruling_of
from vidare.records import find
from vidare.records.absences import Basis, Ruling
from vidare.rules import bases as rules
from vidare.rules.absences import BasisState
from vidare.rules.access import Actor
from vidare.rules.decision import Decision, Hidden


@dataclass(frozen=True, slots=True)
class Mine:
    """A basis as its person reads it: everything that the board's officer gets to read, and what the board did.

    ``officer`` is whom to answer while there is time to; nobody before it was handed over.
    """

    key: int
    state: BasisState
    first: date
    last: date
    hours: tuple[Hour, ...]
    not_registered: tuple[date, ...]
    person_words: str
    coach_words: str
    may_write: Decision
    officer: str
    officer_phone: str
    ruling: RulingRow | None


def mine(actor: Actor, *, basis: int, on: date) -> Mine:
    """Raises Hidden for everybody but the person."""
    if actor.person_id is None:
        raise Hidden
    scope = actor.scope(on=on)
    row = find.one(Basis.visible_to(scope).select_related("officer"), basis)
    ruling = Ruling.visible_to(scope).filter(basis=row).first()
    state = BasisState(row.state)
    return Mine(
        row.pk, state, row.streak_from, row.streak_to, hours_of(row), frozen(row.facts)["not_registered"],
        row.person_words, row.coach_words, rules.basis_moved(state, BasisState.HANDED_OVER),
        row.officer.name if row.officer else "", row.officer.phone if row.officer else "",
        ruling_of(ruling) if ruling else None,
    )  # fmt: skip


def my_list(actor: Actor, *, on: date) -> tuple[tuple[int, date, date, BasisState], ...]:
    """The person's own bases, the latest first."""
    if actor.person_id is None:
        raise Hidden
    rows = Basis.visible_to(actor.scope(on=on)).order_by("-prepared_at", "-pk")[:PAGE]
    return tuple((row.pk, row.streak_from, row.streak_to, BasisState(row.state)) for row in rows)
