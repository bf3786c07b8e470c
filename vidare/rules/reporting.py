"""What is reported to a fund, month by month: attested hours, participants, and when a month may close."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.decision import Because, Decision
from vidare.rules.period import Period

MOST_MINUTES = 31 * 24 * 60
LONGEST_REASON = 200


class HoursState(StrEnum):
    """Signed by the one who worked; approved by somebody else, or sent back to be written again."""

    SIGNED = "signed"
    APPROVED = "approved"
    RETURNED = "returned"


TRANSITIONS = {
    HoursState.SIGNED: frozenset({HoursState.APPROVED, HoursState.RETURNED}),
    HoursState.APPROVED: frozenset[HoursState](),
    HoursState.RETURNED: frozenset[HoursState](),
}


class No(StrEnum):
    MINUTES = "hours.minutes"
    HOURS_OUTSIDE = "hours.outside-project"
    HOURS_AHEAD = "hours.month-ahead"
    HOURS_WAIT = "hours.wait-already"
    HOURS_REASON = "hours.reason-missing"
    OWN_HOURS = "hours.own"
    HOURS_DONE = "hours.settled-already"
    NOT_OVER = "report.month-not-over"
    CLOSED = "report.closed-already"
    EARLIER_OPEN = "report.earlier-month-open"
    NO_KEY = "report.no-key"
    HOURS_TO_APPROVE = "report.hours-to-approve"
    NOT_HANDED_IN = "report.list-not-handed-in"
    REMARKS = "report.remarks-not-read"
    LIST_HANDED_IN = "report.list-handed-in"
    NOTHING_CHANGED = "report.nothing-changed"
    REASON = "report.reason-missing"


class Remark(StrEnum):
    """What stops nothing but is said before a month closes."""

    WITHOUT_NUMBER = "report.without-number"
    NOT_CHECKED = "report.not-checked"
    PROTECTED = "report.protected"
    NO_HOURS = "report.no-participation"
    HOURS_RETURNED = "report.hours-returned"
    NO_COSTS = "report.no-costs"
    OTHERS_MISSING = "report.other-lists-missing"
    NOBODY = "report.nobody"


class Standing(StrEnum):
    """How somebody stands in the list for the fund."""

    REPORTED = "reported"
    WITHOUT_NUMBER = "without-number"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Taking:
    """What the fund asks about one participant: the days they took part within the month, and the minutes attended."""

    person: int
    start: date
    end: date | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Listed:
    """How many stand how in a board's list."""

    reported: int
    without_number: int
    not_checked: int
    protected: int
    without_hours: int


def part_in(month: Period, start: date, end: date | None) -> tuple[date, date | None] | None:
    """The first and last day of taking part as the fund asks for them in a month; None for who was not there in it.

    The last day is told when it has come: who is still here when the month ends has none.
    """
    if not month.overlaps(Period(start, end)):
        return None
    last = end if end is not None and end in month else None
    return start, last


def may_sign(minutes: int, *, month: date, project: Period, waiting: bool, before: bool, closed: bool, reason: str,
             on: date) -> Decision:  # fmt: skip
    """May somebody attest so many minutes of their own? ``before``: hours of the month are approved already, so that
    these correct them; then, and when the month is closed, with a reason. ``waiting``: what they signed waits still.
    """
    return Decision.of(_against_hours(minutes, month, project, waiting, before or closed, reason, on))


def _against_hours(
    minutes: int, month: date, project: Period, waiting: bool, corrects: bool, reason: str, on: date
) -> Iterator[Because]:
    if not 0 <= minutes <= MOST_MINUTES or (minutes == 0 and not corrects):
        yield Because(No.MINUTES)
    if not Period.month(month.year, month.month).overlaps(project):
        yield Because(No.HOURS_OUTSIDE)
    elif month > on:
        yield Because(No.HOURS_AHEAD)
    if waiting:
        yield Because(No.HOURS_WAIT)
    if corrects and not reason.strip():
        yield Because(No.HOURS_REASON)


def may_settle(state: HoursState, *, to: HoursState, own: bool, reason: str) -> Decision:
    """May these hours be approved, or sent back? Never by the one who worked them; sent back with a reason."""
    reasons = []
    if own:
        reasons.append(Because(No.OWN_HOURS))
    if to not in TRANSITIONS[state]:
        reasons.append(Because(No.HOURS_DONE))
    if to is HoursState.RETURNED and not reason.strip():
        reasons.append(Because(No.HOURS_REASON))
    return Decision.of(reasons)


@dataclass(frozen=True, slots=True)
class Ready:
    """What is known of a month that somebody would close. ``earlier``: the first month before it that stands open."""

    month: date
    closed: bool
    earlier: date | None
    has_key: bool
    to_approve: int
    returned: int
    costs: int
    listed: Listed
    handed_in: bool
    others_missing: int


def may_close(ready: Ready, *, on: date) -> Decision:
    """May the month be closed? When it is over, in order, with a key, no hours that wait, and the own list."""
    return Decision.of(_against_close(ready, on))


def _against_close(ready: Ready, on: date) -> Iterator[Because]:
    if ready.closed:
        yield Because(No.CLOSED)
        return
    last = Period.month(ready.month.year, ready.month.month).end
    if last is None or on <= last:
        yield Because(No.NOT_OVER, {"last": last})
    if ready.earlier is not None:
        yield Because(No.EARLIER_OPEN, {"month": f"{ready.earlier:%Y-%m}"})
    if not ready.has_key:
        yield Because(No.NO_KEY)
    if ready.to_approve:
        yield Because(No.HOURS_TO_APPROVE, {"n": ready.to_approve})
    if not ready.handed_in:
        yield Because(No.NOT_HANDED_IN)


def remarks(ready: Ready) -> tuple[Because, ...]:
    """What whoever closes the month must have read: it stops nothing, and nobody can say afterwards it was not told."""
    listed = ready.listed
    counted = (
        (Remark.NOBODY, 0 if listed.reported or listed.protected else 1),
        (Remark.WITHOUT_NUMBER, listed.without_number),
        (Remark.NOT_CHECKED, listed.not_checked),
        (Remark.PROTECTED, listed.protected),
        (Remark.NO_HOURS, listed.without_hours),
        (Remark.HOURS_RETURNED, ready.returned),
        (Remark.NO_COSTS, 0 if ready.costs else 1),
        (Remark.OTHERS_MISSING, ready.others_missing),
    )
    return tuple(Because(code, {"n": n}) for code, n in counted if n)


def may_hand_in(month: Period, *, left: int, on: date) -> Decision:
    """May the list of a month be handed in? Once, when the month is over. ``left``: lists that have not been."""
    reasons = []
    if month.end is None or on <= month.end:
        reasons.append(Because(No.NOT_OVER, {"last": month.end}))
    if not left:
        reasons.append(Because(No.LIST_HANDED_IN))
    return Decision.of(reasons)


def changes(
    reported: Iterable[Taking], now: Iterable[Taking], *, kept_back: Collection[int] = ()
) -> tuple[tuple[Taking | None, Taking | None], ...]:
    """What a list that was handed in said and what is known now, of each person for whom the two are not the same.

    Whoever is ``kept_back`` took part still and is told as a number: nothing of them is wrong in the list.
    """
    then, today = {one.person: one for one in reported}, {one.person: one for one in now}
    return tuple(
        (then.get(person), today.get(person))
        for person in sorted({*then, *today} - {*kept_back})
        if then.get(person) != today.get(person)
    )


def may_correct(changed: int, *, reason: str) -> Decision:
    """A list that was handed in is not changed: what was wrong is added to it, with a reason."""
    reasons = [] if changed else [Because(No.NOTHING_CHANGED)]
    if not reason.strip():
        reasons.append(Because(No.REASON))
    return Decision.of(reasons)
