"""Where each reason on my day leads: the page on which it is dealt with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel import Locale
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from vidare.queries.attention import Debt, Reason
from vidare.rules.attention import Kind
from vidare.web.words.attention import DO, MINE, WHY

# The page of each reason, and what in its address names the row or the way it is about; with # a place on the page.
PAGES: dict[Kind, tuple[str, str]] = {
    Kind.NO_NEXT_STEP: ("step-new", ""),
    Kind.ABSENCE_NOT_SPOKEN_ABOUT: ("absence", "booking_id"),
    Kind.EXPLANATION_TO_READ: ("absence", "booking_id"),
    Kind.HOUR_DISPUTED: ("absence", "booking_id"),
    Kind.NOTE_DISPUTED: ("note", "note_id"),
    Kind.CHANGE_ASKED: ("plan", ""),
    Kind.ITEM_WRONG: ("plan", ""),
    Kind.NOT_REGISTERED: ("person-week", ""),
    Kind.NO_HOURS: ("person-week", ""),
    Kind.BASIS_WITHDRAWN: ("basis", "basis_id"),
    Kind.BASIS_FALLEN: ("basis", "basis_id"),
    Kind.BASIS_WAITING: ("basis", "basis_id"),
    Kind.ASSIGNMENT_TO_DECIDE: ("assignments", "#h-a"),
    Kind.FIRST_MEETING_LATE: ("book-meeting", "participation_id"),
    Kind.NO_PLAN_AGREED: ("plan", ""),
    Kind.STEP_OVERDUE: ("step", "step_id"),
    Kind.REVIEW_OVERDUE: ("plan", ""),
    Kind.MAPPING_OVERDUE: ("mapping", ""),
    Kind.PLACEMENT_ENDS: ("placement", "placement_id"),
    Kind.FOLLOW_UP_DUE: ("follow-up", "follow_up_id"),
    Kind.NO_CONTACT: ("notes", ""),
    Kind.FILE_OPENED: ("person-openings", ""),
}
URGENT = frozenset(
    {
        Kind.NO_NEXT_STEP, Kind.ABSENCE_NOT_SPOKEN_ABOUT, Kind.FIRST_MEETING_LATE, Kind.STREAK, Kind.BASIS_WITHDRAWN,
        Kind.BASIS_FALLEN, Kind.NOBODY_RESPONSIBLE,
    }
)  # fmt: skip
COMING = frozenset({Kind.PLACEMENT_ENDS, Kind.NO_HOURS})
# Here the day is when it became late, not when it last happened.
LATE_SINCE = frozenset({Kind.NO_CONTACT, Kind.FIRST_MEETING_LATE, Kind.REVIEW_OVERDUE, Kind.MAPPING_OVERDUE})


@dataclass(frozen=True, slots=True)
class Line:
    """One person in a card: who, what about them, and the way to deal with it. ``coming``: the day is still ahead."""

    debt: Debt
    url: str
    do: str | Promise
    language: str
    coming: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Card:
    reason: Reason
    why: str | Promise
    tone: str
    lines: tuple[Line, ...]


def cards(reasons: Iterable[Reason], *, team: bool) -> list[Card]:
    """``team``: the list is of everybody's work, and says who decides; else it speaks to the one who reads it."""
    why = WHY if team else WHY | MINE
    return [
        Card(
            reason,
            why[reason.kind],
            "late" if reason.kind in URGENT else "now",
            tuple(line(debt) for debt in reason.debts),
        )
        for reason in reasons
    ]


def line(debt: Debt) -> Line:
    """The door of a reason; where it has no page of its own, the person's page."""
    languages = Locale.parse(translation.get_language() or "sv").languages
    return Line(
        debt,
        _address(debt),
        DO[debt.kind],
        str(languages.get(debt.language, debt.language)),
        debt.kind in COMING and debt.days <= 0,
        debt.kind in LATE_SINCE,
    )


def _address(debt: Debt) -> str:
    if debt.kind is Kind.NOT_REGISTERED and debt.session is not None:
        return reverse("hour", args=[debt.session]) + f"#mark-{debt.about}"  # the person's own row on the sheet
    name, about = PAGES.get(debt.kind, ("person", ""))
    keys = {"person_id": debt.person_id}
    if about == "participation_id":
        keys[about] = debt.participation_id
    elif about.startswith("#"):
        return reverse(name, kwargs=keys) + f"{about}{debt.about}"
    elif about and debt.about is not None:
        keys[about] = debt.about
    return reverse(name, kwargs=keys)
