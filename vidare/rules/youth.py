"""The municipality's responsibility for the young who do not study (Skollagen 29:9): whom it is about, what has been
tried, and what was offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.identity import Protection
from vidare.rules.notes import text_fits


class Why(StrEnum):
    """Why somebody is covered, as the national collection asks it."""

    NEVER_STARTED = "never-started"
    BROKE_OFF = "broke-off"
    INTRODUCTORY = "introductory-programme"
    WITHOUT_DIPLOMA = "without-diploma"
    NEW_IN_SWEDEN = "new-in-sweden"
    UNKNOWN = "not-known-why"


class Source(StrEnum):
    """How the municipality came to know of it."""

    SCHOOL = "from-school"
    POPULATION_REGISTER = "from-population-register"
    LIST = "from-list"
    OWN_WORD = "own-word"


class Way(StrEnum):
    """How somebody was tried."""

    CALL = "tried-call"
    VISIT = "tried-visit"
    MEETING = "tried-meeting"
    TEXT = "tried-text"
    LETTER = "tried-letter"


# A call, a visit or a meeting is contact; what is only sent is not.
CONTACT = frozenset({Way.CALL, Way.VISIT, Way.MEETING})
IN_PERSON = frozenset({Way.VISIT, Way.MEETING})


class Outcome(StrEnum):
    TRIED = "only-tried"
    REACHED = "reached"
    CAME = "came"


class Occupied(StrEnum):
    """What the young person does, as far as is known: what the municipality must keep itself informed of."""

    NOTHING = "does-nothing"
    WORKS = "does-work"
    STUDIES = "does-other-studies"
    ILL = "is-ill"
    PARENT = "is-parent"
    ABROAD = "is-abroad"
    OTHER = "does-other"
    UNKNOWN = "not-known"


class Kind(StrEnum):
    """What can be offered: first of all what leads to education."""

    GUIDANCE = "study-guidance"
    INTRODUCTORY = "to-introductory-programme"
    UPPER_SECONDARY = "to-upper-secondary"
    ADULT_EDUCATION = "to-adult-education"
    FOLK_HIGH_SCHOOL = "to-folk-high-school"
    MOTIVATION = "motivating-talks"
    PRACTICE = "practice"
    SERVICE = "to-open-service"
    EMPLOYMENT_SERVICE = "to-employment-service"
    OTHER = "other-measure"


class State(StrEnum):
    OFFERED = "measure-offered"
    ACCEPTED = "measure-accepted"
    DECLINED = "measure-declined"
    ENDED = "measure-ended"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.OFFERED: frozenset({State.ACCEPTED, State.DECLINED}),
    State.ACCEPTED: frozenset({State.ENDED}),
    State.DECLINED: frozenset(),
    State.ENDED: frozenset(),
}


class End(StrEnum):
    """Why the responsibility ended."""

    UPPER_SECONDARY = "upper-secondary-started"
    FINISHED = "upper-secondary-finished"
    TURNED_20 = "turned-20"
    MOVED = "moved-away"
    DIED = "died"
    IN_ERROR = "registered-by-mistake"


class No(StrEnum):
    BIRTH_MISSING = "youth.birth-missing"
    TOO_YOUNG = "youth.too-young"
    TURNED_20 = "youth.turned-20"
    NOT_20_YET = "youth.not-20-yet"
    STANDS_ALREADY = "youth.stands-already"
    WHOSE = "youth.whose-register"
    ENDED = "youth.ended"
    IN_FUTURE = "youth.in-future"
    BEFORE_REGISTERED = "youth.before-registered"
    ONLY_SENT = "youth.only-sent"
    NOBODY_CAME = "youth.nobody-came"
    MOVE = "youth.move"
    PROTECTED = "youth.protected"
    NOT_CHECKED = "youth.not-checked"
    CONSENT_PASSED = "youth.consent-passed"


@dataclass(frozen=True, slots=True)
class Policy:
    """Whom the law means: from the year in which they turn ``from_year``, until they turn ``until``."""

    from_year: int = 16
    until: int = 20
    source: str = "Skollagen (2010:800) 29 kap. 9 §"


POLICY = Policy()


def turns(born: date, years: int) -> date:
    """The birthday; of somebody born on a leap day the first of March, as in law."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def covered(born: date | None, *, on: date, policy: Policy = POLICY) -> Decision:
    """Does the responsibility cover somebody of this age on the day?"""
    if born is None:
        return no(No.BIRTH_MISSING)
    if on.year < born.year + policy.from_year:
        return no(No.TOO_YOUNG, year=born.year + policy.from_year)
    last = turns(born, policy.until)
    return no(No.TURNED_20, day=last) if on >= last else YES


def tried(way: Way, outcome: Outcome, *, day: date, registered_on: date, text: str, on: date) -> Decision:
    """May this be noted as an attempt? What is only sent reaches nobody, and who is rung has not come."""
    reasons = list(text_fits(text, longest=4_000, empty=True).reasons)
    if day > on:
        reasons.append(Because(No.IN_FUTURE))
    if day < registered_on:
        reasons.append(Because(No.BEFORE_REGISTERED, {"day": registered_on}))
    if way not in CONTACT and outcome is not Outcome.TRIED:
        reasons.append(Because(No.ONLY_SENT))
    elif way not in IN_PERSON and outcome is Outcome.CAME:
        reasons.append(Because(No.NOBODY_CAME))
    return Decision.of(reasons)


def move(state: State, to: State) -> Decision:
    return YES if to in TRANSITIONS[state] else no(No.MOVE, state=state)


def may_end(*, open_: bool, reason: End, born: date | None, day: date, registered_on: date, on: date) -> Decision:
    """May the responsibility end on the day, for this reason? A birthday ends it when it has come."""
    reasons = []
    if not open_:
        reasons.append(Because(No.ENDED))
    if day > on:
        reasons.append(Because(No.IN_FUTURE))
    if day < registered_on:
        reasons.append(Because(No.BEFORE_REGISTERED, {"day": registered_on}))
    if reason is End.TURNED_20 and (born is None or day < turns(born, POLICY.until)):
        reasons.append(Because(No.NOT_20_YET))
    return Decision.of(reasons)


def may_pass_on(protection: Protection, *, open_: bool, until: date, on: date) -> Decision:
    """By the young person's own consent, for a time; never of somebody protected, nor before the register was asked."""
    reasons = []
    if not open_:
        reasons.append(Because(No.ENDED))
    if protection is Protection.PROTECTED:
        reasons.append(Because(No.PROTECTED))
    if protection is Protection.UNKNOWN:
        reasons.append(Because(No.NOT_CHECKED))
    if until < on:
        reasons.append(Because(No.CONSENT_PASSED))
    return Decision.of(reasons)


def boards(actor: Actor, deed: Deed, *, on: date) -> frozenset[int]:
    """The boards whose register the actor may do this in."""
    return frozenset(
        held.board_id
        for held in actor.held(on=on)
        if actor.may(deed, Compartment.YOUTH, on=on, service=held.service_id, board=held.board_id).allowed
    )


@dataclass(frozen=True, slots=True)
class Stood:
    """One who stood in the register: what was tried and offered. ``goes_on``: something they said yes to goes on."""

    attempts: tuple[tuple[Way, Outcome], ...] = ()
    measures: tuple[State, ...] = ()
    goes_on: bool = False
    occupied: Occupied = Occupied.UNKNOWN

    @property
    def reached(self) -> bool:
        return any(way in CONTACT and outcome is not Outcome.TRIED for way, outcome in self.attempts)

    @property
    def came(self) -> bool:
        return any(way in IN_PERSON and outcome is Outcome.CAME for way, outcome in self.attempts)

    @property
    def in_something(self) -> bool | None:
        """In what was offered, at work or in other studies on the day. None: nobody knows what they do."""
        if self.goes_on or self.occupied in (Occupied.WORKS, Occupied.STUDIES):
            return True
        return None if self.occupied is Occupied.UNKNOWN else False


@dataclass(frozen=True, slots=True)
class Tally:
    """Of ``all`` in the register: each number is a part of the one before it, but for the measures.

    ``in_something``: on the day; ``not_known``: of whom nobody knows it.
    """

    all: int
    tried: int
    reached: int
    came: int
    offered: int
    accepted: int
    in_something: int
    not_known: int


def tally(stood: Iterable[Stood]) -> Tally:
    """How far the outreach has come. A letter is an attempt, and no contact."""
    rows = list(stood)
    taken = (State.ACCEPTED, State.ENDED)
    return Tally(
        all=len(rows),
        tried=sum(1 for one in rows if one.attempts),
        reached=sum(1 for one in rows if one.reached),
        came=sum(1 for one in rows if one.came),
        offered=sum(1 for one in rows if one.measures),
        accepted=sum(1 for one in rows if any(state in taken for state in one.measures)),
        in_something=sum(1 for one in rows if one.in_something),
        not_known=sum(1 for one in rows if one.in_something is None),
    )
