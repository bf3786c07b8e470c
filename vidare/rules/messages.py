"""What leaves the house: its channels, its life, and when it is tried again."""

from __future__ import annotations

from enum import StrEnum


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
