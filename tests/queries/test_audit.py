"""The trail is sealed in batches, and a change made behind the guards is found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.world import AT, World
from vidare.actions import ledger, sealing
from vidare.queries.audit import trail_state, unsealed_rows
from vidare.records.acting import acting
from vidare.records.audit import Event, Seal
from vidare.rules.access import system
from vidare.rules.audit import Break

pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    with acting("system:test"):
        for number in range(count):
            ledger.note(system("test"), "service.started", at=AT, service=number)


@contextmanager
def behind_the_guards() -> Iterator[None]:
    """What somebody with the database's own keys could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            pytest.skip("the app role cannot take the guards away; the owner's way round is tried on SQLite")
        triggers = cursor.execute(
            "SELECT name, sql FROM sqlite_master "
            "WHERE type = 'trigger' AND tbl_name IN ('records_event', 'records_seal')"
        ).fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, sql in triggers:
            cursor.execute(sql)


def test_what_is_sealed_holds_and_the_tail_is_told(db: None) -> None:
    write(5)
    assert sealing.seal_trail(at=AT) == 5
    write(2)
    state = trail_state()
    assert (state.rows, state.sealed, state.unsealed, state.links, state.broken) == (7, 5, 2, 1, None)
    assert unsealed_rows() == 2


def test_sealing_again_with_nothing_new_makes_no_seal(db: None) -> None:
    write(3)
    sealing.seal_trail(at=AT)
    assert sealing.seal_trail(at=AT) == 0
    assert Seal.objects.count() == 1


def test_a_long_tail_is_sealed_in_batches(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 4)
    write(10)
    assert sealing.seal_trail(at=AT) == 10
    assert list(Seal.objects.order_by("pk").values_list("rows", flat=True)) == [4, 4, 2]
    assert trail_state().broken is None


@pytest.mark.parametrize(
    ("statement", "how"),
    [
        ("UPDATE records_event SET verb = 'nothing.happened' WHERE id = %s", Break.CHANGED),
        ("UPDATE records_event SET board_id = 4711 WHERE id = %s", Break.CHANGED),
        ("UPDATE records_event SET person_key = '00000000000000000000000000000007' WHERE id = %s", Break.CHANGED),
        ("DELETE FROM records_event WHERE id = %s", Break.MISSING),
    ],
)
def test_a_row_changed_behind_the_guards_breaks_the_first_link_over_it(
    db: None, monkeypatch: pytest.MonkeyPatch, statement: str, how: Break
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 3)
    write(9)
    sealing.seal_trail(at=AT)
    victim = Event.objects.order_by("pk").values_list("pk", flat=True)[4]
    with behind_the_guards(), connection.cursor() as cursor:
        cursor.execute(statement, [victim])
    found = trail_state().broken
    assert found is not None
    assert (found.number, found.how) == (2, how)
    assert found.first_event <= victim <= found.last_event


def test_a_seal_taken_out_of_the_middle_breaks_the_chain(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 3)
    write(9)
    sealing.seal_trail(at=AT)
    with behind_the_guards(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_seal WHERE id = %s", [Seal.objects.order_by("pk")[1].pk])
    found = trail_state().broken
    assert found is not None and found.how is Break.UNCHAINED


def test_a_deed_of_an_actor_is_sealed_with_its_board_and_person(world: World) -> None:
    person = world.person()
    with acting("system:test"):
        ledger.note(system("test"), "person.viewed", at=AT, person=person.key, board=world.board.pk)
    sealing.seal_trail(at=AT)
    assert trail_state().broken is None
