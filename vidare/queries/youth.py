"""The register of the young, for those who keep it: who is to be reached first, what was tried and offered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from vidare.queries.disclosures import DisclosureRow, row_of
from vidare.queries.search import masked_number
from vidare.queries.young_count import stood
from vidare.records import find
from vidare.records.configured import model_of
from vidare.records.disclosures import Disclosure
from vidare.records.organisations import Board
from vidare.records.people import Person
from vidare.records.sealed import opened
from vidare.records.services import Service
from vidare.records.youth import Young, YouthContact, YouthMeasure
from vidare.rules import youth
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden
from vidare.rules.identity import Protection
from vidare.rules.referrals import WayIn
from vidare.rules.youth import CONTACT, POLICY, End, Kind, Occupied, Outcome, Source, State, Tally, Way, Why

PAGE = 50


class Show(StrEnum):
    """Which of the register are shown."""

    STANDING = "youth-standing"
    NOT_REACHED = "youth-not-reached"
    TURNED_20 = "youth-turned-20"
    ENDED = "youth-ended"


@dataclass(frozen=True, slots=True)
class Row:
    young: int
    person: int
    board: str
    name: str
    born_on: date | None
    turns_20: date | None
    registered_on: date
    occupied: Occupied
    attempts: int
    contact_on: date | None
    offered: int
    end: End | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Register:
    """``total`` counts the rows shown on all pages; the tally counts everybody who stands there. ``several``: the
    reader keeps the registers of several boards."""

    rows: tuple[Row, ...]
    total: int
    page: int
    show: Show
    turned_20: int
    tally: Tally
    shared: tuple[DisclosureRow, ...]
    several: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def keys(self) -> list[int]:
        return [row.person for row in self.rows]


def register(actor: Actor, *, on: date, show: Show = Show.STANDING, page: int = 1) -> Register:
    """Whom nobody has reached yet first, then those reached longest ago. Raises Hidden for all who do not keep it."""
    boards = youth.boards(actor, Deed.SEE, on=on)
    if not boards:
        raise Hidden
    every = Young.visible_to(actor.scope(on=on)).filter(board__in=boards)
    standing = every.filter(ended_on=None)
    rows = counted(_chosen(every, show, on=on))
    if show is Show.NOT_REACHED:
        rows = rows.filter(contact_on=None)
    order = F("ended_on").desc() if show is Show.ENDED else F("contact_on").asc(nulls_first=True)
    total = rows.count()
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    shown = rows.select_related("person", "board").order_by(order, "registered_on", "pk")[
        (page - 1) * PAGE : page * PAGE
    ]
    return Register(
        rows=rows_of(list(shown)),
        total=total,
        page=page,
        show=show,
        turned_20=_chosen(every, Show.TURNED_20, on=on).count(),
        tally=youth.tally(stood(standing, on=on)),
        shared=tuple(row_of(row) for row in _shared(boards, on=on)),
        several=len(boards) > 1,
    )


def counted(rows: QuerySet[Young]) -> QuerySet[Any]:
    return rows.annotate(contact_on=Subquery(_reached()), attempts=Subquery(_attempts()))


def rows_of(found: list[Any]) -> tuple[Row, ...]:
    offered = _offered([row.pk for row in found])
    return tuple(_row(row, row.attempts or 0, row.contact_on, offered.get(row.pk, 0)) for row in found)


def _chosen(rows: QuerySet[Young], show: Show, *, on: date) -> QuerySet[Young]:
    if show is Show.ENDED:
        return rows.exclude(ended_on=None)
    rows = rows.filter(ended_on=None)
    return rows.filter(person__born_on__lte=_born_before(on)) if show is Show.TURNED_20 else rows


def _born_before(on: date) -> date:
    """The last birth date of whoever has turned 20 on the day: a birthday on a leap day comes the first of March."""
    leap = on.month == 2 and on.day == 29
    return (on.replace(day=28) if leap else on).replace(year=on.year - POLICY.until)


def _reached() -> QuerySet[YouthContact, Any]:
    """The latest day with contact: a letter is none."""
    rows = YouthContact.unscoped.filter(young=OuterRef("pk"), way__in=[way.value for way in CONTACT])
    return rows.exclude(outcome=Outcome.TRIED.value).order_by("-day").values_list("day", flat=True)[:1]


def _attempts() -> QuerySet[YouthContact, Any]:
    rows: QuerySet[YouthContact, Any] = YouthContact.unscoped.filter(young=OuterRef("pk")).order_by().values("young")
    return rows.annotate(n=Count("pk")).values_list("n", flat=True)


def _offered(keys: Collection[int]) -> dict[int, int]:
    rows = YouthMeasure.unscoped.filter(young__in=keys).order_by().values_list("young")
    return dict(rows.annotate(n=Count("pk")))


def _row(row: Young, attempts: int, contact_on: date | None, offered: int) -> Row:
    born = row.person.born_on
    return Row(
        row.pk, row.person_id, row.board.municipality, _name(row.person), born,
        youth.turns(born, POLICY.until) if born else None,
        row.registered_on, Occupied(row.occupied), attempts, contact_on, offered, End(row.end) if row.end else None,
        row.ended_on,
    )  # fmt: skip


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}".strip()


def _shared(boards: Collection[int], *, on: date) -> QuerySet[Disclosure]:
    rows = Disclosure.shown_to_the_register(boards, on=on)
    return rows.select_related("service", "board", "to_organisation", "made_by").order_by("-made_at", "-pk")[:PAGE]


def shared_by(actor: Actor, *, disclosure: int, on: date) -> tuple[DisclosureRow, int]:
    """What one person has let a register be shown, and whose register. Raises Hidden when they have taken it back."""
    boards = youth.boards(actor, Deed.SEE, on=on)
    rows = Disclosure.shown_to_the_register(boards, on=on).select_related("service", "board", "made_by")
    row = find.one(rows, disclosure)
    return row_of(row), row.board_id


def kept(actor: Actor, *, on: date) -> tuple[tuple[int, str], ...]:
    """The boards whose registers the actor keeps, by name. Raises Hidden for all who keep none."""
    boards = youth.boards(actor, Deed.CHANGE, on=on)
    if not boards:
        raise Hidden
    rows = Board.objects.filter(pk__in=boards).order_by("municipality", "name", "pk")
    return tuple((row.pk, f"{row.name}, {row.municipality}") for row in rows)


@dataclass(frozen=True, slots=True)
class Attempt:
    day: date
    way: Way
    outcome: Outcome
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Measure:
    measure: int
    kind: Kind
    text: str
    offered_on: date
    state: State
    answered_on: date | None
    ended_on: date | None
    by: str
    next: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One young person with everything that is documented, the latest first."""

    row: Row
    number: str
    phone: str
    email: str
    address: str
    language: str
    protection: Protection
    source: Source
    why: Why
    occupied_on: date | None
    attempts: tuple[Attempt, ...]
    measures: tuple[Measure, ...]
    services: tuple[tuple[int, str], ...]

    @property
    def standing(self) -> bool:
        return self.row.ended_on is None


def young(actor: Actor, *, young: int, on: date) -> Card:
    boards = youth.boards(actor, Deed.SEE, on=on)
    scope = actor.scope(on=on)
    row = find.one(Young.visible_to(scope).filter(board__in=boards).select_related("person", "board"), young)
    attempts = tuple(_attempt(one) for one in _of(YouthContact.visible_to(scope), row).order_by("-day", "-pk"))
    measures = tuple(_measure(one) for one in _of(YouthMeasure.visible_to(scope), row).order_by("-offered_on", "-pk"))
    reached = [one.day for one in attempts if one.way in CONTACT and one.outcome is not Outcome.TRIED]
    person = row.person
    return Card(
        row=_row(row, len(attempts), max(reached, default=None), len(measures)),
        number=masked_number(person),
        phone=_opened(person, "phone"),
        email=_opened(person, "email"),
        address="" if person.protection == Protection.UNKNOWN.value else _opened(person, "address"),
        language=person.language,
        protection=Protection(person.protection),
        source=Source(row.source),
        why=Why(row.why),
        occupied_on=row.occupied_on,
        attempts=attempts,
        measures=measures,
        services=_open_doors(row.board_id),
    )


def _of(rows: QuerySet[Any], row: Young) -> QuerySet[Any]:
    return rows.filter(young=row).select_related("made_by")


def _opened(person: Person, name: str) -> str:
    return opened(getattr(person, f"{name}_sealed"), place=f"records_person.{name}_sealed", key=person.key)


def _attempt(one: YouthContact) -> Attempt:
    return Attempt(one.day, Way(one.way), Outcome(one.outcome), one.text, one.made_by.name)


def _measure(one: YouthMeasure) -> Measure:
    state = State(one.state)
    return Measure(
        one.pk, Kind(one.kind), one.text, one.offered_on, state, one.answered_on, one.ended_on, one.made_by.name,
        tuple(to for to in State if to in youth.TRANSITIONS[state]),
    )  # fmt: skip


def _open_doors(board: int) -> tuple[tuple[int, str], ...]:
    """The board's services to which anybody may come of their own will."""
    rows = Service.objects.filter(board=board, closed_on=None).order_by("name", "pk")
    return tuple((row.pk, row.name) for row in rows if WayIn.OWN_INITIATIVE.value in model_of(row.pk).ways_in)
