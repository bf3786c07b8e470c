"""A backup put into an empty machine is the same database, row for row, also when taken in the middle of work."""

from __future__ import annotations

import errno
import io
import json
import os
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from tests import conftest
from tests.world import AT, World, build
from vidare.actions import referrals, sending
from vidare.actions.ledger import deed, note
from vidare.actions.messages import PLACE
from vidare.actions.people import Contact, Newcomer
from vidare.queries.audit import last_backup
from vidare.queries.outbox import backlog
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.records.backups import beside, postgresql, sqlite, tools, whole
from vidare.records.chain import trail_state
from vidare.records.messages import Message
from vidare.records.people import Person, Reach
from vidare.records.referrals import Referral
from vidare.records.sealed import seal
from vidare.records.services import Setting
from vidare.records.walls import within
from vidare.rules.access import Actor, Compartment, Role, system
from vidare.rules.backups import No
from vidare.rules.decision import Refused
from vidare.rules.messages import Channel, MessageState, Template
from vidare.rules.referrals import WayIn
from vidare.web.words import sentence

SECRET = "a key for backups, drawn at random"
Rows = dict[str, list[str]]


def everything() -> Any:
    return within(system("test").scope(on=AT.date()))


def all_rows() -> Rows:
    """Every table of the database, every row, by another way than the program's own comparing."""
    with everything(), transaction.atomic(), connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
        return found


@contextmanager
def an_empty_machine(where: Path) -> Iterator[None]:
    """As :func:`tests.conftest.cloned`, with nothing in it, and with the rights of the one who restores."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    if conftest.ON_POSTGRES:
        empty = f"{name}_empty"
        conftest._as_owner(f'DROP DATABASE IF EXISTS "{empty}" WITH (FORCE)')
        conftest._as_owner(f'CREATE DATABASE "{empty}"')
        conftest._log_in_as(os.environ["VIDARE_OWNER_DATABASE"])
    else:
        empty = str(where / "empty.sqlite3")
    connection.settings_dict["NAME"] = empty
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = name
        if conftest.ON_POSTGRES:
            conftest._log_in_as(os.environ["VIDARE_DATABASE"])
            conftest._as_owner(f'DROP DATABASE "{empty}" WITH (FORCE)')


@contextmanager
def as_the_app() -> Iterator[None]:
    """What was restored is used by the role that has no rights but those it was given."""
    if conftest.ON_POSTGRES:
        conftest._log_in_as(os.environ["VIDARE_DATABASE"])
    yield
    if conftest.ON_POSTGRES:
        conftest._log_in_as(os.environ["VIDARE_OWNER_DATABASE"])


@pytest.fixture(autouse=True)
def a_key(settings: Any) -> None:
    settings.BACKUP_KEY = SECRET


def told(*words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command(*words, "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def refused(*words: str) -> tuple[int, StrEnum]:
    """The exit code and the one reason, which is one sentence."""
    with pytest.raises(CommandError) as caught:
        call_command(*words)
    assert isinstance(caught.value.__cause__, Refused)
    (because,) = caught.value.__cause__.reasons
    assert str(caught.value) == sentence(because) and "\n" not in str(caught.value)
    return caught.value.returncode, because.code


def comes(actor: Actor, service: int, name: str) -> int:
    """A deed of several rows in several tables, sealed values and a line in the trail."""
    return referrals.receive_referral(
        actor, service=service, at=AT,
        coming=referrals.Coming(WayIn.SOCIAL_SERVICES, answers={"support": "yes", "work-capable": "yes"}),
        newcomer=Newcomer(Contact(name, "Testsson", phone="070-174 06 35")),
    )  # fmt: skip


def a_lived_in_house() -> None:
    with everything():
        world = build()
        secretary = world.actor(Role.SOCIAL_SECRETARY)
        for number in range(3):
            comes(secretary, world.service.pk, f"Åsa أمل {'abc'[number]}")
        Setting.objects.create(name="odd", value="\\.\nCOPY public.x (y) FROM stdin;\n\t\r\\ '\"")


def test_a_backup_put_into_an_empty_machine_is_the_same_row_for_row_and_guarded(
    own_database: None, tmp_path: Path
) -> None:
    a_lived_in_house()
    file = tmp_path / "one.backup"
    made = told("backup", str(file))
    assert made["verified"] and made["trail"]["unsealed"] == 0
    assert file.stat().st_mode & 0o077 == 0
    assert "VIDARE_FIELD_KEY" in made["not_in_it"]
    found = last_backup()
    assert found is not None and found.isoformat() == made["began_at"], "the administrator reads when it was"
    before = all_rows()
    for table in ("records_event", "records_setting"):  # the two lines that say that it was made
        before[table] = [row for row in before[table] if "backup.made" not in row]
    with an_empty_machine(tmp_path):
        answer = told("restore", str(file))
        assert answer["rows"] == made["rows"] and answer["trail"]["first_broken_link"] is None
        with as_the_app():
            after = all_rows()
            (line,) = [row for row in after["records_event"] if "backup.restored" in row]
            after["records_event"].remove(line)
            assert after.keys() == before.keys()
            assert [name for name in before if before[name] != after[name]] == []
            guards_stand()
    assert not list(tmp_path.glob("*restoring*")) + list(tmp_path.glob("*copying*")) + list(tmp_path.glob("*.part"))


def guards_stand() -> None:
    """Who does nothing writes nothing, the trail is only added to, and outside every wall nobody is seen."""
    with pytest.raises(DatabaseError, match="nobody acts"), transaction.atomic():
        Reach.unscoped.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic(), everything():
        Event.objects.update(verb="nothing.happened")
    if conftest.ON_POSTGRES:
        assert Person.unscoped.count() == 0
    with everything():
        assert Person.unscoped.count() == 3
        set_something(system("test"), "restored")


@deed
def set_something(actor: Actor, value: str) -> None:
    Setting.objects.create(name=value, value=value)
    note(actor, "setting.changed", at=AT)


def test_whatever_is_wrong_with_a_backup_is_said_in_one_sentence_and_changes_nothing(
    own_database: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_lived_in_house()
    file, wrong = tmp_path / "one.backup", tmp_path / "wrong.backup"
    told("backup", str(file))
    whole_file = file.read_bytes()
    assert refused("backup", str(file)) == (2, No.THERE_ALREADY)
    before = all_rows()
    with an_empty_machine(tmp_path):
        for faulty, why in {
            whole_file[:-1]: No.CUT,
            whole_file[: len(whole_file) // 2]: No.CUT,
            whole_file[:-20] + bytes([whole_file[-20] ^ 1]) + whole_file[-19:]: No.CHANGED,
            b"PGDMP" + whole_file: No.NOT_A_BACKUP,
        }.items():
            wrong.write_bytes(faulty)
            assert refused("restore", str(wrong)) == (2, why)
        settings.BACKUP_KEY = SECRET.upper()
        assert refused("restore", str(file)) == (2, No.WRONG_KEY)
        settings.BACKUP_KEY = SECRET
        own, settings.FIELD_KEY = settings.FIELD_KEY, "another"
        assert refused("restore", str(file)) == (2, No.OTHER_KEYS)
        settings.FIELD_KEY = own
        with monkeypatch.context() as older:
            older.setattr(whole, "known_migrations", lambda: frozenset({"records.0001_users"}))
            assert refused("restore", str(file)) == (6, No.NEWER)
        assert connection.introspection.table_names() == []
    assert refused("restore", str(file)) == (2, No.NOT_EMPTY)
    assert all_rows() == before


@contextmanager
def somebody_reads() -> Iterator[None]:
    """In a transaction of another program's."""
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM records_event")
        yield
    finally:
        other.rollback()
        other.close()


def test_a_database_that_is_replaced_is_free_first_and_not_mixed_with_what_was_there(
    own_database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_lived_in_house()
    file = tmp_path / "one.backup"
    made = told("backup", str(file))
    with everything():
        set_something(system("test"), "after the backup")
    if conftest.ON_POSTGRES:
        conftest._log_in_as(os.environ["VIDARE_OWNER_DATABASE"])
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)
    monkeypatch.setattr(postgresql, "WAIT", "50ms")
    try:
        with somebody_reads():
            assert refused("restore", str(file), "--replace") == (1, No.IN_USE)
        assert Setting.objects.filter(name="after the backup").exists()
        assert told("restore", str(file), "--replace")["rows"] == made["rows"]
        assert not Setting.objects.filter(name="after the backup").exists()
    finally:
        if conftest.ON_POSTGRES:
            conftest._log_in_as(os.environ["VIDARE_DATABASE"])
    kept = [path for path in tmp_path.glob("*.before-*") if path.suffix not in {"-wal", "-shm"}]
    assert len(kept) == (0 if conftest.ON_POSTGRES else 1), "SQLite's file is set aside, never thrown away"


class Work:
    """Some who register newcomers, one after the other, for as long as the backup takes."""

    def __init__(self, world: World) -> None:
        self.actor, self.service = world.actor(Role.SOCIAL_SECRETARY), world.service.pk
        self.acknowledged: list[int] = []
        self.enough, self.stop = threading.Event(), threading.Event()

    def go_on(self) -> None:
        settings = connection.settings_dict
        assert settings["NAME"]
        try:
            while not self.stop.is_set():
                with within(self.actor.scope(on=AT.date())):
                    key = comes(self.actor, self.service, "Amina")
                self.acknowledged.append(key)
                if len(self.acknowledged) >= 5:
                    self.enough.set()
        finally:
            self.enough.set()
            connections.close_all()


@contextmanager
def at_work(work: Callable[[], None], hands: int) -> Iterator[None]:
    same = {key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD")}

    def run() -> None:
        connection.settings_dict.update(same)
        work()

    threads = [threading.Thread(target=run) for _ in range(hands)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()


def test_a_backup_taken_in_the_middle_of_work_has_all_that_was_acknowledged_and_nothing_by_halves(
    own_database: None, tmp_path: Path
) -> None:
    with everything():
        work = Work(build())
    file = tmp_path / "busy.backup"
    with at_work(work.go_on, 2):
        work.enough.wait()
        before = list(work.acknowledged)
        try:
            told("backup", str(file))
        finally:
            after = len(work.acknowledged)
            work.stop.set()
    assert after > len(before) >= 5, "somebody wrote while it ran"
    with an_empty_machine(tmp_path):
        told("restore", str(file))  # its keys to other rows are checked by both engines on the way
        with everything():
            kept = set(Referral.unscoped.values_list("pk", flat=True))
            assert set(before) <= kept
            assert len(kept) == Person.unscoped.count() == Event.objects.filter(verb="referral.received").count()
        assert trail_state().broken is None


class Carries:
    """Writes down what it was given."""

    def __init__(self) -> None:
        self.carried: list[uuid.UUID] = []

    def carry(self, *, key: uuid.UUID, channel: str, to: str, subject: str, text: str) -> None:
        self.carried.append(key)


def an_outbox(world: World) -> dict[str, Message]:
    """A message that waits, one that somebody has in hand, a code to log in with, and one that has gone."""
    person = world.participation(world.person()).person
    rows = {
        "waits": (Channel.EMAIL, Template.MEETING, MessageState.WAITING),
        "in hand": (Channel.EMAIL, Template.MEETING, MessageState.SENDING),
        "code": (Channel.SMS, Template.LOGIN_CODE, MessageState.WAITING),
        "letter": (Channel.LETTER, Template.LOGIN_LETTER, MessageState.WAITING),
        "gone": (Channel.EMAIL, Template.MEETING, MessageState.SENT),
    }
    made = {}
    with acting("system:test"):
        m.Person.unscoped.filter(pk=person.pk).update(sms_wanted=True)
        for name, (channel, template, state) in rows.items():
            key = uuid.uuid4()
            made[name] = Message.unscoped.create(
                board=world.board, person=person, compartment=Compartment.TEAM.value, key=key, channel=channel.value,
                template=template.value, lang="sv", text="tisdag kl. 15.00, 123 456", state=state.value,
                to_sealed=seal("x@example.org", place=PLACE, key=key), next_try_at=AT, written_at=AT,
                sent_at=AT if state is MessageState.SENT else None,
                claimed_at=AT if state is MessageState.SENDING else None,
            )  # fmt: skip
    return made


def test_what_waited_in_a_backup_that_is_put_back_asks_a_human_and_is_not_sent_twice(
    own_database: None, tmp_path: Path
) -> None:
    with everything():
        world = build()
        outbox, house = an_outbox(world), system("outbox")
    file, carrier = tmp_path / "one.backup", Carries()
    told("backup", str(file))
    assert sending.send_waiting(house, at=AT, carrier=carrier)["sent"] == 2, "after the backup it goes"
    with an_empty_machine(tmp_path):
        assert told("restore", str(file))["undecided"] == 2
        with as_the_app():
            sending.send_waiting(house, at=AT + timedelta(days=2), carrier=carrier)
            with everything():
                became = {name: Message.unscoped.get(pk=row.pk) for name, row in outbox.items()}
                asked = backlog(world.actor(Role.ADMINISTRATOR), at=AT).asks
    assert len(carrier.carried) == len(set(carrier.carried)) == 2, "nothing goes a second time"
    assert {name: row.state for name, row in became.items()} == {
        "waits": "undecided", "in hand": "undecided", "code": "stopped", "letter": "waiting", "gone": "sent",
    }  # fmt: skip
    assert {row.fault for row in asked} == {"restored"} and len(asked) == 2
    assert "123" not in became["code"].text, "a code is not kept"


def test_without_postgresqls_own_programs_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "_candidates", lambda name: set())
    with pytest.raises(Refused) as caught:
        tools.tool("pg_dump", server=16)
    (because,) = caught.value.reasons
    assert (because.code, because.facts) == (No.NO_TOOL, {"tool": "pg_dump", "version": 16})


@pytest.mark.parametrize(("key", "why"), [("", No.NO_KEY), ("short", No.SHORT_KEY), (None, No.SHARED_KEY)])
def test_a_key_that_is_no_key_for_backups_makes_none(
    db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, key: str | None, why: No
) -> None:
    settings.BACKUP_KEY = settings.FIELD_KEY if key is None else key
    assert refused("backup", str(tmp_path / "one")) == (2, why)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_backup_has_left_is_thrown_away_by_the_next_and_what_is_being_written_is_not(
    own_database: None, tmp_path: Path
) -> None:
    with everything():
        build()
    left = [tmp_path / "vidare-2026-11-01T010101.backup.part"]
    if not conftest.ON_POSTGRES:
        left.append(Path(f"{connection.settings_dict['NAME']}.copying-1"))
    for one in left:
        one.write_bytes(b"the whole office, in the clear")
    with beside.unfinished(tmp_path / "vidare-2026-11-01T020202.backup.part") as mine:
        made = told("backup", str(tmp_path))
        assert mine.exists(), "somebody is writing it"
    assert [one for one in left if one.exists()] == []
    assert {one.name for one in tmp_path.glob("vidare-*")} == {Path(made["file"]).name}


def test_two_backups_to_one_file_do_not_write_over_each_other(own_database: None, tmp_path: Path) -> None:
    with beside.unfinished(tmp_path / "one.backup.part"):
        assert refused("backup", str(tmp_path / "one.backup")) == (1, No.CANNOT_WRITE)
    assert told("backup", str(tmp_path / "one.backup"))["verified"]


def test_a_disk_that_is_full_is_said_to_be_full_and_leaves_nothing_behind(
    own_database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tmp_path / "good.backup"
    told("backup", str(file))
    good = file.read_bytes()
    monkeypatch.setattr(whole, "write", full)
    assert refused("backup", str(tmp_path / "other.backup")) == (1, No.CANNOT_WRITE)
    assert {one.name for one in tmp_path.iterdir() if "backup" in one.name} == {"good.backup"}
    assert file.read_bytes() == good
    if conftest.ON_POSTGRES:
        return
    monkeypatch.setattr(sqlite, "_unpack", full)
    before = all_rows()
    assert refused("restore", str(file), "--replace") == (1, No.CANNOT_WRITE)
    assert all_rows() == before
    assert not list(tmp_path.glob("*restoring*"))
