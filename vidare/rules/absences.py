"""An absence's way: seen, spoken about, explained, assessed; and the basis handed to the board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vidare.rules.decision import YES, Because, Decision, no


class State(StrEnum):
    SEEN = "seen"
    SPOKEN = "spoken"
    EXPLAINED = "explained"
    SILENT = "silent"
    ASSESSED = "assessed"
    CORRECTED = "corrected"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.SEEN: frozenset({State.SPOKEN, State.EXPLAINED, State.SILENT, State.ASSESSED, State.CORRECTED}),
    State.SPOKEN: frozenset({State.EXPLAINED, State.SILENT, State.ASSESSED, State.CORRECTED}),
    State.EXPLAINED: frozenset({State.ASSESSED, State.CORRECTED}),
    State.SILENT: frozenset({State.EXPLAINED, State.ASSESSED, State.CORRECTED}),
    State.ASSESSED: frozenset({State.EXPLAINED, State.ASSESSED, State.CORRECTED}),
    State.CORRECTED: frozenset({State.SEEN, State.EXPLAINED}),
}


class ReasonKind(StrEnum):
    """What the person says it was. Whether it is valid is assessed by a human being, never by a rule."""

    ILL = "ill"
    CHILD_ILL = "child-ill"
    INTERVIEW = "interview"
    WORK = "work"
    STUDIES = "studies"
    AUTHORITY = "authority"
    TRAVEL = "travel"
    OTHER = "other"


class BasisState(StrEnum):
    PREPARED = "prepared"
    HANDED_OVER = "handed-over"
    COMMUNICATED = "communicated"
    HEARD = "heard"
    DECIDED = "decided"
    NO_ACTION = "no-action"
    WITHDRAWN = "withdrawn"


BASIS_TRANSITIONS: dict[BasisState, frozenset[BasisState]] = {
    BasisState.PREPARED: frozenset({BasisState.HANDED_OVER, BasisState.WITHDRAWN}),
    BasisState.HANDED_OVER: frozenset({BasisState.COMMUNICATED, BasisState.NO_ACTION, BasisState.WITHDRAWN}),
    BasisState.COMMUNICATED: frozenset({BasisState.HEARD, BasisState.NO_ACTION, BasisState.WITHDRAWN}),
    BasisState.HEARD: frozenset({BasisState.DECIDED, BasisState.NO_ACTION, BasisState.WITHDRAWN}),
    BasisState.DECIDED: frozenset({BasisState.WITHDRAWN}),
    BasisState.NO_ACTION: frozenset({BasisState.WITHDRAWN}),
    BasisState.WITHDRAWN: frozenset(),
}


class BoardDecision(StrEnum):
    """What the board decided, as a fact told back. The program never proposes one."""

    UNCHANGED = "unchanged"
    REDUCED = "reduced"
    DENIED = "denied"


class WithdrawnWhy(StrEnum):
    """Why what was handed over is taken back. Each is a fact about the hours, never about the person."""

    CORRECTED = "corrected"
    ASSESSED_ANEW = "assessed-anew"
    DISPUTED = "disputed"
    ASSIGNMENT_WITHDRAWN = "assignment-withdrawn"


class FileKind(StrEnum):
    """What may be attached."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"


class No(StrEnum):
    NOT_SEEN = "absence.not-seen"
    NOT_IN_THIS_STATE = "absence.not-in-this-state"
    NO_WORDS = "absence.no-words"
    NO_WHY = "absence.no-why"
    ATTACHMENT_TOO_LARGE = "absence.attachment-too-large"
    ATTACHMENT_UNKNOWN = "absence.attachment-unknown"
    TOO_LONG = "absence.too-long"
    NOT_ASKED_YET = "absence.not-asked-yet"
    DISPUTED_ALREADY = "absence.disputed-already"
    NOTHING_TO_DISPUTE = "absence.nothing-to-dispute"
    ANSWERED_ALREADY = "absence.answered-already"


LONGEST_WORDS = 20_000  # characters of one explanation; far above what anybody says, far below what fills a disk
LARGEST_ATTACHMENT = 5 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Policy:
    """The ladder's days, from a rule set of kind ``attendance``. ``review_at`` None: no ladder, and never a basis."""

    silent_after_days: int = 7
    answer_days: int = 14
    review_at: int | None = None

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> Policy:
        """From a rule set's values; keys of others are left alone. Raises ``ValueError``: no whole number."""
        return cls(**whole_numbers(values, cls.__slots__))


def whole_numbers(values: Mapping[str, object], names: Iterable[str]) -> dict[str, int]:
    """Those of ``values`` that are named. Raises ``ValueError`` for what is no whole number of 0 or more."""
    known: dict[str, int] = {}
    for name in names:
        value = values.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ValueError(f"{name} is {value!r}; write a whole number")
        if name in values:
            known[name] = value
    return known


@dataclass(frozen=True, slots=True)
class HistoricalScheme:
    """What a service announced per invalid absence in its time (öre). A picture of then: nothing is decided by it."""

    announced_ore: int

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> HistoricalScheme | None:
        """None where there was no such scheme on the day."""
        return cls(**whole_numbers(values, cls.__slots__)) if "announced_ore" in values else None


def announced(absences: int, *, policy: HistoricalScheme) -> int:
    """Öre that the historical scheme *announced* for a number of invalid absences. Used by figures only."""
    if absences < 0:
        raise ValueError("absences are counted from 0")
    return absences * policy.announced_ore


def silent_after(on: date, *, policy: Policy) -> date:
    """The last day to be heard from before the absence is called silent."""
    return on + timedelta(days=policy.silent_after_days)


def is_silent(state: State, silent_after: date, *, asked: bool, on: date) -> bool:
    """Has the person been silent too long? Only somebody who was asked can be silent."""
    return asked and state in {State.SEEN, State.SPOKEN} and on > silent_after


def moved(state: State, to: State) -> Decision:
    return YES if to in TRANSITIONS[state] else no(No.NOT_IN_THIS_STATE, state=state)


def explained(reason: ReasonKind, words: str, *, attachment: bytes = b"") -> Decision:
    """May this be taken in as an explanation? A reason of its own kind needs no words; ``other`` does."""
    because = []
    if reason is ReasonKind.OTHER and not words.strip():
        because.append(Because(No.NO_WORDS))
    if len(words) > LONGEST_WORDS:
        because.append(Because(No.TOO_LONG, {"longest": LONGEST_WORDS}))
    if len(attachment) > LARGEST_ATTACHMENT:
        because.append(Because(No.ATTACHMENT_TOO_LARGE, {"megabytes": LARGEST_ATTACHMENT // 2**20}))
    elif attachment and kind_of_file(attachment) is None:
        because.append(Because(No.ATTACHMENT_UNKNOWN))
    return Decision.of(because)


def said(words: str, *, code: StrEnum = No.NO_WORDS) -> Decision:
    """Words that must be there: why it was assessed so, what is disputed, what was answered."""
    because = [] if words.strip() else [Because(code)]
    if len(words) > LONGEST_WORDS:
        because.append(Because(No.TOO_LONG, {"longest": LONGEST_WORDS}))
    return Decision.of(because)


def assessed(state: State, *, valid: bool, why: str) -> Decision:
    """May staff assess it so? Nobody's absence is called invalid before they were asked or had long been silent."""
    because = [*moved(state, State.ASSESSED).reasons, *said(why, code=No.NO_WHY).reasons]
    if not valid and state is State.SEEN:
        because.append(Because(No.NOT_ASKED_YET))
    return Decision.of(because)


def assessed_ahead(*, valid: bool, why: str, told: bool) -> Decision:
    """An hour that nobody calls missed: a reason told ahead may be accepted; there is nothing to call invalid."""
    because = list(said(why, code=No.NO_WHY).reasons)
    if not told or not valid:
        because.append(Because(No.NOT_SEEN))
    return Decision.of(because)


def disputed(*, verdict: str, waiting: bool) -> Decision:
    """What is registered of an hour can be disputed, once at a time."""
    because = [] if verdict else [Because(No.NOTHING_TO_DISPUTE)]
    if waiting:
        because.append(Because(No.DISPUTED_ALREADY))
    return Decision.of(because)


def kind_of_file(content: bytes) -> FileKind | None:
    """What the bytes are, by their beginning. The name and what the browser says of it are never believed."""
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}:
        return FileKind.HEIC
    return None
