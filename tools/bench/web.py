"""`vidare bench web`: processor time per page beside the floor, on PostgreSQL, with walls, reading log and trail on."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tools import postgres, serving
from tools.bench import measuring, rush
from tools.bench.measuring import Load, Request
from tools.bench.office import TOKEN
from tools.telling import say

SLOW = 2  # seconds: a page that takes more is asked a few times only, and its row says how many
ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
LEAST, ROUNDS, ALONE = (int(os.environ.get(f"BENCH_{name}", said)) for name, said in
                        (("LEAST", "2000"), ("ROUNDS", "4"), ("ALONE", "120")))  # fmt: skip

WORKERS = int(os.environ.get("BENCH_WORKERS", "1"))
ONLY = [one for one in os.environ.get("BENCH_ONLY", "").split(";") if one]  # names of pages; none: all of them


def run(*words: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [str(BIN / words[0]), *words[1:]], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}")
    return done.stdout


@contextmanager
def served(settings: str, env: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The production server on a free port; answers the port and the process."""
    port = postgres.free_port()
    words = [BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", WORKERS]
    words += ["--blocking-threads", 4, "--log-level", "warning", "vidare.config.wsgi:application"]
    inside = {**env, "DJANGO_SETTINGS_MODULE": settings}
    server = subprocess.Popen([str(word) for word in words], cwd=ROOT, env=inside, start_new_session=True)
    try:
        _wait(port, server)
        yield port, server.pid
    finally:
        serving.end(server)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/who/", timeout=60).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server ended at once")


def bench(size: int, engine: str, *, here: bool = False) -> list[dict[str, Any]]:
    """``here``: the office that stands in the database of the environment; else one that is made for it."""
    with ExitStack() as stack:
        env = {name: value for name, value in os.environ.items() if here or not name.startswith("VIDARE_")}
        env |= {"VIDARE_DEMO": "1", "DJANGO_SETTINGS_MODULE": "vidare.config.settings"}
        roots = _database() if here else _made(stack, env, size, engine)
        asked = json.loads(run("python", "-m", "tools.bench.office", env=env))
        queries = json.loads(run("python", "-m", "tools.bench.office", "--queries", env=env))
        floor_port, floor = stack.enter_context(served("vidare.config.floor", env))
        port, server = stack.enter_context(served("vidare.config.settings", env))
        began = time.monotonic()
        least = _Measured(asked["floor"], floor_port, [floor, *roots])
        rows = [_floor_row(least, size, "floor: session and user", "/who/")]
        rows.append(_floor_row(least, size, "floor: 50 rows", "/fifty/"))
        for page in asked["pages"]:
            if ONLY and page["name"] not in ONLY:
                continue
            say(f"• {page['name']}")
            request = _request(page["path"], page["cookie"], (page["form"],) if page["form"] else ())
            rows.append(_row(page["name"], size, request, port, [server, *roots], least, queries[page["name"]]))
        if not ONLY or "check-in" in ONLY:
            rows += rush.rows(
                size, env, port=port, floor_port=floor_port, roots=[server, *roots], floor_roots=[floor, *roots],
                began=began,
            )  # fmt: skip
        visit = first_visit(f"http://127.0.0.1:{port}{asked['pages'][0]['path']}", asked["pages"][0]["cookie"])
        rows[0]["detail"]["first_visit"] = {"bytes": sum(visit.values()), "files": visit}
        return rows


def _made(stack: ExitStack, env: dict[str, str], size: int, engine: str) -> list[int]:
    """An office of its own; answers the database's process, where there is one."""
    roots: list[int] = []
    if engine == "postgresql":
        env |= stack.enter_context(postgres.cluster(durable=True, pids=roots))
        run("python", "-m", "vidare", "migrate", "--verbosity", "0", env=env)
    else:
        env["VIDARE_DATABASE"] = f"sqlite://{stack.enter_context(_place())}/bench.sqlite3"
    say(f"• making an office of {size}")
    run("python", "-m", "vidare", "demo", "--size", str(size), env=env)
    if engine == "postgresql":
        run("python", "-m", "tools.bench.office", "--analyze", env=env)
    return roots


def _database() -> list[int]:
    """The process of the database that the environment names, when it runs on this machine."""
    url = os.environ.get("VIDARE_DATABASE", "")
    if not url.startswith("postgres"):
        return []
    import psycopg

    with psycopg.connect(url.partition("?")[0]) as link:
        row = link.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        return [int(Path(f"/proc/{row[0]}/stat").read_text().rpartition(")")[2].split()[1])]


def _request(path: str, cookie: str, bodies: tuple[str, ...]) -> Request:
    """A form is posted as a browser posts it; a touch at the door brings its token itself."""
    if not bodies:
        return Request(path, cookie)
    token = "" if "csrfmiddlewaretoken" in bodies[0] else f"&csrfmiddlewaretoken={TOKEN}"
    headers = (("Content-Type", "application/x-www-form-urlencoded"), ("Origin", "http://localhost"))
    return Request(path, cookie, tuple(body + token for body in bodies), headers)


class _Measured:
    """The floor, asked again beside every page."""

    def __init__(self, cookie: str, port: int, roots: list[int]) -> None:
        self.cookie, self.port, self.roots = cookie, port, roots

    def load(self, path: str, least: int) -> Load:
        return measuring.eight_clients(self.port, Request(path, self.cookie), self.roots, least=least, seconds=2)


def _floor_row(floor: _Measured, size: int, name: str, path: str) -> dict[str, Any]:
    load = floor.load(path, LEAST)
    alone, length = measuring.one_client(floor.port, Request(path, floor.cookie), times=ALONE)
    return _told(name, size, load, None, alone, length, 0, floor.roots)


def _row(
    name: str, size: int, request: Request, port: int, roots: list[int], floor: _Measured, queries: int
) -> dict[str, Any]:
    before = measuring.processor(roots)
    measuring.one_client(port, request, times=1)
    first = measuring.processor(roots) - before
    slow = first > SLOW
    warm, times = (0, 3) if slow else (min(ALONE, 20), ALONE)
    least, rounds = (3, 1) if slow else (LEAST // ROUNDS, ROUNDS)
    measuring.one_client(port, request, times=warm, skip=1)
    alone, length = measuring.one_client(port, request, times=times, skip=1 + warm)
    asked = 1 + warm + times

    def ours() -> Load:
        nonlocal asked
        load = (measuring.alone if slow else measuring.eight_clients)(port, request, roots, least=least, skip=asked)
        asked += load.requests
        return load

    below, load = measuring.in_turns(lambda: floor.load("/fifty/", LEAST // ROUNDS), ours, rounds=rounds)
    row = _told(name, size, load, below, alone, length, queries, roots)
    row["detail"]["first_request_seconds"] = first
    say(f"  {1000 * row['seconds']:.1f} ms, {row['ratio_to_limit']:.2f} times the floor")
    return row


def _told(
    name: str, size: int, load: Load, below: Load | None, alone: list[float], length: int, queries: int,
    roots: list[int],
) -> dict[str, Any]:  # fmt: skip
    seconds = load.processor / load.requests
    limit = below.processor / below.requests if below else seconds
    p50, p95 = measuring.percentiles(alone)
    return {
        "name": name, "size": size, "seconds": seconds, "limit_seconds": limit, "peer": None, "peer_seconds": None,
        "ratio_to_peer": None, "ratio_to_limit": seconds / limit, "memory_mb": measuring.memory(roots[:1]),
        "detail": {
            "p50_ms": p50, "p95_ms": p95, "requests_per_second": load.requests / load.seconds,
            "requests": load.requests, "bad": load.bad, "queries": queries, "bytes": length,
        },
    }  # fmt: skip


@contextmanager
def _place() -> Iterator[str]:
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        yield place


def first_visit(address: str, cookie: str) -> dict[str, int]:
    """Bytes, compressed, of a page and of everything it names: what a first visit after the log-in fetches."""
    page = _fetched(address, cookie)
    host = address.split("/", 3)[:3]
    named = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', gzip.decompress(page).decode()))
    return {"page": len(page)} | {name: len(_fetched("/".join(host) + name, cookie)) for name in sorted(named)}


def _fetched(address: str, cookie: str) -> bytes:
    asked = urllib.request.Request(address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        content: bytes = answer.read()
        return content if answer.headers.get("Content-Encoding") == "gzip" else gzip.compress(content)
