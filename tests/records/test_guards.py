"""The database refuses what no action may do, whoever asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.records.organisations import Board

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_a_write_that_nobody_answers_for_is_refused() -> None:
    with pytest.raises(DatabaseError, match="nobody acts"), transaction.atomic():
        Board.objects.create(code="a", name="A", municipality="A")


def test_a_write_by_somebody_is_kept() -> None:
    with acting("system:test"):
        Board.objects.create(code="a", name="A", municipality="A")
    assert Board.objects.filter(code="a").exists()


@pytest.mark.parametrize("statement", ["UPDATE records_event SET verb = 'x'", "DELETE FROM records_event"])
def test_the_trail_is_only_added_to(statement: str) -> None:
    with acting("system:test"):
        Event.objects.create(at=AT, verb="person.viewed", actor="system:test")
    with pytest.raises(DatabaseError), acting("system:test"), connection.cursor() as cursor:
        cursor.execute(statement)
