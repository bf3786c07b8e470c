"""Hostile values for as long as one likes, and a real server with broken HTTP: told with the faults found.

python -m tools.hard.fuzz --minutes 15 --seed 7          every page and form, on SQLite
python -m tools.postgres python -m tools.hard.fuzz …     the same on PostgreSQL
python -m tools.hard.fuzz --wire 3000                    a server of its own, by raw sockets
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from tools.hard.house import ROOT, House

TEST = "tests/web/test_hostile.py::test_hostile_values_for_a_long_time"
TOO_LATE = 20  # seconds that an answer may take before it counts as none
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
PATHS = (
         b"/", b"/in/", b"/people/1/", b"/lists/", b"/kiosk/", b"/static/built/icons.svg", b"*", b"//", b"/\x00",
          b"/%00",
         b"/%ff%fe", b"/%ed%a0%80/", b"/\xff\xfe", b"/..%2f..%2fetc/passwd", b"/static/../../etc/passwd", b"/%2e%2e/",
         b"/static/%00", b"/static/" + b"a" * 300, b"/static/%ff.css", b"http://[", b"http://elsewhere.example/",
         b"/?" + b"a=%ff&" * 400, b"/" + b"a" * 9000, b"/people/" + b"9" * 5000 + b"/", b"", b"/ /", b"/?a b",
         b"/#", b"/;",
         "/å".encode("latin-1"), b"/in/?next=%0d%0aSet-Cookie:%20a=b", b"/calendar/%00.ics",
         b"/kiosk/start/%00/")  # fmt: skip
LINES = (b"Content-Length: 5", b"Content-Length: 5\r\nContent-Length: 6", b"Content-Length: -1", b"Content-Length: 1e3",
         b"Content-Length: 99999999999999999999999", b"Content-Length: 0x5", b"Content-Length: ",
         b"Content-Length: 5,5",
         b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked\r\nContent-Length: 5",
         b"Transfer-Encoding: xchunked",
         b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: identity", b"Expect: 100-continue", b"Expect: 999",
         b"Upgrade: websocket\r\nConnection: upgrade", b"Connection: close, \x00", b"Host: a\r\nHost: b", b"Host:",
         b"Host: [",
         b"Host: localhost\x00", b"Cookie: sessionid=\xff\xfe", b'Cookie: sessionid="\\000\\012\\377aaaaaaa"',
         b"Cookie: " + b"a=b; " * 900,
         b"Cookie: ;;;=;=", b"Accept-Language: \xff", b"Accept-Language: " + b"sv," * 3000, b"X-Forwarded-Proto: https",
         b"X-Forwarded-For: \xff, ::1, 1.1.1.1:99999", b"Range: bytes=0-0,1-1,-1", b"If-Modified-Since: \xff",
         b"A\xff: b", b"A b: c",
         b" folded: x", b": nothing", b"Nothing", b"A: b\nC: d", b"A: \x00", b"A: " + b"b" * 70_000,
         b"Content-Encoding: gzip",
         b"Content-Type: multipart/form-data; boundary=\xff", b"Content-Type: multipart/form-data",
         b"Content-Type: a; charset*=utf-8''%00",
         b"Content-Type: application/x-www-form-urlencoded; charset=hex",
         b"Content-Type: application/x-www-form-urlencoded",
         b"Content-Type: multipart/form-data; boundary=q; charset=undefined", b"HX-Request: true",
         b"Origin: \xff")  # fmt: skip
BODIES = (
          b"", b"a=b", b"a=%00&b=%ff", b"5\r\nhello\r\n0\r\n\r\n", b"zz\r\n", b"-5\r\n", b"ffffffffffffffff\r\na",
          b"5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n",
          b"5\r\nhel", b"--q\r\nContent-Disposition: form-data; name=a\r\n\r\n\xff\r\n--q--\r\n", b"--q\r\n\r\n",
          b"\x00" * 300,
          b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"login=" + b"a" * 100_000)  # fmt: skip
METHODS = (
    b"GET",
    b"GET",
    b"POST",
    b"POST",
    b"HEAD",
    b"PUT",
    b"OPTIONS",
    b"TRACE",
    b"CONNECT",
    b"get",
    b"G\x00T",
    b"PRI",
    b"A" * 300,
    b"",
)
VERSIONS = (
    b"HTTP/1.1",
    b"HTTP/1.1",
    b"HTTP/1.1",
    b"HTTP/1.0",
    b"HTTP/0.9",
    b"HTTP/2.0",
    b"HTTP/9.9",
    b"http/1.1",
    b"",
    b"HTTP/1.1 x",
)
# No HTTP at all: what scanners send first.
RAW = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\r\n\r\n",
    b"\x00" * 2000,
    b"GET /\r\n",
    b"SSH-2.0-x\r\n",
    b"GET",
    b"",
)


def message(random: Random, cookies: bytes) -> bytes:
    """One broken request, or several in one breath."""
    if random.random() < 0.05:
        return random.choice(RAW)
    method = random.choice(METHODS) if random.random() < 0.2 else random.choice((b"GET", b"POST"))
    version = random.choice(VERSIONS) if random.random() < 0.1 else b"HTTP/1.1"
    first = b" ".join((method, random.choice(PATHS), version))
    lines = [first, b"Host: localhost", b"X-Forwarded-Proto: https", b"Cookie: " + cookies]
    lines += random.sample(LINES, random.choice((0, 1, 1, 1, 2, 3)))
    if random.random() < 0.1:
        del lines[1]
    end = random.choice((b"\n", b"\r")) if random.random() < 0.05 else b"\r\n"
    whole = end.join(lines) + end + end + random.choice(BODIES)
    if random.random() < 0.1:
        whole = whole[: random.randrange(len(whole))]
    return whole * random.choice((1, 1, 1, 1, 2, 5))


def answer(port: int, said: bytes) -> bytes:
    """What comes back; nothing where the server hangs up, which is its right."""
    with socket.create_connection(("127.0.0.1", port), timeout=TOO_LATE) as link:
        came = b""
        try:
            link.sendall(said)
            link.shutdown(socket.SHUT_WR)
            while len(came) < 2_000_000 and (part := link.recv(65536)):
                came += part
        except TimeoutError:
            raise
        except OSError:
            pass
        return came


def by_wire(times: int, seed: int) -> int:
    """Answers how many faults there were: an answer of 500 and above, none in time, a server that ended or raised."""
    random, statuses, faults = Random(seed), Counter[int](), list[str]()
    with tempfile.TemporaryDirectory() as place:
        house = House(Path(place), {"VIDARE_DATABASE": f"sqlite://{place}/house.sqlite3"})
        try:
            house.build()
            house.serve()
            cookies = "; ".join(f"{name}={value}" for name, value in house.cookies.items()).encode()
            for number in range(times):
                said = message(random, cookies if random.random() < 0.7 else b"a=b")
                try:
                    found = [int(status) for status in STATUS.findall(answer(house.port, said))]
                except TimeoutError:
                    faults.append(f"no answer in {TOO_LATE} s: {said[:500]!r}")
                    continue
                statuses.update(found or [0])
                if any(status >= 500 for status in found):
                    faults.append(f"{found}: {said[:500]!r}")
                if house.running["server"].poll() is not None:
                    faults.append(f"the server ended at request {number}: {said[:500]!r}")
                    break
            log = house.log("server")
            faults += [f"the server said: {part[:1500]}" for part in log.split("Internal Server Error")[1:]]
            if house.get("/accessibility/").status != 200:
                faults.append("it does not answer any more")
        finally:
            house.end()
    print(
        f"{times} messages by wire, seed {seed}:",
        ", ".join(f"{one or 'hung up'}: {n}" for one, n in sorted(statuses.items())),
    )
    print(*faults[:40], f"{len(faults)} faults", sep="\n")
    return len(faults)


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="python -m tools.hard.fuzz")
    asked.add_argument("--minutes", type=float, default=15, help="of CPU")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--wire", type=int, metavar="N", help="N messages to a real server instead")
    said = asked.parse_args(words)
    if said.wire:
        return min(by_wire(said.wire, said.seed), 1)
    more = {"VIDARE_FUZZ_MINUTES": str(said.minutes), "VIDARE_FUZZ_SEED": str(said.seed)}
    name = {"VIDARE_DEMO": "1", "VIDARE_TEST_NAME": os.environ.get("VIDARE_TEST_NAME", "hostile")}
    command = [sys.executable, "-m", "pytest", TEST, "-q", "-s", "-p", "no:cacheprovider", "-p", "no:logging"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **name, **more}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
