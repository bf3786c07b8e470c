"""What leaves the house: its channels, its life, and when it is tried again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from vidare.rules.decision import YES, Decision, no
from vidare.rules.identity import Protection


class Channel(StrEnum):
    PAGE = "page"
    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"


class MessageState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GIVEN_UP = "given-up"
    STOPPED = "stopped"


# A letter goes from waiting to sent when staff have posted it; what is given up, staff say that it went, or try again.
TRANSITIONS: dict[MessageState, frozenset[MessageState]] = {
    MessageState.WAITING: frozenset({MessageState.SENDING, MessageState.SENT, MessageState.STOPPED}),
    MessageState.SENDING: frozenset({MessageState.SENT, MessageState.WAITING, MessageState.GIVEN_UP}),
    MessageState.GIVEN_UP: frozenset({MessageState.WAITING, MessageState.SENT}),
    MessageState.SENT: frozenset(),
    MessageState.STOPPED: frozenset(),
}


class Template(StrEnum):
    """The letters of the house. None of them names an amount; only ``decision-recorded`` comes after a decision."""

    MISSED_YOU = "missed-you"
    EXPLANATION_RECEIVED = "explanation-received"
    ASSESSED = "assessed"
    DISPUTE_ANSWERED = "dispute-answered"
    BASIS_PREPARED = "basis-prepared"
    BASIS_HANDED_OVER = "basis-handed-over"
    COMMUNICATED = "communicated"
    DECISION_RECORDED = "decision-recorded"
    NO_ACTION = "no-action"
    BASIS_WITHDRAWN = "basis-withdrawn"
    ASSIGNMENT_DECIDED = "assignment-decided"
    MEETING = "meeting"
    HOUR_CALLED_OFF = "hour-called-off"
    REFERRAL_RECEIVED = "referral-received"
    LOGIN_CODE = "login-code"
    LOGIN_LETTER = "login-letter"
    LOGIN_OPENED = "login-opened"
    CODE_ISSUED = "code-issued"


class No(StrEnum):
    NOT_UNDECIDED = "message.not-undecided"
    STATE = "message.state-does-not-allow"
    NO_LETTER = "message.no-letter"
    NOT_PRINTED = "message.not-printed"


def may_become(state: MessageState, new: MessageState) -> Decision:
    return YES if new in TRANSITIONS[state] else no(No.STATE, state=state, new=new)


# An SMS holds a day and a time and nothing else, so only what is a day and a time goes by it.
BY_SMS = frozenset({Template.MEETING})
# A code to log in with goes by SMS alone, is of no use later, and is not kept when it has gone.
CODES = frozenset({Template.LOGIN_CODE})
CODE_LIVES = timedelta(minutes=10)
# What is printed by staff and posted, or handed over at the door. No program carries it.
BY_LETTER = frozenset({Template.LOGIN_LETTER})
# Stands in a letter's kept text where the code stood: the code itself is on the paper, and sealed until then.
UNTOLD = "•••••-•••••"
# Somebody of staff can log in as the person: told in every way they can be reached. An SMS says only that there is
# something to read.
ABOUT_LOG_IN = frozenset({Template.LOGIN_OPENED, Template.CODE_ISSUED})


@dataclass(frozen=True, slots=True)
class Letter:
    """The exact text, in one language, for one channel."""

    lang: str
    subject: str
    text: str


class Voice(Protocol):
    """Puts a letter into words; web has the only one."""

    def __call__(self, template: Template, *, channel: Channel, lang: str, facts: Mapping[str, object]) -> Letter: ...


@dataclass(frozen=True, slots=True)
class SendPolicy:
    """How long to wait before each new try, and after how long a claimed message counts as undecided."""

    waits: tuple[timedelta, ...] = (
        timedelta(minutes=1),
        timedelta(minutes=10),
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(days=1),
    )
    undecided_after: timedelta = timedelta(minutes=15)

    def next_try(self, tries: int, *, at: datetime) -> datetime | None:
        """When to try again after ``tries`` failures; None when it is given up."""
        return at + self.waits[tries - 1] if tries <= len(self.waits) else None


def channels(
    template: Template, *, protection: Protection, sms_wanted: bool, has_phone: bool, has_email: bool
) -> tuple[Channel, ...]:
    """The page always. E-mail and SMS only where the identity is known to be open; SMS only when asked for."""
    if template in BY_LETTER:
        return (Channel.LETTER,)
    if template in CODES:
        return (Channel.SMS,) if protection is Protection.OPEN and sms_wanted and has_phone else ()
    ways = [Channel.PAGE]
    if protection is Protection.OPEN:
        if has_email:
            ways.append(Channel.EMAIL)
        if sms_wanted and has_phone and template in BY_SMS | ABOUT_LOG_IN:
            ways.append(Channel.SMS)
    return tuple(ways)


def may_be_posted(*, printed: int) -> Decision:
    """Only what has been printed can have been posted: a code that is on no paper would be lost."""
    return YES if printed else no(No.NOT_PRINTED)


def letter_address(address: str, *, protection: Protection) -> tuple[str, ...]:
    """The lines of an address block; none means that the letter is handed over at the door.

    Nothing is sent home to somebody whose identity is protected, or of whom the register has not been asked.
    """
    if protection is not Protection.OPEN:
        return ()
    return tuple(line.strip() for line in address.replace("\n", ",").split(",") if line.strip())


def kept_text(template: Template, text: str) -> str:
    """What the outbox keeps when a message has gone: the exact text, but never a code that opens something."""
    return "".join("•" if sign.isdigit() else sign for sign in text) if template in CODES else text


def too_old(template: Template, *, written_at: datetime, at: datetime) -> bool:
    """A code that can no longer be used is not sent."""
    return template in CODES and at >= written_at + CODE_LIVES
