"""What leaves the house: its channels, its templates, and its life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
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
    UNDECIDED = "undecided"
    GIVEN_UP = "given-up"
    REACHED = "reached-otherwise"
    STOPPED = "stopped"


S = MessageState
# A letter goes from waiting to sent when staff have posted it. Undecided: it was taken to be sent, and nobody knows
# whether it went; the program never sends it again by itself. That, and what is given up, a human answers. What waits
# becomes undecided when a backup is put back: it may have gone after the backup was taken.
TRANSITIONS: dict[MessageState, frozenset[MessageState]] = {
    S.WAITING: frozenset({S.SENDING, S.SENT, S.UNDECIDED, S.STOPPED}),
    S.SENDING: frozenset({S.SENT, S.WAITING, S.UNDECIDED, S.GIVEN_UP, S.STOPPED}),
    S.UNDECIDED: frozenset({S.SENT, S.WAITING, S.GIVEN_UP, S.REACHED, S.STOPPED}),
    S.GIVEN_UP: frozenset({S.WAITING, S.REACHED, S.STOPPED}),
    S.SENT: frozenset(),
    S.REACHED: frozenset(),
    S.STOPPED: frozenset(),
}
ASKS_FOR_A_HUMAN = (S.UNDECIDED, S.GIVEN_UP)


class Answer(StrEnum):
    """What a human says of a message that asks for one."""

    WENT = "went"
    AGAIN = "try-again"
    REACHED = "reached-otherwise"
    DROP = "drop"


BECOMES = {Answer.WENT: S.SENT, Answer.AGAIN: S.WAITING, Answer.REACHED: S.REACHED, Answer.DROP: S.STOPPED}


def answers(state: MessageState) -> tuple[Answer, ...]:
    """What can be said of it. What was given up has not gone: nobody can say that it went."""
    asked = state in ASKS_FOR_A_HUMAN
    return tuple(answer for answer in Answer if asked and BECOMES[answer] in TRANSITIONS[state])


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
    ACTS_FOR_CODE = "acts-for-code"


class No(StrEnum):
    NOT_UNDECIDED = "message.not-undecided"
    STATE = "message.state-does-not-allow"
    NO_LETTER = "message.no-letter"
    NOT_PRINTED = "message.not-printed"


def may_be_answered(state: MessageState, answer: Answer) -> Decision:
    return YES if answer in answers(state) else no(No.NOT_UNDECIDED)


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
ABOUT_LOG_IN = frozenset({Template.LOGIN_OPENED, Template.CODE_ISSUED, Template.ACTS_FOR_CODE})
# The person's own way in is nobody else's to read about, and least of all its codes.
ABOUT_THE_OWN_DOOR = ABOUT_LOG_IN | CODES | BY_LETTER


@dataclass(frozen=True, slots=True)
class Letter:
    """The exact text, in one language, for one channel."""

    lang: str
    subject: str
    text: str


class Voice(Protocol):
    """Puts a letter into words; web has the only one."""

    def __call__(self, template: Template, *, channel: Channel, lang: str, facts: Mapping[str, object]) -> Letter: ...


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
