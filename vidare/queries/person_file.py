"""The frame of one person's page: their ways through services, and who holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.records import find
from vidare.records.participations import Participation
from vidare.records.referrals import Referral
from vidare.records.together import Part, parted, those
from vidare.rules.access import Actor
from vidare.rules.participations import State


@dataclass(frozen=True, slots=True)
class Way:
    """One way through one service. ``days`` runs from its first day to its last, or to the day asked about."""

    participation_id: int
    service_id: int
    service: str
    state: State
    coach_id: int | None
    coach: str
    coach_acknowledged: bool
    started_on: date | None
    ended_on: date | None
    last_contact_on: date | None
    days: int

    @property
    def open(self) -> bool:
        return self.state is not State.CLOSED


@parted
def ways(actor: Actor, *, person: int, on: date) -> Part[tuple[Way, ...]]:
    """The person's ways in the services the actor may see, the open one first, then the latest."""
    rows = yield from those(
        Participation.visible_to(actor.scope(on=on))
        .filter(person_id=person)
        .select_related("service", "coach")
        .order_by("ended_on", "-started_on", "-pk")
    )
    found = [_way(row, on) for row in rows]
    return tuple(sorted(found, key=lambda way: (not way.open, -(way.started_on or on).toordinal())))


def _way(row: Participation, on: date) -> Way:
    last = row.ended_on or on
    return Way(
        participation_id=row.pk,
        service_id=row.service_id,
        service=row.service.name,
        state=State(row.state),
        coach_id=row.coach_id,
        coach=row.coach.name if row.coach else "",
        coach_acknowledged=row.coach_acknowledged,
        started_on=row.started_on,
        ended_on=row.ended_on,
        last_contact_on=row.last_contact_on,
        days=(last - row.started_on).days + 1 if row.started_on and row.started_on <= last else 0,
    )


def coach_of(actor: Actor, *, participation: int, on: date) -> int | None:
    """The user who holds a way; None while nobody does. Raises Hidden."""
    return find.one(Participation.visible_to(actor.scope(on=on)), participation).coach_id


def person_of_referral(actor: Actor, *, referral: int, on: date) -> int:
    """Whom a referral is about. Raises Hidden."""
    return find.one(Referral.visible_to(actor.scope(on=on)), referral).person_id


def latest_referral(actor: Actor, *, service: int, on: date) -> tuple[int, int]:
    """The referral that came last, and whom it is about. Raises Hidden."""
    rows = Referral.visible_to(actor.scope(on=on)).filter(service=service).order_by("-pk")
    row = find.one(rows, rows.values_list("pk", flat=True).first() or 0)
    return row.pk, row.person_id
