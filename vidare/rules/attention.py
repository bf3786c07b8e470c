"""What the service owes a person, as dated facts: the reasons somebody's day is made of."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    NO_NEXT_STEP = "no-next-step"
    ABSENCE_NOT_SPOKEN_ABOUT = "absence-not-spoken-about"
    EXPLANATION_TO_READ = "explanation-to-read"
    NOT_REGISTERED = "not-registered"
    NEW_TO_ME = "new-to-me"
    FIRST_MEETING_LATE = "first-meeting-late"
    NO_PLAN_AGREED = "no-plan-agreed"
    STEP_OVERDUE = "step-overdue"
    REVIEW_OVERDUE = "review-overdue"
    STREAK = "streak"
    BASIS_WAITING = "basis-waiting"
    PLACEMENT_ENDS = "placement-ends"
    FOLLOW_UP_DUE = "follow-up-due"
    NO_CONTACT = "no-contact"
