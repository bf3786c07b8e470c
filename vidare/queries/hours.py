"""An hour that is called off: who could be told of it on their page, and whom to ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from vidare.records import find
from vidare.records.activities import Booking, Session
from vidare.records.messages import Message
from vidare.records.people import Account, Person
from vidare.records.sealed import opened
from vidare.records.walls import within
from vidare.rules.access import Actor, Deed, system
from vidare.rules.messages import Channel, Template


@dataclass(frozen=True, slots=True)
class Ring:
    """One who had a place and has no way of their own to read that the hour is off."""

    person_id: int
    name: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class ToldOf:
    """``told`` can read it, ``read`` have done so. ``unseen`` must be rung by those who may see them.

    That there is somebody whom one may not see is told to those who lead; named staff find them among ``ring``.
    """

    told: int
    read: int
    ring: tuple[Ring, ...]
    unseen: int

    @property
    def to_ring(self) -> int:
        return len(self.ring) + self.unseen


def told_of(actor: Actor, *, session: int, at: datetime) -> ToldOf | None:
    """None while the hour is on, when it is over, and for those who could not have called it off."""
    hours = Session.objects.filter(service__in=actor.services(Deed.SEE, on=at.date()))
    hour = find.one(hours, session)
    may = actor.may(Deed.BOOK, on=at.date(), service=hour.service_id).allowed
    if hour.cancelled_at is None or hour.ends_at <= at or not may:
        return None
    account = Account.unscoped.filter(person=OuterRef("person"))
    # How many were written to is no secret to those who see how many had a place; names come from the scope below.
    with within(system("hours").scope(on=at.date())):
        written = Message.unscoped.filter(
            template=Template.HOUR_CALLED_OFF.value, about=f"session:{hour.pk}", channel=Channel.PAGE.value
        )
        told = list(written.filter(Exists(account)).values_list("read_at", flat=True))
        alone = set(written.filter(~Exists(account)).values_list("person", flat=True))
    ring = _ring(actor, hour, alone, at)
    leads = actor.may(Deed.LEAD, on=at.date(), service=hour.service_id).allowed
    unseen = len(alone) - len(ring) if leads else 0
    return ToldOf(len(told), sum(read is not None for read in told), ring, unseen)


def _ring(actor: Actor, hour: Session, alone: set[int], at: datetime) -> tuple[Ring, ...]:
    scope = actor.scope(on=at.date())
    booked = Booking.visible_to(scope).filter(session=hour, person__in=alone).values("person")
    rows = Person.visible_to(scope).filter(pk__in=booked)
    return tuple(
        Ring(row.pk, f"{row.given_name} {row.family_name}".strip(), _phone(row), row.language)
        for row in rows.order_by(find.swedish("given_name"), find.swedish("family_name"), "pk")
    )


def _phone(row: Person) -> str:
    return opened(row.phone_sealed, place="records_person.phone_sealed", key=row.key)
