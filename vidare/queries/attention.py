"""My day: who needs me now, by reason, counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from vidare.records.activities import Booking
from vidare.records.attention import Attention
from vidare.records.notes import Note
from vidare.records.together import Part, answer, parted, those
from vidare.rules.access import Actor, Deed
from vidare.rules.attention import ANYBODYS, Kind
from vidare.rules.calendar import local_day

MOST = 600  # rows read for one page; a coach's whole caseload is far below


@dataclass(frozen=True, slots=True)
class Debt:
    """One person who is owed something, and the day since when."""

    person_id: int
    participation_id: int
    name: str
    kind: Kind
    since: date
    days: int
    about: int | None
    language: str
    interpreter: bool
    owner: str
    session: int | None = None  # the hour, when it is one that is not registered


@dataclass(frozen=True, slots=True)
class Reason:
    """All who are owed the same thing. ``more`` are not shown but counted."""

    kind: Kind
    count: int
    debts: tuple[Debt, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MyDay:
    people: int
    reasons: tuple[Reason, ...]
    whole_team: bool
    may_lead: bool


def my_day(actor: Actor, *, on: date, whole_team: bool = False, shown: int = 8, only: Kind | None = None) -> MyDay:
    """What the actor owes people, or with ``whole_team`` what the services they lead owe, oldest first."""
    leads = actor.services(Deed.LEAD, on=on)
    team = whole_team and bool(leads)
    hands = {actor.user_id, *actor.stood_in_for(on=on)}
    mine = Q(service_id__in=leads) if team else Q(owner_id__in=hands) | _anybodys(actor, on)
    rows = Attention.visible_to(actor.scope(on=on)).filter(mine)
    if only is not None:
        rows = rows.filter(kind=only.value)
    debts: dict[Kind, list[Debt]] = {kind: [] for kind in Kind}
    for debt in answer(_debts(actor, rows, on)):
        debts[debt.kind].append(debt)
    reasons = tuple(
        Reason(kind, len(many), tuple(many[:shown]), max(len(many) - shown, 0)) for kind, many in debts.items() if many
    )
    people = {debt.person_id for many in debts.values() for debt in many}
    return MyDay(len(people), reasons, team, bool(leads))


def _anybodys(actor: Actor, on: date) -> Q:
    """What no one in particular owes, where the actor may do it: never for whom they coach themselves."""
    theirs = Q(pk__in=[])
    for kind, (deed, compartment) in ANYBODYS.items():
        theirs |= Q(kind=kind.value, service_id__in=actor.services(deed, compartment, on=on))
    return theirs & ~Q(participation__coach=actor.user_id)


@parted
def of_person(actor: Actor, *, person: int, on: date) -> Part[tuple[Debt, ...]]:
    """What is owed to one person, for their page."""
    rows = Attention.visible_to(actor.scope(on=on)).filter(person_id=person)
    order = list(Kind)
    debts = yield from _debts(actor, rows, on)
    return tuple(sorted(debts, key=lambda debt: (order.index(debt.kind), debt.since)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a participant wrote about their plan, which nobody has talked with them about since."""

    text: str
    lang: str
    on: date


def changes_asked(actor: Actor, *, person: int, on: date) -> tuple[Asked, ...]:
    """The first wish that waits and what the person has written after it; nothing once it was talked about."""
    scope = actor.scope(on=on)
    rows = Attention.visible_to(scope).filter(person_id=person, kind=Kind.CHANGE_ASKED.value)
    first = rows.order_by("since", "pk").values_list("about", flat=True).first()
    waits = Note.visible_to(scope).filter(pk=int(first)).first() if first else None
    if waits is None:
        return ()
    later = Note.visible_to(scope).filter(person_id=person, author=waits.author_id, pk__gte=waits.pk).order_by("pk")
    return tuple(Asked(row.text, row.lang, local_day(row.written_at)) for row in later)


def _debts(actor: Actor, rows: QuerySet[Attention], on: date) -> Part[list[Debt]]:
    values = rows.order_by("since", "pk").values_list(
        "person_id",
        "participation_id",
        "person__given_name",
        "person__family_name",
        "kind",
        "since",
        "about",
        "person__language",
        "person__interpreter",
        "owner__name",
    )
    found = yield from those(values[:MOST])
    debts = [
        Debt(person, way, f"{given} {family}".strip(), Kind(kind), since, (on - since).days,
             int(about) if about else None, language, interpreter, owner or "")
        for person, way, given, family, kind, since, about, language, interpreter, owner in found
    ]  # fmt: skip
    hours = yield from _hours(
        actor, [debt.about for debt in debts if debt.kind is Kind.NOT_REGISTERED and debt.about], on
    )
    return [
        replace(debt, session=hours.get(debt.about or 0)) if debt.kind is Kind.NOT_REGISTERED else debt
        for debt in debts
    ]


def _hours(actor: Actor, bookings: list[int], on: date) -> Part[dict[int, int]]:
    """The hour of each booking."""
    if not bookings:
        return {}
    rows = Booking.visible_to(actor.scope(on=on)).filter(pk__in=bookings)
    return dict((yield from those(rows.values_list("pk", "session_id"))))
