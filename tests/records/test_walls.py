"""The second wall stands by itself: raw SQL as the app role, round the whole application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.world import TODAY, World
from vidare.records import guards
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.walls import within
from vidare.rules.access import Compartment, Role, Scope
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


@pytest.fixture
def two_boards(world: World) -> Iterator[tuple[World, m.Person, m.Person]]:
    """One person of each of two boards."""
    with acting("system:test"):
        other = m.Board.objects.create(code="other", name="Another", municipality="Elsewhere")
        theirs = m.Person.unscoped.create(board=other, given_name="Other", created_at="2026-01-01T00:00Z")
    yield world, world.person(), theirs


def test_every_personal_table_refuses_a_write_by_nobody_and_stands_behind_walls() -> None:
    tables = guards.personal_tables()
    assert len(tables) > 25
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%insert_by_somebody'"
            )
            assert set(tables) <= {row[0] for row in cursor.fetchall()}
            return
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        assert {*tables, "records_person"} <= {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'by_somebody'")
        assert set(tables) <= {row[0] for row in cursor.fetchall()}


@on_postgres
def test_the_app_role_is_neither_owner_nor_above_the_walls() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'records_person'")
        assert cursor.fetchone()[0] != connection.settings_dict["USER"]


@on_postgres
def test_without_a_scope_there_are_no_people(two_boards: tuple[World, m.Person, m.Person]) -> None:
    assert count("records_person") == 2
    with within(Scope(on=TODAY)):
        assert count("records_person") == 0
        assert count("records_reach") == 0
    assert count("records_person") == 2


@on_postgres
def test_one_board_never_sees_another_boards_people(two_boards: tuple[World, m.Person, m.Person]) -> None:
    world, mine, theirs = two_boards
    scope = Scope(on=TODAY, walls=frozenset({(world.board.pk, Compartment.TEAM)}))
    with within(scope), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM records_person")
        assert [row[0] for row in cursor.fetchall()] == [mine.pk]
        cursor.execute("SELECT id FROM records_person WHERE id = %s", [theirs.pk])
        assert cursor.fetchall() == []


@on_postgres
def test_a_row_of_another_board_can_be_neither_written_nor_changed(
    two_boards: tuple[World, m.Person, m.Person],
) -> None:
    world, _mine, theirs = two_boards
    scope = Scope(on=TODAY, walls=frozenset({(world.board.pk, Compartment.TEAM)}))
    with within(scope), acting("system:test"), connection.cursor() as cursor:
        cursor.execute("UPDATE records_person SET given_name = 'Taken' WHERE id = %s", [theirs.pk])
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(
                "INSERT INTO records_reach (board_id, compartment, person_id, service_id) VALUES (%s, 'team', %s, %s)",
                [theirs.board_id, theirs.pk, world.service.pk],
            )


@on_postgres
def test_a_compartment_is_a_wall_inside_the_board(world: World) -> None:
    person = world.person()
    with acting("system:test"):
        m.SupportSpell.unscoped.create(
            board=world.board, compartment=Compartment.SOCIAL_SERVICES.value, person=person, start=date(2026, 1, 1)
        )
    with within(world.actor(Role.COACH).scope(on=TODAY)):
        assert count("records_supportspell") == 0
    with within(world.actor(Role.SOCIAL_SECRETARY).scope(on=TODAY)):
        assert count("records_supportspell") == 1


@on_postgres
def test_protected_identity_is_behind_the_wall_for_all_but_the_named(world: World) -> None:
    person = world.person(protection=Protection.PROTECTED)
    coach = world.actor(Role.COACH)
    with within(coach.scope(on=TODAY)):
        assert count("records_person") == 0
    with acting("system:test"):
        m.ProtectedAccess.unscoped.create(
            board=world.board, person=person, user_id=coach.user_id, start=TODAY, reason="coach of the person"
        )
    with within(coach.scope(on=TODAY)):
        assert count("records_person") == 1


@on_postgres
def test_the_employment_service_sees_no_person_at_all(world: World) -> None:
    world.participation()
    with within(world.actor(Role.EMPLOYMENT_OFFICER).scope(on=TODAY)):
        assert (count("records_person"), count("records_participation")) == (0, 0)


@on_postgres
def test_a_participant_sees_their_own_rows_only(world: World) -> None:
    mine, other = world.participation().person, world.participation().person
    with within(Scope(on=TODAY, person_id=mine.pk)):
        assert (count("records_person"), count("records_participation")) == (1, 1)
    assert other.pk != mine.pk
