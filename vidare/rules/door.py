"""The door: what is answered to somebody who checks in, when staff must look first, and when guessing is stopped."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from vidare.rules.attendance import Answer, Doubt, Hour, Policy, Seen, Sighting, Source, Why, verdict
from vidare.rules.calendar import local_day
from vidare.rules.identity import check_digit

TRIES = 20  # codes that nobody has, from one device …
WITHIN = timedelta(minutes=10)  # … in so long a time; 300 arrivals with their slips of the finger stay below it
WRONG_BY = timedelta(minutes=5)  # a clock that is off by more is wrong


class Door(StrEnum):
    """What the kiosk answers. No name, and nothing that tells one person from another."""

    WELCOME = "door.welcome"
    DROP_IN = "door.drop-in"
    ALREADY = "door.already"
    SEE_STAFF = "door.see-staff"
    UNKNOWN = "door.unknown"
    WAIT = "door.wait"
    KEPT = "door.kept"


@dataclass(frozen=True, slots=True)
class Touch:
    """One touch: when it was made and when it was sent, by one and the same clock; and when it arrived, by ours."""

    touched_at: datetime
    sent_at: datetime
    arrived_at: datetime


def _between(earlier: datetime, later: datetime) -> timedelta:
    # In UTC: two local times are subtracted as the wall shows them, which is an hour wrong when the clock changes.
    return later.astimezone(UTC) - earlier.astimezone(UTC)


def doubt(touch: Touch) -> Doubt | None:
    """Why staff must look at a touch before it counts: the clock cannot be right, or it is of another day."""
    lag = _between(touch.sent_at, touch.arrived_at)
    if abs(lag) > WRONG_BY or _between(touch.touched_at, touch.sent_at) < timedelta(0):
        return Doubt.CLOCK_WRONG
    if local_day(touch.touched_at) != local_day(touch.arrived_at):
        return Doubt.OLD_TOUCH
    return None


def moment_of(touch: Touch) -> datetime:
    """When the touch was made, by our clock: how long ago it was is true also where the hands are a little off."""
    return touch.arrived_at.astimezone(UTC) - max(_between(touch.touched_at, touch.sent_at), timedelta(0))


def is_guessing(missed: int, since: datetime | None, *, at: datetime) -> bool:
    return since is not None and missed >= TRIES and _lately(since, at)


def _lately(since: datetime, at: datetime) -> bool:
    """Not what is counted from a time that has not been: the clock was ahead then, and the door would stay shut."""
    return since - WRONG_BY <= at < since + WITHIN


def missed_again(missed: int, since: datetime | None, *, at: datetime) -> tuple[int, datetime]:
    """How many codes nobody had, and since when, after one more."""
    return (missed + 1, since) if since is not None and _lately(since, at) else (1, at)


def first_seen(before: Why | None, hour: Hour, touched_at: datetime, *, policy: Policy) -> Answer | None:
    """The verdict when the person says "here", of an hour of which nothing but that was to be known.

    ``before`` is the reason of the verdict until now: these two tell that nobody had seen the person, or seen them to
    be away, and that no dispute was upheld; nothing else has a part in it when somebody came. None: ask everything.
    """
    if before not in {Why.NOTHING_SEEN, Why.TOLD_AHEAD}:
        return None
    return verdict(hour, [Sighting(Seen.HERE, Source.SELF, touched_at, touched_at)], policy=policy)


DRAWN = 1000  # codes with a check digit


def all_codes() -> Iterator[str]:
    """Every code, in the order they are to be given: those with a check digit first, then what is left.

    A slip of one finger must not be somebody else's code, who would be checked in instead. The last digit is the
    Luhn digit (ISO/IEC 7812-1, annex B) of the three before it, which sees every single wrong digit; only an office
    that has used up the thousand draws among the others.
    """
    checked = [door_code(number) for number in range(DRAWN)]
    yield from checked
    yield from (code for number in range(10_000) if (code := f"{number:04d}") not in checked)


def door_code(number: int) -> str:
    """Of a number below a thousand."""
    return f"{number:03d}{check_digit(f'{number:03d}')}"


def draw_codes(draw: Callable[[int], int]) -> Iterator[str]:
    """Codes to try, one after the other; ``draw(n)`` answers a number below n. When the checked ones are taken, any."""
    yield from (door_code(draw(DRAWN)) for _ in range(60))
    yield from (f"{draw(10_000):04d}" for _ in range(2000))


LONGEST = 200  # characters of what a reader of cards may type


def typed(text: str) -> tuple[str, str]:
    """The code and the card of what was typed or read: four digits of any script are a code, all else is a card."""
    kept = "".join(sign for sign in text[:LONGEST] if sign.isprintable() and not sign.isspace())
    digits = "".join(str(unicodedata.decimal(sign)) for sign in kept if sign.isdecimal())
    return (digits, "") if len(digits) == len(kept) == 4 else ("", kept)
