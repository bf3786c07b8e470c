"""kill -9 at random, round after round, under check-ins, bookings, notes and messages: is anything lost or doubled?

    python -m tools.hard.kill --rounds 200 --engine postgresql|sqlite [--seed N] [--json]

Starts a PostgreSQL of its own (or a file), the server and the worker as docs/running.md says, with production's
settings, and clients that keep what they were acknowledged. Exit code 1 when something was lost or doubled.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tools import postgres, serving
from tools.hard import programs
from tools.hard.cluster import Cluster
from tools.hard.mail import Mail
from tools.hard.programs import Database, Kept, NotBack, until, vidare

EVERY = 5  # rounds between two proofs
Blow = tuple[str, Callable[[], None]]


def environment(database: dict[str, str], mail: int) -> dict[str, str]:
    """Production's: nothing of the demo, three keys, TLS ended by a proxy."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("VIDARE_", "DJANGO_"))}
    keys = {f"VIDARE_{name}_KEY": secrets.token_urlsafe(32) for name in ("SECRET", "FIELD", "INDEX")}
    more = {"VIDARE_HOSTS": "127.0.0.1", "VIDARE_BEHIND_PROXY": "1", "VIDARE_MAIL_ADAPTER": "smtp"}
    carried = {"VIDARE_EMAIL_HOST": "127.0.0.1", "VIDARE_EMAIL_PORT": str(mail), "VIDARE_EMAIL_TLS": "0"}
    return own | keys | more | carried | database


@contextmanager
def database_of(engine: str, place: Path) -> Iterator[tuple[Database | None, dict[str, str]]]:
    if engine == "sqlite":
        yield None, {"VIDARE_DATABASE": f"sqlite://{place / 'vidare.sqlite3'}"}
        return
    cluster = Cluster(Path(tempfile.mkdtemp(prefix="vidare-cluster-")), checkpoint_timeout="30s")
    try:
        yield Database(cluster), cluster.make()
    finally:
        cluster.throw_away()


class Run:
    """One run: what is kept up, who strikes it, and what came of it."""

    def __init__(self, database: Database | None, settings: dict[str, str], place: Path, seed: int) -> None:
        self.port, self.chance = postgres.free_port(), random.Random(seed)
        self.server = Kept("server", programs.server_words(self.port), settings, place / "server.log")
        self.worker = Kept("worker", programs.worker_words(), settings, place / "worker.log")
        self.database, self.device = database, ""
        self.kept: list[Kept | Database] = [*([database] if database else []), self.server, self.worker]
        self.struck: Counter[str] = Counter()
        self.back: list[float] = []

    def blows(self) -> list[Blow]:
        chance = self.chance
        found: list[Blow] = [
            ("the server with all of its processes", self.server.strike),
            ("the server's first process", self.server.strike_first),
            *[("one of the server's processes", lambda: self.server.strike_child(chance))] * 3,
            *[("the worker", self.worker.strike)] * 4,
        ]
        if (database := self.database) is not None:
            found += [("PostgreSQL's first process", database.strike)]
            found += [("one of PostgreSQL's processes", lambda: database.strike_child(chance))] * 4
        return found

    def strike(self) -> None:
        """One of them, and one time in five another at the same moment."""
        for _blow in range(2 if self.chance.random() < 0.2 else 1):
            name, blow = self.chance.choice(self.blows())
            blow()
            self.struck[name] += 1
        self.back.append(self.until_back())

    def until_back(self) -> float:
        from tools.hard.clients import is_there

        return until(lambda: is_there(self.port, self.device), "the server", self.kept)

    def end(self) -> None:
        self.server.end()
        self.worker.end()


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.hard.kill", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--engine", choices=["postgresql", "sqlite"], default="postgresql")
    parser.add_argument("--seed", type=int, default=4711, help="of what is struck, and when")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    said = parser.parse_args(words)
    serving.end_when_asked()
    with ExitStack() as open_until_the_end:
        place = Path(open_until_the_end.enter_context(tempfile.TemporaryDirectory(prefix="vidare-kill-")))
        mail = open_until_the_end.enter_context(Mail())
        database, where = open_until_the_end.enter_context(database_of(said.engine, place))
        settings = environment(where, mail.port)
        run = Run(database, settings, place, said.seed)
        open_until_the_end.callback(run.end)
        try:
            told = live(run, settings, mail, rounds=said.rounds, seed=said.seed)
        except NotBack as gone:
            print(gone, (place / "server.log").read_text()[-3000:], sep="\n", file=sys.stderr)
            return 1
    print(json.dumps(told, ensure_ascii=False) if said.json else "\n".join(f"{k}: {v}" for k, v in told.items()))
    return 1 if told["faults"] else 0


def open_for(run: Run, settings: dict[str, str], seed: int) -> tuple[object, object, list[object]]:
    """An office on a new database, its server and worker, and the clients who wait to begin."""
    vidare(settings, "migrate")
    for file in ("law", "jobbhornet"):
        vidare(settings, "models", "import", f"vidare/models/{file}.toml")
    os.environ.update(settings | {"DJANGO_SETTINGS_MODULE": "vidare.config.settings"})
    import django

    django.setup()
    from django.db import connection

    from tools.hard import clients
    from tools.hard.office import open_office

    office = open_office(seed)
    connection.close()
    run.device = office.device
    run.until_back()
    kept = clients.Kept()
    return office, kept, crowd_of(clients.Forms(office, kept), run.port, kept, seed)


def live(run: Run, settings: dict[str, str], mail: Mail, *, rounds: int, seed: int) -> dict[str, object]:
    _office, kept, crowd = open_for(run, settings, seed)
    from tools.hard import proof

    began, found = time.monotonic(), []
    for number in range(1, rounds + 1):
        for one in crowd:
            one.go.set()  # type: ignore[attr-defined]
        time.sleep(run.chance.uniform(0.3, 3.0))
        run.strike()
        if number % EVERY == 0 or number == rounds:
            rest(crowd, run)
            found += proof.faults(kept, mail)  # type: ignore[arg-type]
            print(f"round {number}: {len(kept.answers)} answers, {dict(run.struck)}, {found[:5]}", file=sys.stderr)  # type: ignore[attr-defined]
    for one in crowd:
        one.stop.set()  # type: ignore[attr-defined]
    until(proof.is_sent, "the outbox", run.kept)
    verified = json.loads(vidare(settings, "trail", "verify", "--json"))
    run.end()
    mail_by_state = proof.settled()
    found += proof.faults(kept, mail)  # type: ignore[arg-type]
    return _told(run, kept, rounds, mail_by_state, found, began) | proof.counted() | {"trail": verified}


def crowd_of(forms: object, port: int, kept: object, seed: int) -> list[object]:
    from tools.hard.clients import Client

    chances = [random.Random(f"{seed}:{number}") for number in range(8)]
    made = [
        *(Client(forms.arrivals(chance), port, kept, 0.03, seed) for chance in chances[:2]),  # type: ignore[attr-defined]
        *(Client(forms.bookings(chance), port, kept, 0.03, seed) for chance in chances[2:5]),  # type: ignore[attr-defined]
        *(Client(forms.notes(chance), port, kept, 0.03, seed) for chance in chances[5:7]),  # type: ignore[attr-defined]
        Client(forms.hours_called_off(), port, kept, 0.8, seed),  # type: ignore[attr-defined]
    ]
    for one in made:
        one.start()
    return made  # type: ignore[return-value]


def rest(crowd: list[object], run: Run) -> None:
    """Everybody has an answer to what they sent, however often they had to send it."""
    for one in crowd:
        one.go.clear()  # type: ignore[attr-defined]
    until(lambda: all(one.rests.is_set() or not one.is_alive() for one in crowd), "a client's answer", run.kept)  # type: ignore[attr-defined]
    for one in crowd:
        one.rests.clear()  # type: ignore[attr-defined]


def _told(
    run: Run, kept: object, rounds: int, mail_by_state: dict[str, int], found: list[str], began: float
) -> dict[str, object]:
    answers = kept.answers  # type: ignore[attr-defined]
    waits = sorted(kept.waits) or [0.0]  # type: ignore[attr-defined]
    deaths = {one.name: one.deaths for one in (run.server, run.worker)}
    if run.database is not None:
        deaths["database"] = run.database.deaths
    if mail_by_state.get("undecided", 0) > deaths["worker"] + deaths.get("database", 0):
        found.append(f"{mail_by_state['undecided']} messages are undecided after {deaths} deaths")
    return {
        "rounds": rounds,
        "seconds": round(time.monotonic() - began),
        "struck": dict(run.struck),
        "ended_by_itself": {one.name: dict(one.ended_by_itself) for one in (run.server, run.worker)},
        "back_after_seconds": {"median": round(statistics.median(run.back), 1), "most": round(max(run.back), 1)},
        "acknowledged": dict(Counter(f"{one.form.kind} {one.said or one.status}" if one.form.kind == "arrive"
                                     else f"{one.form.kind} {one.status}" for one in answers)),
        "sent_more_than_once": sum(one.tries > 1 for one in answers),
        "instead_of_an_answer": dict(kept.instead),  # type: ignore[attr-defined]
        "waited_for_an_answer": {"median": round(statistics.median(waits), 1), "most": round(waits[-1], 1)},
        "mail": mail_by_state,
        "faults": found,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
