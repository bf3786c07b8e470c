"""Invitation codes: an association hands one over, and the young person writes for themselves. Nobody is reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.accounts import LETTERS
from vidare.rules.decision import YES, Decision, no
from vidare.rules.organisations import OrganisationKind
from vidare.rules.period import Period

LENGTH = 10  # signs of a code: more than can be guessed from the open page, and two groups for the eye
MOST_AT_ONCE = 200
# Those who hand codes out. An authority refers, with its own name.
HAND_OUT = frozenset({OrganisationKind.ASSOCIATION, OrganisationKind.EMPLOYER, OrganisationKind.SCHOOL})

__all__ = ["HAND_OUT", "LENGTH", "LETTERS", "MOST_AT_ONCE", "Campaign", "No", "may_hand_out", "may_plan", "opens"]


class No(StrEnum):
    CODE_UNKNOWN = "invitation.code-unknown"
    CODE_USED = "invitation.code-used"
    CODE_EXPIRED = "invitation.code-expired"
    CODE_NEEDED = "invitation.code-needed"
    NAME_MISSING = "invitation.name-missing"
    ENDS_BEFORE_START = "invitation.ends-before-start"
    OVER = "invitation.over"
    HOW_MANY = "invitation.how-many"
    NOT_AN_ASSOCIATION = "invitation.not-an-association"
    WAY_IN_CLOSED = "invitation.way-in-closed"


def opens(days: Period | None, *, used: bool, on: date) -> Decision:
    """Does the code open the door today? ``days``: those of its campaign; None where nobody knows the code."""
    if days is None or on < days.start:
        return no(No.CODE_UNKNOWN)
    if used:
        return no(No.CODE_USED)
    return YES if on in days else no(No.CODE_EXPIRED)


def may_plan(*, name: str, kind: OrganisationKind, start: date, end: date, way_in_open: bool) -> Decision:
    """May a campaign be made with this organisation, for these days?"""
    found = YES if way_in_open else no(No.WAY_IN_CLOSED)
    if not name.strip():
        found &= no(No.NAME_MISSING)
    if kind not in HAND_OUT:
        found &= no(No.NOT_AN_ASSOCIATION)
    return found if start <= end else found & no(No.ENDS_BEFORE_START)


def may_hand_out(*, count: int, end: date, on: date) -> Decision:
    """May so many codes more be made for a campaign that ends then?"""
    found = YES if 1 <= count <= MOST_AT_ONCE else no(No.HOW_MANY, most=MOST_AT_ONCE)
    return found if on <= end else found & no(No.OVER)


@dataclass(frozen=True, slots=True)
class Campaign:
    """What became of the codes: made to be handed out, tried on the open page, led to somebody who was spoken with,
    and to somebody who came to a first meeting."""

    handed_out: int
    tried: int
    asked: int
    reached: int
    came: int

    def __post_init__(self) -> None:
        if not self.came <= self.reached <= self.asked <= self.tried <= self.handed_out:
            raise ValueError("who came was reached, who was reached had asked, who asked had tried a code handed out")
