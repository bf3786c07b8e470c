"""Finding people: by name, identity number or case number only, on keyed tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from vidare.records.find import LARGEST_KEY, swedish
from vidare.records.participations import Participation
from vidare.records.people import NameToken, Person
from vidare.records.sealed import index_of, normalised, opened
from vidare.rules.access import Actor
from vidare.rules.decision import Hidden
from vidare.rules.identity import IdentityNumber, NumberKind, SearchBy, read_search
from vidare.rules.participations import State

MOST = 20


@dataclass(frozen=True, slots=True)
class Hit:
    person: int
    name: str
    number: str
    language: str
    case: int | None = None
    state: State | None = None
    service: str = ""
    coach: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """``keys`` are the persons shown: the reading log keeps them. ``more``: others match too, so write more."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    by: SearchBy | None = None

    @property
    def keys(self) -> list[int]:
        return [hit.person for hit in self.hits]


def may_search(actor: Actor, *, on: date) -> bool:
    return bool(actor.services(on=on))


def search(actor: Actor, *, text: str, on: date) -> Found:
    """At most twenty persons whom the actor may see. Raises Refused for what is no key, Hidden for who may not ask."""
    if not may_search(actor, on=on):
        raise Hidden
    rows = Person.visible_to(actor.scope(on=on)).filter(matching(actor, text=text, on=on))
    people = list(rows.order_by(swedish("family_name"), swedish("given_name"), "pk")[: MOST + 1])
    return Found(_hits(actor, people[:MOST], on=on), len(people) > MOST, read_search(text, on=on).by)


def matching(actor: Actor, *, text: str, on: date) -> Q:
    """The persons that a key is of. Raises Refused for what is no key."""
    key = read_search(text, on=on)
    if key.by is SearchBy.NUMBER:
        return Q(number_index=index_of(key.text, kind="number"))
    if key.by is SearchBy.CASE:
        case = int(key.text) if int(key.text) <= LARGEST_KEY else 0
        return Q(Exists(Participation.visible_to(actor.scope(on=on)).filter(pk=case, person=OuterRef("pk"))))
    return _named(key.text)


def _named(name: str) -> Q:
    """Every word of it is the beginning of one of the person's names."""
    words = [word for word in normalised(name).replace("-", " ").split() if len(word) > 1][:6]
    found = Q()
    for word in words:
        found &= Q(Exists(NameToken.unscoped.filter(person=OuterRef("pk"), token=index_of(word, kind="name"))))
    return found


def _hits(actor: Actor, people: list[Person], *, on: date) -> tuple[Hit, ...]:
    latest = {way.person_id: way for way in _ways(actor, people, on=on)}
    return tuple(_hit(person, latest.get(person.pk)) for person in people)


def _ways(actor: Actor, people: list[Person], *, on: date) -> QuerySet[Participation]:
    ways = Participation.visible_to(actor.scope(on=on)).filter(person__in=[person.pk for person in people])
    return ways.select_related("service", "coach").order_by("pk")


def _hit(person: Person, way: Participation | None) -> Hit:
    name = f"{person.given_name} {person.family_name}".strip()
    number = masked_number(person)
    if way is None:
        return Hit(person.pk, name, number, person.language)
    return Hit(
        person.pk,
        name,
        number,
        person.language,
        case=way.pk,
        state=State(way.state),
        service=way.service.name,
        coach=way.coach.name if way.coach else "",
    )


def masked_number(person: Person) -> str:
    """The birth date of the number; empty for who has none."""
    twelve = opened(person.number_sealed, place="records_person.number_sealed", key=person.key)
    return IdentityNumber(NumberKind(person.number_kind), twelve).masked() if twelve else ""
