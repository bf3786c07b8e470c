"""The seals of the trail hold what was done as it was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from vidare.rules.audit import FIRST, Break, Link, Row, broken, canonical, sealed

ROW = Row(
    id=1,
    at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    verb="plan.agreed",
    actor="user:1",
    user_id=1,
    role="coach",
    unit="1",
    board_id=1,
    person_key=UUID(int=7),
    keys={"plan": 3, "areas": [1, 2]},
)
ROWS = [ROW, replace(ROW, id=2, verb="person.viewed"), replace(ROW, id=5, verb="attendance.observed")]
LINK = Link(first=1, last=5, rows=3, before=FIRST, digest=sealed(FIRST, ROWS))


def test_a_batch_that_nobody_touched_holds() -> None:
    assert broken(LINK, ROWS, before=FIRST) is None


def test_the_same_moment_in_another_time_zone_is_the_same_row() -> None:
    there = ROW.at.astimezone(timezone(timedelta(hours=2)))
    assert canonical(replace(ROW, at=there)) == canonical(ROW)


@pytest.mark.parametrize(
    "change",
    [
        {"at": ROW.at + timedelta(microseconds=1)},
        {"verb": "plan.proposed"},
        {"actor": "user:2"},
        {"user_id": 2},
        {"role": "manager"},
        {"unit": "2"},
        {"board_id": 2},
        {"person_key": UUID(int=8)},
        {"person_key": None},
        {"keys": {"plan": 4, "areas": [1, 2]}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_no_part_of_a_row_can_change_unseen(change: dict[str, object]) -> None:
    rows = [ROWS[0], replace(ROWS[1], **change), ROWS[2]]  # type: ignore[arg-type]
    assert broken(LINK, rows, before=FIRST) is Break.CHANGED


def test_a_row_taken_away_or_put_in_between_is_seen() -> None:
    assert broken(LINK, ROWS[1:], before=FIRST) is Break.MISSING
    assert broken(LINK, [*ROWS, replace(ROW, id=4)], before=FIRST) is Break.ADDED


def test_a_batch_is_bound_to_the_one_before_it() -> None:
    assert broken(LINK, ROWS, before="1" * 64) is Break.UNCHAINED
