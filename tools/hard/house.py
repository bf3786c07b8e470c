"""A whole house at an address of its own, set as for production: database, server, worker, and a client."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SEAL = secrets.token_hex(16)
KEYS = {f"VIDARE_{name}_KEY": secrets.token_urlsafe(40) for name in ("SECRET", "FIELD", "INDEX", "BACKUP")}
_built: dict[str, Any] = {}


@dataclass(frozen=True)
class Answer:
    """``seconds``: how long it took. Status 0: nobody answered."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    seconds: float = 0.0


class House:
    """Its programs are started and ended by their own handles. ``before``: words put before the server's own."""

    def __init__(self, place: Path, database: Mapping[str, str], **more: str) -> None:
        self.place, self.port = place, free_port()
        self.env = {
            **os.environ, **KEYS, **database,
            "VIDARE_DEMO": "0", "VIDARE_HOSTS": "localhost", "VIDARE_BEHIND_PROXY": "1",
            "VIDARE_MAIL_ADAPTER": "file", "VIDARE_SMS_ADAPTER": "file", "VIDARE_MESSAGES": str(place / "messages"),
            "DJANGO_SETTINGS_MODULE": "vidare.config.settings", "PYTHONPATH": str(ROOT), **more,
        }  # fmt: skip
        self.facts: dict[str, Any] = {}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.cookies = {"csrftoken": SEAL, "lang": "sv"}

    def build(self) -> None:
        """On SQLite once in a run: the others begin with a copy."""
        file = self.file
        if file is not None and _built:
            file.write_bytes(_built["content"])
            self.facts = _built["facts"]
        else:
            self.vidare("migrate", "--verbosity", "0")
            self.facts = json.loads(self.run(sys.executable, "-m", "tools.hard.seed").stdout.splitlines()[-1])
            if file is not None:
                with contextlib.closing(sqlite3.connect(file)) as link:
                    link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                _built.update(content=file.read_bytes(), facts=self.facts)
        self.cookies["sessionid"] = self.facts["coach"]

    @property
    def file(self) -> Path | None:
        kind, _, path = self.env["VIDARE_DATABASE"].partition("://")
        return Path(path) if kind == "sqlite" else None

    def run(self, *words: str, must: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(words, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        if must and done.returncode:
            raise RuntimeError(f"{words}: {done.stdout[-500:]}{done.stderr[-3000:]}")
        return done

    def vidare(self, *words: str, must: bool = True) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "vidare", *words, must=must)

    # ── programs ─────────────────────────────────────────────────────────────────────────────────────────────────
    def serve(self, *, before: Sequence[str] = (), env: Mapping[str, str] | None = None) -> None:
        server = [str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        more = ["--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "vidare.config.wsgi:application"]
        self._start("server", [*before, *server, *more], env)
        while self.get("/accessibility/").status != 200:
            if self.running["server"].poll() is not None:
                raise RuntimeError(self.log("server"))
            time.sleep(0.3)

    def work(self, *, every: float = 1.0, env: Mapping[str, str] | None = None) -> None:
        self._start("worker", [sys.executable, "-m", "vidare", "worker", "--every", str(every)], env)

    def _start(self, name: str, words: Sequence[str], env: Mapping[str, str] | None) -> None:
        log = (self.place / f"{name}.log").open("ab")
        self.running[name] = subprocess.Popen(
            words, cwd=ROOT, env={**self.env, **(env or {})}, stdout=log, stderr=log, start_new_session=True
        )

    def log(self, name: str) -> str:
        return (self.place / f"{name}.log").read_text(errors="replace")

    def end(self) -> None:
        """Each with its own group: what stands before the server does not hand a signal on."""
        for process in self.running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(15)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)

    # ── a client ─────────────────────────────────────────────────────────────────────────────────────────────────
    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, object], **headers: str) -> Answer:
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": SEAL, **fields}, doseq=True)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {
            "Host": "localhost", "X-Forwarded-Proto": "https", "Referer": "https://localhost/", "Cookie": cookie,
            **headers,
        }  # fmt: skip
        began = time.monotonic()
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=180)
        try:
            link.request(method, path, body, sent)
            got = link.getresponse()
            text = got.read().decode(errors="replace")
            return Answer(got.status, dict(got.getheaders()), text, time.monotonic() - began)
        except OSError as fault:
            return Answer(0, {}, repr(fault), time.monotonic() - began)
        finally:
            link.close()

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────────────────
    @property
    def notes(self) -> str:
        return f"/people/{self.facts['person']}/notes/"

    def note(self, text: str, once: str) -> dict[str, object]:
        day = time.strftime("%Y-%m-%d")
        return {
            "kind": "call", "text": text, "happened_on": day, "compartment": "labour-market", "lang": "sv",
            "once": once,
        }  # fmt: skip

    def check_in(self, code: str, key: uuid.UUID) -> Answer:
        kept = dict(self.cookies)
        self.cookies = {"csrftoken": SEAL, "kiosk_device": self.facts["device"]}
        try:
            return self.post("/kiosk/in/", {"code": code, "key": str(key)}, Accept="application/json")
        finally:
            self.cookies = kept

    def count(self, question: str) -> int:
        """``question``: an expression of the records, such as ``m.Event.objects``."""
        program = (
            "import django; django.setup()\n"
            "from datetime import date\nfrom vidare.records import models as m\n"
            "from vidare.records.walls import within\nfrom vidare.rules.access import system\n"
            f"with within(system('count').scope(on=date.today())): print({question}.count())"
        )
        return int(self.run(sys.executable, "-c", program).stdout)
