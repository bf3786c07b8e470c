"""How a way through a service ends, and what became of the person on a day after it."""

from __future__ import annotations

from enum import StrEnum


class ExitClass(StrEnum):
    """Kolada's classes of exit (U40450–U40454); ``registered-in-error`` stands outside all figures."""

    WORK = "work"
    STUDIES = "studies"
    OTHER_AUTHORITY = "other-authority"
    COMPLETED_COMMISSION = "completed-commission"
    OTHER = "other"
    REGISTERED_IN_ERROR = "registered-in-error"


class ExitState(StrEnum):
    PRELIMINARY = "preliminary"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


class Occupation(StrEnum):
    """What a person does on a day. Not answered is ``unknown``, and unknown is counted."""

    WORK = "work"
    STUDIES = "studies"
    OWN_BUSINESS = "own-business"
    EMPLOYMENT_SERVICE_MEASURE = "employment-service-measure"
    MUNICIPAL_MEASURE = "municipal-measure"
    UNEMPLOYED = "unemployed"
    OTHER = "other"
    UNKNOWN = "unknown"


FOLLOW_UP_DAYS = (30, 90, 180, 365)  # Kolada's class A (30), seeds (90), ESF (180), KAS (365)


class FollowUpState(StrEnum):
    DUE = "due"
    ANSWERED = "answered"
    UNKNOWN = "unknown"
