"""A number from outside has a source and a day, and every fault of a file is told with its row."""

from __future__ import annotations

from datetime import date

import pytest

from vidare.rules.decision import Refused
from vidare.rules.identity import Sex
from vidare.rules.population import Measure, No, latest_cohort, read

ON = date(2026, 11, 24)
HEAD = "measure,as_of,people,source\n"
GOOD = f"{HEAD}young-outside-work-and-school,2024-12-31,655,SCB\nyouth-responsibility,2025-12-31,80,Registret\n"


def test_a_file_is_read_also_with_a_mark_of_utf_8() -> None:
    found = read(f"\ufeff{GOOD}", on=ON)
    assert [(one.measure, one.people, one.source) for one in found] == [
        (Measure.YOUNG_OUTSIDE, 655, "SCB"), (Measure.YOUTH_RESPONSIBILITY, 80, "Registret"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [No.EMPTY]),
        (HEAD, [No.EMPTY]),
        ("measure,people\nx,1\n", [No.COLUMNS]),
        (f"{HEAD}x,31/12,1 000,\n", [No.MEASURE, No.DAY, No.PEOPLE, No.SOURCE_MISSING]),
        (f"{HEAD}youth-responsibility,2027-01-01,5,SCB\n", [No.IN_FUTURE]),
        (f"{HEAD}youth-responsibility,2025-01-01,0,SCB\n", [No.PEOPLE]),
        (f"{HEAD}youth-responsibility,2025-01-01\n", [No.PEOPLE, No.SOURCE_MISSING]),
        (f"{HEAD}{'youth-responsibility,2025-01-01,5,SCB' * 1}\nyouth-responsibility,2025-01-01,6,SCB\n", [No.TWICE]),
        ("x" * 300_000, [No.TOO_LARGE]),
    ],
)
def test_each_fault_is_told(text: str, found: list[No]) -> None:
    with pytest.raises(Refused) as refused:
        read(text, on=ON)
    assert [because.code for because in refused.value.reasons] == found


COHORT = "measure,board,sex,ended_from,ended_to,people,in_work_or_studies,unknown,as_of,source\n"
LINE = "newly-arrived-after-programme,{board},{sex},{first},{last},{n},{k},{u},{as_of},AF\n"


def line(**said: object) -> str:
    usual = {"board": "a", "sex": "woman", "first": "2025-07-01", "last": "2026-06-30", "n": 40, "k": 20, "u": 3}
    return LINE.format(**usual | {"as_of": "2026-10-01"} | said)


def test_a_closed_cohort_is_told_by_sex_with_those_of_whom_nothing_is_known() -> None:
    (found,) = read(COHORT + line(n=0, k=0, u=0), on=ON)
    assert found.cohort is not None and (found.people, found.cohort.sex, found.cohort.unknown) == (0, Sex.WOMAN, 0)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"u": ""}, No.COHORT_MISSING),
        ({"sex": "kvinna"}, No.SEX),
        ({"first": "2026-07-01"}, No.COHORT_DAYS),
        ({"as_of": "2026-09-27"}, No.COHORT_OPEN),  # the ninetieth day of the last is the 28th
        ({"k": 38}, No.PARTS),
        ({"n": "många"}, No.PEOPLE),
    ],
)
def test_each_fault_of_a_cohort_is_told(said: dict[str, object], fault: No) -> None:
    with pytest.raises(Refused) as refused:
        read(COHORT + line(**said), on=ON)
    assert [one.code for one in refused.value.reasons] == [fault]


def test_half_the_columns_are_a_fault_that_names_the_others() -> None:
    with pytest.raises(Refused) as refused:
        read(f"{HEAD}newly-arrived-after-programme,2026-10-01,40,AF\n", on=ON)
    assert "ended_from" in str(refused.value.reasons[0].facts["missing"])


def test_the_cohort_closed_last_is_added_up_over_boards_and_never_with_other_days() -> None:
    text = (
        line() + line(board="b", n=10, k=4, u=0) + line(as_of="2026-11-01", k=21) + line(sex="man")
        + line(board="c", first="2024-07-01", last="2025-06-30", n=99)
    )  # fmt: skip
    found = latest_cohort(read(COHORT + text, on=ON), on=ON)
    assert {(one.board, one.cohort.sex.value, one.cohort.onward) for one in found if one.cohort} == {
        ("a", "woman", 21), ("b", "woman", 4), ("a", "man", 20),
    }  # fmt: skip
    assert latest_cohort(found, on=date(2026, 9, 1)) == ()
