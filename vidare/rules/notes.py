"""Notes: their kinds, which of them are contact, who may write where, and what a text may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import YES, Because, Decision, no


class NoteKind(StrEnum):
    CALL = "call"
    VISIT = "visit"
    MEETING = "meeting"
    LETTER = "letter"
    DECISION = "decision"
    SAFETY = "safety"
    OTHER = "other"


# A call, a visit or a meeting is contact; a letter is not.
CONTACT = frozenset({NoteKind.CALL, NoteKind.VISIT, NoteKind.MEETING})
# What the person reads at once on their own page. A note about safety may tell of somebody else, and the social
# services' own file is given out by them: both only after they have been asked for and assessed.
OPEN_TO_THE_PERSON = frozenset(NoteKind) - {NoteKind.SAFETY}
OPEN_COMPARTMENTS = frozenset({Compartment.TEAM, Compartment.LABOUR_MARKET})
# The compartments a note can stand in, the narrowest first: the first that its writer may change is the one proposed.
WRITTEN_IN = (Compartment.LABOUR_MARKET, Compartment.SOCIAL_SERVICES, Compartment.YOUTH, Compartment.TEAM)
LONGEST = 20_000  # characters in a note
LONGEST_WORD = 4_000  # characters in an own word, a goal, a dispute, an answer
# Embeddings, overrides and isolates turn the text that follows; the plain marks that Arabic and Persian need do not.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PLAIN = frozenset("\n\r\t")


class No(StrEnum):
    EMPTY = "notes.empty"
    TOO_LONG = "notes.too-long"
    CONTROL = "notes.control-characters"
    TURNED = "notes.turned-text"
    FUTURE = "notes.not-happened-yet"
    BEFORE_BIRTH = "notes.before-the-person-was-born"
    COMPARTMENT = "notes.not-your-compartment"
    UNCHANGED = "notes.correction-says-the-same"
    DISPUTED = "notes.already-disputed"
    ANSWERED = "notes.dispute-already-answered"


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wants to write. ``born_on`` is the person's, when it is known."""

    text: str
    compartment: Compartment
    happened_on: date
    born_on: date | None = None


def text_fits(text: str, *, longest: int = LONGEST, empty: bool = False) -> Decision:
    """May this text be kept as it is? Lengths are characters; ``empty`` says that nothing is also an answer."""
    return Decision.of(_faults(text, longest=longest, empty=empty))


def _faults(text: str, *, longest: int, empty: bool) -> Iterator[Because]:
    if not empty and not cleaned(text).strip():
        yield Because(No.EMPTY)
    if len(text) > longest:
        yield Because(No.TOO_LONG, {"length": len(text), "longest": longest})
    if any(_is_control(mark) for mark in text):
        yield Because(No.CONTROL)
    if any(mark in _TURNS for mark in text):
        yield Because(No.TURNED)


def _is_control(mark: str) -> bool:
    return mark not in _PLAIN and (ord(mark) < 0x20 or 0x7F <= ord(mark) < 0xA0)


def cleaned(text: str) -> str:
    """The text without the marks that :func:`text_fits` refuses: what is offered back to the one who wrote it."""
    return "".join(mark for mark in text if mark not in _TURNS and not _is_control(mark))


def may_be_written_in(actor: Actor, *, service: int | None, on: date) -> tuple[Compartment, ...]:
    """The compartments where the actor may write about participants of the service (or any); the first is proposed."""
    return tuple(c for c in WRITTEN_IN if actor.may(Deed.CHANGE, c, on=on, service=service).allowed)


def may_write(written: Written, *, allowed: tuple[Compartment, ...], on: date) -> Decision:
    """May the note be kept, on the day ``on``, by one who may write in the ``allowed`` compartments?"""
    decision = text_fits(written.text)
    if written.compartment not in allowed:
        decision &= no(No.COMPARTMENT)
    if written.happened_on > on:
        decision &= no(No.FUTURE)
    if written.born_on and written.happened_on < written.born_on:
        decision &= no(No.BEFORE_BIRTH)
    return decision


def may_correct(old: str, new: str) -> Decision:
    """A correction says something else than what it corrects."""
    return no(No.UNCHANGED) if new.strip() == old.strip() else YES


def may_dispute(*, waiting: bool) -> Decision:
    """One dispute at a time stands beside a note; another can be made when the first is answered."""
    return no(No.DISPUTED) if waiting else YES


def may_answer(*, answered: bool) -> Decision:
    return no(No.ANSWERED) if answered else YES


def is_contact(kind: NoteKind) -> bool:
    return kind in CONTACT


def last_contact(before: date | None, *, kind: NoteKind, happened_on: date) -> date | None:
    """The day of the last contact once this note is written: an old visit noted late moves nothing back."""
    if not is_contact(kind):
        return before
    return happened_on if before is None else max(before, happened_on)
