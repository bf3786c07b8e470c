"""A number from outside has a source and a day, and every fault of a file is told with its row."""

from __future__ import annotations

from datetime import date

import pytest

from vidare.rules.decision import Refused
from vidare.rules.population import Measure, No, read

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
