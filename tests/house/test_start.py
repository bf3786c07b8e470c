"""That one command sets everything up, says in one sentence what stands in its way, and ends all that it began."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

import start
from tools import build_static, check, serving, telling
from tools.telling import FAILED, NEWER, NO_ENVIRONMENT, NO_PACKAGES, PORT_TAKEN, USAGE, Stop

ROOT = Path(__file__).resolve().parents[2]
ON_ANY_PYTHON = ["start.py", "tools/build_static.py", "tools/serving.py", "tools/telling.py"]


def started(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "start.py", *words], cwd=ROOT, capture_output=True, text=True, check=False)


def done(code: int, out: str = "", err: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess([], code, out, err)


def never(*_words: object, **_more: object) -> NoReturn:
    raise AssertionError("this may not be run again")


# ── what it needs ────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ON_ANY_PYTHON)
def test_what_sets_up_needs_an_old_python_and_nothing_else(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 9))
    top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in top if isinstance(node, ast.ImportFrom)}
    assert {module.split(".")[0] for module in modules} <= {*sys.stdlib_module_names, "tools"}


def test_start_is_short_enough_to_be_read() -> None:
    assert (ROOT / "start.py").read_text(encoding="utf-8").count("\n") <= 300


@pytest.mark.parametrize("words", [["hej"], ["--port"], ["--port", "0"], ["--port=99999"], ["test", "fast"]])
def test_words_it_does_not_know_are_answered_with_those_it_knows(words: list[str]) -> None:
    answer = started(*words)
    assert answer.returncode == USAGE
    assert "python3 start.py test" in answer.stderr
    assert answer.stdout == ""


def test_every_exit_code_is_told() -> None:
    for code in (FAILED, USAGE, NO_ENVIRONMENT, NO_PACKAGES, PORT_TAKEN, NEWER):
        assert f" {code} " in (start.__doc__ or "")


# ── what can stand in its way ────────────────────────────────────────────────────────────────────────────────────
def test_a_port_that_is_taken_is_told_before_anything_is_made() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        answer = started("--port", str(port))
    assert answer.returncode == PORT_TAKEN
    assert answer.stderr.strip().splitlines() == [
        f"Port {port} is taken by another program; choose another, such as --port {port % 65535 + 1}."
    ]


@pytest.mark.parametrize(("python", "missing"), [(None, "Python 3.11 or newer"), ("python3", "Python's venv")])
def test_without_venv_it_names_the_command_that_mends_this_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, python: str | None, missing: str
) -> None:
    monkeypatch.setattr(start, "PYTHON", tmp_path / "none")
    monkeypatch.setattr(start, "new_enough", lambda: python)
    monkeypatch.setattr(start, "has", lambda _python, module: module == "venv")
    monkeypatch.setattr(start.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(Stop) as stop:
        start.make_environment()
    assert stop.value.code == NO_ENVIRONMENT
    assert str(stop.value) == (
        f"{missing} is not on this machine. Install it with: sudo apt-get install python3-venv — and run this again."
    )


def a_tool_that_says(monkeypatch: pytest.MonkeyPatch, code: int, sentence: str) -> None:
    program = f"import sys; print({sentence!r}, file=sys.stderr); sys.exit({code})"
    monkeypatch.setattr(start, "installers", lambda _lock: [[sys.executable, "-c", program]])
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))


def test_without_a_network_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    a_tool_that_says(monkeypatch, 1, "Temporary failure in name resolution")
    with pytest.raises(Stop, match=r"^The Python packages could not be fetched: see that there is a network") as stop:
        start.fetch("requirements.lock")
    assert stop.value.code == NO_PACKAGES


@pytest.mark.parametrize("said", ["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "cause: Hash mismatch for `six`"])
def test_a_package_that_is_not_the_one_we_named_is_never_blamed_on_the_network(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    a_tool_that_says(monkeypatch, 1, said)
    with pytest.raises(Stop, match="is not the one that requirements.lock names") as stop:
        start.fetch("requirements.lock")
    assert stop.value.code == FAILED


def test_uv_is_fetched_by_its_hash_and_pip_is_still_there_when_uv_finds_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def pip(*words: object, **_more: object) -> subprocess.CompletedProcess[str]:
        if "-r" in words:
            asked.append(Path(str(words[-1])).read_text(encoding="utf-8"))
        return done(0)

    monkeypatch.setattr(start, "quietly", pip)
    monkeypatch.setattr(start.shutil, "which", lambda _name: None)
    first, second = start.installers("requirements.lock")
    assert first[:3] == [str(start.BIN / "uv"), "pip", "install"]
    assert second[1:4] == ["-m", "pip", "install"]
    assert re.findall(r"(?m)^[\w-]+(?===)", asked[0]) == ["uv"]
    assert "--hash=sha256:" in asked[0]


def test_without_the_front_end_packages_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_static, "is_fresh", lambda: False)
    monkeypatch.setattr(start, "quietly", lambda *_words: done(NO_PACKAGES, err="ENOTFOUND"))
    with pytest.raises(Stop, match=r"^The front-end packages could not be fetched") as stop:
        start.build()
    assert stop.value.code == NO_PACKAGES


def test_a_database_of_a_newer_version_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "newer.sqlite3"
    with sqlite3.connect(file) as link:
        link.execute("CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied datetime)")
        link.execute("INSERT INTO django_migrations VALUES (1, 'records', '9999_of_another_year', '2031-01-01')")
    link.close()
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(start, "make_demo", never)
    monkeypatch.setenv("VIDARE_DEMO", "1")
    monkeypatch.setenv("VIDARE_DATABASE", f"sqlite://{file}")
    with pytest.raises(Stop, match="made by a newer version of Vidare") as stop:
        start.prepare_database()
    assert stop.value.code == NEWER
    tables = sqlite3.connect(file)
    assert tables.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("django_migrations",)]
    tables.close()


# ── the second time ──────────────────────────────────────────────────────────────────────────────────────────────
def test_packages_are_installed_once_for_each_lock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fetched: list[str] = []
    monkeypatch.setattr(start, "INSTALLED", tmp_path / "installed.json")
    monkeypatch.setattr(start, "fetch", fetched.append)
    for tests in (False, False, True, True, False):
        start.install(tests=tests)
    assert fetched == ["requirements.lock", "requirements-test.lock"]


@pytest.mark.parametrize(("broken_off", "words"), [(False, ["demo"]), (True, ["demo", "--fresh"])])
def test_a_demo_that_was_broken_off_is_begun_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, broken_off: bool, words: list[str]
) -> None:
    seen: list[list[str]] = []
    state = {"newer": [], "pending": 0, "demo": False}
    monkeypatch.setattr(start, "UNFINISHED", tmp_path / "unfinished")
    monkeypatch.setattr(start, "quietly", lambda *_words: done(0, json.dumps(state)))
    monkeypatch.setattr(start.subprocess, "run", lambda command, **_more: seen.append(command) or done(0))
    monkeypatch.setenv("VIDARE_DEMO", "1")
    if broken_off:
        start.UNFINISHED.touch()
    start.prepare_database()
    assert [command[3:] for command in seen] == [words]
    assert not start.UNFINISHED.exists()


def test_data_that_is_there_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    there = done(0, json.dumps({"newer": [], "pending": 0, "demo": True}))
    monkeypatch.setattr(start, "quietly", lambda *_words: there)
    made: list[str] = []
    monkeypatch.setattr(start, "must", lambda what, *_words: made.append(what))
    monkeypatch.setattr(start, "make_demo", lambda: made.append("the demo"))
    monkeypatch.setenv("VIDARE_DEMO", "1")
    start.prepare_database()
    assert made == []


@pytest.mark.parametrize("beside", [True, False])
def test_of_two_things_made_at_once_neither_is_left_half_made(beside: bool) -> None:
    made: list[str] = []

    def dress() -> None:
        if beside:
            raise Stop(NO_PACKAGES, "The front-end packages could not be fetched.")
        made.append("static")

    with pytest.raises(Stop) as stop, telling.meanwhile(dress):
        made.append("database")
        if not beside:
            raise Stop(NEWER, "The database was made by a newer version of Vidare.")
    assert stop.value.code == (NO_PACKAGES if beside else NEWER)
    assert sorted(made) == (["database"] if beside else ["database", "static"])


def test_the_vidare_command_keeps_its_exit_code() -> None:
    program = "import os, start; start.hand_over('-c', 'raise SystemExit(7)', env=dict(os.environ))"
    program = f"import pathlib, sys, start; start.PYTHON = pathlib.Path(sys.executable); {program}"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 7


# ── serving ──────────────────────────────────────────────────────────────────────────────────────────────────────
WORKER = """import os, pathlib, signal
written = pathlib.Path(__file__).with_name("writing")
written.write_text(str(os.getpid()))
written.rename(written.with_name("worker"))
signal.pause()
"""
SERVER = """import http.server, os, sys, time
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(os.getpid()).encode())
    def log_message(self, *words): pass
while not os.path.exists(os.path.join(os.path.dirname(__file__), "worker")):
    time.sleep(0.05)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Page).serve_forever()
"""
# A shell that runs the tests in the background has them ignore Ctrl-C, and what they start with them.
SERVING = """import pathlib, signal, sys
from tools import serving
signal.signal(signal.SIGINT, signal.default_int_handler)
serving.end_when_asked()
sys.exit(serving.serve(pathlib.Path(sys.argv[1]), int(sys.argv[2])))
"""


def programs(folder: Path, worker: str) -> Path:
    """A folder with a server and a Python whose only program is the worker."""
    for name, text in (("granian", SERVER), ("python", worker)):
        (folder / name).write_text(f"#!{sys.executable}\n{text}")
        (folder / name).chmod(0o755)
    return folder


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_to_stop_it_stops_the_server_and_the_worker(tmp_path: Path, number: int) -> None:
    words = [sys.executable, "-c", SERVING, str(programs(tmp_path, WORKER)), str(free_port())]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        address = next(line for line in running.stdout or () if "http://" in line).split()[3]
        server, worker = int(fetched(address)), int((tmp_path / "worker").read_text())
        running.send_signal(number)
    assert running.returncode == 0
    assert not alive(server)
    assert not alive(worker)


def fetched(address: str) -> bytes:
    import urllib.request

    quiet = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with quiet.open(address) as page:
        return bytes(page.read())


def test_a_worker_that_ends_by_itself_is_told_and_the_server_ended(tmp_path: Path) -> None:
    with pytest.raises(Stop, match=r"^The worker ended by itself \(exit code 3\)") as stop:
        serving.serve(programs(tmp_path, "raise SystemExit(3)"), free_port())
    assert stop.value.code == FAILED


# ── what it adds up ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("ci", "counted", "code"), [(None, (0, 1), 0), ("true", (1, 0), 1)])
def test_what_this_machine_cannot_run_fails_only_where_everything_must(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, ci: str | None, counted: tuple[int, int], code: int
) -> None:
    monkeypatch.delenv("CI", raising=False)
    if ci:
        monkeypatch.setenv("CI", ci)
    total = check.Sum()
    total.leave_out("tests in a browser", "no Chromium on this machine")
    assert total.tell() == code
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "NOT RUN  tests in a browser: no Chromium on this machine"
    assert told[-1] == f"0 passed, {counted[0]} failed, {counted[1]} skipped"


def test_a_suite_that_breaks_before_it_counts_is_a_failure(tmp_path: Path, capsys: Any) -> None:
    total = check.Sum()
    total.suite("of nothing", [str(tmp_path / "test_missing.py")])
    total.each({"a linter": (["python", "-c", "raise SystemExit(0)"], {})})
    assert total.tell() == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["FAILED   of nothing", "1 passed, 1 failed, 0 skipped"]


@pytest.mark.parametrize(
    ("without", "told"), [({}, "VIDARE_DATABASE"), ({"VIDARE_DEMO": ""}, "Set VIDARE_SECRET_KEY in the environment")]
)
def test_a_command_that_cannot_reach_its_database_says_so_in_one_sentence(without: dict[str, str], told: str) -> None:
    where = {"VIDARE_DEMO": "1", "VIDARE_DATABASE": "sqlite:////no-such-folder/vidare.sqlite3", "VIDARE_SECRET_KEY": ""}
    where["DJANGO_SETTINGS_MODULE"] = ""
    env = {name: value for name, value in {**os.environ, **where, **without}.items() if value}
    command = [sys.executable, "-m", "vidare", "ready", "--json"]
    asked = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert len(asked.stderr.splitlines()) == 1 and "Traceback" not in asked.stderr
    assert told in asked.stderr
