"""What all tests share: the database on either engine, guarded as in production, and a board with people in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import pytest_django.fixtures
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tools import words
from vidare.records.walls import within
from vidare.rules.access import system

# A law holds or does not: how busy the machine is has no part in it.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")
ON_POSTGRES = connection.vendor == "postgresql"
# Where somebody has migrated a database already (tools/template.py), each process begins with a copy of it.
TEMPLATE = str(connection.settings_dict["TEST"]["NAME"]) if os.environ.get("VIDARE_TEST_TEMPLATE") else ""
# pytest-django makes the database only when a collected test is marked for it; a run of nothing but tests with
# ``own_database`` would clone a database that was never made.
pytest_django.fixtures._get_databases_for_setup = lambda _items: ({"default"}, set())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What has the database is marked: the rest gives the same answer whichever engine there is."""
    for item in items:
        if item.get_closest_marker("django_db") or "django_db_setup" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def django_db_createdb(request: pytest.FixtureRequest) -> bool:
    """A copy is as new as what it was copied from."""
    return bool(request.config.getvalue("create_db")) and not TEMPLATE


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """On PostgreSQL the owner has made and migrated the database (see below); from here on the app role is used."""
    if ON_POSTGRES:
        _log_in_as(os.environ["VIDARE_DATABASE"])
    yield
    if ON_POSTGRES:
        _log_in_as(os.environ["VIDARE_OWNER_DATABASE"])


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each process that runs tests has a database of its own."""
    if ON_POSTGRES:
        _log_in_as(os.environ["VIDARE_OWNER_DATABASE"])
    own = str(connection.settings_dict["TEST"]["NAME"])
    if TEMPLATE and own != TEMPLATE:
        _copy(TEMPLATE, own)


def _log_in_as(url: str) -> None:
    from vidare.config.environment import database

    wanted = database(url)
    connection.close()
    connection.settings_dict["USER"] = wanted["USER"]
    connection.settings_dict["PASSWORD"] = wanted["PASSWORD"]


@pytest.fixture(autouse=True)
def the_house_itself(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that has the database stands where the house stands: it sees all rows until a request narrows it."""
    if "db" not in request.fixturenames and "own_database" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("db" if "db" in request.fixturenames else "own_database")
    if "own_database" in request.fixturenames:
        yield
        return
    with within(system("test").scope(on=__import__("datetime").date(2026, 1, 1))):
        yield


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any, tmp_path: Any) -> Iterator[None]:
    """A database of the test's own, cloned from the migrated one: for threads and for what must really commit."""
    with cloned(tmp_path), django_db_blocker.unblock():
        yield


@contextmanager
def cloned(where: Path) -> Iterator[None]:
    """The database of the tests is a clone of itself meanwhile; on SQLite its file stands in ``where``."""
    template = connection.settings_dict["NAME"]
    connections.close_all()
    clone = f"{template}_clone" if ON_POSTGRES else str(where / "clone.sqlite3")
    _copy(str(template), clone)
    connection.settings_dict["NAME"] = clone
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = template
        if ON_POSTGRES:
            _drop(clone)


def _drop(name: str) -> None:
    """The owner can't end a process of the app role; PostgreSQL waits some seconds for one that is about to end."""
    from psycopg.errors import InsufficientPrivilege, ObjectInUse

    for force in (" WITH (FORCE)", "", " WITH (FORCE)", "", ""):
        try:
            return _as_owner(f'DROP DATABASE "{name}"{force}')
        except (InsufficientPrivilege, ObjectInUse):
            continue
    return _as_owner(f'DROP DATABASE "{name}"')


def _copy(template: str, name: str) -> None:
    if ON_POSTGRES:
        _as_owner(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _as_owner(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return
    for beside in ("-wal", "-shm"):  # left by a process that was ended
        Path(name + beside).unlink(missing_ok=True)
    shutil.copyfile(template, name)


def _as_owner(statement: str) -> None:
    import psycopg
    from psycopg import sql

    from vidare.config.environment import database

    owner = database(os.environ["VIDARE_OWNER_DATABASE"])
    where = {"host": owner["HOST"], "port": owner["PORT"], "user": owner["USER"], "password": owner["PASSWORD"]}
    with psycopg.connect(
        **{key: str(value) for key, value in where.items() if value}, dbname="postgres", autocommit=True
    ) as link:
        link.execute(sql.SQL(statement))  # type: ignore[arg-type]


@pytest.fixture
def count_queries() -> Callable[[Callable[[], object]], int]:
    """How many queries a piece of work takes; the work is an argument, so that it cannot be half used."""

    def count(work: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as seen:
            work()
        return len(seen)

    return count


assert settings.DEMO, "the tests run on the demo's settings"
words.build()  # the pages are tested in Swedish, as they are read


@pytest.fixture
def world(db: None, the_house_itself: None) -> Any:
    """A small office: see tests/world.py."""
    from tests.world import build

    return build()
