"""A matter for the board's case system, set as PDF/A-2a: the same words as in the file for the machine, in Swedish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation

from vidare.rules.case_system import CaseKind
from vidare.rules.papers import Sender
from vidare.web import words
from vidare.web.paper import press
from vidare.web.paper.wording import day, own, whole
from vidare.web.words.case_system import NAMES, line

ARCHIVED = ("a-2a", "ua-1")


def printed(kind: CaseKind, content: Mapping[str, Any], at: datetime) -> bytes:
    """What the press lends to actions.case_system."""
    person = content["person"]
    number = " · ".join(filter(None, [person["name"], person["number"] or person["born_on"]]))
    with translation.override("sv"):
        data = {
            "title": words.word(kind),
            "day": whole(day(at.date())),
            "sender": press.head(Sender(content["board"]["name"], content["service"]["name"])),
            "lead": [own(number)],
            "parts": [
                {
                    "heading": str(NAMES[fact["name"]]),
                    "lines": [own(line(fact["name"], said)) for said in fact["said"]],
                }
                for fact in content["facts"]
            ],
        }
    return press.pdf("case", data, at=at, standards=ARCHIVED)
