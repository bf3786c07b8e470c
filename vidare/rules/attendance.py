"""Attendance: from what was seen to one verdict, and what a streak of absences leads to."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    PRESENT = "present"
    LATE = "late"
    ABSENT_VALID = "absent-valid"
    ABSENT_INVALID = "absent-invalid"
    NOT_REGISTERED = "not-registered"
    CANCELLED = "cancelled"
    CONTESTED = "contested"


class Seen(StrEnum):
    """What an observation says."""

    HERE = "here"
    NOT_HERE = "not-here"


class Source(StrEnum):
    SELF = "self"
    STAFF = "staff"
    PROVIDER = "provider"
    IMPORT = "import"


class Doubt(StrEnum):
    """Why staff have to look at an observation before it counts."""

    NO_BOOKING = "no-booking"
    OLD_TOUCH = "old-touch"
    CLOCK_WRONG = "clock-wrong"
