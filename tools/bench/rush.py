"""The rush at the door: every hour's crowd comes at once, and it is proved from the rows that all have come."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tools.bench import crowd, measuring
from tools.bench.measuring import Load
from tools.bench.office import DOOR, TOKEN
from tools.telling import say

ROOT = Path(__file__).resolve().parents[2]
ALONE = 60  # touches by one client, of each crowd's first hours
# As the screen itself sends a touch; without a script it would be answered with a page.
HEADERS = (("Accept", "application/json"), ("Origin", "http://localhost"), ("X-CSRFToken", TOKEN),
           ("Cookie", f"kiosk_device={DOOR}; csrftoken={TOKEN}"))  # fmt: skip


def _in_the_office(*words: str, env: Mapping[str, str], told: str = "") -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.door", *words], cwd=ROOT, env=env, input=told, text=True, check=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    return json.loads(done.stdout) if done.stdout else None


def rows(
    size: int, env: Mapping[str, str], *, port: int, floor_port: int, roots: list[int], floor_roots: list[int],
    began: float,
) -> list[dict[str, Any]]:  # fmt: skip
    """A row for each crowd, beside a row that is written and committed by the same server in the same run."""
    told = _in_the_office(env=env)
    door, since, found = _Door(port, roots, floor_port, floor_roots, began, env), told["since"], []
    try:
        for name, hours in told["crowds"].items():
            say(f"• check-in, {name}")
            row, answers = _row(f"check-in, {name}", size, hours, door)
            told_of = json.dumps({"answers": answers, "since": since})
            proved = _in_the_office("--prove", env=env, told=told_of)
            since = proved.pop("last_line")
            row["detail"]["rows"] = proved
            say(f"  {1000 * row['seconds']:.1f} ms, {row['detail']['requests_per_second']:.0f} a second; {proved}")
            found.append(row)
        return found
    finally:
        _in_the_office("--clock", told["clock"], env=env)


class _Door:
    def __init__(
        self, port: int, roots: list[int], floor_port: int, floor_roots: list[int], began: float, env: Mapping[str, str]
    ) -> None:
        self.port, self.roots, self.floor_port, self.floor_roots = port, roots, floor_port, floor_roots
        self.began, self.env = began, env

    def be(self, moment: str) -> None:
        """The demo's clock runs on from its moment since the server began."""
        gone = timedelta(seconds=time.monotonic() - self.began)
        _in_the_office("--clock", (datetime.fromisoformat(moment) - gone).isoformat(), env=self.env)

    def touched(self, touches: list[list[str]], *, clients: int) -> crowd.Came:
        sent = [crowd.post("/kiosk/in/", f"code={code}&key={key}", HEADERS) for code, key in touches]
        return crowd.come(self.port, sent, self.roots, clients=clients)

    def floor(self, times: int) -> Load:
        sent = [crowd.post("/one/", f"token={uuid.uuid4()}", ()) for _ in range(times)]
        return crowd.come(self.floor_port, sent, self.floor_roots).load


def _row(name: str, size: int, hours: list[dict[str, Any]], door: _Door) -> tuple[dict[str, Any], dict[str, str]]:
    load, below, alone, taken = Load(), Load(), list[float](), list[float]()
    answers: dict[str, str] = {}
    for hour in hours:
        door.be(hour["at"])
        one_by_one = max(0, min(ALONE - len(alone), len(hour["touches"]) // 2))
        for touches, clients in ((hour["touches"][:one_by_one], 1), (hour["touches"][one_by_one:], 8)):
            came = door.touched(touches, clients=clients)
            said = [json.loads(body)["door"] if status == 200 else str(status) for status, body in came.answers]
            answers |= {key: answer for (_code, key), answer in zip(touches, said, strict=True)}
            if clients == 1:
                alone += came.taken
            else:
                load += came.load
                taken += came.taken
        below += door.floor(len(hour["touches"]))
    row = _told(name, size, load, below, alone, taken)
    return {**row, "memory_mb": measuring.memory(door.roots[:1])}, answers


def _told(name: str, size: int, load: Load, below: Load, alone: list[float], taken: list[float]) -> dict[str, Any]:
    seconds, limit = load.processor / load.requests, below.processor / below.requests
    (p50, p95), (eight50, eight95) = measuring.percentiles(alone), measuring.percentiles(taken)
    return {
        "name": name, "size": size, "seconds": seconds, "limit_seconds": limit, "peer": None, "peer_seconds": None,
        "ratio_to_peer": None, "ratio_to_limit": seconds / limit,
        "detail": {
            "p50_ms": p50, "p95_ms": p95, "p50_ms_of_eight": eight50, "p95_ms_of_eight": eight95,
            "requests_per_second": load.requests / load.seconds, "requests": load.requests, "bad": load.bad,
            "limit": "one row written and committed", "limit_per_second": below.requests / below.seconds,
            "queries": 0, "bytes": 0,
        },
    }  # fmt: skip
