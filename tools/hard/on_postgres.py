"""The cases on PostgreSQL: a table locked, no place for one more, stopped and killed, its disk full."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from tools.hard.cluster import Cluster
from tools.hard.house import House
from tools.hard.on_sqlite import SEEN, _twice, fill, health, sent_again, small_disk, tell_log
from tools.hard.said import Said


@contextlib.contextmanager
def house(
    said: Said, place: Path | None = None, *, query: str = "", work: bool = True
) -> Iterator[tuple[House, Cluster]]:
    own = Path(tempfile.mkdtemp(prefix="vidare-trouble-"))
    own.chmod(0o711)
    cluster = Cluster((place or own) / "cluster")
    one = None
    try:
        said_to = cluster.make()
        one = House(own, {**said_to, "VIDARE_DATABASE": said_to["VIDARE_DATABASE"] + query})
        one.build()
        one.serve()
        if work:
            one.work()
        yield one, cluster
    finally:
        if one is not None:
            one.end()
        cluster.throw_away()
        shutil.rmtree(own, ignore_errors=True)


def locked(said: Said) -> None:
    with house(said, work=False) as (one, cluster):
        text, key = "Hon ringde, och jag svarade henne.", uuid.uuid4()
        with cluster.link() as holder:  # type: ignore[attr-defined]
            holder.execute("LOCK TABLE records_note, records_observation IN ACCESS EXCLUSIVE MODE")
            answer = one.post(one.notes, one.note(text, "mark-1"))
            said.in_trouble("a note while the table is locked", answer, kept=text, mark='value="mark-1"')
            said.see("a check-in is told to wait", one.check_in("4704", key).status == 503)
            holder.rollback()
        sent_again(said, one, text, "mark-1")
        said.see("the check-in sent again is one", _twice(one, "4704", key) and one.count(SEEN) == 1)
        with cluster.link() as owner:  # type: ignore[attr-defined]
            owner.execute("ALTER ROLE vidare_app SET statement_timeout = '1ms'")
            owner.commit()
            answer = one.post(one.notes, one.note("En annan anteckning.", "mark-2"))
            said.in_trouble("a statement that takes too long", answer, kept="En annan anteckning.")
            owner.execute("ALTER ROLE vidare_app RESET statement_timeout")
            owner.commit()
        said.see("works again by itself", one.post(one.notes, one.note("En annan anteckning.", "mark-2")).status == 302)
        tell_log(said, one)


def crowded(said: Said) -> None:
    with house(said, work=False) as (one, cluster), cluster.link() as owner:  # type: ignore[attr-defined]
        owner.execute("ALTER ROLE vidare_app CONNECTION LIMIT 1")
        owner.commit()
        text = "Hon ringde, och jag svarade henne."
        with cluster.link(role="vidare_app"):  # type: ignore[attr-defined]
            answer = one.post(one.notes, one.note(text, "mark-1"))
            said.in_trouble("a note when there is no place for one more", answer, kept=text, mark='value="mark-1"')
            said.see("whoever watches is told", '"trouble.busy"' in health(one), health(one))
        owner.execute("ALTER ROLE vidare_app CONNECTION LIMIT -1")
        owner.commit()
        said.until("works again by itself", lambda: health(one).startswith("200"))
        sent_again(said, one, text, "mark-1")
        tell_log(said, one)


def gone(said: Said) -> None:
    for query in ("", "?pool=4"):
        said.tell("with a pool of connections" if query else "a connection for each request")
        with house(said, query=query) as (one, cluster):
            one.get("/day/")
            for kill in (False, True):
                _stopped(said, one, cluster, kill=kill)
            tell_log(said, one)


def _stopped(said: Said, one: House, cluster: Cluster, *, kill: bool) -> None:
    text, mark, key = f"Hon kom {'trots allt' if kill else 'i dag'}, sade hon.", f"mark-{kill}", uuid.uuid4()
    before, seen = one.count("m.Note.unscoped"), one.count(SEEN)
    waits, on = one.log("worker").count("waits"), one.log("worker").count("goes on")
    cluster.stop(kill=kill)
    answer = one.post(one.notes, one.note(text, mark))
    said.in_trouble(f"a note while it is {'killed' if kill else 'stopped'}", answer, kept=text, mark=f'value="{mark}"')
    said.in_trouble("a page meanwhile", one.get("/day/"))
    said.see("a check-in is told to wait", one.check_in("4705", key).status == 503)
    said.see("whoever watches is told", health(one).startswith("503"), health(one))
    said.until("the worker says so", lambda: one.log("worker").count("waits") > waits)
    cluster.start()
    said.until("works again by itself", lambda: health(one).startswith("200"))
    said.until("so does the worker", lambda: one.log("worker").count("goes on") > on)
    statuses = [one.post(one.notes, one.note(text, mark)).status for _ in range(2)]
    said.see("sent again, twice: one note", one.count("m.Note.unscoped") == before + 1, statuses)
    code = "4706" if kill else "4705"
    said.see("the check-in sent again is one", _twice(one, code, key) and one.count(SEEN) == seen + 1)


def full(said: Said) -> None:
    with small_disk(220) as disk, house(said, disk) as (one, cluster):
        text, key = "Hon vill prova köket. " + "Vi pratade länge om det. " * 400, uuid.uuid4()
        filler = fill(disk)
        answer, tries = one.post(one.notes, one.note(text, "mark-0")), 0
        while answer.status == 302 and tries < 2000:  # what is left of the log it has already laid out
            tries += 1
            answer = one.post(one.notes, one.note(text, f"mark-{tries}"))
        saved = tries
        said.in_trouble(f"a note on a full disk, after {saved} that were saved", answer, kept=text[:60])
        said.see("a check-in is told to wait", one.check_in("4707", key).status == 503)
        said.tell(f"PostgreSQL: {[line for line in cluster.log().splitlines() if 'space' in line][-1:]}")
        said.tell(f"whoever watches: {health(one)}")
        filler.unlink()
        if cluster.server is not None and cluster.server.poll() is not None:
            said.tell("PostgreSQL had ended by itself: its supervisor starts it")
            cluster.start()
        said.until("works again when there is room", lambda: health(one).startswith("200"))
        last = f"mark-{tries}"
        statuses = [one.post(one.notes, one.note(text, last)).status for _ in range(2)]
        said.see("sent again, twice: one note", one.count("m.Note.unscoped") == saved + 1, statuses)
        said.see("the check-in sent again is one", _twice(one, "4707", key) and one.count(SEEN) == 1)
        said.see("the trail is whole", one.vidare("trail", "verify", must=False).returncode == 0)
        tell_log(said, one)
