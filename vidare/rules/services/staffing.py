"""Who may be given a role, who may lose one, and that nobody's participants are left without a coach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from vidare.rules.access import Role
from vidare.rules.decision import YES, Because, Decision, no


class No(StrEnum):
    HELD_ALREADY = "staff.held-already"
    NOT_HELD = "staff.not-held"
    OPEN_PARTICIPATIONS = "staff.open-participations"
    SUCCESSOR_NOT_HERE = "staff.successor-not-here"
    REASON_MISSING = "staff.reason-missing"
    ENDS_BEFORE_START = "staff.ends-before-start"
    LAST_ADMINISTRATOR = "staff.last-administrator"
    USERNAME_TAKEN = "staff.username-taken"
    USERNAME = "staff.username"
    NAME_MISSING = "staff.name-missing"
    DEVICE_ENDED = "staff.device-ended"
    PARTICIPANT_ROLE = "staff.participant-role"
    TAKES_PART = "staff.takes-part"
    OWN = "staff.own"
    FOR_A_TIME = "staff.stands-in-for-a-time"
    NOT_THE_SAME = "staff.stands-in-for-another-role"
    HIMSELF = "staff.stands-in-for-oneself"
    OPEN_STEPS = "staff.open-steps-behind-a-wall"


def may_hold(role: Role, *, held: bool, takes_part: bool, reason: str, own: bool = False) -> Decision:
    """May somebody be given this role here, for the reason that is told?

    Who takes part in a service is not staff with the same log-in, and who gives roles gives none to themselves: the
    one who decides over the walls would stand outside all of them.
    """
    found = no(No.PARTICIPANT_ROLE) if role is Role.PARTICIPANT else YES
    if not reason.strip():
        found &= no(No.REASON_MISSING)
    if own:
        found &= no(No.OWN)
    if takes_part:
        found &= no(No.TAKES_PART)
    return found & no(No.HELD_ALREADY) if held else found


def may_stand_in(*, start: date, end: date | None, for_oneself: bool, same_role: bool) -> Decision:
    """May somebody be a substitute? For a time, and for another who holds the same role for the same board."""
    decision = YES if end is not None else no(No.FOR_A_TIME)
    if end is not None and end < start:
        decision &= no(No.ENDS_BEFORE_START, end=end, start=start)
    if for_oneself:
        return decision & no(No.HIMSELF)
    return decision if same_role else decision & no(No.NOT_THE_SAME)


def may_end(
    role: Role, *, start: date, ended: bool, end: date, reason: str, open_participations: int,
    successor_is_coach: bool | None, other_administrators: int, widens_own: bool = False,
    walled_steps: int = 0,
) -> Decision:  # fmt: skip
    """May this role end? ``successor_is_coach`` None: nobody has been named to take over; else whether they can.

    ``walled_steps`` are open steps of theirs that only their own role sees.
    """

    def reasons() -> Iterator[Because]:
        if ended:
            yield Because(No.NOT_HELD)
        if end < start:
            yield Because(No.ENDS_BEFORE_START, {"end": end, "start": start})
        if not reason.strip():
            yield Because(No.REASON_MISSING)
        if open_participations and successor_is_coach is None:
            yield Because(No.OPEN_PARTICIPATIONS, {"count": open_participations})
        if walled_steps and successor_is_coach is None:
            yield Because(No.OPEN_STEPS, {"count": walled_steps})
        if successor_is_coach is False:
            yield Because(No.SUCCESSOR_NOT_HERE)
        if role is Role.ADMINISTRATOR and other_administrators == 0:
            yield Because(No.LAST_ADMINISTRATOR)
        if widens_own:
            yield Because(No.OWN)

    return Decision.of(reasons())


def may_log_in_as(username: str, *, name: str, taken: bool) -> Decision:
    """May a log-in with this user name be made?"""
    found = YES
    if not re.fullmatch(r"[\w.@+-]{3,150}", username):
        found &= no(No.USERNAME)
    if not name.strip():
        found &= no(No.NAME_MISSING)
    return found & no(No.USERNAME_TAKEN) if taken else found
