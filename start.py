#!/usr/bin/env python3
"""Sets Vidare up and starts it. Needs Python and nothing else; a second run changes nothing and is at once.

    python3 start.py [--port 8000]     set up, make the demo, serve, and print the address (Ctrl-C ends it)
    python3 start.py --no-serve        set up, make the demo, and stop there
    python3 start.py test              set up, and run every test and check
    python3 start.py run WORDS…        pass WORDS on to the vidare command, with its exit code

Exit codes: 0 done · 1 failed · 2 wrong words · 3 no Python environment can be made · 4 packages cannot be fetched
· 5 the port is taken · 6 the database was made by a newer version of the program

This file runs on the machine's own Python (3.9 or newer); the program itself needs Python 3.11 or newer.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools import build_static, serving, telling
from tools.telling import FAILED, NEWER, NO_ENVIRONMENT, NO_PACKAGES, ROOT, USAGE, Stop, must, quietly, say, step, tail

VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
INSTALLED = VENV / "installed.json"
COLLECTED = ROOT / "staticfiles/staticfiles.json"
UNFINISHED = ROOT / "var/demo-unfinished"
OLDEST = (3, 11)


# ── the environment ──────────────────────────────────────────────────────────────────────────────────────────────
def answers(python: Path | str) -> bool:
    """Whether this is a Python that is new enough."""
    try:
        return quietly(python, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})").returncode == 0
    except OSError:
        return False


def new_enough() -> str | None:
    """A Python that can run the program: this one, or another on the path."""
    if sys.version_info >= OLDEST:
        return sys.executable
    names = [f"python3.{minor}" for minor in range(20, OLDEST[1] - 1, -1)]
    return next((found for found in map(shutil.which, names) if found and answers(found)), None)


def advice() -> str:
    """The command that mends this system."""
    if shutil.which("apt-get"):
        return "sudo apt-get install python3-venv"
    if shutil.which("dnf"):
        return "sudo dnf install python3.12"
    if platform.system() == "Darwin":
        return "brew install python@3.12"
    if os.name == "nt":
        return "winget install Python.Python.3.12"
    return "your system's package for Python 3.11 or newer with venv"


def make_environment() -> None:
    if answers(PYTHON):
        return
    python, uv = new_enough(), shutil.which("uv")
    with step("making a Python environment in .venv"):
        if python and has(python, "venv") and has(python, "ensurepip"):
            made = quietly(python, "-m", "venv", "--clear", VENV)
            if made.returncode == 0 and answers(PYTHON):
                return
        if uv and quietly(uv, "venv", "--clear", "--python", python or ">=3.11", VENV).returncode == 0:
            return
        missing = "Python's venv" if python else "Python 3.11 or newer"
        told = f"{missing} is not on this machine. Install it with: {advice()} — and run this again."
        raise Stop(NO_ENVIRONMENT, told)


def has(python: str, module: str) -> bool:
    if python == sys.executable:
        return importlib.util.find_spec(module) is not None
    return quietly(python, "-c", f"import {module}").returncode == 0


# ── the packages ─────────────────────────────────────────────────────────────────────────────────────────────────
def install(*, tests: bool) -> None:
    """Installs what the lock names, checked by hash, unless it is there already."""
    names = ["requirements.lock", "requirements-test.lock"] if tests else ["requirements.lock"]
    wanted = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in names}
    there = json.loads(INSTALLED.read_text()) if INSTALLED.is_file() else {}
    if all(there.get(name) == sha for name, sha in wanted.items()):
        return
    with step(f"installing the Python packages of {names[-1]}, checked by hash"):
        fetch(names[-1])
    INSTALLED.write_text(json.dumps(wanted))


def fetch(lock: str) -> None:
    """With uv, which is many times faster; with pip where uv finds no way out that pip is set up for."""
    for words in installers(lock):
        done = quietly(*words, "--quiet", "--require-hashes", "-r", lock, env={**as_pip_is_set_up(), **os.environ})
        if done.returncode == 0:
            return
        say(tail(done))
        told = (done.stdout + done.stderr).lower()
        if "hash" in told and "match" in told:
            raise Stop(FAILED, f"A package is not the one that {lock} names: nothing of it was installed.")
    raise Stop(NO_PACKAGES, unreachable("Python packages", "pip"))


def installers(lock: str) -> Iterator[list[object]]:
    """What can install here, the fastest first; where only pip is, it first fetches uv as the lock names it."""
    pip: list[object] = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    has_pip = quietly(PYTHON, "-m", "pip", "--version").returncode == 0
    uv = shutil.which("uv")
    if uv is None and has_pip:
        with tempfile.TemporaryDirectory() as place:
            only_uv = Path(place) / "uv.lock"
            only_uv.write_text("".join(re.findall(r"(?m)^uv==.*(?:\n .*)*\n", (ROOT / lock).read_text())))
            if quietly(*pip, "--quiet", "--retries", "1", "--require-hashes", "-r", only_uv).returncode == 0:
                uv = str(BIN / "uv")
    if uv:
        yield [uv, "pip", "install", "--python", PYTHON]
    if has_pip:
        yield pip


def as_pip_is_set_up() -> dict[str, str]:
    """The index and the certificates that pip is told to use, in uv's words."""
    told = quietly(PYTHON, "-m", "pip", "config", "get", "global.index-url").stdout.strip()
    pairs = {
        "UV_DEFAULT_INDEX": os.environ.get("PIP_INDEX_URL") or told,
        "SSL_CERT_FILE": os.environ.get("PIP_CERT", ""),
    }
    return {name: value for name, value in pairs.items() if value}


def unreachable(what: str, tool: str) -> str:
    return f"The {what} could not be fetched: see that there is a network, or that {tool} is set up for your mirror."


# ── what is built ────────────────────────────────────────────────────────────────────────────────────────────────
def build() -> None:
    """Style, script, icons and fonts from their packages, when their sources have changed."""
    if not build_static.is_fresh():
        with step("building style, script, icons and fonts from their npm packages"):
            done = quietly(PYTHON, "-m", "tools.build_static")
            if done.returncode == NO_PACKAGES:
                say(tail(done))
                raise Stop(NO_PACKAGES, unreachable("front-end packages", "npm"))
            if done.returncode:
                say(tail(done))
                raise Stop(FAILED, "The static files could not be built.")


def compile_languages() -> None:
    compiled = list((ROOT / "locale").glob("*/LC_MESSAGES/django.mo"))
    if not compiled or min(map(changed, compiled)) < max(map(changed, (ROOT / "locale").rglob("*.po"))):
        with step("compiling the languages"):
            must("the languages", PYTHON, "-m", "tools.words", "build")
            for path in (ROOT / "locale").glob("*/LC_MESSAGES/django.mo"):
                path.touch()


def changed(path: Path) -> float:
    return path.stat().st_mtime


def collect() -> None:
    """Puts the static files where the server finds them."""
    sources = [path for path in (ROOT / "vidare/web/static").rglob("*") if path.is_file()]
    if COLLECTED.is_file() and changed(COLLECTED) > max(map(changed, [*sources, INSTALLED])):
        return
    with step("collecting the static files"):
        must("the static files", PYTHON, "-m", "vidare", "collectstatic", "--no-input", "--verbosity", "0")
        COLLECTED.touch()


def dress() -> None:
    build()
    collect()


# ── the database ─────────────────────────────────────────────────────────────────────────────────────────────────
def prepare_database() -> None:
    """Makes the tables that are missing, and the demo where there is none."""
    (ROOT / "var").mkdir(exist_ok=True)
    asked = quietly(PYTHON, "-m", "vidare", "ready", "--json")
    if not asked.stdout.startswith("{"):
        say(tail(asked))
        raise Stop(FAILED, "The database could not be asked how it stands.")
    state = json.loads(asked.stdout)
    if state["newer"]:
        told = "The database was made by a newer version of Vidare: update the program. Nothing was changed."
        raise Stop(NEWER, told)
    if state["pending"]:
        with step("making the database's tables"):
            must("the tables", PYTHON, "-m", "vidare", "migrate", "--verbosity", "0")
    if os.environ["VIDARE_DEMO"] == "1" and not state["demo"]:
        make_demo()


def make_demo() -> None:
    """A demo that was broken off half-way is begun again."""
    with step("making the demo: a year in a made-up office"):
        fresh = ["--fresh"] if UNFINISHED.is_file() else []
        UNFINISHED.touch()
        if subprocess.run([str(PYTHON), "-m", "vidare", "demo", *fresh], cwd=ROOT, check=False).returncode:
            raise Stop(FAILED, "The demo could not be made; what it said stands above.")
        UNFINISHED.unlink()


# ── the words ────────────────────────────────────────────────────────────────────────────────────────────────────
def prepare(*, tests: bool = False) -> None:
    make_environment()
    install(tests=tests)
    compile_languages()


def run(words: list[str]) -> int:
    """The vidare command in the folder where one stands, so that the names of files mean what they say."""
    prepare()
    build()
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return hand_over("-m", "vidare", *words, env={**os.environ, "PYTHONPATH": path})


def test() -> int:
    prepare(tests=True)
    build()
    os.chdir(ROOT)
    return hand_over("-m", "tools.check", env=dict(os.environ))


def hand_over(*words: str, env: dict[str, str]) -> int:
    """Becomes that command, so that signals reach it and its exit code is ours."""
    command = [str(PYTHON), *words]
    if os.name != "nt":
        os.execve(command[0], command, env)
    return subprocess.run(command, env=env, check=False).returncode


def start(port: int | None) -> int:
    if port is not None:
        serving.demand_free(port)
    prepare()
    with telling.meanwhile(dress):
        prepare_database()
    return 0 if port is None else serving.serve(BIN, port)


def main(words: list[str]) -> int:
    serving.end_when_asked()
    real = "VIDARE_SECRET_KEY" in os.environ or "VIDARE_SECRET_KEY_FILE" in os.environ
    os.environ.setdefault("VIDARE_DEMO", "0" if real else "1")
    if words[:1] == ["run"]:
        return run(words[1:])
    if words == ["test"]:
        return test()
    if words == ["--no-serve"]:
        return start(None)
    port = port_of(words)
    if port is not None:
        return start(port)
    asked = words in (["-h"], ["--help"])
    print(__doc__, file=sys.stdout if asked else sys.stderr)
    return 0 if asked else USAGE


def port_of(words: list[str]) -> int | None:
    """Where to serve, or None when these are not words that say so."""
    if not words:
        return 8000
    given = words[0].split("=", 1) if len(words) == 1 else words
    if len(given) == 2 and given[0] == "--port" and given[1].isdecimal() and 0 < int(given[1]) < 65536:
        return int(given[1])
    return None


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        say(f"\n{stop}")
        sys.exit(stop.code)
    except KeyboardInterrupt:
        sys.exit(130)
