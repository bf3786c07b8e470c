"""The calendar feed: one's own hours at a secret address, without a name of anybody or of any place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from vidare.rules.decision import YES, Decision, no
from vidare.rules.identity import Protection


class What(StrEnum):
    """All that a calendar is told of an hour. It lies with others, who read it."""

    HOUR = "hour"
    MEETING = "meeting"


class No(StrEnum):
    PROTECTED = "feed.protected"
    NOT_CHECKED = "feed.not-checked"
    NONE = "feed.none"


@dataclass(frozen=True, slots=True)
class FeedPolicy:
    """How far a feed reaches. What was called off stays in it and says so: a calendar drops what it is told to drop."""

    back: timedelta = timedelta(days=30)
    ahead: timedelta = timedelta(days=180)


@dataclass(frozen=True, slots=True, order=True)
class Hour:
    """One entry. ``uid`` is the same for ever, so that a calendar knows an hour again that was called off."""

    starts_at: datetime
    ends_at: datetime
    uid: str
    what: What
    cancelled: bool


def may_have(protection: Protection | None) -> Decision:
    """``None``: staff. A protected person's days lie nowhere but here, nor those of who has not been asked about."""
    if protection is Protection.PROTECTED:
        return no(No.PROTECTED)
    return no(No.NOT_CHECKED) if protection is Protection.UNKNOWN else YES
