"""The codes of taking in a list: what it holds, what its columns mean, what is wrong with a row, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vidare.rules import support, youth
from vidare.rules.access import Compartment


class Kind(StrEnum):
    PEOPLE = "people"
    SUPPORT = "support"
    SCHEDULE = "schedule"
    YOUTH = "youth"


WALLS = {Kind.SUPPORT: Compartment.SOCIAL_SERVICES, Kind.YOUTH: Compartment.YOUTH}


def behind(kind: Kind) -> Compartment:
    """The wall that the list stands behind: who receives support is the board's own matter, and so is the register."""
    return WALLS.get(kind, Compartment.TEAM)


class Meaning(StrEnum):
    """What a column tells. ``FROM`` and ``TO`` are hours in a schedule, days in the other lists."""

    NUMBER = "column-number"
    NAME = "column-name"
    FAMILY_FIRST = "column-family-first"
    GIVEN = "column-given"
    FAMILY = "column-family"
    BORN = "column-born"
    SEX = "column-sex"
    LANGUAGE = "column-language"
    INTERPRETER = "column-interpreter"
    PHONE = "column-phone"
    EMAIL = "column-email"
    ADDRESS = "column-address"
    POSTCODE = "column-postcode"
    CITY = "column-city"
    PROTECTED = "column-protected"
    SERVICE = "column-service"
    COACH = "column-coach"
    SOURCE = "column-source"
    REFERRED = "column-referred"
    START = "column-start"
    END = "column-end"
    PROGRAMME_START = "column-programme-start"
    PROGRAMME_END = "column-programme-end"
    FROM = "column-from"
    TO = "column-to"
    AMOUNT = "column-amount"
    OBSTACLE = "column-obstacle"
    CHILDREN = "column-children"
    SMALL_CHILDREN = "column-small-children"
    WEEKDAY = "column-weekday"
    DAY = "column-day"
    SPAN = "column-span"
    ROOM = "column-room"
    SEATS = "column-seats"
    ACTIVITY = "column-activity"


class No(StrEnum):
    """Why a whole file, or a deed with an import, is refused."""

    EMPTY = "imports.empty"
    TOO_LARGE = "imports.too-large"
    TOO_MANY_ROWS = "imports.too-many-rows"
    TOO_WIDE = "imports.too-wide"
    SWELLS = "imports.swells"
    NOT_A_LIST = "imports.not-a-list"
    OLD_EXCEL = "imports.old-excel"
    LOCKED = "imports.locked"
    NO_SUCH_SHEET = "imports.no-such-sheet"
    WHICH_SHEET = "imports.which-sheet"
    NO_HEADING = "imports.no-heading"
    NO_ROWS = "imports.no-rows"
    LACKS_NAME = "imports.lacks-name"
    LACKS_START = "imports.lacks-start"
    LACKS_HOURS = "imports.lacks-hours"
    TAKEN_IN_BEFORE = "imports.taken-in-before"
    MOVE = "imports.move"
    NOTHING_READY = "imports.nothing-ready"


class Fault(StrEnum):
    """What is wrong in a cell or a row. Those of identity and support have codes of their own."""

    NAME_MISSING = "imports.name-missing"
    NUMBER_SHORTENED = "imports.number-shortened"
    NUMBER_RESERVE = "imports.number-reserve"
    NUMBER_ONLY_BIRTH = "imports.number-only-birth"
    NUMBER_LEFT_OUT = "imports.number-left-out"
    DAY = "imports.day"
    CLOCK = "imports.clock"
    CLOCK_MISSING = "imports.clock-missing"
    DAY_MISSING = "imports.day-missing"
    WEEKDAY = "imports.weekday"
    LANGUAGE = "imports.language"
    YES_OR_NO = "imports.yes-or-no"
    SEX = "imports.sex"
    WHOLE = "imports.whole"
    AMOUNT = "imports.amount"
    TOO_LONG = "imports.too-long"
    HIDDEN_SIGNS = "imports.hidden-signs"
    SERVICE = "imports.service"
    COACH = "imports.coach"
    COACH_SEVERAL = "imports.coach-several"
    COACH_WITHOUT_START = "imports.coach-without-start"
    SOURCE = "imports.source"
    SOURCE_CLOSED = "imports.source-closed"
    SOURCE_WITHOUT_DAY = "imports.source-without-day"
    START_TO_COME = "imports.start-to-come"
    START_BEFORE_SERVICE = "imports.start-before-service"
    START_MISSING = "imports.start-missing"
    REFERRED_TO_COME = "imports.referred-to-come"
    REFERRED_AFTER_START = "imports.referred-after-start"
    ENDED = "imports.ended"
    ENDS_BEFORE_START = "imports.ends-before-start"
    PROGRAMME_START_MISSING = "imports.programme-start-missing"
    PROGRAMME_LEFT_OUT = "imports.programme-left-out"
    OBSTACLE = "imports.obstacle"
    PROTECTED_WITHOUT_COACH = "imports.protected-without-coach"
    PROTECTED_BY_HAND = "imports.protected-by-hand"
    NUMBER_MISSING = "imports.number-missing"
    ROOM = "imports.room"
    ACTIVITY = "imports.activity"
    ACTIVITY_MISSING = "imports.activity-missing"
    MORE_SEATS_THAN_ROOM = "imports.more-seats-than-room"
    HOUR_PASSED = "imports.hour-passed"
    HOUR_ENDS_FIRST = "imports.hour-ends-first"
    NO_DAYS_LEFT = "imports.no-days-left"
    HOLIDAYS = "imports.holidays"
    SAME_ROOM = "imports.same-room"
    REPEAT = "imports.repeat"
    FILLS_IN = "imports.fills-in"
    OTHER_THAN = "imports.other-than"
    OTHER_NAME = "imports.other-name"
    NEAR_NUMBER = "imports.near-number"
    OVERLAPS = "imports.overlaps"
    HERE = "imports.here"
    LOOKS_LIKE = "imports.looks-like"


# Whoever has one of these is not taken in: the list has to be mended first.
STOPS: frozenset[StrEnum] = frozenset(
    {
        youth.No.BIRTH_MISSING, youth.No.TOO_YOUNG, youth.No.TURNED_20, youth.No.BEFORE_REGISTERED,
        support.No.ENDS_BEFORE_START, support.No.SMALL_CHILDREN_ARE_CHILDREN,
        Fault.NAME_MISSING, Fault.SERVICE, Fault.START_TO_COME, Fault.START_BEFORE_SERVICE, Fault.START_MISSING,
        Fault.ENDED, Fault.ENDS_BEFORE_START, Fault.PROTECTED_WITHOUT_COACH, Fault.PROTECTED_BY_HAND,
        Fault.NUMBER_MISSING, Fault.ROOM, Fault.ACTIVITY, Fault.ACTIVITY_MISSING, Fault.HOUR_PASSED,
        Fault.HOUR_ENDS_FIRST, Fault.NO_DAYS_LEFT, Fault.SAME_ROOM, Fault.REPEAT, Fault.OTHER_NAME,
        Fault.CLOCK, Fault.CLOCK_MISSING, Fault.DAY_MISSING, Fault.WEEKDAY, Fault.OVERLAPS,
    }
)  # fmt: skip


class ColumnFault(StrEnum):
    """What is told of a column before any row: nothing stops for it."""

    UNKNOWN = "imports.column-unknown"
    TWICE = "imports.column-twice"
    NOT_USED = "imports.column-not-used"


class RowState(StrEnum):
    READY = "ready"
    HELD_BACK = "held-back"
    REPEAT = "repeat"
    MADE = "made"
    KNOWN = "known"
    REFUSED = "refused"
    UNDONE = "undone"
    KEPT = "kept"


class State(StrEnum):
    READ = "read"
    TAKING_IN = "taking-in"
    DONE = "done"
    DROPPED = "dropped"
    UNDOING = "undoing"
    UNDONE = "undone"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.READ: frozenset({State.TAKING_IN, State.DROPPED}),
    State.TAKING_IN: frozenset({State.DONE, State.UNDOING}),
    State.DONE: frozenset({State.UNDOING}),
    State.DROPPED: frozenset(),
    State.UNDOING: frozenset({State.UNDONE}),
    State.UNDONE: frozenset({State.UNDOING}),
}


class Kept(StrEnum):
    """Why a row stays when its import is undone: what somebody has done with it since."""

    CONTACT = "imports.kept-contact"
    PROTECTION = "imports.kept-protection"
    DOOR = "imports.kept-door"
    LOG_IN = "imports.kept-log-in"
    WAY = "imports.kept-way"
    OTHER_WAY = "imports.kept-other-way"
    MEETING = "imports.kept-meeting"
    NOTE = "imports.kept-note"
    NEEDS = "imports.kept-needs"
    PLAN = "imports.kept-plan"
    BOOKING = "imports.kept-booking"
    ABSENCE = "imports.kept-absence"
    ASSIGNMENT = "imports.kept-assignment"
    PLACEMENT = "imports.kept-placement"
    DISCLOSURE = "imports.kept-disclosure"
    MESSAGE = "imports.kept-message"
    OUTCOME = "imports.kept-outcome"
    SUPPORT = "imports.kept-support"
    LINK = "imports.kept-link"
    HOUR_BOOKED = "imports.kept-hour-booked"
    HOUR_CHANGED = "imports.kept-hour-changed"
    OTHER = "imports.kept-other"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to tell about a row: in which column, what, and the facts of its sentence (never a name)."""

    code: StrEnum
    column: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        return self.code in STOPS


@dataclass(slots=True)
class Line:
    """One row as it was read. ``said``: plain texts by name, days and hours as ISO, keys as digits."""

    number: int
    said: dict[str, str]
    found: list[Found] = field(default_factory=list)
    state: RowState = RowState.READY

    def tell(self, code: StrEnum, column: str = "", **facts: object) -> None:
        """Days are told as in a table, with their year: it is most often the year that is wrong."""
        told = {name: fact.isoformat() if isinstance(fact, date) else fact for name, fact in facts.items()}
        self.found.append(Found(code, column, told))
