"""Those who receive support: what each was offered and after how long, or why nothing was; never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.decision import YES, Decision, no
from vidare.rules.period import ONE_DAY
from vidare.rules.support import Obstacle


class Standing(StrEnum):
    """Where one who receives support stands: each in exactly one."""

    OFFERED = "recipient-offered"
    WITH_REASON = "recipient-with-reason"
    NEITHER = "recipient-neither"


class WhyNot(StrEnum):
    """Why nothing was offered, as the board's officer notes it; the last is told by the referral itself."""

    OTHER_SUPPORT = "has-other-support"
    HEALTH = "health-comes-first"
    CARE = "cares-for-somebody"
    DID_NOT_WANT = "said-no"
    SHORT = "support-for-a-short-time"
    NOTHING_FITS = "nothing-fits"
    TURNED_AWAY = "turned-away"


BY_HAND = tuple(why for why in WhyNot if why is not WhyNot.TURNED_AWAY)
# What the registered obstacle says by itself: whoever works, studies, is ill or takes care of a child.
OBSTACLE_SAYS_WHY = frozenset(
    {
        Obstacle.WORKS_FULL_TIME, Obstacle.STUDIES, Obstacle.ILL, Obstacle.SICKNESS_BENEFIT, Obstacle.PENSION,
        Obstacle.PARENTAL_LEAVE,
    }
)  # fmt: skip


class No(StrEnum):
    NO_SUPPORT = "recipients.no-support"


@dataclass(frozen=True, slots=True)
class Spell:
    start: date
    end: date | None
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A way in to a service, or a way through it, from a day until a day. ``what`` is the service."""

    on: date
    until: date | None
    what: str
    turned_away: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """``since``: the first day of the unbroken support; ``counted_from``: that day, or the one on which the board's
    first service opened, if it is later. ``days``: from there to the offer; so far where nothing was offered.
    ``days_of_support``: the same from the first day of support, which nobody could have offered anything on.
    """

    standing: Standing
    since: date
    counted_from: date
    days: int
    days_of_support: int
    offer: Offer | None = None
    why: WhyNot | Obstacle | None = None


def supported_since(spells: Sequence[Spell], *, on: date) -> date | None:
    """The first day of the support that covers the day, without a day between; None where none does."""
    first: date | None = None
    for spell in sorted(spells, key=lambda one: one.start, reverse=True):
        if spell.start > on:
            continue
        reaches = spell.end is None or spell.end >= (on if first is None else first - ONE_DAY)
        if reaches:  # one that does not may lie inside another that began before it
            first = spell.start
    return first


def answer(
    spells: Sequence[Spell], offers: Iterable[Offer], noted: Iterable[tuple[date, WhyNot]], *, on: date,
    opened: date | None = None,
) -> Answer | None:  # fmt: skip
    """What somebody who has support on the day was offered in that time, or why not; None without support.

    ``opened``: the day on which the board's first service opened; before it there was nothing to offer. What began
    before the support and went on into it was offered at once. A no from a service is no offer, but a reason. A reason
    that was noted in an earlier time of support says nothing about this one.
    """
    since = supported_since(spells, on=on)
    if since is None:
        return None
    near = [one for one in offers if one.on <= on and (one.until is None or one.until >= since)]
    found = min((one for one in near if not one.turned_away), key=lambda one: (one.on, one.what), default=None)
    counted = max(since, opened) if opened is not None and opened <= on else since
    until = on if found is None else found.on
    days, of_support = (max((until - first).days, 0) for first in (counted, since))
    if found is not None:
        return Answer(Standing.OFFERED, since, counted, days, of_support, offer=found)
    why = _why(spells, near, [one for one in noted if since <= one[0] <= on], on=on)
    return Answer(Standing.WITH_REASON if why else Standing.NEITHER, since, counted, days, of_support, why=why)


def _why(
    spells: Iterable[Spell], offers: Iterable[Offer], noted: Sequence[tuple[date, WhyNot]], *, on: date
) -> WhyNot | Obstacle | None:
    """A human's word first, then the obstacle that is registered now, then a no from a service."""
    if noted:
        return max(noted, key=lambda one: one[0])[1]
    now = [one for one in spells if one.start <= on and (one.end is None or one.end >= on)]
    obstacle = max(now, key=lambda one: one.start).obstacle if now else ""
    if obstacle in OBSTACLE_SAYS_WHY:
        return Obstacle(obstacle)
    return WhyNot.TURNED_AWAY if any(one.turned_away for one in offers) else None


def may_note(spells: Sequence[Spell], *, on: date) -> Decision:
    """May a reason be noted? Only of whoever has support today; an offer that comes all the same goes before it."""
    return no(No.NO_SUPPORT) if supported_since(spells, on=on) is None else YES
