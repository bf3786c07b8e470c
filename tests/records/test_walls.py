"""The second wall stands by itself: raw SQL as the app role, round the whole application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.ladder import OnTheLadder, on_the_ladder
from tests.world import AT, TODAY, World
from vidare.actions import rulings
from vidare.queries import bases
from vidare.records import guards
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.walls import within
from vidare.rules.access import Actor, Compartment, Role, Scope
from vidare.rules.decision import Hidden
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
        assert {*tables, "records_person", *guards.LISTS} <= {row[0] for row in cursor.fetchall()}
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


# ── What a basis says ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def ladder(world: World) -> OnTheLadder:
    return on_the_ladder(world).assigned().streak(4)


def of_bases() -> dict[str, int]:
    """What raw SQL finds of bases: the facts, what crossed with them, the letters, and that somebody owes an answer."""
    where = {
        "records_basis": "true",
        "records_ruling": "true",
        "records_disclosure": "about LIKE 'basis:%'",
        "records_message": "about LIKE 'basis:%'",
        "records_attention": "kind LIKE 'basis-%'",
    }
    found = {}
    with connection.cursor() as cursor:
        for table, which in where.items():
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {which}")
            found[table] = int(cursor.fetchone()[0])
    return found


@on_postgres
@pytest.mark.parametrize("role", [Role.JOB_MATCHER, Role.EMPLOYMENT_OFFICER, Role.ADMINISTRATOR])
def test_raw_sql_shows_the_facts_of_a_basis_to_nobody_outside_its_compartments(ladder: OnTheLadder, role: Role) -> None:
    row = ladder.handed_over()
    rulings.let_be(ladder.officer, basis=row.pk, reasons="Praktik har börjat.", version=row.version, at=AT)
    assert all(count for table, count in of_bases().items() if table != "records_attention")
    with within(ladder.world.actor(role).scope(on=TODAY)):
        assert set(of_bases().values()) == {0}
        with acting("system:test"), connection.cursor() as cursor:
            cursor.execute("UPDATE records_basis SET coach_words = 'Taken'")
            assert cursor.rowcount == 0


@on_postgres
def test_the_kiosk_at_the_door_reads_no_basis_and_no_letter_about_one(ladder: OnTheLadder) -> None:
    ladder.handed_over()
    door = Actor(key="device:1", device=(ladder.world.service.pk, frozenset({ladder.world.board.pk})))
    with within(door.scope(on=TODAY)):
        assert set(of_bases().values()) == {0}


@on_postgres
def test_raw_sql_shows_a_basis_to_its_own_officer_and_not_before_it_is_handed_over(ladder: OnTheLadder) -> None:
    basis = ladder.basis()
    with within(ladder.officer.scope(on=TODAY)):
        assert of_bases()["records_basis"] == 0
    with within(ladder.coach.scope(on=TODAY)):
        assert of_bases()["records_basis"] == 1
    with acting("system:test"):
        other = m.User.objects.create_user("other-secretary", name="Annan Testsson", password="demo")
        m.Basis.unscoped.filter(pk=basis.pk).update(officer=ladder.world.users[Role.SOCIAL_SECRETARY])
    with within(ladder.officer.scope(on=TODAY)):
        assert of_bases()["records_basis"] == 1
    colleague = Scope(on=TODAY, user_id=other.pk, walls=ladder.officer.scope(on=TODAY).walls)
    with within(colleague):
        assert of_bases()["records_basis"] == 0


@on_postgres
def test_the_whole_way_of_a_basis_can_be_walked_within_each_ones_own_walls(ladder: OnTheLadder) -> None:
    with within(ladder.coach.scope(on=TODAY)):
        row = ladder.handed_over()
    with within(ladder.officer.scope(on=TODAY)):
        rulings.let_be(ladder.officer, basis=row.pk, reasons="Praktik har börjat.", version=row.version, at=AT)
    with within(ladder.coach.scope(on=TODAY)):
        assert m.Basis.unscoped.get().state == "no-action"
        assert m.Disclosure.unscoped.filter(purpose="board-answer").exists()
        assert not m.Ruling.unscoped.exists()


def test_the_first_wall_answers_the_same_on_both_databases(ladder: OnTheLadder) -> None:
    basis = ladder.handed_over()
    for role in (Role.JOB_MATCHER, Role.EMPLOYMENT_OFFICER):
        assert not m.Basis.visible_to(ladder.world.actor(role).scope(on=TODAY)).exists()
        with pytest.raises(Hidden):
            bases.one(ladder.world.actor(role), person=basis.person_id, basis=basis.pk, on=TODAY)
    for role in (Role.COACH, Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_SECRETARY):
        assert m.Basis.visible_to(ladder.world.actor(role).scope(on=TODAY)).exists(), role


def test_a_basis_cannot_be_put_on_the_teams_side_of_the_wall(ladder: OnTheLadder) -> None:
    basis = ladder.basis()
    with pytest.raises(DatabaseError, match="basis_stays_with"), transaction.atomic(), acting("system:test"):
        m.Basis.unscoped.filter(pk=basis.pk).update(compartment=Compartment.TEAM.value)
