"""Gives back the seats of those who are not to come: part of the deed that begins a placement, studies or a pause."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions import attention, ledger, verdicts
from vidare.actions.ledger import deed
from vidare.records.activities import Booking
from vidare.records.participations import Participation
from vidare.records.walls import within
from vidare.rules.access import Actor, system
from vidare.rules.activities import BookingState
from vidare.rules.attendance import Why
from vidare.rules.calendar import local

NOT_TO_COME = [Why.PAUSED.value, Why.NOT_EXPECTED.value]


def give_back(actor: Actor, *, way: Participation, since: date, at: datetime) -> tuple[datetime, ...]:
    """Derive the hours anew, and give back the coming ones in which the person is not to come. Answers their starts.

    It stands outside the actor's walls: a seat must not stay taken because the one who acts may not see all hours.
    An hour that has begun stays as it is; its verdict tells what became of it.
    """
    verdicts.renew(participation=way.pk, since=since, at=at)
    with within(system("seats").scope(on=at.date())):
        rows = Booking.unscoped.filter(
            participation=way, state=BookingState.BOOKED.value, starts_at__gt=at, verdict_why__in=NOT_TO_COME
        ).select_for_update()
        freed = list(rows.order_by("starts_at", "pk").values_list("pk", "starts_at"))
        keys = [key for key, _starts_at in freed]
        Booking.unscoped.filter(pk__in=keys).update(state=BookingState.CANCELLED.value)
        person = way.person.key
    if keys:
        ledger.note(actor, "booking.given-back", at=at, person=person, participation=way.pk, bookings=keys)
        verdicts.derive(*keys, at=at)
    return tuple(local(starts_at) for _key, starts_at in freed)


def give_back_all(actor: Actor, *, at: datetime) -> int:
    """For the night: what a new model of a service, or a day that has come, frees. Answers how many hours."""
    with within(system("seats").scope(on=at.date())):
        held = Booking.unscoped.filter(
            state=BookingState.BOOKED.value, starts_at__gt=at, verdict_why__in=NOT_TO_COME
        ).values("participation")
        ways = list(Participation.unscoped.filter(pk__in=held).select_related("person").order_by("pk"))
    return sum(_give_back(actor, way=way, at=at) for way in ways)


@deed
def _give_back(actor: Actor, *, way: Participation, at: datetime) -> int:
    given = give_back(actor, way=way, since=at.date(), at=at)
    ledger.note(actor, "booking.looked-through", at=at, person=way.person.key, participation=way.pk, count=len(given))
    attention.refresh(way.pk, on=at.date())
    return len(given)
