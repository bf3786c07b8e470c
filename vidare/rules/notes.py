"""Kinds of note, and which of them are contact."""

from __future__ import annotations

from enum import StrEnum


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
