"""Clients that keep what was acknowledged. Whoever gets no answer sends the same form again, with the same key."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode

from tools.hard.office import STOCKHOLM, Office

CSRF = "k" * 32
NO_ANSWER = 0


@dataclass(frozen=True, slots=True)
class Form:
    """One thing that somebody does: ``about`` is what is proved of it afterwards."""

    kind: str
    path: str
    fields: dict[str, str]
    about: tuple[object, ...]
    cookies: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """``tries`` is how often the form was sent; ``said`` what the door answered, where it was one.

    ``at`` is when the answer had come, by the machine's clock.
    """

    form: Form
    status: int
    said: str
    tries: int
    at: float


@dataclass
class Kept:
    """What was acknowledged, and what came instead of an answer. All clients write here."""

    answers: list[Answered] = field(default_factory=list)
    instead: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    full: set[int] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client(threading.Thread):
    """Sends one form after the other until it is told to stop; between two forms it rests when it is told to."""

    def __init__(self, forms: Iterator[Form], port: int, kept: Kept, pace: float, seed: int) -> None:
        super().__init__(daemon=True)
        self.forms, self.port, self.kept, self.pace = forms, port, kept, pace
        self.chance = random.Random(seed)
        self.go, self.rests, self.stop = threading.Event(), threading.Event(), threading.Event()

    def run(self) -> None:
        for form in self.forms:
            while not self.go.wait(0.05):
                self.rests.set()
                if self.stop.is_set():
                    return
            self.rests.clear()
            self._until_answered(form)
            time.sleep(self.chance.uniform(0, 2 * self.pace))

    def _until_answered(self, form: Form) -> None:
        tries, began = 0, time.monotonic()
        while not self.stop.is_set():
            tries += 1
            status, said = send(self.port, form)
            if 200 <= status < 500:
                with self.kept.lock:
                    self.kept.answers.append(Answered(form, status, said, tries, time.time()))
                    if tries > 1:
                        self.kept.waits.append(time.monotonic() - began)
                return
            with self.kept.lock:
                self.kept.instead[said if status == NO_ANSWER else str(status)] += 1
            time.sleep(self.chance.uniform(0.1, 0.3) * min(tries, 6))


def send(port: int, form: Form) -> tuple[int, str]:
    """The status, and what the door or the way on says. A proxy that ends TLS stands before the server, as it were."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    cookies = "; ".join(f"{name}={value}" for name, value in (form.cookies | {"csrftoken": CSRF}).items())
    headers = {
        "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-Proto": "https",
        "Referer": f"https://127.0.0.1:{port}/", "Accept": "application/json",
    }  # fmt: skip
    try:
        link.request("POST", form.path, urlencode(form.fields | {"csrfmiddlewaretoken": CSRF}), headers)
        answer = link.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as fault:
        return NO_ANSWER, type(fault).__name__
    finally:
        link.close()
    if form.kind == "arrive" and answer.status == 200:
        return answer.status, str(json.loads(body)["door"])
    return answer.status, answer.headers.get("Location", "")


def is_there(port: int, device: str) -> bool:
    """The server answers, and its database too."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request("GET", "/kiosk/alive/", headers={"Cookie": f"kiosk_device={device}", "X-Forwarded-Proto": "https"})
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


class Forms:
    """Each client's forms, without end."""

    def __init__(self, office: Office, kept: Kept) -> None:
        self.office, self.kept = office, kept
        self.arriving, self.hours_off = iter(office.arrive), iter(office.called_off)
        self.lock = threading.Lock()

    def arrivals(self, chance: random.Random) -> Iterator[Form]:
        """Everybody once; when all have come they come again. One of twenty touches the screen twice."""
        while True:
            with self.lock:
                card = next(self.arriving, None)
            card = card or chance.choice(self.office.arrive)
            for _touch in range(2 if chance.random() < 0.05 else 1):
                now = datetime.now(STOCKHOLM).isoformat()
                key = str(uuid.uuid4())
                fields = {"code": card, "key": key, "touched": now, "sent": now}
                yield Form("arrive", "/kiosk/in/", fields, (key, card), {"kiosk_device": self.office.device})

    def bookings(self, chance: random.Random) -> Iterator[Form]:
        """Several want the same few seats: the first hours that are not known to be full."""
        while True:
            hours = [hour for hour in self.office.hours if hour not in self.kept.full][:6]
            if not hours:
                return
            person, hour = chance.choice(self.office.book), chance.choice(hours)
            fields = {"session": str(hour), "once": uuid.uuid4().hex}
            yield self._staff("book", f"/people/{person}/week/book/", fields, (person, hour), self.office.coach)

    def notes(self, chance: random.Random) -> Iterator[Form]:
        while True:
            person, mark = chance.choice(self.office.write), uuid.uuid4().hex
            fields = {
                "kind": "call", "text": f"Ringde, märkt {mark}", "happened_on": date.today().isoformat(),
                "compartment": "labour-market", "lang": "sv", "once": uuid.uuid4().hex,
            }  # fmt: skip
            yield self._staff("note", f"/people/{person}/notes/", fields, (person, mark), self.office.coach)

    def hours_called_off(self) -> Iterator[Form]:
        """Writes to everybody who had a place: a page and an e-mail each."""
        for hour in self.hours_off:
            fields = {"reason": "Vattenläcka", "once": uuid.uuid4().hex}
            yield self._staff("call-off", f"/week/hours/{hour}/cancel/", fields, (hour,), self.office.coordinator)

    def _staff(self, kind: str, path: str, fields: dict[str, str], about: tuple[object, ...], session: str) -> Form:
        return Form(kind, path, fields, about, {"sessionid": session})
