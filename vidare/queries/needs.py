"""Mappings of a person: area by area, last time's beside today's, and the way travelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vidare.queries import services
from vidare.queries.notes import Whom, whom
from vidare.records import find
from vidare.records.needs import Area, Mapping
from vidare.records.participations import Participation
from vidare.records.together import Part, answer, beside, first, parted, those
from vidare.rules import needs as rules
from vidare.rules.access import Actor, Compartment, Deed, Role, who_may
from vidare.rules.decision import Decision, Hidden
from vidare.rules.facts import kept
from vidare.rules.needs import NOTHING, Answer, Travelled
from vidare.rules.services import FieldKind, FieldOf

WHERE = Compartment.LABOUR_MARKET


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field of an area, worded in a language; ``options`` are what can be chosen, by their codes."""

    code: str
    name: str
    kind: FieldKind
    options: tuple[tuple[str, str], ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class AreaName:
    """An area of the service's model, worded in a language."""

    code: str
    name: str
    hint: str = ""
    fields: tuple[FieldName, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area of one mapping, with what was said the time before."""

    area: AreaName
    said: Answer
    before: Answer | None
    way: Travelled

    @property
    def code(self) -> str:
        return self.area.code

    @property
    def name(self) -> str:
        return self.area.name


@dataclass(frozen=True, slots=True)
class Held:
    """One mapping among several."""

    key: int
    held_on: date
    made_by: str
    finished: bool


@dataclass(frozen=True, slots=True)
class OneMapping:
    whom: Whom
    held: Held
    version: int
    areas: tuple[AreaRow, ...]
    before: Held | None
    may_change: Decision
    seen_by: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Mappings:
    """All mappings of a person's way; ``areas`` compare the latest with the first."""

    whom: Whom
    held: tuple[Held, ...]
    latest: OneMapping | None
    since_first: tuple[AreaRow, ...]
    may_begin: Decision
    seen_by: tuple[Role, ...]
    asks_progress: bool = False

    @property
    def open(self) -> Held | None:
        return next((one for one in self.held if not one.finished), None)


@dataclass(frozen=True, slots=True)
class MappingCard:
    person_id: int
    held_on: date | None
    times: int
    is_open: bool
    since: date | None
    rows: tuple[AreaRow, ...]
    may_change: bool


def areas_of(service: int, *, language: str) -> tuple[AreaName, ...]:
    """The areas that a service's model maps, in a language (Swedish where it has none)."""
    model = services.model_of(service)
    return tuple(
        AreaName(
            one.code, one.name.told(language), one.hint.told(language), tuple(_field(of, language) for of in one.fields)
        )
        for one in model.areas
    )


def _field(one: FieldOf, language: str) -> FieldName:
    options = tuple((option.code, option.name.told(language)) for option in one.options)
    return FieldName(one.code, one.name.told(language), one.kind, options, one.most)


@parted
def mappings(actor: Actor, person: int, *, language: str, on: date) -> Part[Mappings]:
    """Every mapping of the person's way through the service, the latest first."""
    who, way = yield from beside(whom.part(actor, person, on=on), _way(actor, person, on=on))
    held_in = Mapping.visible_to(actor.scope(on=on)).filter(participation=way).select_related("made_by")
    rows = yield from those(held_in.order_by("-held_on", "-pk"))
    held = tuple(_held(row) for row in rows)
    names = areas_of(way.service_id, language=language)
    said = yield from _answers(rows)
    may = actor.may(Deed.CHANGE, WHERE, on=on, service=way.service_id)
    seen_by = who_may(Deed.SEE, WHERE)
    latest = None
    if rows:
        before = rows[1] if len(rows) > 1 else None
        compared = _compared(names, said[rows[0].pk], said[before.pk] if before else None)
        latest = OneMapping(who, held[0], rows[0].version, compared, held[1] if before else None, may, seen_by)
    far = _compared(names, said[rows[0].pk], said[rows[-1].pk]) if len(rows) > 1 else ()
    is_open = any(not one.finished for one in held)
    may &= rules.may_begin(held_on=on, one_is_open=is_open, on=on)
    asks = bool(services.model_of(way.service_id).progress)
    return Mappings(who, held, latest, far, may, seen_by, asks)


def one(actor: Actor, person: int, key: int, *, language: str, on: date) -> OneMapping:
    """One mapping with the one before it. Raises Hidden."""
    rows = Mapping.visible_to(actor.scope(on=on)).filter(person_id=person).select_related("made_by", "participation")
    row = find.one(rows, key)
    before = (
        rows.filter(participation=row.participation_id, held_on__lte=row.held_on, pk__lt=row.pk)
        .order_by("-held_on", "-pk")
        .first()
    )
    said = answer(_answers([row, before] if before else [row]))
    names = areas_of(row.participation.service_id, language=language)
    return OneMapping(
        whom=whom(actor, person, on=on),
        held=_held(row),
        version=row.version,
        areas=_compared(names, said[row.pk], said[before.pk] if before else None),
        before=_held(before) if before else None,
        may_change=actor.may(Deed.CHANGE, WHERE, on=on, service=row.participation.service_id)
        & rules.may_save((), known=frozenset(), finished=row.finished),
        seen_by=who_may(Deed.SEE, WHERE),
    )


@parted
def mapping_card(actor: Actor, person: int, *, language: str, on: date) -> Part[MappingCard | None]:
    """For the person's page; None for one who may not see mappings."""
    if person != actor.person_id and not actor.may(Deed.SEE, WHERE, on=on).allowed:
        return None
    try:
        all_of = yield from mappings.part(actor, person, language=language, on=on)
    except Hidden:
        return None
    latest = all_of.latest
    rows = all_of.since_first or (latest.areas if latest else ())
    return MappingCard(
        person_id=person,
        held_on=latest.held.held_on if latest else None,
        times=len(all_of.held),
        is_open=all_of.open is not None,
        since=all_of.held[-1].held_on if len(all_of.held) > 1 else None,
        rows=tuple(row for row in rows if row.said.says_something or row.before),
        may_change=actor.may(Deed.CHANGE, WHERE, on=on).allowed,
    )


def _way(actor: Actor, person: int, *, on: date) -> Part[Participation]:
    way = yield from first(Participation.of(actor.scope(on=on), person))
    may_see = person == actor.person_id or actor.may(Deed.SEE, WHERE, on=on).allowed
    if way is None or not may_see:
        raise Hidden
    return way


def _held(row: Mapping) -> Held:
    return Held(row.pk, row.held_on, row.made_by.name, row.finished)


def _answers(rows: Sequence[Mapping]) -> Part[dict[int, dict[str, Answer]]]:
    said: dict[int, dict[str, Answer]] = {row.pk: {} for row in rows}
    for area in (yield from those(Area.unscoped.filter(mapping__in=list(said)))):
        told = Answer(area.own_word, area.own_lang, area.own_level, area.staff_word, area.staff_level, kept(area.facts))
        said[area.mapping_id][area.code] = told
    return said


def _compared(
    names: Sequence[AreaName], now: dict[str, Answer], before: dict[str, Answer] | None
) -> tuple[AreaRow, ...]:
    """The model's areas in its order; an area the model has dropped since is still shown, by its code."""
    gone = sorted({*now, *(before or {})} - {name.code for name in names})
    rows = []
    for name in (*names, *(AreaName(code, code) for code in gone)):
        said = now.get(name.code, NOTHING)
        was = before.get(name.code, NOTHING) if before is not None else None
        rows.append(AreaRow(name, said, was, rules.travelled(was, said)))
    return tuple(rows)
