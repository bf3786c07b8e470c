"""Processor time of whole process trees, and requests by one client and by eight."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

TICKS = os.sysconf("SC_CLK_TCK")
DONE = re.compile(r"(\d+) requests in ([\d.]+)(ms|s|m)")
BAD = re.compile(r"Non-2xx or 3xx responses: (\d+)")


class NoWrk(Exception):
    """The load comes from wrk, which is not on this machine."""


@dataclass(frozen=True, slots=True)
class Request:
    """One page, asked by somebody who is logged in; ``bodies`` are posted one after the other."""

    path: str
    cookie: str
    bodies: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Load:
    requests: int = 0
    bad: int = 0
    seconds: float = 0.0
    processor: float = 0.0

    def __iadd__(self, other: Load) -> Load:
        self.requests += other.requests
        self.bad += other.bad
        self.seconds += other.seconds
        self.processor += other.processor
        return self


def processor(roots: Iterable[int]) -> float:
    """Seconds that these processes, all below them and all that these have reaped have been on a processor."""
    parents: dict[int, int] = {}
    used: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                words = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(folder.name)] = int(words[1])
            used[int(folder.name)] = sum(map(int, words[11:15]))
    wanted, grown = set(roots), True
    while grown:
        below = {one for one, parent in parents.items() if parent in wanted} - wanted
        wanted |= below
        grown = bool(below)
    return sum(used.get(one, 0) for one in wanted) / TICKS


def memory(roots: Iterable[int]) -> float:
    """Megabytes that these processes share in proportion."""
    total = 0
    for one in roots:
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def one_client(port: int, request: Request, *, times: int, skip: int = 0) -> tuple[list[float], int]:
    """Milliseconds of each request of a single client on one connection, and the bytes of the last answer."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    taken, size = [], 0
    for number in range(skip, skip + times):
        begun = time.perf_counter()
        body = request.bodies[number % len(request.bodies)] if request.bodies else None
        link.request("POST" if body else "GET", request.path, body, _headers(request))
        answer = link.getresponse()
        size = len(answer.read())
        taken.append(1000 * (time.perf_counter() - begun))
        if answer.status != 200:
            raise RuntimeError(f"{request.path} answers {answer.status}")
    link.close()
    return taken, size


def _headers(request: Request) -> dict[str, str]:
    return {"Cookie": request.cookie, "Host": "localhost", **dict(request.headers)}


def eight_clients(
    port: int, request: Request, roots: Iterable[int], *, least: int, seconds: int = 4, skip: int = 0
) -> Load:
    """At least so many requests of eight clients, in rounds of some seconds; ``skip`` bodies were posted before."""
    if shutil.which("wrk") is None:
        raise NoWrk("wrk is not on this machine: install it, such as by  sudo apt-get install wrk")
    load = Load()
    with tempfile.TemporaryDirectory() as place:
        script = Path(place) / "load.lua"
        while load.requests < least:
            script.write_text(_script(request, skip=skip + load.requests))
            before = processor(roots)
            words = ["wrk", "-t1", "-c8", f"-d{seconds}s", "--timeout", "60s", "-s", str(script)]
            told = subprocess.run(
                [*words, f"http://127.0.0.1:{port}{request.path}"], capture_output=True, text=True, check=True
            ).stdout
            time.sleep(0.3)  # what is still under way is counted too
            done, bad = DONE.search(told), BAD.search(told)
            if done is None:
                raise RuntimeError(told)
            unit = {"ms": 0.001, "s": 1.0, "m": 60.0}[done[3]]
            load += Load(int(done[1]), int(bad[1]) if bad else 0, float(done[2]) * unit, processor(roots) - before)
    return load


def alone(port: int, request: Request, roots: Iterable[int], *, least: int, skip: int = 0) -> Load:
    """So many requests of one client: of a page that takes seconds, eight clients would leave many unfinished."""
    before, begun = processor(roots), time.perf_counter()
    one_client(port, request, times=least, skip=skip)
    taken = time.perf_counter() - begun
    time.sleep(0.3)
    return Load(least, 0, taken, processor(roots) - before)


def _script(request: Request, *, skip: int) -> str:
    headers = "\n".join(f'wrk.headers["{name}"] = "{value}"' for name, value in _headers(request).items())
    if not request.bodies:
        return headers
    bodies = ",\n".join(f'"{body}"' for body in request.bodies)
    return f"""{headers}
local bodies = {{{bodies}}}
local at = {skip}
request = function()
  at = at + 1
  return wrk.format("POST", nil, nil, bodies[(at - 1) % #bodies + 1])
end"""


def percentiles(taken: list[float]) -> tuple[float, float]:
    """The middle and the 95th of a hundred."""
    cuts = quantiles(taken, n=100)
    return cuts[49], cuts[94]


def in_turns(first: Callable[[], Load], second: Callable[[], Load], *, rounds: int) -> tuple[Load, Load]:
    """Both, round by round, so that what else the machine does falls on both."""
    sums = Load(), Load()
    for _ in range(rounds):
        sums[0].__iadd__(first())
        sums[1].__iadd__(second())
    return sums


def cookie(parts: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in parts.items())
