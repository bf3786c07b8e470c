"""A whole hour is called off, and those who had a place in it are told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from vidare.actions import ledger, messages, verdicts
from vidare.actions.ledger import deed
from vidare.records import find
from vidare.records.activities import Booking, Session
from vidare.records.people import Account
from vidare.records.walls import within
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.activities import BookingState
from vidare.rules.attendance import Verdict
from vidare.rules.bookings import No
from vidare.rules.decision import Because, Refused
from vidare.rules.messages import Template


@dataclass(frozen=True, slots=True)
class CalledOff:
    """How many had a place, and how many of them can read that it is off; the others must be rung."""

    places: int
    told: int

    @property
    def to_ring(self) -> int:
        return self.places - self.told


@deed
def cancel_hour(actor: Actor, *, session: int, reason: str, at: datetime) -> CalledOff:
    """The whole hour is off: the verdict of all who had a place is *cancelled*, whatever anybody saw."""
    row = find.one(Session.objects.filter(service__in=actor.services(Deed.BOOK, on=at.date())), session, lock=True)
    if row.cancelled_at is not None:
        raise Refused([Because(No.HOUR_CANCELLED)])
    if row.ends_at <= at:
        raise Refused([Because(No.HOUR_OVER)])
    if not reason.strip():
        raise Refused([Because(No.NO_REASON)])
    places = _places(row, at=at)
    row.cancelled_at, row.cancel_reason = at, reason.strip()[:200]
    row.save(update_fields=["cancelled_at", "cancel_reason"])
    ledger.note(actor, "session.cancelled", at=at, session=row.pk)
    verdicts.derive_hour(row.pk, at=at)
    _tell(actor, row, places, at=at)
    people = {place.person_id for place in places}
    with within(system("hours").scope(on=at.date())):
        told = Account.unscoped.filter(person__in=people).values("person").distinct().count()
    return CalledOff(len(places), told)


def _places(row: Session, *, at: datetime) -> list[Booking]:
    """Those who were to come; not those who were away already."""
    with within(system("hours").scope(on=at.date())):
        booked = Booking.unscoped.filter(session=row, state=BookingState.BOOKED.value)
        return list(booked.exclude(verdict=Verdict.CANCELLED.value).select_related("person").order_by("pk"))


def _tell(actor: Actor, row: Session, places: Collection[Booking], *, at: datetime) -> None:
    """Written for everybody, those too whom the one who acts may not see: nothing of it is shown to them."""
    after = _next_times([place.person_id for place in places], row, at=at)
    for place in places:
        messages.write(
            actor,
            person=place.person,
            template=Template.HOUR_CALLED_OFF,
            facts={"starts_at": row.starts_at, "next_at": after.get(place.person_id)},
            about=f"session:{row.pk}",
            compartment=Compartment.TEAM,
            at=at,
        )


def _next_times(people: Collection[int], row: Session, *, at: datetime) -> dict[int, datetime]:
    """The next time that each of them has a place, in an hour that is not called off."""
    with within(system("hours").scope(on=at.date())):
        booked = Booking.unscoped.filter(
            person__in=people,
            state=BookingState.BOOKED.value,
            starts_at__gt=max(at, row.starts_at),
            session__cancelled_at=None,
        ).exclude(verdict=Verdict.CANCELLED.value)
        found: dict[int, datetime] = {}
        for person, starts_at in booked.order_by("starts_at", "pk").values_list("person", "starts_at"):
            found.setdefault(person, starts_at)
        return found
