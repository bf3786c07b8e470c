"""Persons of a board who may be those of a list: by number, by a number one digit away, by name and birth, by phone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models

from vidare.records.people import Person, phone_index
from vidare.records.sealed import index_of
from vidare.rules.access import Compartment, Scope
from vidare.rules.identity import Likeness, Protection
from vidare.rules.imports import Fault, Kind, Line, RowState, name_words, same_name

COMMON = 3  # a telephone number that more people have is a family's or an office's, and tells nobody from another
Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody there already. ``named``: the name is the same too."""

    person: int
    likeness: Likeness
    named: bool


def alike(board: int, rows: Mapping[int, Said]) -> dict[int, list[Alike]]:
    """For each row whoever may be meant, the strongest likeness first. Three queries, however many rows there are.

    Sees every person of the board, protected ones too: what of it may be told is for the one who asks.
    """
    found: defaultdict[int, dict[int, Alike]] = defaultdict(dict)
    for number, one in (*_by_number(board, rows), *_by_name(board, rows), *_by_phone(board, rows)):
        found[number].setdefault(one.person, one)
    return {number: list(people.values()) for number, people in found.items()}


def sure(found: Mapping[int, list[Alike]], *, board: int, scope: Scope) -> dict[int, Person]:
    """Whom a row means without a doubt: the number and the name agree, and the one who asks may see the person.

    Of somebody protected a list tells nobody anything: a case for the named is all that comes of it.
    """
    meant = {
        row: one.person
        for row, several in found.items()
        for one in several
        if one.likeness is Likeness.SAME_NUMBER and one.named
    }
    people = {person.pk: person for person in _seen(set(meant.values()), board=board, scope=scope)}
    return {row: people[person] for row, person in meant.items() if person in people}


def _seen(keys: set[int], *, board: int, scope: Scope) -> models.QuerySet[Person]:
    rows = Person.visible_to(scope).filter(pk__in=keys, board=board)
    return rows.exclude(protection=Protection.PROTECTED.value)


def tell_here(lines: Sequence[Line], *, kind: Kind, board: int, scope: Scope) -> None:
    """Tell of each row whom the one who asks can see and it may mean; of others nothing."""
    about_people = kind not in {Kind.SCHEDULE, Kind.YOUTH}
    ready = [line for line in lines if line.state is RowState.READY] if about_people else []
    for start in range(0, len(ready), 500):
        part = {line.number: line for line in ready[start : start + 500]}
        found = alike(board, {number: line.said for number, line in part.items()})
        meant = sure(found, board=board, scope=scope)
        keys = {one.person for several in found.values() for one in several}
        seen = set(_seen(keys, board=board, scope=scope).values_list("pk", flat=True))
        for number, several in found.items():
            if number in meant:
                part[number].tell(Fault.HERE)
            elif any(one.person in seen for one in several):
                part[number].tell(Fault.LOOKS_LIKE)


def _here(board: int) -> models.QuerySet[Person]:
    """Whoever stands in the register of the young is compared with nobody: a case would tell that they stand there."""
    return Person.unscoped.filter(board=board).exclude(compartment=Compartment.YOUTH.value)


def _by_number(board: int, rows: Mapping[int, Said]) -> Iterator[tuple[int, Alike]]:
    wanted: defaultdict[str, list[tuple[int, Likeness]]] = defaultdict(list)
    for number, said in rows.items():
        if said.get("number"):
            wanted[index_of(said["number"], kind="number")].append((number, Likeness.SAME_NUMBER))
        for near in said.get("near", "").split():
            wanted[index_of(near, kind="number")].append((number, Likeness.NEAR_NUMBER))
    there = _here(board).filter(number_index__in=list(wanted)) if wanted else ()
    for person in there:
        for number, likeness in wanted[person.number_index]:
            yield number, Alike(person.pk, likeness, _named(person, rows[number]))


def _by_name(board: int, rows: Mapping[int, Said]) -> Iterator[tuple[int, Alike]]:
    wanted: defaultdict[date, list[int]] = defaultdict(list)
    for number, said in rows.items():
        if said.get("born"):
            wanted[date.fromisoformat(said["born"])].append(number)
    there = _here(board).filter(born_on__in=list(wanted)) if wanted else ()
    for person in there:
        for number in wanted[person.born_on] if person.born_on else ():
            if _named(person, rows[number]):
                yield number, Alike(person.pk, Likeness.SAME_NAME, True)


def _by_phone(board: int, rows: Mapping[int, Said]) -> Iterator[tuple[int, Alike]]:
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for number, said in rows.items():
        if said.get("phone"):
            wanted[phone_index(said["phone"])].append(number)
    holders: defaultdict[str, list[Person]] = defaultdict(list)
    for person in _here(board).filter(phone_index__in=list(wanted)) if wanted else ():
        holders[person.phone_index].append(person)
    for index, people in holders.items():
        if len(people) <= COMMON:
            for person in people:
                for number in wanted[index]:
                    yield number, Alike(person.pk, Likeness.SAME_PHONE, _named(person, rows[number]))


def _named(person: Person, said: Said) -> bool:
    return same_name(name_words({"given": person.given_name, "family": person.family_name}), name_words(said))
