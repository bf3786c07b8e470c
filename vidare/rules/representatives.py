"""Who may act for somebody: as what, in which matters, and for which days. Seen by a human, with the paper named."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.identity import Protection
from vidare.rules.period import ONE_DAY, Period

OF_AGE = 18  # föräldrabalken 9:1


class Capacity(StrEnum):
    """As what somebody acts for another (föräldrabalken 6, 11 kap.; avtalslagen 2 kap.)."""

    CUSTODIAN = "custodian"
    GUARDIAN = "legal-guardian"
    SPECIAL_REPRESENTATIVE = "special-representative"
    ADMINISTRATOR = "administrator-by-court"
    POWER_OF_ATTORNEY = "power-of-attorney"


FOR_A_CHILD = frozenset({Capacity.CUSTODIAN, Capacity.GUARDIAN})


class Matter(StrEnum):
    """What they may do in the person's place."""

    PLAN = "matter-plan"
    ABSENCE = "matter-absence"
    CONSENT = "matter-consent"
    LETTERS = "matter-letters"


class Doing(StrEnum):
    """What a representative does by themselves, on the person's pages."""

    SEE_PLAN = "doing-see-plan"
    AGREE = "doing-agree"
    SEE_TIMES = "doing-see-times"
    MOVE_TIME = "doing-move-time"
    SEE_ABSENCES = "doing-see-absences"
    EXPLAIN = "doing-explain"
    DISPUTE = "doing-dispute"
    SEE_BASIS = "doing-see-basis"
    ADD_WORDS = "doing-add-words"
    SEE_SHARED = "doing-see-shared"
    WITHDRAW_CONSENT = "doing-withdraw-consent"
    READ_LETTERS = "doing-read-letters"


# What each matter gives, and nothing else does. How it goes, the mapping and the notes are no matter of anybody's: the
# first is the person's own word, and the others are theirs to read.
GIVES: dict[Matter, frozenset[Doing]] = {
    Matter.PLAN: frozenset({Doing.SEE_PLAN, Doing.AGREE, Doing.SEE_TIMES, Doing.MOVE_TIME}),
    Matter.ABSENCE: frozenset(
        {Doing.SEE_TIMES, Doing.SEE_ABSENCES, Doing.EXPLAIN, Doing.DISPUTE, Doing.SEE_BASIS, Doing.ADD_WORDS}
    ),
    Matter.CONSENT: frozenset({Doing.SEE_SHARED, Doing.WITHDRAW_CONSENT}),
    Matter.LETTERS: frozenset({Doing.READ_LETTERS}),
}


class Ended(StrEnum):
    """Why somebody does not act for a person by themselves today, as they are told it."""

    NOT_YET = "representative.not-yet"
    PASSED = "representative.passed"
    TAKEN_BACK = "representative.taken-back"
    GROWN_UP = "representative.grown-up"
    SHUT = "representative.shut"
    NOT_HERE = "representative.not-here"


class No(StrEnum):
    NO_NAME = "representative.no-name"
    NO_MATTER = "representative.no-matter"
    NO_EVIDENCE = "representative.no-evidence"
    ENDS_BEFORE_START = "representative.ends-before-start"
    OF_AGE = "representative.of-age"
    UNTIL_OF_AGE = "representative.until-of-age"
    NO_END = "representative.no-end"
    ENDED = "representative.ended"
    NOBODY = "representative.nobody"
    NOT_NOW = "representative.not-now"
    OTHER_MATTER = "representative.other-matter"
    NO_PHONE = "representative.no-phone"
    HAS_ONE = "representative.has-one"
    NO_LOG_IN = "representative.no-log-in"
    HIDDEN_IDENTITY = "representative.hidden-identity"
    OWN_PHONE = "representative.own-phone"
    STAFF_PHONE = "representative.staff-phone"
    BY_COURT = "representative.by-court"
    BY_LAW = "representative.by-law"
    SOMEBODY_HERE = "representative.somebody-here"


def may_register(
    capacity: Capacity, matters: Collection[Matter], *, name: str, evidence: str, start: date, end: date | None,
    born_on: date | None,
) -> Decision:  # fmt: skip
    """May this be kept? A custodian or guardian acts for a child, and no longer than the child is one."""
    because = []
    if not name.strip():
        because.append(Because(No.NO_NAME))
    if not matters:
        because.append(Because(No.NO_MATTER))
    if not evidence.strip():
        because.append(Because(No.NO_EVIDENCE))
    if end is not None and end < start:
        because.append(Because(No.ENDS_BEFORE_START))
    if capacity is Capacity.POWER_OF_ATTORNEY and end is None:
        because.append(Because(No.NO_END))
    if capacity in FOR_A_CHILD and born_on is not None:
        last = of_age_on(born_on) - ONE_DAY
        if start > last:
            because.append(Because(No.OF_AGE))
        elif end is None or end > last:
            because.append(Because(No.UNTIL_OF_AGE, {"last": last}))
    return Decision.of(because)


def may_end(start: date, end: date | None, *, last: date) -> Decision:
    """It is given an earlier last day; to make it longer is to see a paper again."""
    if last < start - ONE_DAY:
        return no(No.ENDS_BEFORE_START)
    return no(No.ENDED) if end is not None and end <= last else Decision()


def may_speak(matters: Collection[Matter] | None, days: Period | None, *, matter: Matter, on: date) -> Decision:
    """May they act in this matter today? ``None``: there is nobody such, or not for this person."""
    if matters is None or days is None:
        return no(No.NOBODY)
    because = []
    if on not in days:
        because.append(Because(No.NOT_NOW))
    if matter not in matters:
        because.append(Because(No.OTHER_MATTER, {"matter": matter}))
    return Decision.of(because)


def of_age_on(born: date) -> date:
    """The eighteenth birthday; of 29 February, 1 March where the year has no such day."""
    try:
        return born.replace(year=born.year + OF_AGE)
    except ValueError:
        return date(born.year + OF_AGE, 3, 1)


# ── The door of their own ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides whether somebody acts for a person by themselves on a day.

    ``kept``: some service still works with the person. Whoever is weeded has nobody who acts for them here.
    """

    capacity: Capacity
    matters: frozenset[Matter]
    start: date
    end: date | None
    taken_back: bool
    born_on: date | None
    protection: Protection
    kept: bool = True
    shut: bool = False


def last_day(capacity: Capacity, end: date | None, *, born_on: date | None) -> date | None:
    """Until when: of a child no longer than it is one, also where the day was not known when it was written down."""
    if capacity not in FOR_A_CHILD or born_on is None:
        return end
    grown = of_age_on(born_on) - ONE_DAY
    return grown if end is None else min(end, grown)


def stands(who: Standing, *, on: date) -> Decision:
    """May they act by themselves today, in anything? All reasons why not.

    Whoever is protected, or is not known to be open, is *not here*, as whoever is gone is: which of them is not told.
    """

    def reasons() -> Iterator[Because]:
        if who.protection is not Protection.OPEN or not who.kept:
            yield Because(Ended.NOT_HERE)
            return
        if who.taken_back:
            yield Because(Ended.TAKEN_BACK)
        elif who.end is not None and on > who.end:
            yield Because(Ended.PASSED, {"last": who.end})
        elif who.capacity in FOR_A_CHILD and who.born_on is not None and on >= of_age_on(who.born_on):
            yield Because(Ended.GROWN_UP)
        if on < who.start:
            yield Because(Ended.NOT_YET, {"first": who.start})
        if who.shut:
            yield Because(Ended.SHUT)

    return Decision.of(reasons())


def gives(matters: Collection[Matter]) -> frozenset[Doing]:
    """All that these matters give together."""
    return frozenset(doing for matter in matters for doing in GIVES[matter])


@dataclass(frozen=True, slots=True)
class ActsFor:
    """In whose place an actor acts: by which row of who may act for the person, and in which matters."""

    representative: int
    door: int
    matters: frozenset[Matter]
    until: date | None = None
    name: str = field(default="", compare=False)

    def may(self, doing: Doing) -> bool:
        return doing in gives(self.matters)


def may_do(who: Standing, doing: Doing, *, on: date) -> Decision:
    """May they do this today? What none of their matters gives is refused with the matters that would."""
    decision = stands(who, on=on)
    if doing in gives(who.matters):
        return decision
    return decision & no(No.OTHER_MATTER, matter=next(matter for matter in Matter if doing in GIVES[matter]))


def may_invite(
    who: Standing, *, phone: str, own_phone: bool, of_staff: bool, has_one: bool, on: date
) -> Decision:  # fmt: skip
    """May staff open a log-in for them? Its codes go to their telephone, which must be nobody else's here."""
    because: list[Because] = []
    if who.protection is not Protection.OPEN or not who.kept:
        because.append(Because(No.HIDDEN_IDENTITY))
    elif not stands(who, on=on).allowed:
        because.append(Because(No.NOT_NOW))
    if not phone:
        because.append(Because(No.NO_PHONE))
    if own_phone:
        because.append(Because(No.OWN_PHONE))
    if of_staff:
        because.append(Because(No.STAFF_PHONE))
    if has_one:
        because.append(Because(No.HAS_ONE))
    return Decision.of(because)


def may_take_back(capacity: Capacity, end: date | None, *, taken_back: bool, on: date) -> Decision:
    """The person takes back what they have given themselves, at once. What a court or the law has given they cannot."""
    if taken_back or (end is not None and end < on):
        return no(No.ENDED)
    if capacity is Capacity.POWER_OF_ATTORNEY:
        return YES
    return no(No.BY_LAW if capacity is Capacity.CUSTODIAN else No.BY_COURT)
