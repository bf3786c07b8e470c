"""Which hours have a free seat: the nearest to one that is full, and those whose door is open now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from vidare.records import configured
from vidare.records.activities import Session
from vidare.records.occupancy import near, seats_taken_in
from vidare.rules import bookings as rule
from vidare.rules.bookings import Slot
from vidare.rules.calendar import local_day

A_DAY = timedelta(days=1)  # no hour is longer
NEAREST = 3
NEAR = 40  # hours on either side of one that is full, among which the nearest with a seat are looked for


def slot_of(session: Session) -> Slot:
    cancelled = session.cancelled_at is not None
    return Slot(session.service_id, session.starts_at, session.ends_at, session.seats, cancelled=cancelled)


def nearest(session: Session, *, at: datetime) -> list[datetime]:
    """The starts of the nearest hours that have a free seat, at most three."""
    week = timedelta(days=7)
    others = Session.objects.filter(service=session.service_id, cancelled_at=None, ends_at__gt=at)
    others = others.exclude(pk=session.pk)
    later = others.filter(starts_at__gte=session.starts_at, starts_at__lt=session.starts_at + week)
    earlier = others.filter(starts_at__lt=session.starts_at, starts_at__gt=session.starts_at - week)
    found = [*later.order_by("starts_at", "pk")[:NEAR], *earlier.order_by("-starts_at", "pk")[:NEAR]]
    ordered = sorted(found, key=lambda one: (abs(one.starts_at - session.starts_at), one.pk))
    return [one.starts_at for one in _with_room(ordered, at=at)][:NEAREST]


def _with_room(sessions: list[Session], *, at: datetime) -> Iterator[Session]:
    """Those that have a free seat, in their order; how full they are is asked once."""
    taken = seats_taken_in([one.pk for one in sessions], on=at.date())
    for one in sessions:
        if one.seats is None or rule.free_seat(taken[one.pk], one.seats) is not None:
            yield one


def open_hours(service: int, *, at: datetime) -> list[Session]:
    """The hour that runs, and the next whose door has opened; the one that runs comes first."""
    policy = rule.Policy.from_values(configured.values_of(service, "attendance", local_day(at)))
    rows = near(service, at - A_DAY, at, at + A_DAY, on=at.date())
    return [one for one in rows if rule.may_drop_in(slot_of(one), policy=policy, at=at).allowed]
