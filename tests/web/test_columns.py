"""The file doors of compute: one JSON object, or one clear sentence per fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def run(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    call_command("compute", *words, "--json")
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "policy.toml"
    path.write_text("review_at = 4\nannounced_ore = 20000\n", encoding="utf-8")
    return str(path)


def rows(tmp_path: Path, text: str) -> str:
    path = tmp_path / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_of_verdicts_becomes_streaks(tmp_path: Path, policy: str, capsys: pytest.CaptureFixture[str]) -> None:
    absent = "".join(f"{person},2026-11-0{day},absent-invalid\n" for day in range(1, 6) for person in (7, 12))
    file = rows(tmp_path, f"person,day,verdict\n{absent}12,2026-11-03,present\n7,2026-11-03,not-registered\n")
    assert run(capsys, "attendance", file, "--policy", policy) == {
        "persons": 2, "absences": 10, "announced_ore": 200_000, "longest_streak": 5, "reviews": 1, "rows": 12,
    }  # fmt: skip


def test_each_persons_row_is_written_where_asked(
    tmp_path: Path, policy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = rows(tmp_path, "day,person,verdict\n3,b,absent-invalid\n1,a,present\n4,b,late\n")
    out = tmp_path / "people.csv"
    run(capsys, "attendance", file, "--policy", policy, "--per-person", str(out))
    assert out.read_text(encoding="utf-8").splitlines() == [
        "person,absences,announced_ore,longest_streak,running_streak,reviews",
        "a,0,0,0,0,0",
        "b,1,20000,1,0,0",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("person,day,verdict\n1,2026-02-30,present\n", "row 2, column day"),
        ("person,day,verdict\n1,1,present\n1,2,away\n", "row 3, column verdict"),
        ("person,day,verdict\n,1,present\n", "row 2, column person"),
        ("person,day\n1,1\n", "verdict"),
        ("", "person"),
        ("person,day,verdict\n1,٣,present\n", "row 2, column day"),
    ],
)
def test_a_fault_is_told_by_row_and_column(tmp_path: Path, policy: str, text: str, says: str) -> None:
    with pytest.raises(CommandError, match=says) as fault:
        call_command("compute", "attendance", rows(tmp_path, text), "--policy", policy, "--json")
    assert fault.value.returncode == 2


def test_a_leap_day_is_a_day_and_the_day_after_is_another(
    tmp_path: Path, policy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = rows(tmp_path, "person,day,verdict\n1,2024-02-29,present\n1,2024-03-01,absent-invalid\n")
    assert run(capsys, "attendance", file, "--policy", policy)["longest_streak"] == 1


@pytest.mark.parametrize("values", ["review_at = 0", "review_at = 'four'", "announced_ore = 200", "review_at ="])
def test_a_policy_that_cannot_be_read_is_refused(tmp_path: Path, values: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(values, encoding="utf-8")
    with pytest.raises(CommandError, match="policy.toml") as fault:
        call_command("compute", "attendance", rows(tmp_path, "person,day,verdict\n"), "--policy", str(path))
    assert fault.value.returncode == 2


def test_a_file_that_is_not_there_is_said_so(policy: str) -> None:
    with pytest.raises(CommandError, match="nowhere.csv") as fault:
        call_command("compute", "attendance", "/nowhere.csv", "--policy", policy)
    assert fault.value.returncode == 2


def test_an_interval_is_three_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    answer = run(capsys, "interval", "15", "148")
    assert {name: round(float(str(value)), 4) for name, value in answer.items()} == {
        "share": 0.1014, "low": 0.0624, "high": 0.1605,
    }  # fmt: skip


def test_more_than_all_is_no_share() -> None:
    with pytest.raises(CommandError, match="between"):
        call_command("compute", "interval", "4", "3", "--json")
