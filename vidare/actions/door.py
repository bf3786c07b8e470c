"""Somebody at the door says "I am here": one touch, one observation, with the time of the touch."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet

from vidare.actions import bookings, ledger, streaks, verdicts
from vidare.actions.ledger import deed
from vidare.records import configured, find
from vidare.records.absences import Basis
from vidare.records.activities import Booking
from vidare.records.attendance import Observation
from vidare.records.attention import Attention
from vidare.records.participations import Participation
from vidare.records.people import card_index, door_code_index
from vidare.records.services import Device, device_index
from vidare.records.together import answer, beside, those
from vidare.records.walls import within
from vidare.records.written import added, changed, written
from vidare.rules import door as rule
from vidare.rules.access import Actor, Deed, system
from vidare.rules.activities import BookingState
from vidare.rules.attendance import CAME, Doubt, Policy, Seen, Source
from vidare.rules.attention import Kind
from vidare.rules.calendar import bounds, local_day
from vidare.rules.decision import Hidden, Refused
from vidare.rules.door import Door, Touch
from vidare.rules.participations import State
from vidare.rules.services import RuleKind

Row = TypeVar("Row", bound=Model)
MENDED = [Kind.STREAK.value, Kind.NO_HOURS.value]  # what an hour that was booked can mend, and one that was not
NIGHT = timedelta(hours=12)  # no hour is longer
SEEN_EVERY = timedelta(minutes=1)  # how exactly it is known when a device was last used


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
        answer = _answer(actor, device, code, card, key, Touch(touched_at, sent_at, at))
        # The last thing a check-in does to the device, so that arrivals do not wait for each other before.
        if device.last_seen_at is None or abs(at - device.last_seen_at) >= SEEN_EVERY:
            device.last_seen_at = at
            changed(device, "last_seen_at")
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
    """And the rules of its service, which every touch that is one asks for."""
    if actor.device is None:
        raise Hidden
    service = actor.device[0]
    standing = those(_standing_at.later(int(actor.key.removeprefix("device:")), service))
    found, _rules = answer(beside(standing, configured.laid_down(service, RuleKind.ATTENDANCE.value)))
    for row in found:
        assert isinstance(row, Device)
        return row
    raise Hidden


@written
def _standing_at(device: int, service: int) -> QuerySet[Device]:
    rows = Device.objects.filter(pk=device, service=service).select_related("service")
    return rows.only("missed", "missed_since", "last_seen_at", "service__board_id")


def _answer(actor: Actor, device: Device, code: str, card: str, key: UUID, touch: Touch) -> Answered:
    if not card and rule.is_guessing(device.missed, device.missed_since, at=touch.arrived_at):
        return _closed(actor, device, at=touch.arrived_at)
    way = _way(device, sorted(actor.device[1]) if actor.device else [], code, card)
    if way is None:
        return _unknown(actor, device, card, key, at=touch.arrived_at)
    return _seen(actor, device, way, key, touch)


def _closed(actor: Actor, device: Device, *, at: datetime) -> Answered:
    ledger.note(actor, "door.closed-to-guessing", at=at, device=device.pk)
    return Answered(Door.WAIT)


def _sent_again(actor: Actor, device: Device, *, at: datetime) -> Answered:
    ledger.note(actor, "attendance.sent-again", at=at, device=device.pk)
    return Answered(Door.ALREADY)


def _unknown(actor: Actor, device: Device, card: str, key: UUID, *, at: datetime) -> Answered:
    if _observed_by(key):
        return _sent_again(actor, device, at=at)
    # Held until it is counted: of two guesses at once the second counts from what the first has counted.
    now = find.one(Device.objects.filter(service=device.service_id), device.pk, lock=True)
    if not card and rule.is_guessing(now.missed, now.missed_since, at=at):
        return _closed(actor, device, at=at)
    now.missed, now.missed_since = rule.missed_again(now.missed, now.missed_since, at=at)
    changed(now, "missed", "missed_since")
    ledger.note(actor, "door.code-unknown", at=at, device=device.pk)
    return Answered(Door.UNKNOWN)


@written
def _observed_by(key: UUID) -> QuerySet[Observation, int]:
    return Observation.unscoped.filter(key=key).values_list("pk", flat=True)


def _way(device: Device, boards: list[int], code: str, card: str) -> Participation | None:
    if not (card or code):
        return None
    indexes = [card_index(board, card) if card else door_code_index(board, code) for board in boards]
    found = (_way_of_card if card else _way_of_code)(indexes, boards, device.service_id, State.CLOSED.value)
    return found[0] if found else None


@written
def _way_of_card(indexes: list[str], boards: list[int], service: int, closed: str) -> QuerySet[Participation]:
    return _held(Participation.unscoped.filter(person__card_index__in=indexes), boards, service, closed)


@written
def _way_of_code(indexes: list[str], boards: list[int], service: int, closed: str) -> QuerySet[Participation]:
    return _held(Participation.unscoped.filter(person__code_index__in=indexes), boards, service, closed)


def _held(rows: QuerySet[Participation], boards: list[int], service: int, closed: str) -> QuerySet[Participation]:
    open_ones = rows.filter(person__board__in=boards, service=service).exclude(state=closed).select_related("person")
    few = open_ones.only("board_id", "person_id", "service_id", "state", "person__key").order_by("pk")
    return held(few.annotate(watched=_watched(OuterRef("pk"), MENDED)))[:1]


def _watched(way: OuterRef, kinds: list[str]) -> Any:
    """A basis rests on the person's hours, or somebody is to look at what another hour may mend."""
    live = Basis.unscoped.filter(participation=way, state__in=streaks.LIVE)
    owed = Attention.unscoped.filter(participation=way, kind__in=kinds)
    return Exists(live) | Exists(owed)


def held(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Held until the check-in is done: whoever checks the same person in meanwhile sees that they are here.

    What only points at the row does not wait for it.
    """
    return rows.select_for_update(of=("self",), no_key=True) if connection.features.has_select_for_update else rows


def _seen(actor: Actor, device: Device, way: Participation, key: UUID, touch: Touch) -> Answered:
    doubt, touched_at, at = rule.doubt(touch), rule.moment_of(touch), touch.arrived_at
    booking = None if doubt else booking_at(way, touched_at)
    if booking is not None and booking.verdict in CAME:
        if _observed_by(key):
            return _sent_again(actor, device, at=at)
        ledger.note(actor, "attendance.seen-again", at=at, person=way.person.key, booking=booking.pk)
        return Answered(Door.ALREADY, booking.seat)
    if doubt is None and booking is None:
        return _dropped_in(actor, device, way, key, touch)
    if not added(_observation(device, way, booking, key, doubt, touched_at, at)):
        return _sent_again(actor, device, at=at)
    _note(actor, way, booking, doubt, at=at)
    if booking is None:
        return Answered(Door.SEE_STAFF)
    verdicts.first_seen(booking, touched_at=touched_at, watched=booking.watched, at=at)  # type: ignore[attr-defined]
    return Answered(Door.WELCOME, booking.seat)


def _dropped_in(actor: Actor, device: Device, way: Participation, key: UUID, touch: Touch) -> Answered:
    """Nothing was booked: a free place now, where there is one."""
    at, moment = touch.arrived_at, rule.moment_of(touch)
    if _observed_by(key):
        return _sent_again(actor, device, at=at)
    try:
        booking = bookings.place_now(way, at=moment, seen=verdicts.dropped_in(way, moment))
    except Refused:
        booking = None
    doubt = Doubt.NO_BOOKING if booking is None else None
    if not added(_observation(device, way, booking, key, doubt, moment, at)):
        if booking is not None:  # somebody else's touch has the same key: it never was
            booking.delete()
        return _sent_again(actor, device, at=at)
    _note(actor, way, booking, doubt, dropped_in=booking is not None, at=at)
    if booking is None:
        return Answered(Door.SEE_STAFF)
    if way.watched:  # type: ignore[attr-defined]
        verdicts.derive_and_refresh(booking.pk, at=at)
    return Answered(Door.DROP_IN, booking.seat)


def _observation(
    device: Device, way: Participation, booking: Booking | None, key: UUID, doubt: Doubt | None, touched_at: datetime,
    at: datetime,
) -> Observation:  # fmt: skip
    return Observation(
        board_id=way.board_id, person_id=way.person_id, service_id=way.service_id,
        booking_id=booking.pk if booking else None, session_id=booking.session_id if booking else None, key=key,
        seen=Seen.HERE.value, source=Source.SELF.value, touched_at=touched_at, recorded_at=at, device_id=device.pk,
        doubt=doubt.value if doubt else "",
    )  # fmt: skip


def _note(
    actor: Actor, way: Participation, booking: Booking | None, doubt: Doubt | None, *, dropped_in: bool = False,
    at: datetime,
) -> None:  # fmt: skip
    ledger.note(
        actor, "attendance.observed", at=at, person=way.person.key, booking=booking.pk if booking else None,
        doubt=doubt.value if doubt else "", dropped_in=dropped_in,
    )  # fmt: skip


def booking_at(way: Participation, touched_at: datetime) -> Booking | None:
    """The person's place in the hour that the touch was for: its door was open then. The nearest, where two were.

    ``watched`` on the row: a basis, or a streak that somebody is to look at, rests on the person's hours.
    """
    start, end = bounds(local_day(touched_at))
    # An hour that goes past midnight is still the same hour for whoever comes again after it.
    rows = _booked(way.pk, min(start, touched_at - NIGHT), max(end, touched_at + NIGHT))
    if not rows:
        return None
    policy = verdicts.policy_of(way.service_id, local_day(touched_at))
    open_then = [row for row in rows if _open(row, touched_at, policy)]
    return min(open_then, key=lambda row: (abs(row.starts_at - touched_at), row.pk), default=None)


@written
def _booked(way: int, start: datetime, end: datetime) -> QuerySet[Booking]:
    """Held until the deed is done, in the order of their keys: of two who judge one hour the second sees it judged."""
    rows = Booking.unscoped.filter(
        participation=way, state=BookingState.BOOKED.value, starts_at__gte=start, starts_at__lt=end,
        session__cancelled_at=None,
    )  # fmt: skip
    known: QuerySet[Booking] = rows.select_related("session").annotate(
        watched=_watched(OuterRef("participation"), MENDED[:1])
    )
    return held(known.order_by("pk"))


def _open(row: Booking, touched_at: datetime, policy: Policy) -> bool:
    opens = row.session.starts_at - timedelta(minutes=policy.opens_before_minutes)
    closes = row.session.ends_at + timedelta(minutes=policy.closes_after_minutes)
    return opens <= touched_at <= closes
