"""Rows of a schedule: a weekday or a date, from when to when, where, for how many, and what is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta

from vidare.rules.calendar import Week, holiday
from vidare.rules.decision import Refused
from vidare.rules.imports.cells import clock_of, day_of, span_of, weekday_of, whole_of
from vidare.rules.imports.codes import Fault, Line, Meaning
from vidare.rules.imports.files import Cell
from vidare.rules.imports.office import Chosen, Place, named, place_of
from vidare.rules.imports.reading import RowReader

M = Meaning
LONGEST_AHEAD = 400  # days; a later last day is a slip of the finger


def read_hour(row: RowReader, *, places: Mapping[int, Place], chosen: Chosen, on: date) -> Line:
    """One row: the days it is laid out on, and its hours."""
    said = row.text(M.SERVICE)
    place = place_of(places, said) if said else places[chosen.service]
    if place is None:
        row.line.tell(Fault.SERVICE, row.heading(M.SERVICE))
        return row.line
    row.keep(service=place.key)
    _what_and_where(row, place)
    _clock(row)
    _days(row, chosen, on=on)
    return row.line


def _what_and_where(row: RowReader, place: Place) -> None:
    line = row.line
    activity, room = row.text(M.ACTIVITY), row.text(M.ROOM)
    found = named(place.activities, activity) if activity else []
    if not activity:
        line.tell(Fault.ACTIVITY_MISSING, row.heading(M.ACTIVITY))
    elif len(found) != 1:
        line.tell(Fault.ACTIVITY, row.heading(M.ACTIVITY))
    else:
        row.keep(activity=found[0])
    rooms = named(place.rooms, room) if room else []
    if room and len(rooms) != 1:
        line.tell(Fault.ROOM, row.heading(M.ROOM))
    seats = row.read(whole_of, M.SEATS)
    if rooms:
        row.keep(room=rooms[0])
        most = place.seats.get(rooms[0])
        if most is not None and seats is not None and seats > most:
            line.tell(Fault.MORE_SEATS_THAN_ROOM, row.heading(M.SEATS), most=most)
        seats = min(seats, most) if seats and most is not None else seats or most
    row.keep(seats=seats)


def _clock(row: RowReader) -> None:
    span = row.read(span_of, M.SPAN)
    start, end = span if span else (row.read(clock_of, M.FROM), row.read(clock_of, M.TO))
    heading = row.heading(M.SPAN, M.FROM, M.TO)
    if start is None or end is None:
        if not any(found.code is Fault.CLOCK for found in row.line.found):
            row.line.tell(Fault.CLOCK_MISSING, heading)
    elif end <= start:
        row.line.tell(Fault.HOUR_ENDS_FIRST, heading)
    else:
        row.keep(starts=start.isoformat("minutes"), ends=end.isoformat("minutes"))


def _days(row: RowReader, chosen: Chosen, *, on: date) -> None:
    line = row.line
    day = row.read(_dated, M.DAY)
    weekday = row.read(weekday_of, M.WEEKDAY)
    cell = row.cell(M.DAY)[0]
    if day is None and weekday is None and cell is not None:
        weekday = row.read(weekday_of, M.DAY)
    if day is not None:
        if day < on:
            line.tell(Fault.HOUR_PASSED, row.heading(M.DAY), day=day)
        if (day - on).days > LONGEST_AHEAD:
            line.tell(Fault.DAY, row.heading(M.DAY))
        row.keep(days=day)
        return
    if weekday is None:
        if not any(found.code is Fault.WEEKDAY for found in line.found):
            line.tell(Fault.DAY_MISSING, row.heading(M.DAY, M.WEEKDAY))
        return
    first = max(row.read(day_of, M.START) or on, on)
    last = row.read(day_of, M.END) or first + timedelta(weeks=chosen.weeks) - timedelta(days=1)
    wanted = list(_every(weekday, first, min(last, on + timedelta(days=LONGEST_AHEAD))))
    open_days = [one for one in wanted if not holiday(one)]
    if not open_days:
        line.tell(Fault.NO_DAYS_LEFT, row.heading(M.DAY, M.WEEKDAY))
    elif len(open_days) < len(wanted):
        line.tell(Fault.HOLIDAYS, row.heading(M.DAY, M.WEEKDAY), count=len(wanted) - len(open_days))
    row.keep(days=" ".join(one.isoformat() for one in open_days))


def _dated(cell: Cell) -> date | None:
    """A date where there is one; a weekday in the same column is read as one afterwards."""
    try:
        return day_of(cell)
    except Refused:
        weekday_of(cell)
        return None


def _every(weekday: int, first: date, last: date) -> Iterator[date]:
    day = Week.of(first).day(weekday)
    day = day if day >= first else day + timedelta(weeks=1)
    while day <= last:
        yield day
        day += timedelta(weeks=1)


def same_room(lines: list[Line]) -> None:
    """Two rows that want one room at one time: the later is held back."""
    taken: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for line in lines:
        if "room" not in line.said or "starts" not in line.said or any(found.stops for found in line.found):
            continue
        for day in line.said.get("days", "").split():
            hours = taken.setdefault((line.said["room"], day), [])
            clash = [row for start, end, row in hours if start < line.said["ends"] and line.said["starts"] < end]
            if clash:
                line.tell(Fault.SAME_ROOM, row=clash[0])
                break
            hours.append((line.said["starts"], line.said["ends"], line.number))


def hours_of(said: Mapping[str, str]) -> Iterator[tuple[date, time, time]]:
    """Each dated hour of a row that was read."""
    for day in said.get("days", "").split():
        yield date.fromisoformat(day), time.fromisoformat(said["starts"]), time.fromisoformat(said["ends"])
