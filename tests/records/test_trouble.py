"""What is in the way is told from what is wrong, by the database's own codes and never by its words' meaning."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection

from vidare.config import environment
from vidare.records.sqlite.base import DatabaseWrapper
from vidare.records.trouble import CROWDED, cause_of, database, trouble_of
from vidare.rules.trouble import Trouble


def from_sqlite(file: Path, work: str, *, first: str = "") -> sqlite3.Error:
    link = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        for one in filter(None, [first]):
            link.execute(one)
        link.execute(work)
    except sqlite3.Error as fault:
        return fault
    finally:
        link.close()
    raise AssertionError("nothing was in the way")


def wrapped(cause: BaseException) -> OperationalError:
    try:
        raise OperationalError(str(cause)) from cause
    except OperationalError as fault:
        return fault


def test_a_lock_a_full_disk_and_a_file_that_is_away_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "house.sqlite3"
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("CREATE TABLE page (text)")
    big = "INSERT INTO page VALUES (zeroblob(1000000))"
    assert trouble_of(wrapped(from_sqlite(file, big, first="PRAGMA max_page_count = 2"))) is Trouble.FULL
    holder.execute("BEGIN IMMEDIATE")
    assert trouble_of(wrapped(from_sqlite(file, big))) is Trouble.BUSY
    holder.close()
    (tmp_path / "noise.sqlite3").write_bytes(b"noise" * 5000)
    assert trouble_of(wrapped(from_sqlite(tmp_path / "noise.sqlite3", big))) is Trouble.GONE
    assert trouble_of(wrapped(from_sqlite(file, "SELECT * FROM nothing"))) is None


def said_by_postgres(state: str | None, words: str = "") -> Exception:
    kind = type("OperationalError", (Exception,), {"sqlstate": state, "__module__": "psycopg.errors"})
    return kind(words)


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("55P03", Trouble.BUSY), ("57014", Trouble.BUSY), ("40P01", Trouble.BUSY), ("53300", Trouble.BUSY),
        ("53100", Trouble.FULL), ("57P01", Trouble.GONE), ("57P03", Trouble.GONE), ("08006", Trouble.GONE),
        ("25006", Trouble.GONE), ("23505", None), ("42P01", None), (None, Trouble.GONE),
    ],
)  # fmt: skip
def test_postgresql_says_by_its_codes_what_is_in_the_way(state: str | None, found: Trouble | None) -> None:
    assert trouble_of(wrapped(said_by_postgres(state))) is found


@pytest.mark.parametrize("words", CROWDED)
def test_too_many_at_once_is_no_server_that_is_gone(words: str) -> None:
    assert trouble_of(wrapped(said_by_postgres(None, f"FATAL: sorry, {words} already"))) is Trouble.BUSY


def test_a_disk_that_is_full_for_files_is_full_and_a_missing_file_is_a_fault_of_ours() -> None:
    assert trouble_of(OSError(errno.ENOSPC, "No space left on device")) is Trouble.FULL
    assert trouble_of(FileNotFoundError(errno.ENOENT, "no such file")) is None
    assert trouble_of(InterfaceError("connection already closed")) is Trouble.GONE
    assert trouble_of(ProgrammingError("syntax")) is None
    assert trouble_of(None) is None


def test_the_line_in_the_log_holds_no_row() -> None:
    fault = said_by_postgres("55P03", "canceling statement due to lock timeout\nDETAIL: (Amina, 19900501)")
    assert cause_of(wrapped(fault)) == "OperationalError 55P03 canceling statement due to lock timeout"
    assert cause_of(ValueError("Amina Warsame")) == "ValueError"


def test_a_server_lays_no_empty_database_where_the_disk_is_not_mounted(tmp_path: Path) -> None:
    said = environment.database(f"sqlite://{tmp_path}/away.sqlite3", must_exist=True)
    away = DatabaseWrapper({**connection.settings_dict, **said}, "away")
    with pytest.raises(sqlite3.OperationalError) as fault:
        away.get_connection_params()
    assert trouble_of(fault.value) is Trouble.GONE
    assert not (tmp_path / "away.sqlite3").exists()


def test_what_sqlite_has_acknowledged_is_on_the_disk_unless_somebody_says_that_it_need_not_be(tmp_path: Path) -> None:
    levels = {}
    for lasting in (True, False):
        said = environment.database(f"sqlite://{tmp_path}/{lasting}.sqlite3", lasting=lasting)
        link = DatabaseWrapper({**connection.settings_dict, **said}, "lasting")
        with closing(link.get_new_connection(link.get_connection_params())) as plain:
            levels[lasting] = plain.execute("PRAGMA synchronous").fetchone()[0]
    assert levels == {True: 2, False: 1}


def test_nobody_waits_for_ever_for_postgresql() -> None:
    said = SimpleNamespace(**environment.database("postgresql://app@db/house?pool=8&sslmode=require"))
    assert said.OPTIONS["options"] == "-c jit=off -c lock_timeout=20s"
    assert (said.OPTIONS["connect_timeout"], said.OPTIONS["sslmode"]) == ("5", "require")
    assert said.OPTIONS["pool"]["timeout"] == 20 and said.CONN_HEALTH_CHECKS
    assert "options" not in environment.database("postgresql://app@db/house?lock_timeout=0")["OPTIONS"]  # type: ignore[operator]


@pytest.mark.django_db
def test_a_database_that_answers_is_in_nobodys_way() -> None:
    assert database(patience=0.1) is None
