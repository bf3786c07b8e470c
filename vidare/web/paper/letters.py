"""The letters as they are drawn: Swedish beside the person's own language, own words as they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, time

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from vidare.rules.messages import Template
from vidare.rules.papers import Order, Printed
from vidare.web import words
from vidare.web.paper import bodies, press
from vidare.web.paper.wording import (
    Block,
    both,
    column,
    day,
    direction,
    languages_for,
    own,
    phone,
    plain,
    read_out,
    whole,
)

T = Template
Section = dict[str, object]
# Written by the board's officer: they bear the municipality's head and the board's name, not the service's.
FROM_THE_BOARD = frozenset({T.COMMUNICATED, T.DECISION_RECORDED})
TABLE = (
    gettext_noop("Day"), gettext_noop("Noted"), gettext_noop("What you said about it"),
    gettext_noop("What staff answered"),
)  # fmt: skip
HANDED_OVER = gettext_noop("Handed over in person")
REASONS = gettext_noop("The reasons, as they were written")
HOW_TO_APPEAL = gettext_noop("How to appeal, as the board writes it")
COACH_WORDS = gettext_noop("What your coach has written")
PERSON_WORDS = gettext_noop("What you have said")


def printed(order: Order) -> Printed:
    """The press: one letter, with its file. Raises Unsettable."""
    data = data_of(order)
    # A letter bears the day it was written and not the second: what is set twice on one day is the same file.
    at = datetime.combine(order.on, time(12), UTC)
    return Printed(str(data["other"]), str(data["title"]), text_of(order), press.pdf("letter", data, at=at))


def data_of(order: Order) -> dict[str, object]:
    """All that the template draws."""
    spoken = languages_for(order.receiver.language)
    handed_over = [] if order.receiver.address else [_in("sv", HANDED_OVER)]
    number = str(order.facts.get("phone", ""))
    from_the_board = order.template in FROM_THE_BOARD
    sender = replace(order.sender, unit=str(order.facts["board"])) if from_the_board else order.sender
    from_whom = [sender.unit if from_the_board else str(order.facts["service"]), str(order.facts["rings"])]
    return {
        "title": both(["sv"], bodies.subject, order.template)[0],
        "other": spoken[-1],
        "side": direction(spoken[-1]),
        "sender": press.head(sender),
        "day": both(["sv"], day, order.on)[0],
        "ring": [plain(line) for line in (*from_whom, whole(phone(number)) if number else "") if line],
        "receiver": [plain(line) for line in (order.receiver.name, *order.receiver.address, *handed_over)],
        "sections": sections(order, spoken),
    }


def text_of(order: Order) -> str:
    """The whole letter as text, part by part as it is drawn."""
    return "\n\n".join(_read(order, languages_for(order.receiver.language)))


def _read(order: Order, spoken: tuple[str, ...]) -> Iterable[str]:
    for part in sections(order, spoken):
        if part["kind"] == "columns":
            for one in part["parts"]:  # type: ignore[attr-defined]
                yield read_out(one["blocks"])
        elif part["kind"] == "words":
            yield "\n".join([*part["heading"], *part["lines"]])  # type: ignore[misc]
        elif part["kind"] == "table":
            for hour in order.hours:
                said = [text for text, _lang in hour.said]
                yield "; ".join([*both(spoken, day, hour.on), *both(spoken, words.word, hour.verdict), *said])


def sections(order: Order, spoken: tuple[str, ...]) -> list[Section]:
    """The parts of a letter in the order in which they are read."""
    said = order.facts
    found = [_columns(spoken, lambda: bodies.body(order))]
    if order.template is T.DECISION_RECORDED:
        found.append(_own(spoken, REASONS, said["reasons"]))
        found.append(_columns(spoken, lambda: bodies.appeal(order)))
        found.append(_own(spoken, HOW_TO_APPEAL, said["how_to_appeal"]))
        found.append(_columns(spoken, lambda: bodies.whom_to_ring(said)))
    if order.template is T.COMMUNICATED:
        found += [{"kind": "page"}, _columns(spoken, lambda: bodies.about_the_facts(said)), _table(order, spoken)]
        found.append(_own(spoken, COACH_WORDS, said.get("coach_words")))
        found.append(_own(spoken, PERSON_WORDS, said.get("person_words")))
    return [one for one in found if one]


def _columns(spoken: tuple[str, ...], say: Callable[[], list[Block]]) -> Section:
    parts = []
    for language in spoken:
        with translation.override(language):
            parts.append(column(language, say()))
    return {"kind": "columns", "parts": parts}


def _own(spoken: tuple[str, ...], title: str, text: object) -> Section:
    """Words that somebody wrote: once, as they were written, never translated by a machine."""
    if not str(text or "").strip():
        return {}
    return {"kind": "words", "heading": both(spoken, _, title), **own(str(text))}


def _table(order: Order, spoken: tuple[str, ...]) -> Section:
    return {
        "kind": "table",
        "head": [both(spoken, _, label) for label in TABLE],
        "rows": [
            {
                "day": both(spoken, day, hour.on),
                "verdict": both(spoken, words.word, hour.verdict),
                "said": [own(text, lang) for text, lang in hour.said],
                "assessed": [own(hour.assessed)] if hour.assessed else [],
            }
            for hour in order.hours
        ],
    }


def _in(language: str, text: str) -> str:
    return both([language], _, text)[0]
