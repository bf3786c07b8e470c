"""Letters that were set: those of one person, those that wait to be posted, one's own, and each as the file it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from vidare.queries.notes import Whom, whom
from vidare.records import find, papers
from vidare.records.messages import Message
from vidare.records.papers import PLACE, Letterhead
from vidare.records.sealed import opened_bytes
from vidare.records.services import Service
from vidare.rules.access import Actor, Compartment, Deed, Scope
from vidare.rules.decision import Hidden
from vidare.rules.messages import Channel, MessageState, Template
from vidare.rules.papers import LETTERS, WRITTEN_BY, Sender

SHOWN = 100


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter. ``by_post``: it bears an address; else it is handed over."""

    letter: int
    person: int
    name: str
    template: Template
    lang: str
    state: MessageState
    by: str
    written_at: datetime
    sent_at: datetime | None
    by_post: bool
    may_let_go: bool

    @property
    def waits(self) -> bool:
        return self.state is MessageState.WAITING


@dataclass(frozen=True, slots=True)
class PersonsLetters:
    whom: Whom
    rows: tuple[LetterRow, ...]


def letters_of(actor: Actor, *, person: int, on: date) -> PersonsLetters:
    """A person's letters, the latest first: those behind the reader's own walls. Raises Hidden."""
    about = whom(actor, person, on=on)
    return PersonsLetters(about, _rows(actor, _kept(actor.scope(on=on)).filter(person=person), on=on))


def waiting(actor: Actor, *, on: date) -> tuple[LetterRow, ...]:
    """Letters that wait to be posted, the latest first. Raises Hidden for those who see no service."""
    services = actor.services(Deed.SEE, on=on)
    if not services:
        raise Hidden
    rows = _kept(actor.scope(on=on)).filter(state=MessageState.WAITING.value)
    return tuple(row for row in _rows(actor, rows, on=on) if row.may_let_go)


def _kept(scope: Scope) -> QuerySet[Message]:
    rows: QuerySet[Message] = Message.visible_to(scope).filter(
        channel=Channel.LETTER.value, template__in=[one.value for one in LETTERS]
    )
    return rows.select_related("person", "paper__made_by").defer("paper__file_sealed", "text")


def _rows(actor: Actor, rows: QuerySet[Message], *, on: date) -> tuple[LetterRow, ...]:
    def may(row: Message) -> bool:
        asked = (WRITTEN_BY[Template(row.template)], (Deed.POST, Compartment.TEAM))
        return any(actor.may(*deed, on=on, board=row.board_id).allowed for deed in asked)

    return tuple(
        LetterRow(
            row.pk, row.person_id, f"{row.person.given_name} {row.person.family_name}".strip(), Template(row.template),
            row.lang, MessageState(row.state), row.paper.made_by.name, row.written_at, row.sent_at,
            bool(row.to_sealed), may(row),
        )
        for row in rows.order_by("-written_at", "-pk")[:SHOWN]
    )  # fmt: skip


def file_of(actor: Actor, *, person: int, letter: int, on: date) -> bytes:
    """The file as it was sent, byte for byte, to those who may see the message. Raises Hidden."""
    row = find.one(_kept(actor.scope(on=on)).filter(person=person), letter)
    return opened_bytes(row.paper.file_sealed, place=PLACE, key=row.paper.key)


@dataclass(frozen=True, slots=True)
class MyLetter:
    letter: int
    template: Template
    sent_at: datetime


def mine(actor: Actor, *, on: date) -> tuple[MyLetter, ...]:
    """The participant's own letters, once they have left: the latest first."""
    if actor.person_id is None:
        raise Hidden
    rows = _kept(actor.scope(on=on)).filter(state=MessageState.SENT.value).order_by("-sent_at", "-pk")
    found = rows.values_list("pk", "template", "sent_at")[:SHOWN]
    return tuple(MyLetter(key, Template(template), sent_at) for key, template, sent_at in found if sent_at)


def my_file(actor: Actor, *, letter: int, on: date) -> bytes:
    """Raises Hidden for all but the participant, and before it has left."""
    if actor.person_id is None:
        raise Hidden
    row = find.one(_kept(actor.scope(on=on)).filter(state=MessageState.SENT.value), letter)
    return opened_bytes(row.paper.file_sealed, place=PLACE, key=row.paper.key)


@dataclass(frozen=True, slots=True)
class Head:
    """A service's letterhead as its administrator sees it; version 0 while it has none of its own."""

    service: int
    name: str
    sender: Sender
    version: int


def letterhead(actor: Actor, *, service: int, on: date) -> Head:
    if service not in actor.services(Deed.ADMINISTER, on=on):
        raise Hidden
    row = Letterhead.objects.filter(service=service).values_list("version", flat=True).first()
    name = Service.objects.values_list("name", flat=True).get(pk=service)
    return Head(service, name, papers.sender_of(service), row or 0)


def sender_of(service: int) -> Sender:
    return papers.sender_of(service)
