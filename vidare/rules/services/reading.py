"""Reads a service model from its file: pure, and tells everything that is wrong in one go."""

from __future__ import annotations

import re
import tomllib
from math import isfinite
from typing import Any

from vidare.rules.access import Role
from vidare.rules.organisations import OrganisationKind, SecrecyRegime
from vidare.rules.services.areas import area, progress
from vidare.rules.services.checks import check
from vidare.rules.services.faults import Fault, FaultCode, Faulty
from vidare.rules.services.known import ANSWERS, FIGURES, WAYS_IN, WEEKDAYS
from vidare.rules.services.lines import lines_of
from vidare.rules.services.model import (
    ActivityKind,
    ActivityOf,
    BoardOf,
    Exemption,
    Hours,
    Partner,
    Question,
    RoleTitle,
    RoomOf,
    RuleBook,
    ServiceModel,
    Target,
    TextCode,
    Unit,
    Words,
)
from vidare.rules.services.rulesets import rule_set
from vidare.rules.services.table import Faults, Table

LARGEST = 500_000  # characters; a real service's file has some 20 000
MOST_DOTS = 200  # in one line: the time it takes to read a key grows with the square of its parts
STAFF_LANGUAGES = ("sv", "en")


def read(text: str) -> ServiceModel:
    """The service model of a file. Raises :class:`Faulty` with the first syntax fault or all content faults."""
    model, found = _read(text)
    if found or not isinstance(model, ServiceModel):
        raise Faulty(found or [Fault("code", 1, FaultCode.MISSING)])
    return model


def read_kept(text: str) -> ServiceModel | RuleBook:
    """A version taken in before: it was checked then, and what a file has had to say since is not asked of it anew."""
    book, found = _read(text)
    if book is None:
        raise Faulty(found)
    return book


def read_book(text: str) -> ServiceModel | RuleBook:
    """Either kind of file: a service model, or the nation's rule sets (``national = true``)."""
    book, found = _read(text)
    if found or book is None:
        raise Faulty(found)
    return book


def faults(text: str) -> list[Fault]:
    """The first syntax fault, or all content faults in the order of their lines; empty when the file can be used."""
    return _read(text)[1]


def decoded(raw: bytes) -> str:
    """A file's text. Raises :class:`Faulty` at the line of the first byte that is not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Faulty([Fault("", raw.count(b"\n", 0, error.start) + 1, FaultCode.NOT_UTF_8)]) from error


def _read(text: str) -> tuple[ServiceModel | RuleBook | None, list[Fault]]:
    if len(text) > LARGEST:
        return None, [Fault("", 1, FaultCode.TOO_LARGE, {"most": LARGEST})]
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            return None, [Fault("", number, FaultCode.TOO_MANY_DOTS)]
    try:
        values = tomllib.loads(text)
        found = Faults(lines_of(text))
    except RecursionError:
        return None, [Fault("", 1, FaultCode.TOO_DEEP)]
    except ValueError as error:
        return None, [syntax_fault(error, text)]
    book = _book(Table(values, "", found)) if values.get("national") is True else _model(values, found)
    return book, found.sorted()


def syntax_fault(error: ValueError, text: str) -> Fault:
    """Where TOML could not be read any more: the parser's own place, or the end of the text."""
    message = str(error)
    place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    lines = text.rstrip("\n").split("\n")
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), len(lines[-1]) + 1)
    facts = {"column": column, "detail": re.sub(r" \(at [^()]*\)$", "", message)}
    return Fault("", line, FaultCode.SYNTAX, facts)


def _book(top: Table) -> RuleBook:
    top.truth("national")
    sets = tuple(rule_set(each) for each in top.tables("rule_sets", needed=True))
    book = RuleBook(code=top.code("code"), name=top.words("name", STAFF_LANGUAGES), rule_sets=sets)
    top.done()
    return book


def _model(values: dict[str, Any], found: Faults) -> ServiceModel:
    top = Table(values, "", found)
    languages = _languages(top)
    model = ServiceModel(
        code=top.code("code"),
        name=top.words("name", languages),
        secrecy=top.one_of("secrecy", SecrecyRegime, default=SecrecyRegime.CHAPTER_26_1),
        languages=languages,
        board=_board(top.table("board")),
        target_group=top.words("target_group", languages),
        ways_in=top.codes("ways_in", WAYS_IN),
        first_meeting_days=top.number("first_meeting_days", least=1, most=365),
        visits_per_week=top.number("visits_per_week", least=0, most=10),
        full_time_hours=top.number("full_time_hours", least=1, most=60),
        plan_review_weeks=top.number("plan_review_weeks", least=1, most=52),
        contact_every_days=top.number("contact_every_days", least=1, most=365),
        follow_up_days=_days(top),
        exemptions=tuple(Exemption(code) for code in top.codes("exemptions", set(Exemption), needed=False)),
        further_boards=tuple(_board(each) for each in top.tables("further_boards")),
        partners=tuple(_partner(each) for each in top.tables("partners")),
        roles=tuple(_role(each) for each in top.tables("roles")),
        questions=tuple(_question(each, languages) for each in top.tables("eligibility")),
        areas=tuple(area(each, languages) for each in top.tables("areas", needed=True)),
        progress=tuple(progress(each) for each in top.tables("progress")),
        progress_every_days=top.number("progress_every_days", least=0, most=365, default=0),
        rooms=tuple(_room(each, languages) for each in top.tables("rooms")),
        activities=tuple(_activity(each, languages) for each in top.tables("activities", needed=True)),
        schedule=tuple(_hours(each) for each in top.tables("schedule")),
        rule_sets=tuple(rule_set(each) for each in top.tables("rule_sets", needed=True)),
        targets=tuple(_target(each) for each in top.tables("targets")),
        figures=top.codes("figures", FIGURES),
        texts=_texts(top, languages),
    )
    top.done()
    check(model, found)
    return model


def _languages(top: Table) -> tuple[str, ...]:
    told = []
    for number, value in enumerate(top.list_of("languages"), start=1):
        if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2,3}", value, re.ASCII):
            top.fault(f"languages[{number}]", FaultCode.NOT_A_CODE, value=str(value)[:60])
        elif value in told:
            top.fault(f"languages[{number}]", FaultCode.TWICE, value=value)
        else:
            told.append(value)
    if "sv" not in told and "languages" in top.values:
        top.fault("languages", FaultCode.SWEDISH_MISSING)
    return tuple(told)


def _board(table: Table) -> BoardOf:
    board = BoardOf(
        code=table.code("code"),
        name=table.text("name"),
        municipality=table.text("municipality"),
        appeal_to=table.text("appeal_to", needed=False),
    )
    table.done()
    return board


def _days(top: Table) -> tuple[int, ...]:
    days: list[int] = []
    for number, value in enumerate(top.list_of("follow_up_days"), start=1):
        where = f"follow_up_days[{number}]"
        if type(value) is not int:
            top.fault(where, FaultCode.NOT_A_NUMBER)
        elif not 1 <= value <= 1000:
            top.fault(where, FaultCode.TOO_SMALL if value < 1 else FaultCode.TOO_BIG, least=1, most=1000)
        elif days and value <= days[-1]:
            top.fault(where, FaultCode.TOO_SMALL, least=days[-1] + 1)
        else:
            days.append(value)
    return tuple(days)


def _partner(table: Table) -> Partner:
    partner = Partner(
        code=table.code("code"),
        name=table.text("name"),
        kind=table.one_of("kind", OrganisationKind, default=OrganisationKind.MUNICIPALITY),
        of_board=table.truth("of_board"),
        board=table.code("board") if "board" in table.values else "",
    )
    table.done()
    return partner


def _role(table: Table) -> RoleTitle:
    role = RoleTitle(
        role=table.one_of("role", Role, default=Role.PARTICIPANT), title=table.words("title", STAFF_LANGUAGES)
    )
    table.done()
    return role


def _question(table: Table, languages: tuple[str, ...]) -> Question:
    question = Question(
        code=table.code("code"),
        text=table.words("text", languages),
        staff=table.words("staff", ("sv",)),
        eligible=table.codes("eligible", ANSWERS),
        reason=table.words("reason", languages),
        turn_to=table.words("turn_to", languages),
    )
    table.done()
    return question


def _room(table: Table, languages: tuple[str, ...]) -> RoomOf:
    counted = "seats" in table.values
    room = RoomOf(
        code=table.code("code"),
        name=table.words("name", languages),
        seats=table.number("seats", least=1, most=1000) if counted else None,
    )
    table.done()
    return room


def _activity(table: Table, languages: tuple[str, ...]) -> ActivityOf:
    activity = ActivityOf(
        code=table.code("code"),
        name=table.words("name", languages),
        kind=table.one_of("kind", ActivityKind, default=ActivityKind.GUIDANCE),
        hours_per_week=table.number("hours_per_week", least=0, most=60, default=0),
    )
    table.done()
    return activity


def _hours(table: Table) -> Hours:
    weekdays = tuple(WEEKDAYS.index(day) + 1 for day in table.codes("weekdays", WEEKDAYS))
    hours = Hours(
        weekdays=weekdays,
        start=table.clock("start"),
        end=table.clock("end"),
        activity=table.text("activity"),
        room=table.text("room", needed=False),
    )
    table.done()
    return hours


def _target(table: Table) -> Target:
    value = table.take("value", needed=True)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        if value is not None:
            table.fault("value", FaultCode.NOT_A_NUMBER)
        value = 0
    target = Target(
        code=table.code("code"),
        figure=table.text("figure"),
        value=value,
        unit=table.one_of("unit", Unit, default=Unit.COUNT),
        definition=table.words("definition", STAFF_LANGUAGES),
    )
    table.done()
    return target


def _texts(top: Table, languages: tuple[str, ...]) -> dict[TextCode, Words]:
    table = top.table("texts", needed=False)
    told = {code: table.words(code.value, languages) for code in TextCode if code.value in table.values}
    for code in table.values:
        if code not in set(TextCode):
            table.fault(code, FaultCode.NOT_KNOWN, value=code[:60], known=", ".join(TextCode))
    return told
