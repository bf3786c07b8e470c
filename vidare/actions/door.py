"""Somebody at the door says "I am here": one touch, one observation, with the time of the touch."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from vidare.actions import bookings, ledger, verdicts
from vidare.actions.ledger import deed
from vidare.records import find
from vidare.records.activities import Booking
from vidare.records.attendance import Observation
from vidare.records.participations import Participation
from vidare.records.people import card_index, door_code_index
from vidare.records.services import Device, device_index
from vidare.records.walls import within
from vidare.rules import door as rule
from vidare.rules.access import Actor, Deed, system
from vidare.rules.activities import BookingState
from vidare.rules.attendance import CAME, Doubt, Policy, Seen, Source
from vidare.rules.calendar import bounds, local_day
from vidare.rules.decision import Hidden, Refused
from vidare.rules.door import Door, Touch
from vidare.rules.participations import State


@dataclass(frozen=True, slots=True)
class Answered:
    """What the kiosk says. A seat's number tells nobody who sits there."""

    door: Door
    seat: int | None = None


@deed
def check_in(
    actor: Actor, *, code: str = "", card: str = "", key: UUID, touched_at: datetime, sent_at: datetime, at: datetime
) -> Answered:
    """By four digits or a card, at a device. Sent twice with one key it is one observation.

    A device sees nobody: the look-up by code stands outside its walls, inside the device's board, for this one
    person, so that those whose identity is protected can check in like all others. What comes back names nobody.
    """
    with within(system("door").scope(on=at.date())):
        device = _device(actor)
        device.last_seen_at = at
        answer = _answer(actor, device, code, card, key, Touch(touched_at, sent_at, at))
        device.save(update_fields=["last_seen_at", "missed", "missed_since"])
        return answer


@deed
def add_device(
    actor: Actor, *, service: int, name: str, at: datetime, draw: Callable[[], str] = lambda: secrets.token_urlsafe(24)
) -> str:
    """A screen at the door of a service. Answers its token, told once: the address that starts the screen holds it."""
    actor.may(Deed.ADMINISTER, on=at.date(), service=service).require()
    token = draw()
    row = Device.objects.create(service_id=service, name=name, token_index=device_index(token), start=at.date())
    ledger.note(actor, "device.added", at=at, device=row.pk, service=service)
    return token


@deed
def end_device(actor: Actor, *, device: int, at: datetime) -> None:
    """The screen is gone: from tomorrow its address opens nothing."""
    row = find.one(Device.objects.filter(end=None), device)
    actor.may(Deed.ADMINISTER, on=at.date(), service=row.service_id).require()
    row.end = at.date()
    row.save(update_fields=["end"])
    ledger.note(actor, "device.ended", at=at, device=row.pk, service=row.service_id)


def _device(actor: Actor) -> Device:
    if actor.device is None:
        raise Hidden
    rows = Device.objects.filter(service=actor.device[1]).select_related("service")
    # Held until the touch is answered: of two guesses at once the second counts from what the first has counted.
    return find.one(rows, int(actor.key.removeprefix("device:")), lock=True)


def _answer(actor: Actor, device: Device, code: str, card: str, key: UUID, touch: Touch) -> Answered:
    at = touch.arrived_at
    if not card and rule.is_guessing(device.missed, device.missed_since, at=at):
        ledger.note(actor, "door.closed-to-guessing", at=at, device=device.pk)
        return Answered(Door.WAIT)
    if Observation.unscoped.filter(key=key).exists():
        ledger.note(actor, "attendance.sent-again", at=at, device=device.pk)
        return Answered(Door.ALREADY)
    way = _way(device, code, card)
    if way is None:
        device.missed, device.missed_since = rule.missed_again(device.missed, device.missed_since, at=at)
        ledger.note(actor, "door.code-unknown", at=at, device=device.pk)
        return Answered(Door.UNKNOWN)
    try:
        with transaction.atomic():
            return _seen(actor, device, way, key, touch)
    except IntegrityError:
        if not Observation.unscoped.filter(key=key).exists():
            raise
        ledger.note(actor, "attendance.sent-again", at=at, device=device.pk)
        return Answered(Door.ALREADY)


def _way(device: Device, code: str, card: str) -> Participation | None:
    board = device.service.board_id
    index = {"card_index": card_index(board, card)} if card else {"code_index": door_code_index(board, code)}
    if not (card or code):
        return None
    person = {f"person__{name}": value for name, value in index.items()}
    rows = Participation.unscoped.filter(person__board=board, service=device.service_id, **person)
    open_one = rows.exclude(state=State.CLOSED.value).values_list("pk", flat=True).first()
    return held(rows, open_one) if open_one is not None else None


def held(rows: QuerySet[Participation], key: int) -> Participation:
    """Held until the check-in is done: whoever checks the same person in meanwhile sees that they are here."""
    return find.one(rows.select_related("person"), key, lock=True)


def _seen(actor: Actor, device: Device, way: Participation, key: UUID, touch: Touch) -> Answered:
    doubt, touched_at, at = rule.doubt(touch), rule.moment_of(touch), touch.arrived_at
    booking = None if doubt else booking_at(way, touched_at)
    if booking is not None and booking.verdict in CAME:
        ledger.note(actor, "attendance.seen-again", at=at, person=way.person.key, booking=booking.pk)
        return Answered(Door.ALREADY, booking.seat)
    dropped_in = False
    if doubt is None and booking is None:
        try:
            booking, dropped_in = bookings.drop_in_to(way, at=touched_at), True
        except Refused:
            doubt = Doubt.NO_BOOKING
    Observation.unscoped.create(
        board_id=way.board_id, person_id=way.person_id, service_id=way.service_id, booking=booking,
        session_id=booking.session_id if booking else None, key=key, seen=Seen.HERE.value, source=Source.SELF.value,
        touched_at=touched_at, recorded_at=at, device=device, doubt=doubt.value if doubt else "",
    )  # fmt: skip
    ledger.note(
        actor, "attendance.observed", at=at, person=way.person.key, booking=booking.pk if booking else None,
        doubt=doubt.value if doubt else "", dropped_in=dropped_in,
    )  # fmt: skip
    if booking is None:
        return Answered(Door.SEE_STAFF)
    verdicts.derive_and_refresh(booking.pk, at=at)
    return Answered(Door.DROP_IN if dropped_in else Door.WELCOME, booking.seat)


def booking_at(way: Participation, touched_at: datetime) -> Booking | None:
    """The person's place in the hour that the touch was for: its door was open then. The nearest, where two were."""
    start, end = bounds(local_day(touched_at))
    rows = Booking.unscoped.filter(
        participation=way, state=BookingState.BOOKED.value, starts_at__gte=start, starts_at__lt=end,
        session__cancelled_at=None,
    ).select_related("session")  # fmt: skip
    policy = verdicts.policy_of(way.service_id, local_day(touched_at))
    open_then = [row for row in rows if _open(row, touched_at, policy)]
    return min(open_then, key=lambda row: (abs(row.starts_at - touched_at), row.pk), default=None)


def _open(row: Booking, touched_at: datetime, policy: Policy) -> bool:
    opens = row.session.starts_at - timedelta(minutes=policy.opens_before_minutes)
    closes = row.session.ends_at + timedelta(minutes=policy.closes_after_minutes)
    return opens <= touched_at <= closes
