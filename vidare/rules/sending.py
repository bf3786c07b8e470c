"""When a message may leave, when it is tried again, and what is left to a human."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from vidare.rules.calendar import holiday, local_day, moment
from vidare.rules.identity import Protection
from vidare.rules.messages import CODE_LIVES, CODES, Channel, MessageState, Template


class Came(StrEnum):
    """What came of carrying a message. ``LOST``: it was handed over, and no answer came that says what became of it."""

    TAKEN = "taken"
    NOT_NOW = "not-now"
    NEVER = "never"
    LOST = "lost"


class NotCarried(Exception):
    """A carrier's fault: what came of it instead, and its kind; never its words, which may hold an address."""

    def __init__(self, came: Came, kind: str) -> None:
        self.came, self.kind = came, kind[:200]
        super().__init__(kind)


class Held(StrEnum):
    """Why a message that was written does not leave after all."""

    PROTECTED = "protected"
    NOT_WANTED = "not-wanted"
    USELESS = "too-late"


@dataclass(frozen=True, slots=True)
class SendPolicy:
    """How long to wait before each new try, when a claim counts as undecided, and when no phone should sound.

    Waits are up to ``spread`` longer, so that what failed together is not tried again together.
    """

    waits: tuple[timedelta, ...] = (
        timedelta(minutes=1),
        timedelta(minutes=10),
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(days=1),
    )
    spread: float = 0.25
    undecided_after: timedelta = timedelta(minutes=30)
    sms_from_hour: int = 8
    sms_to_hour: int = 20
    sms_on_holidays: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.sms_from_hour < self.sms_to_hour <= 24:
            raise ValueError("an SMS goes between two hours of one day")

    def next_try(self, tries: int, *, at: datetime, drawn: float = 0.0) -> datetime | None:
        """When to try again after ``tries`` failures; None when it is given up. ``drawn`` is a chance from 0 to 1."""
        if tries > len(self.waits):
            return None
        return at + self.waits[tries - 1] * (1 + self.spread * drawn)


def policy_of(values: Mapping[str, int]) -> SendPolicy:
    """The policy with the hours that a service's rule set says; what it leaves out stays as it is."""
    plain = SendPolicy()
    return replace(
        plain,
        sms_from_hour=values.get("sms_from_hour", plain.sms_from_hour),
        sms_to_hour=values.get("sms_to_hour", plain.sms_to_hour),
        sms_on_holidays=bool(values.get("sms_on_holidays", plain.sms_on_holidays)),
    )


def may_leave_at(template: Template, channel: Channel, *, at: datetime, policy: SendPolicy) -> datetime:
    """The first moment, from ``at`` on, when it may leave. Only an SMS waits for morning, and never a code to log in
    with: whoever it goes to has just asked for it."""
    if channel is not Channel.SMS or template in CODES:
        return at
    day = local_day(at)
    while True:
        opens, closes = _hours(day, policy)
        if at < closes and (policy.sms_on_holidays or not _is_quiet(day)):
            return max(at, opens)
        day += timedelta(days=1)


def _hours(day: date, policy: SendPolicy) -> tuple[datetime, datetime]:
    to = policy.sms_to_hour
    closes = moment(day, time(to)) if to < 24 else moment(day + timedelta(days=1), time())
    return moment(day, time(policy.sms_from_hour)), closes


def _is_quiet(day: date) -> bool:
    return day.isoweekday() == 7 or bool(holiday(day))


def useless_after(
    template: Template, channel: Channel, *, facts: Mapping[str, object], at: datetime
) -> datetime | None:
    """From when it is of no use: a code that opens nothing, an SMS that says a time which has been."""
    if template in CODES:
        return at + CODE_LIVES
    starts_at = facts.get("starts_at")
    return starts_at if channel is Channel.SMS and isinstance(starts_at, datetime) else None


def held(
    channel: Channel, *, protection: Protection, sms_wanted: bool, useless_after: datetime | None, at: datetime
) -> Held | None:
    """Asked again just before it goes: much may have changed since it was written."""
    if protection is not Protection.OPEN:
        return Held.PROTECTED
    if channel is Channel.SMS and not sms_wanted:
        return Held.NOT_WANTED
    if useless_after is not None and at >= useless_after:
        return Held.USELESS
    return None


def after_held(template: Template, why: Held) -> MessageState:
    """Who no longer wants an SMS is spared it. What could not go for another reason asks for a human."""
    if why is Held.NOT_WANTED or template in CODES:
        return MessageState.STOPPED
    return MessageState.GIVEN_UP


def after(
    came: Came, template: Template, *, tries: int, useless_after: datetime | None, at: datetime, policy: SendPolicy,
    drawn: float,
) -> tuple[MessageState, datetime | None]:  # fmt: skip
    """The next state, and when it is tried again. Nothing that may have gone is ever sent again by the program."""
    if came is Came.TAKEN:
        return MessageState.SENT, None
    again = policy.next_try(tries, at=at, drawn=drawn) if came is Came.NOT_NOW else None
    if again is not None and (useless_after is None or again < useless_after):
        return MessageState.WAITING, again
    return for_a_human(template, MessageState.UNDECIDED if came is Came.LOST else MessageState.GIVEN_UP), None


def for_a_human(template: Template, state: MessageState) -> MessageState:
    """A code asks for nobody: whoever waits for it asks for another, and the old one is kept nowhere."""
    return MessageState.STOPPED if template in CODES else state
