"""The only writer of the trail. ``deed`` makes an action: one transaction, one who acts, at least one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import wraps
from itertools import islice
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from vidare.records import configured, trail, written
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.records.walls import within
from vidare.rules.access import Actor, Scope
from vidare.rules.audit import REPRESENTATIVE
from vidare.rules.decision import Hidden
from vidare.rules.representatives import Doing

P = ParamSpec("P")
R = TypeVar("R")
Plain = str | int | bool | None | list[int] | list[str]

ONE_LOOK = timedelta(minutes=15)  # how long an unchanged list that stands open is one reading

_noted: ContextVar[int] = ContextVar("noted", default=0)
_reading: ContextVar[bool] = ContextVar("reading", default=False)


class Unnoted(Exception):
    """An action changed something without a line in the trail; its transaction is undone."""


def deed(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
    """Run ``function(actor, …)`` in one transaction in which the actor writes, and demand that it is noted."""
    doing: Doing | None = getattr(function, "doing", None)

    @wraps(function)
    def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with acting(actor.key), configured.remembered(), _in_the_place_of(actor, doing, kwargs.get("at")):
            before = _noted.get()
            answer = function(actor, *args, **kwargs)
            if _noted.get() == before:
                raise Unnoted(function.__qualname__)
        return answer

    return run


def for_another(doing: Doing) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Stands under ``deed``: also whoever acts for the person does it, where their matters give ``doing``."""

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        function.doing = doing  # type: ignore[attr-defined]
        return function

    return mark


@contextmanager
def _in_the_place_of(actor: Actor, doing: Doing | None, at: object) -> Iterator[None]:
    """What follows from a deed follows as from the person's own: the walls are theirs while it is done. What is read
    for it is asked for by the actor's scope, as ever. No deed is theirs but those that say so."""
    if actor.acts_for is None:
        yield
        return
    if doing is None or not actor.acts_for.may(doing) or not isinstance(at, datetime):
        raise Hidden
    with within(Scope(on=at.date(), user_id=actor.user_id, person_id=actor.person_id)):
        yield


def note(
    actor: Actor, verb: str, *, at: datetime, person: UUID | None = None, board: int | None = None, **keys: Plain
) -> None:
    """One line: a dotted verb in the past tense, and plain codes and keys; never a name or a text."""
    role, unit = "", ""
    if actor.acts_for is not None:
        role, keys = REPRESENTATIVE, {**keys, "representative": actor.acts_for.representative}
    elif actor.person_id is not None:
        role = "participant"
    elif held := actor.held(on=at.date()):
        role, unit = held[0].role.value, str(held[0].service_id)
        board = held[0].board_id if board is None else board
    line = Event(
        at=at, verb=verb, actor=actor.key, user_id=actor.user_id, role=role, unit=unit, board_id=board,
        person_key=person, keys=dict(keys),
    )  # fmt: skip
    written.add(line)
    _noted.set(_noted.get() + 1)


def note_all(
    actor: Actor, verb: str, lines: Iterable[tuple[UUID, Mapping[str, Plain]]], *, at: datetime, board: int
) -> None:
    """As :func:`note`, about many persons of one board at once: one line for each, in the order given."""
    role, unit = "", ""
    if held := actor.held(on=at.date()):
        role, unit = held[0].role.value, str(held[0].service_id)
    made = Event.objects.bulk_create(
        Event(
            at=at, verb=verb, actor=actor.key, user_id=actor.user_id, role=role, unit=unit, board_id=board,
            person_key=person, keys=dict(keys),
        )
        for person, keys in lines
    )  # fmt: skip
    _noted.set(_noted.get() + len(made))


def note_reading(
    actor: Actor, verb: str, *, at: datetime, person: UUID | None = None, board: int | None = None, **keys: Plain
) -> None:
    """The one thing a GET may write: who opened what. Called before it is shown; when it fails nothing is shown."""
    token = _reading.set(True)
    try:
        with acting(actor.key):
            note(actor, verb, at=at, person=person, board=board, **keys)
    finally:
        _reading.reset(token)


def note_list(actor: Actor, verb: str, *, at: datetime, persons: Iterable[int], **keys: Plain) -> None:
    """A page that names several: whom it shows is one line. A page that asks itself anew every few seconds and shows
    the same persons to the same reader is one reading for a while; anybody more on it is a new one."""
    shown: dict[str, Plain] = {"persons": sorted(set(persons)), **keys}
    if actor.user_id is None or not trail.noted_since(actor.user_id, verb=verb, keys=shown, since=at - ONE_LOOK):
        note_reading(actor, verb, at=at, **shown)  # type: ignore[arg-type]


def reading() -> bool:
    """True while the reading log is written; the guard of quiet GETs asks."""
    return _reading.get()


def note_copies(lines: Iterable[dict[str, Any]]) -> None:
    """For the bulk door alone: the lines of lives that are copied, as they were noted when they were lived."""
    coming = iter(lines)
    while chunk := list(islice(coming, 2_000)):
        Event.objects.bulk_create(Event(**line) for line in chunk)
