"""The team's meeting: who is to be talked about, and that what was agreed is written down."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.notes import LONGEST_WORD, text_fits

LONGEST_WHY = 300
# Where somebody can be taken up: before the whole team, or only before those of one's own compartment.
TAKEN_UP_IN = (Compartment.TEAM, Compartment.LABOUR_MARKET, Compartment.SOCIAL_SERVICES)


class No(StrEnum):
    PAST = "team.meeting-in-the-past"
    HELD_ALREADY = "team.meeting-stands-there"
    HAS_BEEN = "team.meeting-has-been"
    THERE_ALREADY = "team.person-stands-there"
    COMPARTMENT = "team.not-your-compartment"
    SETTLED = "team.settled-already"
    NOT_YET = "team.meeting-not-yet"


def may_call(*, held_on: date, one_is_called: bool, on: date) -> Decision:
    decision = no(No.PAST) if held_on < on else YES
    return decision & (no(No.HELD_ALREADY) if one_is_called else YES)


def may_take_up(why: str, *, held_on: date, in_allowed: bool, stands_there: bool, on: date) -> Decision:
    """May somebody be put on the agenda? On the meeting's own day too."""
    decision = text_fits(why, longest=LONGEST_WHY)
    if held_on < on:
        decision &= no(No.HAS_BEEN)
    if not in_allowed:
        decision &= no(No.COMPARTMENT)
    return decision & (no(No.THERE_ALREADY) if stands_there else YES)


def may_settle(agreed: str, *, settled: bool, held_on: date, on: date) -> Decision:
    """May it be written down what was agreed? Once, and from the day of the meeting on."""
    decision = text_fits(agreed, longest=LONGEST_WORD)
    if held_on > on:
        decision &= Decision.of([Because(No.NOT_YET, {"day": held_on})])
    return decision & (no(No.SETTLED) if settled else YES)


def sees(actor: Actor, *, service: int, on: date) -> tuple[Compartment, ...]:
    """Before whom the actor can take somebody up in the service, the whole team first."""
    return tuple(one for one in TAKEN_UP_IN if actor.may(Deed.SEE, one, on=on, service=service).allowed)
