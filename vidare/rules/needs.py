"""The mapping: where a person stands, area by area, in their own word and the staff's, and the way travelled since.

A level says where somebody stands on a scale that the service model words. It is nobody's belief in their chances.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from vidare.rules import facts
from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.facts import Facts
from vidare.rules.notes import LONGEST_WORD, text_fits
from vidare.rules.services import FieldOf
from vidare.rules.taxonomy import Kind

LOWEST, HIGHEST = 1, 5  # steps on a service model's scale, 5 is the nearest to work or studies

MERITS = (Kind.OCCUPATION, Kind.SKILL, Kind.LANGUAGE, Kind.LICENCE)


class No(StrEnum):
    LEVEL = "needs.level-off-the-scale"
    AREA = "needs.area-not-in-the-model"
    FINISHED = "needs.mapping-is-finished"
    NOTHING_YET = "needs.nothing-written-yet"
    FUTURE = "needs.not-held-yet"
    OPEN_ALREADY = "needs.one-is-open-already"
    MERIT_TWICE = "needs.merit-stands-there-already"
    MERIT_WITHOUT_WORDS = "needs.merit-without-words"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one area: the person's word (in their language) and the staff's, a level from each, and what
    stands in the area's own fields."""

    own_word: str = ""
    own_lang: str = "sv"
    own_level: int | None = None
    staff_word: str = ""
    staff_level: int | None = None
    facts: Facts = ()

    @property
    def says_something(self) -> bool:
        return bool(self.own_word or self.staff_word or self.own_level or self.staff_level or self.facts)

    @property
    def mark(self) -> str:
        """A short fingerprint: two answers with the same mark say the same."""
        language = self.own_lang if self.own_word else ""
        parts = (self.own_word, language, self.own_level, self.staff_word, self.staff_level, self.facts)
        return sha256(repr(parts).encode()).hexdigest()[:16]


NOTHING = Answer()


def may_answer(answer: Answer, *, fields: Sequence[FieldOf] = (), before: Facts = ()) -> Decision:
    """May this be kept about an area with these fields? ``before``: what stands in them already."""
    return Decision.of(_faults(answer)) & facts.may_say(answer.facts, fields=fields, before=before)


def _faults(answer: Answer) -> Iterator[Because]:
    for text in (answer.own_word, answer.staff_word):
        yield from text_fits(text, longest=LONGEST_WORD, empty=True).reasons
    if any(level is not None and not LOWEST <= level <= HIGHEST for level in (answer.own_level, answer.staff_level)):
        yield Because(No.LEVEL, {"lowest": LOWEST, "highest": HIGHEST})


def may_save(codes: Sequence[str], *, known: frozenset[str], finished: bool) -> Decision:
    """May these areas be saved in a mapping of a model with the ``known`` areas?"""
    decision = no(No.FINISHED) if finished else YES
    return decision & Decision.of(Because(No.AREA) for code in codes if code not in known)


def may_note_merit(said: str, *, known: Sequence[str]) -> Decision:
    """May this be noted of what somebody can? ``known`` is what stands there of the same kind."""
    decision = YES if said.strip() else no(No.MERIT_WITHOUT_WORDS)
    return decision & (no(No.MERIT_TWICE) if said.strip().casefold() in {one.casefold() for one in known} else YES)


def may_begin(*, held_on: date, one_is_open: bool, on: date) -> Decision:
    decision = no(No.FUTURE) if held_on > on else YES
    return decision & (no(No.OPEN_ALREADY) if one_is_open else YES)


def may_finish(answers: Mapping[str, Answer], *, finished: bool) -> Decision:
    """A mapping is finished when it says something; an area nobody spoke of is left empty, never guessed."""
    decision = no(No.FINISHED) if finished else YES
    return decision if any(answer.says_something for answer in answers.values()) else decision & no(No.NOTHING_YET)


@dataclass(frozen=True, slots=True)
class Travelled:
    """The way in one area between two mappings, in steps on the scale; None where one of them has no level."""

    own: int | None
    staff: int | None


def travelled(before: Answer | None, after: Answer) -> Travelled:
    if before is None:
        return Travelled(None, None)
    return Travelled(_difference(before.own_level, after.own_level), _difference(before.staff_level, after.staff_level))


def _difference(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before
