"""What crosses a wall: on what ground, to whom, what, and until when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.identity import Protection


class Ground(StrEnum):
    """What lifts secrecy. Consent is OSL 12:2; it is not the basis under the GDPR."""

    CONSENT = "consent"
    STATUTORY_DUTY = "statutory-duty"
    NECESSITY = "necessity"
    OSL_10_15_A = "osl-10-15-a"


class Item(StrEnum):
    """What can be disclosed, one by one."""

    NAME = "name"
    IDENTITY_NUMBER = "identity-number"
    CONTACT = "contact"
    REFERRAL = "referral"
    PLANNED_ACTIVITY = "planned-activity"
    PLAN = "plan"
    MAPPING = "mapping"
    NOTES = "notes"
    HOURS = "hours"
    MISSED_HOURS = "missed-hours"
    EXPLANATIONS = "explanations"
    ASSESSMENTS = "assessments"
    ASSIGNMENT = "assignment"
    OWN_WORDS = "own-words"
    STAFF_FACTS = "staff-facts"
    BOARD_ANSWER = "board-answer"


class Purpose(StrEnum):
    """Why something crosses a wall."""

    CONSULTATION = "consultation"
    JOINT_PLAN = "joint-plan"
    PLACEMENT = "placement-arranged"
    SUPPORT = "support"
    BASIS = "basis"
    BOARD_ANSWER = "board-answer"
    YOUTH = "youth-responsibility"


class No(StrEnum):
    PROTECTED = "disclosure.protected"
    NOT_CHECKED = "disclosure.not-checked"
    NOTHING = "disclosure.nothing"
    EMPTY = "disclosure.empty"
    UNTIL_PASSED = "disclosure.until-passed"
    CONSENT_IS_FOR_A_TIME = "disclosure.consent-is-for-a-time"
    RECEIVER = "disclosure.receiver"
    WITHDRAWN = "disclosure.withdrawn"
    NOT_ASKED = "disclosure.not-asked"
    ANSWERED = "disclosure.answered"
    NOT_YOURS = "disclosure.not-yours"
    NOT_OPENED = "disclosure.not-opened"
    NOT_COPIED = "disclosure.not-copied"
    OPEN_FOR_A_TIME = "disclosure.open-for-a-time"
    NOT_TO_THEM = "disclosure.not-to-them"
    NOT_BY_CONSENT = "disclosure.not-by-consent"
    WITH_THE_BASIS = "disclosure.with-the-basis"
    ONLY_BY_CONSENT = "disclosure.only-by-consent"


# What crosses only as part of a basis and of what the board answers to it: nobody picks these by hand.
WITH_A_BASIS = frozenset(
    {
        Item.MISSED_HOURS, Item.EXPLANATIONS, Item.ASSESSMENTS, Item.ASSIGNMENT, Item.OWN_WORDS, Item.STAFF_FACTS,
        Item.BOARD_ANSWER,
    }
)  # fmt: skip
# What another board of the same service can be let into for a time, as it stands and changes; the first two always go
# with it. Nothing of the social services' own compartment is ever among it.
WHO = frozenset({Item.NAME, Item.CONTACT})
OPENED = WHO | {Item.PLAN, Item.HOURS, Item.MAPPING, Item.NOTES}
ONLY_OPENED = frozenset({Item.MAPPING, Item.NOTES})  # Nobody keeps a copy of them.
FOR_A_BASIS = frozenset({Purpose.BASIS, Purpose.BOARD_ANSWER})
SEALED = frozenset({Item.IDENTITY_NUMBER, Item.CONTACT})  # Encrypted wherever they are kept.


def may_disclose(
    protection: Protection, *, items: Collection[Item], ground: Ground, receivers: int, until: date | None, on: date,
    named: bool = False,
) -> Decision:  # fmt: skip
    """What crosses a wall has a ground, one receiver, a content and a date; protection fails closed.

    ``named``: the receiver is one of the few who may see this person though the identity is protected.
    """
    reasons = []
    if protection is Protection.PROTECTED and not named:
        reasons.append(Because(No.PROTECTED))
    if protection is Protection.UNKNOWN:
        reasons.append(Because(No.NOT_CHECKED))
    if not items:
        reasons.append(Because(No.NOTHING))
    if receivers != 1:
        reasons.append(Because(No.RECEIVER))
    if until is not None and until < on:
        reasons.append(Because(No.UNTIL_PASSED))
    if ground is Ground.CONSENT and until is None:
        reasons.append(Because(No.CONSENT_IS_FOR_A_TIME))
    return Decision.of(reasons)


def by_hand(items: Collection[Item], purpose: Purpose) -> Decision:
    """Chosen by somebody on a form, one by one. What belongs to a basis goes with the basis."""
    with_the_basis = purpose in FOR_A_BASIS or any(item in WITH_A_BASIS for item in items)
    return no(No.WITH_THE_BASIS) if with_the_basis else YES


def to_the_register(ground: Ground) -> Decision:
    """Who comes of their own will stands in the register of the young by it only where they themselves say so."""
    return YES if ground is Ground.CONSENT else no(No.ONLY_BY_CONSENT)


def may_open(items: Collection[Item], *, until: date | None, another_board: bool) -> Decision:
    """Parts of a file stand open to another board of the same service, for a time: never to an authority outside it.

    Arbetsförmedlingen has no standing access; it sees what was copied for it, item by item.
    """
    reasons = [Because(No.NOT_OPENED, {"item": item}) for item in sorted(items) if item not in OPENED]
    if until is None:
        reasons.append(Because(No.OPEN_FOR_A_TIME))
    if not another_board:
        reasons.append(Because(No.NOT_TO_THEM))
    return Decision.of(reasons)


def may_copy(items: Collection[Item]) -> Decision:
    return Decision.of(Because(No.NOT_COPIED, {"item": item}) for item in sorted(items) if item in ONLY_OPENED)


def all_known(facts: Mapping[Item, object]) -> Decision:
    """An item about which nothing is known is not disclosed as an empty one."""
    return Decision.of(Because(No.EMPTY, {"item": item}) for item, fact in facts.items() if not fact)


def may_withdraw(ground: Ground, purpose: Purpose, *, own: bool, withdrawn: bool) -> Decision:
    """A consent is its person's own and ends when they say so; what rests on another ground is for staff to end.

    What went over as a basis, or as the answer to one, ends with the basis and not by itself.
    """
    if withdrawn:
        return no(No.WITHDRAWN)
    if purpose in FOR_A_BASIS:
        return no(No.WITH_THE_BASIS)
    return no(No.NOT_BY_CONSENT) if own and ground is not Ground.CONSENT else YES


def may_answer(*, asked: bool, answered: bool) -> Decision:
    """A question that was put is answered once."""
    if not asked:
        return no(No.NOT_ASKED)
    return no(No.ANSWERED) if answered else YES
