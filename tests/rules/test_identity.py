"""Whoever writes a number, however they write it, means the same person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.decision import Refused
from vidare.rules.identity import (
    Fault,
    NumberKind,
    SearchBy,
    birth_date,
    check_digit,
    has_hidden_signs,
    read_name,
    read_number,
    read_phone,
    read_search,
    spoken_phone,
)

ON = date(2026, 11, 24)
DAYS = st.dates(min_value=date(1902, 1, 1), max_value=ON)
SERIALS = st.integers(min_value=1, max_value=999)
SCRIPTS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９", "०१२३४५६७८९"]
HYPHENS = ["-", "‐", "‑", "–", "−", "－", " - ", ""]


def number(born: date, serial: int, *, coordination: bool = False) -> str:
    day = born.day + 60 if coordination else born.day
    nine = f"{born:%y%m}{day:02d}{serial:03d}"
    return f"{born.year:04d}{nine[2:]}{check_digit(nine)}"


def fault(text: str) -> Fault:
    with pytest.raises(Refused) as refused:
        read_number(text, on=ON)
    return Fault(refused.value.reasons[0].code.value)


@given(
    DAYS,
    SERIALS,
    st.booleans(),
    st.sampled_from(SCRIPTS),
    st.sampled_from(HYPHENS),
    st.sampled_from(["", " ", "\u200f", "\u00a0"]),
)
def test_any_way_of_writing_a_number_reads_to_the_same(
    born: date, serial: int, coordination: bool, script: str, hyphen: str, around: str
) -> None:
    digits = number(born, serial, coordination=coordination)
    twelve = read_number(digits, on=ON)
    in_script = str.maketrans("0123456789", script)
    long = f"{around}{digits[:8]}{hyphen}{digits[8:]}{around}"
    assert read_number(long.translate(in_script), on=ON) == twelve
    century = "+" if ON.year - born.year >= 100 else hyphen
    short = f"{around}{digits[2:8]}{century}{digits[8:]}"
    assert read_number(short.translate(in_script), on=ON) == twelve
    assert twelve.born_on == born
    assert twelve.kind is (NumberKind.SAMORDNINGSNUMMER if coordination else NumberKind.PERSONNUMMER)


@given(DAYS, SERIALS, st.integers(min_value=1, max_value=9), st.integers(min_value=2, max_value=11))
def test_one_wrong_digit_never_reads_as_another_person(born: date, serial: int, change: int, where: int) -> None:
    right = number(born, serial)
    wrong = right[:where] + str((int(right[where]) + change) % 10) + right[where + 1 :]
    with pytest.raises(Refused):
        read_number(wrong, on=ON)


@given(st.text(max_size=60))
def test_whatever_is_written_is_a_number_or_a_named_fault(text: str) -> None:
    try:
        assert len(read_number(text, on=ON).twelve) == 12
    except Refused as refused:
        assert all(isinstance(because.code, Fault) for because in refused.reasons)


@given(DAYS, SERIALS)
def test_a_masked_number_shows_the_birth_date_and_nothing_that_tells_people_apart(born: date, serial: int) -> None:
    masked = read_number(number(born, serial), on=ON).masked()
    assert masked == f"{born:%Y%m%d}-****"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Fault.NUMBER_EMPTY),
        ("   ", Fault.NUMBER_EMPTY),
        ("1" * 40, Fault.NUMBER_TOO_LONG),
        ("19900101-001", Fault.NUMBER_TOO_SHORT),
        ("19900101\x000017", Fault.NUMBER_SIGNS),
        ("19900101-TF17", Fault.NUMBER_SIGNS),
        ("19900101+0017", Fault.NUMBER_SIGNS),
        ("19900231-0017", Fault.NUMBER_NO_SUCH_DATE),
        ("00000000-0000", Fault.NUMBER_NO_SUCH_DATE),
        ("18750101-0017", Fault.NUMBER_TOO_OLD),
        ("20301231-0017", Fault.NUMBER_NOT_BORN_YET),
        ("19900101-0018", Fault.NUMBER_CHECK_DIGIT),
        ("20230229-0017", Fault.NUMBER_NO_SUCH_DATE),
    ],
)
def test_each_wrong_number_has_its_own_name(text: str, expected: Fault) -> None:
    assert fault(text) is expected


def test_a_plus_means_a_hundred_years_or_more() -> None:
    old = number(date(1920, 3, 5), 123)
    assert read_number(f"{old[2:8]}+{old[8:]}", on=ON).born_on == date(1920, 3, 5)
    young = number(date(2020, 3, 5), 123)
    assert read_number(f"{young[2:8]}-{young[8:]}", on=ON).born_on == date(2020, 3, 5)


def test_somebody_born_on_a_leap_day_has_a_number() -> None:
    born = date(1996, 2, 29)
    assert read_number(number(born, 17), on=ON).born_on == born


def test_a_birth_date_is_neither_to_come_nor_older_than_anyone() -> None:
    assert birth_date(ON, on=ON).allowed
    assert birth_date(ON + timedelta(days=1), on=ON).reasons[0].code is Fault.BORN_IN_FUTURE
    assert birth_date(date(1875, 6, 1), on=ON).reasons[0].code is Fault.BORN_TOO_LONG_AGO
    other = read_number(number(date(1990, 1, 1), 1), on=ON)
    assert birth_date(date(1990, 1, 2), on=ON, number=other).reasons[0].code is Fault.BORN_NOT_AS_NUMBER


@pytest.mark.parametrize("text", ["Ami\x00na", "Ami\u202ena", "\u2066Amina", "Ami\ud800na"])
def test_a_name_with_hidden_signs_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_name(text)
    assert refused.value.reasons[0].code is Fault.NAME_SIGNS


def test_a_name_keeps_the_joiners_that_persian_needs_and_loses_needless_spaces() -> None:
    assert read_name("  علی\u200cرضا   محمدی ") == "علی\u200cرضا محمدی"
    assert not has_hidden_signs("Åsa-Märta O'Neill")


def test_a_name_is_needed_and_has_a_length() -> None:
    for text, code in [("  ", Fault.NAME_EMPTY), ("a" * 101, Fault.NAME_TOO_LONG)]:
        with pytest.raises(Refused) as refused:
            read_name(text)
        assert refused.value.reasons[0].code is code
    assert read_name("", needed=False) == ""


@pytest.mark.parametrize("text", ["070-174 06 35", "0046701740635", "+46 (0)70 174 06 35", "٠٧٠١٧٤٠٦٣٥"])
def test_a_phone_is_the_same_however_it_is_written(text: str) -> None:
    assert read_phone(text) == "+46701740635"


def test_no_phone_is_no_fault_and_a_wrong_one_is() -> None:
    assert read_phone("  ") == ""
    for text in ["ring mig", "12", "1" * 40]:
        with pytest.raises(Refused):
            read_phone(text)


def test_people_are_searched_by_name_number_and_case_alone() -> None:
    assert read_search("Amina W", on=ON).by is SearchBy.NAME
    assert read_search("٤٢", on=ON) == read_search("#42", on=ON)
    assert read_search("42", on=ON).by is SearchBy.CASE
    assert read_search(number(date(1990, 1, 1), 1), on=ON).by is SearchBy.NUMBER
    with pytest.raises(Refused):
        read_search("a", on=ON)


@pytest.mark.parametrize(
    ("kept", "read"),
    [("+46701740687", "070-174 06 87"), ("+4531234567", "+45 31 23 45 67"), ("", ""), ("växeln", "växeln")],
)
def test_a_number_is_written_as_it_is_read_aloud(kept: str, read: str) -> None:
    assert spoken_phone(kept) == read
