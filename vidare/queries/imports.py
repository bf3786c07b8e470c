"""Lists that were brought: what each holds, what is told of its rows, how far it has come, what stays and why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from vidare.records import find
from vidare.records.boards import board_of_new
from vidare.records.imports import Import, ImportedRow, opened_row
from vidare.records.likeness import tell_here
from vidare.records.offices import offered
from vidare.records.people import Person
from vidare.records.services import Service
from vidare.records.users import User
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden
from vidare.rules.identity import IdentityNumber, NumberKind
from vidare.rules.imports import Chosen, Kind, Read, RowState, State, behind, read_list
from vidare.rules.referrals import WayIn

PAGE = 50
FIRST = 10  # rows shown as they were read, so that a wrong column is seen before anything is written


@dataclass(frozen=True, slots=True)
class Door:
    """A service that lists can be brought to, the kinds that the actor may bring, and how people may come there."""

    service: int
    code: str
    name: str
    kinds: tuple[Kind, ...]
    ways_in: tuple[WayIn, ...]


def doors(actor: Actor, *, on: date) -> tuple[Door, ...]:
    """Raises Hidden for whoever may bring no list at all."""
    may = {kind: actor.services(Deed.IMPORT, behind(kind), on=on) for kind in Kind}
    rows = Service.objects.order_by("code")
    if not actor.system:
        rows = rows.filter(pk__in=frozenset().union(*may.values()))
    found = []
    for row in rows:
        kinds = tuple(kind for kind in Kind if actor.system or row.pk in may[kind])
        ways = offered(actor, service=row.pk, on=on)[row.pk].ways_in
        found.append(Door(row.pk, row.code, row.name, kinds, ways))
    if not found:
        raise Hidden
    return tuple(found)


def looked_at(
    actor: Actor, *, content: bytes, chosen: Chosen, on: date, progress: Callable[[int, int], object] | None = None
) -> Read:
    """The list judged, and nothing written at all: what the command shows before it is told to confirm."""
    places = offered(actor, service=chosen.service, on=on)
    read = read_list(content, places=places, chosen=chosen, on=on, progress=progress)
    actor.may(Deed.IMPORT, behind(read.kind), on=on, service=chosen.service).require()
    board = board_of_new(actor, Service.objects.get(pk=chosen.service), on=on)
    tell_here(read.lines, kind=read.kind, board=board, scope=actor.scope(on=on))
    return read


@dataclass(frozen=True, slots=True)
class Brought:
    """One line of the list of lists."""

    key: int
    kind: Kind
    state: State
    service: str
    by: str
    read_at: datetime
    counts: Mapping[RowState, int]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    def count(self, *states: RowState) -> int:
        return sum(self.counts.get(state, 0) for state in states)


def brought(actor: Actor, *, on: date) -> tuple[Brought, ...]:
    """The latest lists first."""
    mine = {kind.value: actor.services(Deed.IMPORT, behind(kind), on=on) for kind in Kind}
    rows = Import.visible_to(actor.scope(on=on)).select_related("service", "made_by").order_by("-read_at", "-pk")[:PAGE]
    rows_seen = [row for row in rows if actor.system or row.service_id in mine[row.kind]]
    counts = _counts([row.pk for row in rows_seen])
    return tuple(_brought(row, counts.get(row.pk, {})) for row in rows_seen)


def _counts(keys: list[int]) -> dict[int, dict[RowState, int]]:
    found: dict[int, dict[RowState, int]] = {}
    rows = ImportedRow.unscoped.filter(batch__in=keys).order_by()
    for batch, state, count in rows.values_list("batch", "state").annotate(count=Count("pk")):
        found.setdefault(batch, {})[RowState(state)] = count
    return found


def _brought(row: Import, counts: Mapping[RowState, int]) -> Brought:
    by = row.made_by.name if row.made_by else ""
    return Brought(row.pk, Kind(row.kind), State(row.state), row.service.name, by, row.read_at, counts)


def half_done(actor: Actor, *, content: bytes, chosen: Chosen, on: date) -> int | None:
    """The import of this very file that was stopped on its way: whoever brings it again means to go on."""
    rows = Import.visible_to(actor.scope(on=on)).filter(state=State.TAKING_IN.value, service=chosen.service)
    same = rows.filter(digest=hashlib.sha256(content).hexdigest())
    return same.order_by("-pk").values_list("pk", flat=True).first()


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one row: the code of its sentence, its column and facts; and whom it made, if seen."""

    row: int
    state: RowState
    column: str
    code: str
    facts: Mapping[str, object]
    person: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """A row as it was read, for the one who brought it."""

    row: int
    said: Mapping[str, str]
    coach: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A list on its page."""

    one: Brought
    mine: bool
    sheet: str
    shape: str
    columns: tuple[Mapping[str, str], ...]
    told: tuple[Told, ...]
    page: int
    more: bool
    first: tuple[First, ...]
    kept: tuple[Told, ...]

    @property
    def left(self) -> int:
        """Rows that what is under way has not come to yet."""
        return self.one.count(RowState.MADE if self.one.state is State.UNDOING else RowState.READY)

    @property
    def gone(self) -> int:
        return self.one.rows - self.left


def shown(actor: Actor, *, batch: int, on: date, page: int = 1) -> Shown:
    """Raises Hidden for whoever may not bring such a list there."""
    row = _seen(actor, batch, on=on)
    mine = row.made_by_id == actor.user_id
    rows = ImportedRow.visible_to(actor.scope(on=on)).filter(batch=row)
    faulty = list(rows.exclude(found=[]).order_by("number")[(page - 1) * PAGE : page * PAGE + 1])
    kept = rows.exclude(why=[]).order_by("number")
    if row.state in {State.UNDOING.value, State.UNDONE.value}:  # who was here before the list was is no part of it
        kept = kept.filter(state=RowState.KEPT.value)
    first = rows.filter(state=RowState.READY.value).order_by("number")[:FIRST]
    return Shown(
        one=_brought(row, _counts([row.pk]).get(row.pk, {})),
        mine=mine,
        sheet=row.sheet,
        shape=row.shape,
        columns=tuple(row.columns),
        told=tuple(told for one in faulty[:PAGE] for told in _told(one, one.found)),
        page=page,
        more=len(faulty) > PAGE,
        first=_first(row, list(first)) if mine and row.state == State.READ.value else (),
        kept=_kept(actor, list(kept[: PAGE * 4]), on=on),
    )


def faults(actor: Actor, *, batch: int, on: date) -> Iterator[Told]:
    """All that is told of the rows, in their order, to those who see the list itself. Raises Hidden."""
    row = _seen(actor, batch, on=on)
    rows = ImportedRow.visible_to(actor.scope(on=on)).filter(batch=row).exclude(found=[]).order_by("number")
    return (told for one in rows.iterator() for told in _told(one, one.found))


def _seen(actor: Actor, batch: int, *, on: date) -> Import:
    row = find.one(Import.visible_to(actor.scope(on=on)).select_related("service", "made_by"), batch)
    if not actor.may(Deed.IMPORT, behind(Kind(row.kind)), on=on, service=row.service_id).allowed:
        raise Hidden
    return row


def _told(row: ImportedRow, found: list[dict[str, Any]]) -> list[Told]:
    return [
        Told(row.number, RowState(row.state), one.get("column", ""), one["code"], one.get("facts", {})) for one in found
    ]


def _kept(actor: Actor, rows: list[ImportedRow], *, on: date) -> tuple[Told, ...]:
    """What was not taken in, or could not be taken back; a person by name for those alone who may see them."""
    keys = {row.made["who"] for row in rows if "who" in row.made}
    seen = Person.visible_to(actor.scope(on=on)).filter(pk__in=keys)
    names = {person.pk: f"{person.given_name} {person.family_name}".strip() for person in seen}
    found = []
    for row in rows:
        who = row.made.get("who")
        for told in _told(row, row.why):
            if who in names:
                told = Told(told.row, told.state, told.column, told.code, told.facts, who, names[who])
            found.append(told)
    return tuple(found)


def _first(batch: Import, rows: list[ImportedRow]) -> tuple[First, ...]:
    said = {row.number: opened_row(row, batch=batch) for row in rows}
    wanted = {int(one["coach"]) for one in said.values() if one.get("coach")}
    coaches = dict(User.objects.filter(pk__in=wanted).values_list("pk", "name"))
    return tuple(First(number, _masked(one), coaches.get(int(one.get("coach", 0)), "")) for number, one in said.items())


def _masked(said: dict[str, str]) -> dict[str, str]:
    """The number is never shown whole, and of somebody protected nothing but that."""
    if said.get("protected"):
        return {"protected": "True"}
    if said.get("number"):
        masked = IdentityNumber(NumberKind.PERSONNUMMER, said["number"]).masked()
        return {**said, "number": masked}
    return said
