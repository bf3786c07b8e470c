"""Breaking the glass: opened with a reason, told at once, closed again, and read by whoever is responsible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from vidare.actions import attention
from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.glass import BrokenGlass
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.personal import behind_walls
from vidare.records.sealed import index_of
from vidare.records.walls import within
from vidare.rules import glass as rules
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.glass import Policy
from vidare.rules.identity import Protection, SearchBy, SearchKey, read_search
from vidare.rules.participations import State


@dataclass(frozen=True, slots=True)
class Opened:
    """The person whose file is open now. ``until`` None: it was the actor's to open anyhow, and no glass is broken."""

    person: int
    until: datetime | None


@deed
def break_glass(actor: Actor, *, sought: str, reason: str, at: datetime, policy: Policy | None = None) -> Opened | None:
    """Raises Refused for a reason that says nothing. None, and noted: there is no file that can be opened so."""
    on = at.date()
    boards = {board for board, compartment in actor.scope(on=on).walls if compartment is Compartment.TEAM}
    if not boards or actor.user_id is None:
        raise Hidden
    rules.may_break(reason).require()
    person = _sought(actor, sought, boards=boards, at=at)
    if person is None:
        note(actor, "glass.tried", at=at)
        return None
    if Person.visible_to(actor.scope(on=on)).filter(pk=person.pk).exists():
        note(actor, "glass.not-needed", at=at, person=person.key)
        return Opened(person.pk, None)
    return _broken(actor, person, reason, at=at, policy=policy or Policy())


def _broken(actor: Actor, person: Person, reason: str, *, at: datetime, policy: Policy) -> Opened:
    with within(system("glass").scope(on=at.date())):  # the way stands in a service that is not the actor's
        ways = Participation.unscoped.filter(person=person).order_by("-pk")
        way = ways.exclude(state=State.CLOSED.value).first() or ways.first()
        row = BrokenGlass.unscoped.create(
            board_id=person.board_id, person=person, participation=way, user_id=actor.hand,
            reason=reason.strip()[: rules.LONGEST_REASON], on=at.date(), opened_at=at,
            until=rules.open_until(at, policy=policy),
        )  # fmt: skip
    note(actor, "glass.broken", at=at, person=person.key, board=person.board_id, glass=row.pk)
    if way is not None:
        attention.refresh(way.pk, on=at.date())
    return Opened(person.pk, row.until)


def _sought(actor: Actor, sought: str, *, boards: set[int], at: datetime) -> Person | None:
    """Beyond what the actor sees, but behind the actor's own walls: one whose identity is known to be open."""
    on = at.date()
    try:
        key = read_search(sought, on=on)
    except Refused:
        return None
    if key.by is SearchBy.NAME:
        return None
    with within(system("glass").scope(on=on)):
        rows = Person.unscoped.filter(
            behind_walls(actor.scope(on=on), person="pk"), _matching(key), board__in=boards
        ).order_by("pk")
        rows = rows.exclude(compartment=Compartment.YOUTH.value)  # no glass opens the register of the young
        return next((row for row in rows if rules.may_be_opened(Protection(row.protection))), None)


def _matching(key: SearchKey) -> Q:
    if key.by is SearchBy.NUMBER:
        return Q(number_index=index_of(key.text, kind="number"))
    return Q(pk__in=Participation.unscoped.filter(pk=int(key.text)).values("person"))


@deed
def close_glass(actor: Actor, *, glass: int, at: datetime) -> None:
    """Before its time, by whoever broke it."""
    row = find.one(BrokenGlass.unscoped.filter(user=actor.hand, closed_at=None, until__gt=at), glass, lock=True)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    note(actor, "glass.closed", at=at, board=row.board_id, glass=row.pk)


@deed
def read_glass(actor: Actor, *, person: int, at: datetime) -> int:
    """Whoever carries or leads has read what was opened of a person's file. Answers of how many times they read."""
    on = at.date()
    whom = find.one(Person.visible_to(actor.scope(on=on)), person)
    if not any(actor.may(deed, on=on, board=whom.board_id).allowed for deed in (Deed.CHANGE, Deed.LEAD)):
        raise Hidden
    rows = list(BrokenGlass.visible_to(actor.scope(on=on)).filter(person=whom, read_at=None).exclude(user=actor.hand))
    for row in rows:
        row.read_at, row.read_by_id = at, actor.hand
        row.save(update_fields=["read_at", "read_by"])
    note(actor, "glass.read", at=at, person=whom.key, board=whom.board_id, openings=[row.pk for row in rows])
    for way in {row.participation_id for row in rows if row.participation_id is not None}:
        attention.refresh(way, on=on)
    return len(rows)
