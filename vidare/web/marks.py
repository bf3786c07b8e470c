"""Attendance as a strip of small marks: each has a shape, a colour and a word; together they are one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from django.utils import translation
from django.utils.translation import gettext, ngettext

from vidare.rules.attendance import Verdict
from vidare.web import words


@dataclass(frozen=True, slots=True)
class Mark:
    shape: str
    said: str


def marks(rows: Iterable[tuple[date, Verdict | str]]) -> list[Mark]:
    """The marks of (day, verdict) pairs, oldest first, as they were given."""
    language = translation.get_language() or "sv"
    return [
        Mark(
            Verdict(verdict).value,
            gettext("%(verdict)s, %(day)s")
            % {"day": format_date(day, "EEE d MMM", locale=language), "verdict": words.word(Verdict(verdict))},
        )
        for day, verdict in rows
    ]


def summary(verdicts: Iterable[Verdict | str]) -> str:
    """The last 10 times: 7 present, 1 late and 2 not registered."""
    counted = Counter(Verdict(verdict) for verdict in verdicts)
    total = counted.total()
    if not total:
        return gettext("No times yet.")
    parts = [_part(verdict, counted[verdict]) for verdict in Verdict if counted[verdict]]
    return ngettext("The last time: %(parts)s.", "The last %(total)s times: %(parts)s.", total) % {
        "total": total,
        "parts": format_list(parts, locale=translation.get_language() or "sv"),
    }


def _part(verdict: Verdict, n: int) -> str:
    texts = {
        Verdict.PRESENT: ngettext("%(n)s present", "%(n)s present", n),
        Verdict.LATE: ngettext("%(n)s late", "%(n)s late", n),
        Verdict.ABSENT_VALID: ngettext("%(n)s absent with a reason", "%(n)s absent with a reason", n),
        Verdict.ABSENT_INVALID: ngettext("%(n)s absent", "%(n)s absent", n),
        Verdict.NOT_REGISTERED: ngettext("%(n)s not registered", "%(n)s not registered", n),
        Verdict.CANCELLED: ngettext("%(n)s cancelled", "%(n)s cancelled", n),
        Verdict.CONTESTED: ngettext("%(n)s contested", "%(n)s contested", n),
    }
    return texts[verdict] % {"n": n}
