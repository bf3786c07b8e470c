"""Attendance: from what was seen to one verdict, and what a streak of absences leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Verdict(StrEnum):
    PRESENT = "present"
    LATE = "late"
    ABSENT_VALID = "absent-valid"
    ABSENT_INVALID = "absent-invalid"
    NOT_REGISTERED = "not-registered"
    CANCELLED = "cancelled"
    CONTESTED = "contested"


CAME = frozenset({Verdict.PRESENT, Verdict.LATE})


class Why(StrEnum):
    """The one reason of a verdict."""

    SEEN = "seen"
    CAME_LATE = "came-late"
    NOTHING_SEEN = "nothing-seen"
    TOLD_AHEAD = "told-ahead"
    HOUR_CANCELLED = "hour-cancelled"
    PAUSED = "paused"
    NOT_EXPECTED = "not-expected"
    WAITING_FOR_ASSESSMENT = "waiting-for-assessment"
    EXPLANATION_WAITS = "explanation-waits"
    DISPUTED = "disputed"
    DISPUTE_UPHELD = "dispute-upheld"
    SEEN_DIFFERENTLY = "seen-differently"
    ASSESSED_VALID = "assessed-valid"
    ASSESSED_INVALID = "assessed-invalid"


class Seen(StrEnum):
    """What an observation says."""

    HERE = "here"
    NOT_HERE = "not-here"


class Mark(StrEnum):
    """What staff tick on the sheet of the hour."""

    HERE = "here"
    CAME_LATE = "came-late"
    NOT_HERE = "not-here"


class Source(StrEnum):
    SELF = "self"
    STAFF = "staff"
    PROVIDER = "provider"
    IMPORT = "import"


class Doubt(StrEnum):
    """Why staff have to look at an observation before it counts."""

    NO_BOOKING = "no-booking"
    OLD_TOUCH = "old-touch"
    CLOCK_WRONG = "clock-wrong"


class No(StrEnum):
    """Why something about attendance cannot be done."""

    NOT_STARTED = "attendance.not-started"
    NOT_BOOKED = "attendance.not-booked"
    ALREADY_SETTLED = "attendance.already-settled"
    NO_DOUBT = "attendance.no-doubt"
    NO_BOOKING_CHOSEN = "attendance.no-booking-chosen"
    NOTHING_MARKED = "attendance.nothing-marked"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a service has laid down about attendance from a day on. Minutes and days are whole; money is öre.

    ``review_at`` None: no streak, however long, asks for a review. ``announced_ore`` is what a historical scheme
    announced for each absence; it is counted, never proposed.
    """

    review_at: int | None = None
    late_after_minutes: int = 15
    opens_before_minutes: int = 30
    closes_after_minutes: int = 15
    silent_after_days: int = 7
    announced_ore: int = 0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value, least = getattr(self, name), 1 if name == "review_at" else 0
            if value is not None and value < least:
                raise ValueError(f"{name} is {value}; it cannot be less than {least}")

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> Policy:
        """From a rule set's values; keys of others are left alone. Raises ``ValueError`` for what is no number."""
        known = {name: values[name] for name in cls.__slots__ if name in values}
        for name, value in known.items():
            if isinstance(value, bool) or not isinstance(value, int):
                raise ValueError(f"{name} is {value!r}; write a whole number")
        return cls(**known)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Hour:
    """What a booking says: when the hour was, and whether the person was to come at all, and then in time."""

    starts_at: datetime
    ends_at: datetime
    cancelled: bool = False
    paused: bool = False
    exempt: bool = False
    dropped_in: bool = False


@dataclass(frozen=True, slots=True)
class Sighting:
    """An observation that counts for the hour: not in doubt, or settled by staff."""

    seen: Seen
    source: Source
    touched_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """The person's explanation, ahead or afterwards."""

    given_at: datetime
    ahead: bool


@dataclass(frozen=True, slots=True)
class Assessed:
    """Staff's assessment of the absence."""

    valid: bool
    assessed_at: datetime


@dataclass(frozen=True, slots=True)
class Disputed:
    """The person says that what was registered is wrong; ``upheld`` None while it waits."""

    made_at: datetime
    answered_at: datetime | None = None
    upheld: bool | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    verdict: Verdict
    why: Why


def verdict(
    hour: Hour,
    sightings: Sequence[Sighting] = (),
    *,
    told: Sequence[Told] = (),
    assessed: Sequence[Assessed] = (),
    disputed: Sequence[Disputed] = (),
    policy: Policy,
) -> Answer:
    """The one answer to *did the person come?*, from everything that is known; the order of rows does not matter.

    Nobody is absent because a row is missing: only a member of staff, a provider or an import who says "not here"
    makes an absence, and only an assessment by a person makes it valid or invalid. See docs/decisions/verdicts.md.
    """
    if hour.cancelled:
        return Answer(Verdict.CANCELLED, Why.HOUR_CANCELLED)
    upheld = max((one.answered_at for one in disputed if one.upheld and one.answered_at), default=None)
    counting = [one for one in sightings if not _overruled(one, upheld)]
    own = [one for one in counting if one.source is Source.SELF and one.seen is Seen.HERE]
    official = max(
        (one for one in counting if one.source is not Source.SELF),
        key=lambda one: (one.recorded_at, one.seen is Seen.HERE, one.touched_at),
        default=None,
    )
    if official is not None and official.seen is Seen.HERE:
        return _came(hour, official.touched_at, policy)
    if official is None and own:
        return _came(hour, min(one.touched_at for one in own), policy)
    if hour.paused:
        return Answer(Verdict.CANCELLED, Why.PAUSED)
    if hour.exempt:
        return Answer(Verdict.CANCELLED, Why.NOT_EXPECTED)
    if official is not None:
        return _absent(official, own, told, assessed, disputed)
    return _nothing_seen(told, assessed, upheld)


def _overruled(sighting: Sighting, upheld: datetime | None) -> bool:
    return upheld is not None and sighting.seen is Seen.NOT_HERE and sighting.recorded_at <= upheld


def _came(hour: Hour, touched_at: datetime, policy: Policy) -> Answer:
    if not hour.dropped_in and touched_at > hour.starts_at + timedelta(minutes=policy.late_after_minutes):
        return Answer(Verdict.LATE, Why.CAME_LATE)
    return Answer(Verdict.PRESENT, Why.SEEN)


def _absent(
    seen: Sighting,
    own: Sequence[Sighting],
    told: Sequence[Told],
    assessed: Sequence[Assessed],
    disputed: Sequence[Disputed],
) -> Answer:
    if any(one.upheld is None for one in disputed):
        return Answer(Verdict.CONTESTED, Why.DISPUTED)
    last = max(assessed, key=lambda one: (one.assessed_at, one.valid), default=None)
    since = last.assessed_at if last is not None else None
    if own and (since is None or any(one.recorded_at > since for one in [*own, seen])):
        return Answer(Verdict.CONTESTED, Why.SEEN_DIFFERENTLY)
    if any(since is None or one.given_at > since for one in told):
        return Answer(Verdict.CONTESTED, Why.EXPLANATION_WAITS)
    if last is None:
        return Answer(Verdict.CONTESTED, Why.WAITING_FOR_ASSESSMENT)
    if last.valid:
        return Answer(Verdict.ABSENT_VALID, Why.ASSESSED_VALID)
    return Answer(Verdict.ABSENT_INVALID, Why.ASSESSED_INVALID)


def _nothing_seen(told: Sequence[Told], assessed: Sequence[Assessed], upheld: datetime | None) -> Answer:
    last = max(assessed, key=lambda one: (one.assessed_at, one.valid), default=None)
    if told and last is not None and last.valid and all(one.given_at <= last.assessed_at for one in told):
        return Answer(Verdict.ABSENT_VALID, Why.ASSESSED_VALID)
    if upheld is not None:
        return Answer(Verdict.NOT_REGISTERED, Why.DISPUTE_UPHELD)
    if any(one.ahead for one in told):
        return Answer(Verdict.NOT_REGISTERED, Why.TOLD_AHEAD)
    return Answer(Verdict.NOT_REGISTERED, Why.NOTHING_SEEN)


@dataclass(frozen=True, slots=True)
class Day:
    """One hour's verdict on its local day."""

    on: date
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Streak:
    """Absences in a row: how many, the day of the first and of the last, and whether somebody must look at it."""

    length: int
    start: date | None
    end: date | None
    review: bool


NONE = Streak(0, None, None, False)


def _in_order(days: Iterable[Day]) -> list[Day]:
    # Who came at all on a day came first: an absence in another hour of that day begins anew.
    return sorted(days, key=lambda day: (day.on, day.verdict not in CAME))


def streaks(days: Iterable[Day], *, policy: Policy) -> tuple[Streak, ...]:
    """Every streak, in order. Coming ends one; only absent-invalid lengthens it; everything else leaves it as it is.

    One streak asks for one review, however long it grows. The rows may come in any order.
    """
    found: list[Streak] = []
    open_ = False
    for day in _in_order(days):
        if day.verdict in CAME:
            open_ = False
        elif day.verdict is Verdict.ABSENT_INVALID:
            last = found.pop() if open_ else NONE
            length = last.length + 1
            review = policy.review_at is not None and length >= policy.review_at
            found.append(Streak(length, last.start or day.on, day.on, review))
            open_ = True
    return tuple(found)


def consequence(days: Iterable[Day], *, policy: Policy, on: date) -> Streak:
    """The streak that runs on ``on``: what the service has to do about it is one review, never an amount."""
    known = [day for day in days if day.on <= on]
    last_came = max((day.on for day in known if day.verdict in CAME), default=date.min)
    running = streaks((day for day in known if day.on >= last_came), policy=policy)
    return running[-1] if running else NONE
