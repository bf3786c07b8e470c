"""PostgreSQL: dumped by its own program from one moment, compared row for row, and put back in one transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import IO

from django.db import connection, transaction

from vidare.records.backups.tables import Counted
from vidare.records.backups.tools import SESSION, Running, running, tool
from vidare.rules.backups import No, Tally
from vidare.rules.decision import Because, Refused

PIECE = 1 << 20
_COPY = re.compile(rb'^COPY public\."?([^" ]+)"? \(.*\) FROM stdin;$')
WAIT = "30s"  # how long a restore waits for others to let go of the tables


def version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


@contextmanager
def moment() -> Iterator[str]:
    """Inside, this connection and every program told the answer see the database as it stands now, all of it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        speak_plainly()
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def speak_plainly() -> None:
    with connection.cursor() as cursor:
        for name, value in SESSION.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def dumped(snapshot: str) -> Iterator[bytes]:
    """The dump of that moment, as it comes."""
    words = ["--format=custom", "--enable-row-security", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    with running(tool("pg_dump", server=version()), *words, writes=True) as dump:
        assert dump.process.stdout is not None
        while part := dump.process.stdout.read(PIECE):
            yield part
        dump.demand()


def migrations() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations")
        return tuple(sorted(name for (name,) in cursor.fetchall()))


def tallies() -> dict[str, Tally]:
    """Every table of the database as it stands, from the text that a dump has of it."""
    with transaction.atomic(), connection.cursor() as cursor:
        speak_plainly()
        cursor.execute(
            "SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_class c "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' "
            "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname"
        )
        return {name: _tally(name, columns) for name, columns in cursor.fetchall()}


def _tally(table: str, columns: str) -> Tally:
    counted = Counted()
    with connection.cursor() as cursor, cursor.copy(f'COPY public."{table}" ({columns}) TO STDOUT') as copy:
        for row in copy:
            counted.add(bytes(row).rstrip(b"\n"))
    return counted.tally()


def tallies_of(content: Iterable[bytes]) -> dict[str, Tally]:
    """Every table of a dump, read as PostgreSQL's own program reads it."""
    found: dict[str, Counted] = {}
    with _as_text(content) as text:
        inside: Counted | None = None
        for line in text:
            if inside is None:
                if begins := _COPY.match(line.rstrip(b"\n")):
                    inside = found[begins[1].decode()] = Counted()
            elif line == b"\\.\n":
                inside = None
            else:
                inside.add(line[:-1])
    return {name: counted.tally() for name, counted in found.items()}


@contextmanager
def _as_text(content: Iterable[bytes]) -> Iterator[IO[bytes]]:
    """The dump as SQL. What goes wrong with the content is raised here, whatever the program makes of it."""
    with running(tool("pg_restore", server=version()), "-f", "-", reads=True, writes=True) as reader:
        went_wrong: list[BaseException] = []
        feeding = Thread(target=_feed, args=(reader, content, went_wrong))
        feeding.start()
        try:
            assert reader.process.stdout is not None
            yield reader.process.stdout
        finally:
            if reader.process.poll() is None and reader.process.stdout and reader.process.stdout.read(1):
                reader.process.kill()
            feeding.join()
        if went_wrong:
            raise went_wrong[0]
        reader.demand()


def _feed(reader: Running, content: Iterable[bytes], went_wrong: list[BaseException]) -> None:
    """What goes wrong here is kept for the one who waits for the reader, and raised there."""
    assert reader.process.stdin is not None
    read_on = True
    try:
        for part in content:  # to the end, also when nobody reads it any more: the file itself is judged by it
            read_on = read_on and _taken(part, reader.process.stdin)
    except BaseException as wrong:
        went_wrong.append(wrong)
        reader.process.kill()
    finally:
        with suppress(BrokenPipeError):  # what is left is read by nobody: the reader has ended, as in ``_taken``
            reader.process.stdin.close()


def _taken(part: bytes, to: IO[bytes]) -> bool:
    """False when the reader has ended. Why, its exit code and its words say, and are asked for when all is fed."""
    try:
        to.write(part)
    except BrokenPipeError:
        return False
    return True


def put_in_place(content: Iterable[bytes]) -> None:
    """What stands there is dropped and the dump put in, in one transaction; whatever fails, nothing was changed."""
    clearing, words = _clearing(), ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    with running(tool("psql", server=version()), *words, reads=True) as writer:
        to = writer.process.stdin
        assert to is not None
        try:
            to.write(f"BEGIN;\nSET LOCAL lock_timeout = '{WAIT}';\n{clearing}".encode())
            with _as_text(content) as text:
                while part := text.read(PIECE):
                    to.write(part)
            to.write(b"\nCOMMIT;\n")
            to.close()
        except BrokenPipeError:  # it has ended before: its exit code and its words say why, and are asked for below
            read_all = False
        else:
            read_all = True
        _demand(writer, read_all=read_all)


def _demand(writer: Running, *, read_all: bool) -> None:
    """A program that ended well before it had read the end has not put in what it was given, whatever it says."""
    if writer.process.wait() and "lock timeout" in writer.told:
        raise Refused([Because(No.IN_USE)])
    writer.demand()
    if not read_all:
        raise Refused([Because(No.TOOL_FAILED, {"tool": "psql", "why": "it ended before the end"})])


def _clearing() -> str:
    """Drops our own tables, sequences and functions, and nothing of anybody else's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('DROP TABLE public.%I CASCADE;', relname) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND pg_get_userbyid(relowner) = current_user "
            "UNION ALL SELECT format('DROP FUNCTION IF EXISTS %s CASCADE;', oid::regprocedure) FROM pg_proc "
            "WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'app\\_%' ORDER BY 1 DESC"
        )
        return "".join(f"{line}\n" for (line,) in cursor.fetchall())
