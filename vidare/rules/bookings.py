"""Seats and hours: who may book, move, cancel and drop in, and which seat they get."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from vidare.rules.calendar import Week, local_day
from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.participations import State
from vidare.rules.period import ONE_DAY, Period


class No(StrEnum):
    FULL = "booking.full"
    HOUR_OVER = "booking.hour-over"
    HOUR_STARTED = "booking.hour-started"
    HOUR_CANCELLED = "booking.hour-cancelled"
    NOT_OPEN_YET = "booking.not-open-yet"
    NOT_ACTIVE = "booking.not-active"
    ALREADY_BOOKED = "booking.already-booked"
    OTHER_SERVICE = "booking.other-service"
    OTHER_WEEK = "booking.other-week"
    SAME_HOUR = "booking.same-hour"
    NOT_BOOKED = "booking.not-booked"
    MAY_NOT_MOVE = "booking.may-not-move"
    TOO_LATE_TO_MOVE = "booking.too-late-to-move"
    NO_HOUR = "booking.no-hour"
    NO_CHOICE = "booking.no-choice"
    TOO_MANY_WEEKS = "booking.too-many-weeks"
    NO_REASON = "booking.no-reason"
    AWAY_UNTIL = "booking.away-until"
    AWAY = "booking.away"


class Instead(StrEnum):
    """Why somebody is not to come to the hours for a time: a pause, or what the service exempts for."""

    PAUSE = "pause"
    PLACEMENT = "placement"
    EDUCATION = "education"
    WORK = "work"


LONGEST_SERIES = 53  # weeks: nobody plans seats for more than a year


@dataclass(frozen=True, slots=True)
class Policy:
    """What a service lays down. A participant may move until ``move_before_minutes`` before the hour."""

    participant_may_move: bool = True
    move_before_minutes: int = 0
    opens_before_minutes: int = 30

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> Policy:
        """From a rule set's values; keys of others are left alone."""
        own = cls()
        may = values.get("participant_may_move", own.participant_may_move)
        before = values.get("move_before_minutes", own.move_before_minutes)
        opens = values.get("opens_before_minutes", own.opens_before_minutes)
        if not isinstance(may, bool) or not isinstance(before, int) or not isinstance(opens, int):
            raise ValueError("participant_may_move is true or false, and minutes are whole numbers")
        return cls(may, before, opens)


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour as booking sees it: ``seats`` None means that nobody counts seats there."""

    service: int
    starts_at: datetime
    ends_at: datetime
    seats: int | None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """A time in which somebody is not to come, and why."""

    why: Instead
    days: Period


@dataclass(frozen=True, slots=True)
class Choice:
    """A place in the week: 1 is Monday; ``hour`` and ``minute`` on the wall clock."""

    weekday: int
    hour: int
    minute: int = 0

    def __post_init__(self) -> None:
        if not (1 <= self.weekday <= 7 and 0 <= self.hour <= 23 and 0 <= self.minute <= 59):
            raise ValueError(f"{self} is no place in a week")


def free_seat(taken: Collection[int], seats: int) -> int | None:
    """The lowest free number, or None when the room is full."""
    return next((number for number in range(1, seats + 1) if number not in taken), None)


def expected(on: date, periods: Iterable[Period]) -> bool:
    """Is the person to come on that day? Not while a pause, or what the service exempts for, covers it."""
    return not any(on in period for period in periods)


def away_on(on: date, times: Iterable[Away]) -> Away | None:
    """The time away that covers the day; of several the one that ends last."""
    covering = [one for one in times if on in one.days]
    return max(covering, key=lambda one: (one.days.end or date.max, one.why), default=None)


def without_hours_since(
    freed: Iterable[Away], last_hour: date | None, *, elsewhere: Iterable[Period], on: date
) -> date | None:
    """The day to come again after a time away, when no hour is booked from it on: the service took the seats back.

    ``freed`` are the times for which seats were given back, ``elsewhere`` whatever keeps the person away now.
    """
    ended = [one.days.end for one in freed if one.days.end is not None and one.days.end <= on]
    if not ended:
        return None
    back = max(ended) + ONE_DAY
    if last_hour is not None and last_hour >= back:
        return None
    return back if expected(max(on, back), elsewhere) else None


def may_book(
    slot: Slot, *, service: int, state: State, away: Away | None = None, here: bool = False, at: datetime
) -> Decision:
    """May a participation of ``service`` be given a place in this hour? All reasons against.

    ``away`` covers the day of the hour. Whoever stands at the door (``here``) is welcome to a free seat all the same.
    """
    because = []
    if slot.service != service:
        because.append(Because(No.OTHER_SERVICE))
    if state is not State.ACTIVE:
        because.append(Because(No.NOT_ACTIVE, {"state": state}))
    if slot.cancelled:
        because.append(Because(No.HOUR_CANCELLED))
    if slot.ends_at <= at:
        because.append(Because(No.HOUR_OVER))
    if away is not None and not here:
        because.append(_instead(away))
    return Decision.of(because)


def _instead(away: Away) -> Because:
    if away.days.end is None:
        return Because(No.AWAY, {"why": away.why})
    return Because(No.AWAY_UNTIL, {"why": away.why, "until": away.days.end})


def may_move(slot: Slot, to: Slot, *, own: bool, policy: Policy, at: datetime) -> Decision:
    """May a booking go from one hour to another? ``own``: the participant asks, and the policy's limits hold."""
    because = []
    if slot.starts_at <= at:
        because.append(Because(No.HOUR_STARTED))
    if to.starts_at == slot.starts_at:
        because.append(Because(No.SAME_HOUR))
    if own:
        if Week.of(local_day(to.starts_at)) != Week.of(local_day(slot.starts_at)):
            because.append(Because(No.OTHER_WEEK))
        if not policy.participant_may_move:
            because.append(Because(No.MAY_NOT_MOVE))
        elif slot.starts_at > at > slot.starts_at - timedelta(minutes=policy.move_before_minutes):
            because.append(Because(No.TOO_LATE_TO_MOVE, {"minutes": policy.move_before_minutes}))
    return Decision.of(because)


def may_cancel(slot: Slot, *, at: datetime) -> Decision:
    """A place can be given back until the hour begins; what happened after that is told by its verdict."""
    return YES if slot.starts_at > at else no(No.HOUR_STARTED)


def may_drop_in(slot: Slot, *, policy: Policy, at: datetime) -> Decision:
    """Has the door opened for this hour?"""
    opens_at = slot.starts_at - timedelta(minutes=policy.opens_before_minutes)
    return YES if at >= opens_at else no(No.NOT_OPEN_YET, opens_at=opens_at)


def may_plan(choices: Collection[Choice], weeks: int) -> Decision:
    """Is there anything to plan, and is it within reason?"""
    because = []
    if not choices:
        because.append(Because(No.NO_CHOICE))
    if not 1 <= weeks <= LONGEST_SERIES:
        because.append(Because(No.TOO_MANY_WEEKS, {"longest": LONGEST_SERIES}))
    return Decision.of(because)
