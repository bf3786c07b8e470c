"""What can be wrong in a service model's file: each fault with its key and its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FaultCode(StrEnum):
    SYNTAX = "models.syntax"
    TOO_MANY_DOTS = "models.too-many-dots"
    TOO_DEEP = "models.too-deep"
    NOT_UTF_8 = "models.not-utf-8"
    TOO_LARGE = "models.too-large"
    MISSING = "models.missing"
    UNKNOWN_KEY = "models.unknown-key"
    NOT_A_TEXT = "models.not-a-text"
    NOT_A_NUMBER = "models.not-a-number"
    NOT_A_DATE = "models.not-a-date"
    YEAR_UNLIKELY = "models.year-unlikely"
    NOT_A_TIME = "models.not-a-time"
    NOT_A_LIST = "models.not-a-list"
    NOT_A_TABLE = "models.not-a-table"
    NOT_A_TRUTH = "models.not-a-truth"
    NOT_A_PLAIN_VALUE = "models.not-a-plain-value"
    EMPTY = "models.empty"
    NOT_A_CODE = "models.not-a-code"
    TOO_SMALL = "models.too-small"
    TOO_BIG = "models.too-big"
    NOT_KNOWN = "models.not-known"
    TWICE = "models.twice"
    LANGUAGE_MISSING = "models.language-missing"
    SWEDISH_MISSING = "models.swedish-missing"
    NO_SUCH_BOARD = "models.no-such-board"
    OF_TWO_BOARDS = "models.of-two-boards"
    NO_SUCH_ROOM = "models.no-such-room"
    NO_SUCH_ACTIVITY = "models.no-such-activity"
    ENDS_BEFORE_START = "models.ends-before-start"
    ROOM_TAKEN = "models.room-taken"
    NO_SUCH_RULE = "models.no-such-rule"
    NOBODY_IS_ELIGIBLE = "models.nobody-is-eligible"
    NO_SUCH_AREA = "models.no-such-area"
    OPTIONS_OF_A_CHOICE = "models.options-of-a-choice"
    MOST_OF_A_NUMBER = "models.most-of-a-number"
    TARGET_NOT_PRINTED = "models.target-not-printed"
    TARGET_IN_ANOTHER_UNIT = "models.target-in-another-unit"
    TARGET_OF_AN_AMOUNT = "models.target-of-an-amount"
    NO_ATTENDANCE_POLICY = "models.no-attendance-policy"
    NOT_A_SHARE = "models.not-a-share"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. ``key`` is a path as ``rooms[1].seats``; ``facts`` are what its sentence needs."""

    key: str
    line: int
    code: FaultCode
    facts: Mapping[str, object] = field(default_factory=dict)


class Faulty(Exception):
    """A file cannot be read as a service model. Holds the first syntax fault, or all content faults."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"line {fault.line}: {fault.key}: {fault.code.value}" for fault in faults))
