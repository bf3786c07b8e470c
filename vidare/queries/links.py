"""Link cases: two persons who may be one, side by side, for the one who leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef

from vidare.queries.search import masked_number
from vidare.records.people import LinkCase, Person
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden
from vidare.rules.identity import Likeness


@dataclass(frozen=True, slots=True)
class Side:
    person: int
    name: str
    number: str
    born_on: date | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    case: int
    why: Likeness
    opened_at: datetime
    one: Side
    other: Side
    same: bool | None
    settled_by: str
    settled_at: datetime | None


MOST = 50


def link_cases(actor: Actor, *, on: date) -> tuple[Case, ...]:
    """Open ones first. Both persons must be visible: a case with somebody protected is for the named."""
    if not actor.services(Deed.LEAD, on=on):
        raise Hidden
    scope = actor.scope(on=on)
    rows = LinkCase.visible_to(scope).filter(Exists(Person.visible_to(scope).filter(pk=OuterRef("other"))))
    rows = rows.select_related("person", "other", "settled_by")
    return tuple(_case(row) for row in rows.order_by(F("settled_at").desc(nulls_first=True), "opened_at", "pk")[:MOST])


def _case(row: LinkCase) -> Case:
    return Case(
        case=row.pk,
        why=Likeness(row.why),
        opened_at=row.opened_at,
        one=_side(row.person),
        other=_side(row.other),
        same=row.same,
        settled_by=row.settled_by.name if row.settled_by else "",
        settled_at=row.settled_at,
    )


def _side(person: Person) -> Side:
    name = f"{person.given_name} {person.family_name}".strip()
    return Side(person.pk, name, masked_number(person), person.born_on, person.created_at)
