"""A crowd that comes once: each touch is sent one time, by several clients at once, until all are answered."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tools.bench.measuring import Load, processor


@dataclass(slots=True)
class Came:
    """What came of it: the load, milliseconds of each request, and the answers in the order of what was sent."""

    load: Load = field(default_factory=Load)
    taken: list[float] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)


def post(path: str, body: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """A request as it goes over the wire, made before the clock runs."""
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/x-www-form-urlencoded"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", body]).encode()


def come(port: int, requests: Sequence[bytes], roots: Iterable[int], *, clients: int = 8) -> Came:
    """Each request once. A client that loses its connection says so: nothing is sent a second time in silence."""
    answers: list[tuple[int, bytes]] = [(0, b"")] * len(requests)
    taken = [0.0] * len(requests)
    left = iter(range(len(requests)))
    lock = threading.Lock()

    def client() -> None:
        link = socket.create_connection(("127.0.0.1", port), timeout=120)
        while True:
            with lock:
                number = next(left, None)
            if number is None:
                return link.close()
            begun = time.perf_counter()
            link.sendall(requests[number])
            answers[number] = _answer(link)
            taken[number] = 1000 * (time.perf_counter() - begun)

    roots = list(roots)
    before, begun = processor(roots), time.perf_counter()
    with ThreadPoolExecutor(clients) as threads:
        for done in [threads.submit(client) for _ in range(clients)]:
            done.result()
    seconds = time.perf_counter() - begun
    time.sleep(0.2)  # what is still under way is counted too
    bad = sum(status != 200 for status, _body in answers)
    return Came(Load(len(requests), bad, seconds, processor(roots) - before), taken, answers)


def _answer(link: socket.socket) -> tuple[int, bytes]:
    found = b""
    while b"\r\n\r\n" not in found:
        found += _more(link)
    head, _end, body = found.partition(b"\r\n\r\n")
    names = {line.partition(b":")[0].lower(): line.partition(b":")[2].strip() for line in head.split(b"\r\n")[1:]}
    while len(body) < int(names[b"content-length"]):
        body += _more(link)
    return int(head.split()[1]), body


def _more(link: socket.socket) -> bytes:
    part = link.recv(65536)
    if not part:
        raise ConnectionError("the server closed the connection")
    return part
