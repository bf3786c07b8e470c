"""What is printed and given by hand: the plan on one page, the week, the card, and the sign for the door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import segno
from babel.dates import get_day_names
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from vidare.rules.calendar import Week
from vidare.rules.papers import Sender
from vidare.rules.services import Words
from vidare.web import words
from vidare.web.paper import press
from vidare.web.paper.wording import SET_IN, both, clock, day, direction, languages_for, own, phone, plain, whole


@dataclass(frozen=True, slots=True)
class Said:
    """Words somebody wrote, and their language."""

    text: str
    lang: str = "sv"


@dataclass(frozen=True, slots=True)
class StepLine:
    title: Said
    due_on: date
    who: str
    state: object
    next: bool = False
    word: object = None  # what the owner of staff has said of the step, while it is open


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan as it is printed: for the person, or for the board's own file."""

    name: str
    service: str
    goal: Said
    steps: tuple[StepLine, ...]
    agreed: tuple[tuple[str, date], ...]
    review_on: date
    hours_per_week: int
    coach: str
    phone: str


PLAN = {
    "title": gettext_noop("My plan"),
    "goal": gettext_noop("Where I am going"),
    "next": gettext_noop("My next step"),
    "steps": gettext_noop("The steps"),
    "day": gettext_noop("Day"),
    "step": gettext_noop("Step"),
    "who": gettext_noop("Who does it"),
    "state": gettext_noop("How far"),
    "agreed": gettext_noop("Agreed by"),
    "waits": gettext_noop("Not agreed yet"),
    "review": gettext_noop("We look at the plan again"),
    "hours": gettext_noop("Hours a week"),
    "ring": gettext_noop("Ring us"),
}


def plan(sheet: PlanSheet, sender: Sender, *, language: str, on: date, at: datetime) -> bytes:
    """On one page: where there is much it is set smaller, never left out."""
    return press.pdf("plan", plan_data(sheet, sender, language=language, on=on), at=at)


def plan_data(sheet: PlanSheet, sender: Sender, *, language: str, on: date) -> dict[str, object]:
    spoken = languages_for(language)
    following = next((step for step in sheet.steps if step.next), None)
    return _page(sender, spoken, PLAN) | {
        "title": both(["sv"], _, PLAN["title"])[0],
        "name": plain(sheet.name),
        "service": plain(sheet.service),
        "day": both(["sv"], day, on)[0],
        "goal": _own(sheet.goal),
        "next": None if following is None else _step(spoken, following),
        "steps": [_step(spoken, step) for step in sheet.steps],
        "agreed": [[plain(name), both(["sv"], day, when)[0]] for name, when in sheet.agreed],
        "review": both(spoken, day, sheet.review_on),
        "hours": str(sheet.hours_per_week) if sheet.hours_per_week else "",
        "ring": _ring(sheet.coach, sheet.phone),
    }


def _step(spoken: Iterable[str], step: StepLine) -> dict[str, object]:
    return {
        "title": _own(step.title),
        "day": both(spoken, day, step.due_on),
        "who": plain(step.who),
        "state": both(spoken, words.word, step.state),
        "word": both(spoken, words.word, step.word) if step.word else [],
    }


@dataclass(frozen=True, slots=True)
class Coming:
    """One time on a person's week: an hour, or a talk."""

    starts_at: datetime
    ends_at: datetime | None
    what: str
    where: str = ""
    with_whom: str = ""
    seat: int | None = None


WEEK = {
    "title": gettext_noop("My times"),
    "week": gettext_noop("Week"),
    "day": gettext_noop("Day"),
    "time": gettext_noop("Time"),
    "what": gettext_noop("What and where"),
    "seat": gettext_noop("Seat"),
    "none": gettext_noop("No time is booked."),
    "ill": gettext_noop("Can you not come? Ring us before the time begins."),
    "ring": gettext_noop("Ring us"),
}


def week(
    name: str, coming: Sequence[Coming], sender: Sender, *, coach: str, number: str, language: str, on: date,
    at: datetime,
) -> bytes:  # fmt: skip
    """A person's times, week by week, for the door of the refrigerator."""
    spoken = languages_for(language)
    weeks: dict[Week, list[Coming]] = {}
    for one in coming:
        weeks.setdefault(Week.of(one.starts_at.date()), []).append(one)
    data = _page(sender, spoken, WEEK) | {
        "title": both(["sv"], _, WEEK["title"])[0],
        "name": plain(name),
        "day": both(["sv"], day, on)[0],
        "weeks": [
            {"number": str(one.number), "rows": [_coming(spoken, row) for row in rows]} for one, rows in weeks.items()
        ],
        "ring": _ring(coach, number),
    }
    return press.pdf("week", data, at=at)


def _coming(spoken: Iterable[str], row: Coming) -> dict[str, object]:
    until = f"–{whole(clock(row.ends_at))}" if row.ends_at else ""
    return {
        "day": both(spoken, day, row.starts_at.date()),
        "time": whole(clock(row.starts_at)) + until,
        "what": plain(row.what),
        "where": [plain(part) for part in (row.where, row.with_whom) if part],
        "seat": "" if row.seat is None else str(row.seat),
    }


CARD = {
    "title": gettext_noop("Card for the door"),
    "hold": gettext_noop("Hold up the card to the screen when you come."),
    "cut": gettext_noop("Cut along the line. Keep the card where you find it."),
    "lost": gettext_noop(
        "Nobody can see from the card whose it is. Is it lost? Tell us: you get a new one, and the old one stops "
        "working."
    ),
}


def card(token: str, service: str, sender: Sender, *, language: str, at: datetime) -> bytes:
    """A card of 85.6 × 54 mm with no name on it, drawn on a sheet to cut it from. It is not kept."""
    spoken = languages_for(language)
    data = _page(sender, spoken, CARD) | {
        "title": both(["sv"], _, CARD["title"])[0],
        "service": plain(service),
        "qr": _qr(token),
    }
    return press.pdf("card", data, at=at)


@dataclass(frozen=True, slots=True)
class DoorSign:
    service: str
    open_door: Words
    address: Words
    phone: str
    hours: tuple[tuple[tuple[int, ...], time, time], ...]  # weekdays (1 is Monday), from, to


DOOR = {
    "welcome": gettext_noop("Welcome"),
    "open": gettext_noop("Opening hours"),
    "scan": gettext_noop("Point your phone here to ask for help"),
    "ring": gettext_noop("Ring us"),
}


def door(sign: DoorSign, sender: Sender, *, there: str, at: datetime) -> bytes:
    """For everybody who stands outside: in all our languages, with the address of the open door as a square."""
    languages = [one for one in SET_IN if sign.open_door.get(one)] or ["sv"]
    data = _page(sender, SET_IN, DOOR) | {
        "title": plain(sign.service),
        "texts": [[one, direction(one), plain(sign.open_door.told(one))] for one in languages],
        "address": plain(sign.address.told("sv")),
        "phone": whole(phone(sign.phone)) if sign.phone else "",
        "hours": [[both(SET_IN, _days, days), f"{_short(start)}–{_short(end)}"] for days, start, end in sign.hours],
        "there": there.partition("://")[2] or there,
        "qr": _qr(there),
    }
    return press.pdf("door", data, at=at)


def _days(weekdays: tuple[int, ...]) -> str:
    """måndag–fredag, or each by name."""
    names = get_day_names("wide", "stand-alone", locale=translation.get_language() or "sv")
    if len(weekdays) > 2 and weekdays == tuple(range(weekdays[0], weekdays[-1] + 1)):
        return f"{names[weekdays[0] - 1]}–{names[weekdays[-1] - 1]}"
    return ", ".join(names[one - 1] for one in weekdays)


def _short(value: time) -> str:
    return f"{value.hour}.{value.minute:02d}"


def _page(sender: Sender, spoken: Iterable[str], labels: dict[str, str]) -> dict[str, object]:
    languages = list(spoken)
    return {
        "sender": press.head(sender),
        "languages": [[one, direction(one)] for one in languages],
        "labels": {name: both(languages, _, text) for name, text in labels.items()},
    }


def _own(said: Said) -> dict[str, object]:
    return own(said.text, said.lang)


def _ring(name: str, number: str) -> list[str]:
    return [part for part in (plain(name), whole(phone(number)) if number else "") if part]


def _qr(text: str) -> str:
    return segno.make(text, error="m").svg_inline(border=2)
