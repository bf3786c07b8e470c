"""What stands in one cell, in every shape that offices and Excel give it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidare.rules.decision import Refused
from vidare.rules.identity import IdentityNumber
from vidare.rules.imports import cells, persons
from vidare.rules.imports.files import Cell

ON = date(2026, 11, 24)
WRITTEN = (Path(__file__).parents[2] / "cases/list-cells.csv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(WRITTEN.splitlines()))
READS: dict[str, Callable[[Cell], object]] = {
    "number": lambda cell: persons.number_of(cell, on=ON),
    "day": cells.day_of,
    "clock": cells.clock_of,
    "span": cells.span_of,
    "weekday": cells.weekday_of,
    "ore": cells.ore_of,
    "language": persons.language_of,
    "way": persons.way_of,
    "yes": cells.yes_of,
}


def told(value: object) -> str:
    if isinstance(value, IdentityNumber):
        return value.twelve
    if isinstance(value, tuple):
        return " ".join(map(told, value))
    if isinstance(value, time):
        return value.isoformat("minutes")
    return "" if value is None else str(value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['reads']} {case['written']}")
def test_a_cell_is_read_in_the_shape_it_was_written(case: dict[str, str]) -> None:
    try:
        read = told(READS[case["reads"]](case["written"]))
    except Refused as refused:
        read = refused.reasons[0].code.value
    assert read == case["means"]


def test_what_excel_keeps_as_a_number_is_still_the_number_that_was_written() -> None:
    for kept in (199001010017.0, 9001010017.0, 9001010017, "9001010017"):
        read = persons.number_of(kept, on=ON)
        assert isinstance(read, IdentityNumber) and read.twelve == "199001010017"
    read = persons.number_of(501010011.0, on=ON)
    assert isinstance(read, IdentityNumber) and read.twelve == "200501010011"
    assert persons.phone_text(701740636.0) == "0701740636"
    assert cells.day_of(46350.0) == cells.day_of(date(2026, 11, 24)) == cells.day_of(datetime(2026, 11, 24, 9))


def test_hours_are_read_as_excel_keeps_them() -> None:
    for kept in (0.375, time(9), timedelta(hours=9), datetime(1899, 12, 30, 9), 9.0, "9"):
        assert cells.clock_of(kept) == time(9)
    assert cells.clock_of(9.3) == time(9, 30)


def test_a_name_in_one_cell_is_parted_as_people_write_it() -> None:
    for whole, family_first, parted in (
        ("Warsame, Amina", False, ("Amina", "Warsame")),
        ("Amina Warsame", False, ("Amina", "Warsame")),
        ("Anna Karin Svensson", False, ("Anna Karin", "Svensson")),
        ("Carl von Linné", False, ("Carl", "von Linné")),
        ("Warsame Amina", True, ("Amina", "Warsame")),
        ("Amina", False, ("Amina", "")),
    ):
        assert persons.names_of(whole, family_first=family_first) == parted


def test_a_number_that_does_not_fit_together_has_near_ones_that_do() -> None:
    near = persons.near_numbers("19780707-1119", on=ON)
    assert "197807071118" in near and len(near) <= 10


@settings(max_examples=50)
@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.times(), st.booleans(), st.none()))
def test_whatever_stands_in_a_cell_it_is_read_or_refused(cell: Cell) -> None:
    for read in (*READS.values(), persons.sex_of, persons.obstacle_of, cells.plain_text, cells.whole_of):
        try:
            read(cell)
        except Refused as refused:
            assert refused.reasons
