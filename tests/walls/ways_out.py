"""Every way out of the house, tried by everybody: what comes out is traced to its rows, and must be theirs."""

from __future__ import annotations

import logging
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from urllib.parse import urlsplit

from django.db import models

from tests.hostile.sending import Request
from tests.hostile.visits import _made, _pairs, undone
from tests.hostile.wire import Answer, Door
from tests.walls.marks import CARRIES, MARK, Marks, Row
from tests.walls.viewers import Relation, Viewer, Viewers
from tests.web import cast, pdf
from tests.web.matrix import Deed, Page
from tests.world import World
from vidare.records import models as m
from vidare.rules.access import MATRIX, Compartment, Role
from vidare.rules.access import Deed as DeedOf

# Nothing of the board's persons is theirs to see; but they work in the same service, and come in to its pages. These
# must look as if the others were not there.
BESIDE = frozenset({Relation.OTHER_BOARD, Relation.WITHDRAWN})
# What differs between two answers to the same question: seals, marks of a form, and the like.
CHANGES = re.compile(
    r'(name="(?:csrfmiddlewaretoken|\w*-?once)" value|nonce|X-CSRFToken"?:? ?"?)(="?|&quot;|")[^"&]+|'
    r'"x-csrftoken": ?"[^"]+"',
    re.IGNORECASE,
)


class Listening(logging.Handler):
    """What the program says of itself while it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class Walk:
    def __init__(self, world: World, viewers: Viewers, marks: Marks, door: Door, *, in_full: bool = False) -> None:
        self.world, self.viewers, self.marks, self.door, self.in_full = world, viewers, marks, door, in_full
        self.asked = self.turn = 0
        self.faults: list[str] = []
        self.seen: dict[Relation, set[str]] = {relation: set() for relation in Relation}
        self._rows: dict[Row, models.Model | None] = {}

    def to(self, one: Page | Deed) -> None:
        """The page with its rows, tried by everybody; and again when they are gone, by those who saw none of them."""
        answers: dict[Viewer, Answer] = {}
        self.marks.holders.clear()  # of rows that are gone, whose keys are others' by now
        self.world.service.refresh_from_db()
        with undone():
            address, said = _made(one, self.world)
            self.viewers.let_in()
            self._rows = {}
            match = cast.match_of(address)
            last = m.Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            alone = isinstance(one, Page) and not any(name.endswith("_id") for name in match.kwargs)
            for viewer in self._those_who_look(one, self._about(match.kwargs), alone=alone):
                answers[viewer] = self._send(one.name, viewer, _request(one, address, said))
                if "person_id" in match.kwargs and viewer.relation in BESIDE and answers[viewer].status != 404:
                    self.faults.append(f"{one.name}: {viewer} is answered {answers[viewer].status}")
            self._told(one.name, last)
            self._carried(one.name)
        if alone:
            self._as_if_alone(one.name, address, answers)

    def _those_who_look(self, one: Page | Deed, person: m.Person | None, *, alone: bool) -> Iterator[Viewer]:
        """Neighbours; where the address names a row, those who were let in before.

        Of the others those whom the page is for: to the rest it is missing (test_matrix). Of roles that see the same
        compartments one looks at a page and the next at the next; ``in_full`` all of them.
        """
        inside = defaultdict[tuple[Relation, frozenset[Compartment]], list[Viewer]](list)
        theirs = isinstance(one, Page) and Role.PARTICIPANT in one.sees
        for viewer in [*self.viewers.standing, *self.viewers.of_persons(person, spoken_for=theirs)]:
            if viewer.relation in BESIDE:
                if alone or self.in_full or viewer.relation is Relation.WITHDRAWN:
                    yield viewer
            elif isinstance(one, Page) and (viewer.roles or {Role.PARTICIPANT}) & set(one.sees):
                inside[viewer.relation, viewer.sees].append(viewer)
        for (relation, _sees), alike in inside.items():
            if relation is not Relation.FORMER:
                yield from alike if self.in_full else [alike[self.turn % len(alike)]]
        self.turn += 1

    def _about(self, kwargs: dict[str, object]) -> m.Person | None:
        mine = m.Person.unscoped.filter(board=self.world.board).order_by("pk")
        return (mine.filter(pk=kwargs["person_id"]) if "person_id" in kwargs else mine).first()

    def _send(self, name: str, viewer: Viewer, request: Request) -> Answer:
        if viewer.acts is not None and request.path.startswith("/mine/"):
            request = replace(request, path=viewer.acts.at(request.path.removeprefix("/")))
        with undone():
            answer = self.door.send(request, session=viewer.session)
        self.asked += 1
        if answer.status >= 500:
            self.faults.append(f"{name}: {viewer} is answered {answer.status} {answer.fault!r}")
        for mark in sorted(set(MARK.findall(read(answer)))):
            self.seen[viewer.relation].add(name)
            if not self.may_see(viewer, mark) and not self._posts(name, viewer, mark):
                rows = ", ".join(f"{row[0].__name__} {self._row(row).compartment}" for row in self.marks.holders[mark])  # type: ignore[union-attr]
                self.faults.append(f"{name}: {viewer} reads {rows or mark}")
        return answer

    def may_see(self, viewer: Viewer, mark: str) -> bool:
        rows = (self._row(row) for row in self.marks.holders[mark])
        return any(viewer.may_see(row) for row in rows if row is not None)

    def _posts(self, name: str, viewer: Viewer, mark: str) -> bool:
        """Whoever puts letters in envelopes reads whom they are to, and nothing more."""
        posts = any(DeedOf.POST in MATRIX[role].get(Compartment.TEAM, ()) for role in viewer.roles)
        names = all(model is m.Person for model, _key in self.marks.holders[mark])
        return name == "letters" and posts and names and viewer.relation is Relation.OWN

    def _row(self, row: Row) -> models.Model | None:
        if row not in self._rows:
            model, key = row
            self._rows[row] = model._base_manager.filter(pk=key).first()
        return self._rows[row]

    def _told(self, name: str, last: int) -> None:
        """The trail holds codes and keys, and never what somebody is called or has written."""
        for verb, keys in m.Event.objects.filter(pk__gt=last).values_list("verb", "keys"):
            if MARK.search(str(keys)):
                self.faults.append(f"{name}: the trail says {verb} {keys}")

    def _carried(self, name: str) -> None:
        """Words stay behind the wall where they were written, but in what is made to carry them."""
        for holders in self.marks.holders.values():
            rows = [row for row in map(self._row, holders) if row is not None]
            for row in rows[1:]:
                same = _place(row)[0] == _place(rows[0])[0] and _place(row)[2] == _place(rows[0])[2]
                if not same or (type(row) not in CARRIES and _place(row)[1] != _place(rows[0])[1]):
                    self.faults.append(f"{name}: {type(rows[0]).__name__} is repeated in {type(row).__name__}")

    def _as_if_alone(self, name: str, address: str, answers: dict[Viewer, Answer]) -> None:
        """No list, count or search of a neighbour's changes with the persons of the board."""
        for viewer, answer in answers.items():
            if viewer.relation in BESIDE and answer.status == 200 and name not in COUNTED_TOGETHER:
                again = self._send(name, viewer, Request(*_parts(address)))
                if _same(answer) != _same(again):
                    self.faults.append(f"{name}: {viewer} can tell that somebody is there")


# A service that boards share is one: its rooms and hours, the days its team meets, its employers, campaigns and
# projects, and what is counted of all that take part, without anybody's name, are known to all who work in it. So are
# the words to choose among.
COUNTED_TOGETHER = frozenset(
    {"results", "results-file", "results-open", "results-rows", "quarter", "quarter-file", "population"}
    | {"week", "here", "day", "team", "places", "campaigns", "campaign", "campaign-paper", "ask", "choose"}
    | {"projects", "my-hours"}
)


def _parts(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return parts.path, "GET", parts.query


def _request(one: Page | Deed, address: str, said: dict[str, object]) -> Request:
    path, method, query = _parts(address)
    if isinstance(one, Page):
        return Request(path, method, query)
    return Request(path, "POST", query, said=tuple(_pairs(said)))


def _place(row: models.Model) -> tuple[int, str, int]:
    """Board, compartment, person."""
    person = row.pk if isinstance(row, m.Person) else row.person_id  # type: ignore[attr-defined]
    return row.board_id, row.compartment, person  # type: ignore[attr-defined]


def _same(answer: Answer) -> str:
    return CHANGES.sub("", read(answer))


def read(answer: Answer) -> str:
    """What stands in an answer, be it a page, a paper, a table of a spreadsheet or a calendar."""
    kind = answer.headers.get("Content-Type", "")
    if kind == "application/pdf" and b"/ToUnicode" in answer.content:
        return pdf.words_of(answer.content)
    if answer.content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(answer.content)) as packed:
            return " ".join(packed.read(one).decode("utf-8", "replace") for one in packed.namelist())
    headers: Iterable[str] = (f"{name}: {value}" for name, value in answer.headers.items() if name == "Location")
    return "\n".join([answer.text, *headers])
