"""Runs server and worker side by side until one of them ends or somebody asks. Runs on the machine's own Python."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools.telling import FAILED, PORT_TAKEN, ROOT, Stop, say

Running = subprocess.Popen  # of bytes


def demand_free(port: int) -> None:
    """Stops with one sentence when another program listens there already."""
    with contextlib.closing(socket.socket()) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sentence = f"Port {port} is taken by another program; choose another, such as --port {port % 65535 + 1}."
            raise Stop(PORT_TAKEN, sentence) from error


def end_when_asked() -> None:
    """A stop from outside, or the terminal closing, ends us as Ctrl-C does: with all that we started."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup wants it ignored
            signal.signal(number, signal.default_int_handler)


def serve(programs: Path, port: int) -> int:
    """Starts both, prints the address when the first page answers, and ends both together."""
    both = {}
    try:
        both["server"] = _start(_granian(programs, port))
        both["worker"] = _start([programs / "python", "-m", "vidare", "worker"])
        _wait_for(f"http://127.0.0.1:{port}/", both)
        print(f"\n  Vidare is at  http://localhost:{port}/  (Ctrl-C ends it)\n", flush=True)
        while True:
            _demand_both(both)
            time.sleep(1)
    except KeyboardInterrupt:
        say("\nEnding; the data is kept.")
        return 0
    finally:
        for process in both.values():
            end(process)


def _granian(programs: Path, port: int) -> list[object]:
    """One that dies is started again beside the others; without being asked for it the server would end with it."""
    where: list[object] = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", 1]
    more: list[object] = ["--blocking-threads", 4, "--respawn-failed-workers", "--log-level", "warning"]
    return [programs / "granian", *where, *more, "vidare.config.wsgi:application"]


def _start(words: list[object]) -> Running:
    return subprocess.Popen([str(word) for word in words], cwd=ROOT, start_new_session=True)


def end(process: Running) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    if os.name != "nt":  # what it had started and left behind would keep the port, and serve an older program
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _demand_both(both: dict[str, Running]) -> None:
    for name, process in both.items():
        if process.poll() is not None:
            told = f"The {name} ended by itself (exit code {process.returncode}); what it said stands above."
            raise Stop(FAILED, told)


def _wait_for(address: str, both: dict[str, Running]) -> None:
    """As long as it takes on this machine, while both are alive."""
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({})).open  # a proxy does not know this machine
    while True:
        _demand_both(both)
        try:
            ask(address, timeout=60).close()
            return
        except urllib.error.HTTPError as error:
            raise Stop(FAILED, f"The first page answers {error.code}; what the server said stands above.") from error
        except OSError:
            time.sleep(0.2)
