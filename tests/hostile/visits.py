"""Goes to every page and deed with what nobody should send, and looks whether all that must hold holds."""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from urllib.parse import quote_from_bytes, urlsplit

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from tests.hostile import beyond, sending, values
from tests.hostile.asked import Asked, Form, forms_of
from tests.hostile.beyond import SECRET
from tests.hostile.everywhere import device
from tests.hostile.sending import Request, Spoiler
from tests.hostile.wire import Answer, Door
from tests.web import cast
from tests.web.matrix import Deed, Page
from tests.world import World
from vidare.records import models as m
from vidare.rules.access import Role

READ = re.compile(r"(viewed|listed)$")
DRAWN = re.compile(rf"<\W*{values.MARK}|<script>{values.MARK}")


@dataclass(frozen=True)
class Visitor:
    """Somebody who comes to a page; ``belongs`` when the matrix shows it to them."""

    name: str
    session: str
    belongs: bool
    own_name: str = ""
    role: Role | None = None


@dataclass(frozen=True)
class Finding:
    what: str
    page: str
    who: str
    request: str
    told: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.what, self.page, self.told.splitlines()[-1][:120] if self.told else ""

    def __str__(self) -> str:
        return f"{self.what} on {self.page} by {self.who}\n  {self.request}\n  {self.told}"


@dataclass
class Told:
    """What came of it all."""

    requests: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    findings: dict[tuple[str, str, str], Finding] = field(default_factory=dict)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    only_here: set[str] = field(default_factory=set)


class Undone(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


class Visits:
    def __init__(self, world: World, random: Random, *, aloud: bool = False) -> None:
        self.aloud = aloud
        self.world, self.random, self.told, self.asked = world, random, Told(), Asked()
        self.door, self.beyond = Door(), beyond.elsewhere(world)
        self.always = {"former": cast.former(world), "elsewhere": cast.colleague_elsewhere(world)}

    def close(self) -> None:
        self.door.close()

    def to(self, one: Page | Deed, *, times: int) -> None:
        """All of it is undone in the end, and each request by itself more often than not."""
        with undone():
            visit = Visit(self, one)
            for _ in range(times):
                visit.once()


class Visit:
    """One page with its rows, the same page in another board's office, and those who come."""

    def __init__(self, visits: Visits, one: Page | Deed) -> None:
        self.all, self.one, self.random, self.door = visits, one, visits.random, visits.door
        self.address, self.said = _made(one, visits.world)
        self.match = cast.match_of(self.address)
        self.is_open = not getattr(self.match.func, "login_required", True)
        self.cookie = device(visits.world, one.name)
        self.visitors = self._visitors()
        self.keys = self._beyond()
        names = cast.names()
        self.names, self.secret_keys = names, beyond.keys_of(visits.beyond)
        self.forms: dict[str, list[Form]] = {}
        self.sent: list[Request] = []

    def _beyond(self) -> dict[str, list[int]]:
        """What the same page is about elsewhere, and a person here whom nobody may see; by their part of an address."""
        gone = beyond.protected(self.all.world)
        keys: dict[str, list[int]] = {}
        try:
            with transaction.atomic():
                there = cast.match_of(_made(self.one, self.all.beyond)[0]).kwargs
                keys = {name: [int(key)] for name, key in there.items() if name.endswith("_id")}
        except IntegrityError:
            self.all.told.only_here.add(self.one.name)  # its row bears a name of its own, that there is only once
        beyond.mark(self.all.beyond)
        keys.setdefault("person_id", []).append(gone.pk)
        return keys

    def _visitors(self) -> list[Visitor]:
        here = cast.everybody(self.all.world, self.match)
        may = self.one.may if isinstance(self.one, Deed) else frozenset(self.one.sees)
        found = [_visitor(role.value, user, role in may or self.is_open, role) for role, user in here.items()]
        found += [_visitor(name, user, self.is_open) for name, user in self.all.always.items()]
        found.append(_visitor("stranger", cast.stranger(self.all.world), self.is_open))
        return [*found, Visitor("nobody", "", self.is_open)]

    def once(self) -> None:
        who = self._who()
        request = self._request(who)
        with undone() if self.random.random() < 0.7 else transaction.atomic():
            answer = self._send(who, request)
            if answer.status >= 500 and connection.in_atomic_block:
                transaction.set_rollback(True)
        if self.random.random() < 0.1:  # the same once more, or after something else
            self.sent.append(request)

    def _who(self) -> Visitor:
        belonging = [one for one in self.visitors if one.belongs]
        return self.random.choice(belonging if belonging and self.random.random() < 0.6 else self.visitors)

    def _request(self, who: Visitor) -> Request:
        if self.sent and self.random.random() < 0.1:
            return self.random.choice(self.sent)
        request = self._meant(who)
        if self.match.kwargs and self.random.random() < 0.25:
            request = replace(request, path=self._other_path())
        keys = [key for some in self.keys.values() for key in some] + [self.all.beyond.service.pk]
        spoiler = Spoiler(self.random, names=sorted(self.all.asked.names), keys=keys)
        return spoiler.spoil(request) if self.random.random() < 0.95 else request

    def _meant(self, who: Visitor) -> Request:
        """A form of the page, as this visitor would send it; the page itself; or a deed."""
        parts = urlsplit(self.address)
        page = Request(parts.path, query=parts.query)
        if isinstance(self.one, Deed):
            return replace(page, method="POST", said=tuple(_pairs(self.said)))
        forms = self._forms(who)
        if not forms or self.random.random() < 0.2:
            return page
        form = self.random.choice(forms)
        there, said = urlsplit(form.action), sending.as_meant(self.random, form)
        if form.method == "get":
            return Request(there.path, query=sending.urlencoded(said).decode())
        return Request(there.path, query=there.query, method="POST", said=tuple(said))

    def _forms(self, who: Visitor) -> list[Form]:
        if not who.belongs:  # they know what somebody else's page looks like
            who = next((one for one in self.visitors if one.belongs), who)
        if who.name not in self.forms:
            parts = urlsplit(self.address)
            answer = self._send(who, Request(parts.path, query=parts.query))
            self.forms[who.name] = forms_of(answer.text, parts.path) if answer.is_page else []
        # What the frame has on every page is not tried in the place of the page's own.
        frame = self.random.random() < 0.05
        return [form for form in self.forms[who.name] if (form.action in FRAME) is frame]

    def _other_path(self) -> str:
        """The same address with other keys: somebody else's, or no keys at all."""
        path = "/" + self.match.route
        for name, known in self.match.kwargs.items():
            turn, others = self.random.random(), self.keys.get(name, [])
            said = str(known).encode()
            if turn < 0.5 and others:
                said = str(self.random.choice(others)).encode()
            elif turn < 0.8:
                said = values.text(self.random, long=False)[:4000]
            path = re.sub(rf"<\w+:{name}>", quote_from_bytes(said, safe="").replace("\\", r"\\"), path)
        return path

    def _send(self, who: Visitor, request: Request) -> Answer:
        last = m.Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        sealed = self.random.random() < 0.95
        with self.all.asked.listening():
            answer = self.door.send(request, session=who.session, sealed=sealed, cookie=self.cookie)
        told = self.all.told
        told.requests += 1
        told.answers[answer.status] += 1
        told.slowest = sorted([*told.slowest, (answer.seconds, f"{self.one.name}: {request}"[:300])])[-8:]
        for what, why in self._faults(who, request, answer, last):
            finding = Finding(what, self.one.name, who.name, str(request), why)
            if finding.key not in told.findings:
                told.findings[finding.key] = finding
                if self.all.aloud:
                    print(f"\n=== {finding}", flush=True)
        return answer

    def _faults(self, who: Visitor, request: Request, answer: Answer, last: int) -> Iterator[tuple[str, str]]:
        if answer.status >= 500 or answer.fault is not None:
            raised = "".join(traceback.format_exception(answer.fault)[-8:]) if answer.fault else ""
            yield f"answer {answer.status}", raised
            return
        text = answer.text
        if SECRET in text and not request.mentions(SECRET):
            yield "a secret is seen", _around(text, SECRET)
        if answer.is_page and (drawn := DRAWN.search(text)):
            yield "something sent is run", _around(text, drawn.group())
        lines = list(m.Event.objects.filter(pk__gt=last))
        touched = [line.verb for line in lines if str(line.person_key) in self.secret_keys]
        if touched:
            yield "somebody beyond is touched", " ".join(touched)
        yield from self._outsider(who, request, text, [line.verb for line in lines])
        yield from self._hidden(who, request, answer)
        if answer.status == 302 and request.method == "POST":
            try:
                connection.check_constraints()
            except DatabaseError as fault:
                yield "a row points nowhere", str(fault)

    def _outsider(self, who: Visitor, request: Request, text: str, verbs: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Whoever the matrix does not let in reads nobody's name there, and does nothing."""
        here = request.path == urlsplit(self.address).path
        refused_with_the_page = isinstance(self.one, Deed) and who.role is not None
        if who.belongs or not here or refused_with_the_page or "HTTP_COOKIE" in request.headers:
            return
        seen = [name for name in self.names if name in text and name not in who.own_name]
        if seen and not any(request.mentions(name) for name in seen):
            yield "an outsider reads a name", _around(text, seen[0])
        done = [verb for verb in verbs if not READ.search(verb)]
        if done and any(name.endswith("_id") for name in self.match.kwargs):
            yield "an outsider does something", " ".join(done)

    def _hidden(self, who: Visitor, request: Request, answer: Answer) -> Iterator[tuple[str, str]]:
        """What the matrix hides from a role on a page stays hidden, whatever they send there."""
        if not isinstance(self.one, Page) or who.role is None or request.path != urlsplit(self.address).path:
            return
        if answer.status not in {200, 409, 422} or not answer.is_page:
            return
        for word in self.one.not_seen.get(who.role, ()):
            if word in answer.text and "=" not in word and not request.mentions(word):
                yield "what is hidden is seen", _around(answer.text, word)


FRAME = {"/language/", "/appearance/", "/in/out/", "/demo/door/", "/people/search/"}


def _made(one: Page | Deed, world: World) -> tuple[str, dict[str, object]]:
    made = one.make(world)
    return made if isinstance(made, tuple) else (made, {})


def _pairs(said: dict[str, object]) -> Iterator[tuple[bytes, bytes]]:
    for name, value in said.items():
        for one in value if isinstance(value, list) else [value]:
            yield name.encode(), str(one).encode()


def _visitor(name: str, user: m.User, belongs: bool, role: Role | None = None) -> Visitor:
    client = cast.enter(Client(), user)
    return Visitor(name, client.cookies[settings.SESSION_COOKIE_NAME].value, belongs, user.get_full_name(), role)


def _around(text: str, word: str) -> str:
    at = text.find(word)
    return text[max(0, at - 120) : at + 120].replace("\n", " ")
