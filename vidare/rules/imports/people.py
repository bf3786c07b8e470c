"""Rows about people: who each is, how to reach them, and where they are in the service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from vidare.rules import programmes
from vidare.rules.decision import Because, Refused
from vidare.rules.identity import Fault as Wrong
from vidare.rules.identity import IdentityNumber, birth_date, read_name, read_phone
from vidare.rules.imports.cells import day_of, plain_text, text_of, yes_of
from vidare.rules.imports.codes import Fault, Found, Line, Meaning
from vidare.rules.imports.files import Cell
from vidare.rules.imports.office import Chosen, Place, named, place_of
from vidare.rules.imports.persons import (
    language_of,
    names_of,
    near_numbers,
    number_of,
    phone_text,
    sex_of,
    way_of,
)
from vidare.rules.imports.reading import RowReader
from vidare.rules.referrals import WayIn

M = Meaning
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]{2,}")


def read_person(row: RowReader, *, on: date) -> None:
    """Name, number, birth date, language, ways to reach: what every list of people may say."""
    _names(row)
    _number(row, on=on)
    row.keep(
        sex=row.read(sex_of, M.SEX),
        language=row.read(language_of, M.LANGUAGE),
        interpreter=row.read(yes_of, M.INTERPRETER),
        phone=row.read(lambda cell: read_phone(phone_text(cell)), M.PHONE),
        email=row.read(_email, M.EMAIL),
        protected=_protected(row),
    )
    parts = [row.text(M.ADDRESS), " ".join(filter(None, (row.text(M.POSTCODE), row.text(M.CITY))))]
    row.keep(address=", ".join(part for part in parts if part))


def _protected(row: RowReader) -> bool:
    """What is written in the column of protection and is not a plain no counts as a yes: it fails closed."""
    cell, _heading = row.cell(M.PROTECTED)
    if cell is None:
        return False
    try:
        return yes_of(cell)
    except Refused:
        return True


def _email(cell: Cell) -> str:
    text = plain_text(cell)
    if not _EMAIL.fullmatch(text):
        raise Refused([Because(Wrong.EMAIL)])
    return text


def _names(row: RowReader) -> None:
    given, family = row.read(_name, M.GIVEN) or "", row.read(_name, M.FAMILY) or ""
    cell, _heading = row.cell(M.NAME, M.FAMILY_FIRST)
    if cell is not None and not (given and family):
        whole = row.read(_name, M.NAME, M.FAMILY_FIRST) or ""
        first, last = names_of(whole, family_first=row.headings.has(M.FAMILY_FIRST))
        given, family = given or first, family or last
    if not given and family:
        given, family = family, ""
    if not given and not any(found.code in {Wrong.NAME_SIGNS, Wrong.NAME_TOO_LONG} for found in row.line.found):
        row.line.tell(Fault.NAME_MISSING, row.heading(M.NAME, M.FAMILY_FIRST, M.GIVEN, M.FAMILY))
    row.keep(given=given, family=family)


def _name(cell: Cell) -> str:
    return read_name(text_of(cell), needed=False)


def _number(row: RowReader, *, on: date) -> None:
    cell, heading = row.cell(M.NUMBER)
    number: IdentityNumber | None = None
    born = row.read(day_of, M.BORN)
    try:
        read = number_of(cell, on=on)
    except Refused as refused:
        row.line.found += [Found(because.code, heading, because.facts) for because in refused.reasons]
        row.line.tell(Fault.NUMBER_LEFT_OUT, heading)
        row.keep(near=" ".join(near_numbers(cell, on=on)))
        read = None
    if isinstance(read, IdentityNumber):
        number = read
    elif read is not None:
        born = born or read
        row.line.tell(Fault.NUMBER_ONLY_BIRTH, heading)
    if born is not None:
        wrong = birth_date(born, on=on, number=number).reasons
        row.line.found += [Found(because.code, row.heading(M.BORN), because.facts) for because in wrong]
        born = None if wrong else born
    row.keep(number=number.twelve if number else "", born=number.born_on if number else born)


def read_participant(row: RowReader, *, places: Mapping[int, Place], chosen: Chosen, on: date) -> Line:
    """A row of a unit's own list: with a start day somebody who takes part, without one somebody who waits."""
    read_person(row, on=on)
    place = _place(row, places, chosen)
    start, end = row.read(day_of, M.START, M.FROM), row.read(day_of, M.END, M.TO)
    referred = row.read(day_of, M.REFERRED)
    heading = row.heading(M.START, M.FROM)
    row.keep(start=start, referred=referred)
    if row.cell(M.START, M.FROM)[0] is not None and start is None:
        row.line.tell(Fault.START_MISSING, heading)
    if start is not None and start > on:
        row.line.tell(Fault.START_TO_COME, heading, day=start)
    if end is not None and end <= on:
        row.line.tell(Fault.ENDED, row.heading(M.END, M.TO), day=end)
    if start is not None and end is not None and end < start:
        row.line.tell(Fault.ENDS_BEFORE_START, row.heading(M.END, M.TO))
    if referred is not None and referred > on:
        row.line.tell(Fault.REFERRED_TO_COME, row.heading(M.REFERRED), day=referred)
        row.line.said.pop("referred", None)
    if start is not None and referred is not None and referred > start:
        row.line.tell(Fault.REFERRED_AFTER_START, row.heading(M.REFERRED))
        row.line.said.pop("referred", None)
    if place is not None:
        if start is not None and start < place.opened_on:
            row.line.tell(Fault.START_BEFORE_SERVICE, heading, day=place.opened_on)
        _coach(row, place)
        _way_in(row, place, chosen, started=start is not None)
    _programme(row, on=on)
    return row.line


def _programme(row: RowReader, *, on: date) -> None:
    """The days of the Employment Service's programme. Where they cannot be right they are left out, and the row stands.

    A day that cannot be read is told by itself; a last day alone says nothing of how long the programme was.
    """
    start, end = row.read(day_of, M.PROGRAMME_START), row.read(day_of, M.PROGRAMME_END)
    heading = row.heading(M.PROGRAMME_START, M.PROGRAMME_END)
    if start is None:
        if end is not None:
            row.line.tell(Fault.PROGRAMME_START_MISSING, heading)
        return
    wrong = programmes.may_note((start, end), before=None, on=on, policy=programmes.Policy()).reasons
    row.line.found += [Found(because.code, heading, because.facts) for because in wrong]
    if wrong:
        row.line.tell(Fault.PROGRAMME_LEFT_OUT, heading)
    else:
        row.keep(programme=start, programme_end=end)


def _place(row: RowReader, places: Mapping[int, Place], chosen: Chosen) -> Place | None:
    said = row.text(M.SERVICE)
    place = place_of(places, said) if said else places[chosen.service]
    if place is None:
        row.line.tell(Fault.SERVICE, row.heading(M.SERVICE))
    else:
        row.keep(service=place.key)
    return place


def _coach(row: RowReader, place: Place) -> None:
    said = row.text(M.COACH)
    found = named(place.coaches, said) if said else []
    if said and not found:
        row.line.tell(Fault.COACH, row.heading(M.COACH))
    elif len(found) > 1:
        row.line.tell(Fault.COACH_SEVERAL, row.heading(M.COACH))
    elif found:
        row.keep(coach=found[0])
        if row.cell(M.START, M.FROM)[0] is None and "protected" not in row.line.said:
            row.line.tell(Fault.COACH_WITHOUT_START, row.heading(M.COACH))
    if "protected" in row.line.said and "coach" not in row.line.said:
        row.line.tell(Fault.PROTECTED_WITHOUT_COACH, row.heading(M.PROTECTED))


def _way_in(row: RowReader, place: Place, chosen: Chosen, *, started: bool) -> None:
    way: WayIn | None = row.read(way_of, M.SOURCE)
    if started:
        if way is not None and "referred" not in row.line.said:
            row.line.tell(Fault.SOURCE_WITHOUT_DAY, row.heading(M.SOURCE))
        row.keep(way=(way or chosen.way_in).value if "referred" in row.line.said else "")
        return
    way = way or chosen.way_in
    if way not in place.ways_in:
        row.line.tell(Fault.SOURCE_CLOSED, row.heading(M.SOURCE))
        way = chosen.way_in
    row.keep(way=way.value)
