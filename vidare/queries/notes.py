"""What has been written about a person, as far as the actor's walls let them read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from vidare.records import find, together
from vidare.records.notes import Dispute, Note
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.together import Part, answer, beside, first, parted, those
from vidare.rules import notes as rules
from vidare.rules.access import Actor, Compartment, Deed, Role, who_may
from vidare.rules.decision import Decision, Hidden
from vidare.rules.notes import NoteKind

PAGE = 30
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Whom:
    """The person a page is about."""

    key: int
    name: str
    language: str
    interpreter: bool


@dataclass(frozen=True, slots=True)
class DisputeRow:
    key: int
    text: str
    lang: str
    made_at: datetime
    answered_at: datetime | None
    answered_by: str
    upheld: bool | None
    answer: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note as it stands now; ``before`` holds what it corrects, the newest first."""

    key: int
    person_id: int
    kind: NoteKind
    text: str
    lang: str
    compartment: Compartment
    author: str
    written_at: datetime
    happened_on: date
    may_change: Decision
    disputes: tuple[DisputeRow, ...] = ()
    before: tuple[NoteRow, ...] = ()
    own: bool = False

    @property
    def disputed(self) -> bool:
        return any(dispute.answered_at is None for dispute in self.disputes)

    @property
    def contact(self) -> bool:
        return rules.is_contact(self.kind)


@dataclass(frozen=True, slots=True)
class Reader:
    """A compartment one may write in, and the roles that may read what stands there."""

    compartment: Compartment
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    whom: Whom
    rows: tuple[NoteRow, ...]
    more: bool
    page: int
    may_write_in: tuple[Reader, ...]
    may_write: Decision


@dataclass(frozen=True, slots=True)
class NotesCard:
    person_id: int
    rows: tuple[NoteRow, ...]
    waiting: int
    may_write: bool


@parted
def whom(actor: Actor, person: int, *, on: date) -> Part[Whom]:
    """Name and language of a person the actor may see. Raises Hidden."""
    row = yield from together.one(Person.visible_to(actor.scope(on=on)), person)
    return Whom(row.pk, f"{row.given_name} {row.family_name}".strip(), row.language, row.interpreter)


def page(actor: Actor, person: int, *, on: date, number: int = 1) -> Notes:
    """The person's notes, the latest happening first."""
    start = (max(number, 1) - 1) * PAGE
    heads = list(_heads(actor, person, on=on)[start : start + PAGE + 1])
    service = answer(_service(actor, person, on=on))
    where = rules.may_be_written_in(actor, service=service, on=on)
    return Notes(
        whom=whom(actor, person, on=on),
        rows=answer(_rows(actor, person, heads[:PAGE], on=on)),
        more=len(heads) > PAGE,
        page=max(number, 1),
        may_write_in=tuple(Reader(one, who_may(Deed.SEE, one)) for one in where),
        may_write=Decision() if where else actor.may(Deed.CHANGE, on=on, service=service),
    )


def one(actor: Actor, person: int, key: int, *, on: date) -> NoteRow:
    """One note with what it corrects. Raises Hidden; for an old version it answers the one that stands now."""
    rows = Note.visible_to(actor.scope(on=on)).filter(person_id=person).select_related("author", "participation")
    row = find.one(rows, key)
    while (newer := rows.filter(replaces=row).first()) is not None:
        row = newer
    return answer(_rows(actor, person, [row], on=on))[0]


@parted
def latest(actor: Actor, person: int, limit: int = 3, *, on: date) -> Part[NotesCard]:
    """For the person's page: the latest notes, and how many disputes wait for an answer."""
    scope = actor.scope(on=on)
    disputed = Dispute.visible_to(scope).filter(person_id=person, note__isnull=False, answered_at=None)
    waiting, heads, service = yield from beside(
        those(disputed.values_list("pk", flat=True)),
        those(_heads(actor, person, on=on)[:limit]),
        _service(actor, person, on=on),
    )
    rows = yield from _rows(actor, person, heads, on=on)
    where = rules.may_be_written_in(actor, service=service, on=on)
    return NotesCard(person, rows, len(waiting), bool(where))


def mine(actor: Actor, *, on: date) -> tuple[NoteRow, ...]:
    """What stands about the participant who asks and may be read without being assessed first, the latest first."""
    if actor.person_id is None:
        raise Hidden
    rows = _heads(actor, actor.person_id, on=on).filter(
        kind__in=[kind.value for kind in rules.OPEN_TO_THE_PERSON],
        compartment__in=[where.value for where in rules.OPEN_COMPARTMENTS],
    )
    return answer(_rows(actor, actor.person_id, list(rows[:SHOWN]), on=on))


def _service(actor: Actor, person: int, *, on: date) -> Part[int | None]:
    ways = Participation.of(actor.scope(on=on), person)
    return (yield from first(ways.values_list("service_id", flat=True)))


def _heads(actor: Actor, person: int, *, on: date) -> QuerySet[Note]:
    corrected = Note.unscoped.filter(person_id=person, replaces__isnull=False).values("replaces")
    rows = Note.visible_to(actor.scope(on=on)).filter(person_id=person).exclude(pk__in=corrected)
    return rows.select_related("author", "participation").order_by("-happened_on", "-written_at", "-pk")


def _rows(actor: Actor, person: int, heads: list[Note], *, on: date) -> Part[tuple[NoteRow, ...]]:
    scope = actor.scope(on=on)
    old: dict[int, Note] = {}
    if any(head.replaces_id for head in heads):
        corrected = Note.unscoped.filter(person_id=person, replaces__isnull=False).values("replaces")
        rows = Note.visible_to(scope).filter(person_id=person, pk__in=corrected)
        found = yield from those(rows.select_related("author", "participation"))
        old = {row.pk: row for row in found}
    chains = [(head, _chain(head, old)) for head in heads]
    disputes = yield from _disputes(actor, [row.pk for head, before in chains for row in (head, *before)], on=on)
    return tuple(
        _row(actor, head, disputes, on=on, before=tuple(_row(actor, was, disputes, on=on) for was in before))
        for head, before in chains
    )


def _chain(head: Note, old: dict[int, Note]) -> list[Note]:
    chain: list[Note] = []
    key = head.replaces_id
    while key in old:
        chain.append(old[key])
        key = old[key].replaces_id
    return chain


def _disputes(actor: Actor, notes: Iterable[int], *, on: date) -> Part[dict[int, tuple[DisputeRow, ...]]]:
    rows = Dispute.visible_to(actor.scope(on=on)).filter(note__in=list(notes)).select_related("answered_by")
    found: defaultdict[int, tuple[DisputeRow, ...]] = defaultdict(tuple)
    for row in (yield from those(rows.order_by("made_at", "pk"))):
        found[row.note_id or 0] += (
            DisputeRow(
                key=row.pk,
                text=row.text,
                lang=row.lang,
                made_at=row.made_at,
                answered_at=row.answered_at,
                answered_by=row.answered_by.name if row.answered_by else "",
                upheld=row.upheld,
                answer=row.answer,
            ),
        )
    return found


def _row(
    actor: Actor, row: Note, disputes: dict[int, tuple[DisputeRow, ...]], *, on: date, before: tuple[NoteRow, ...] = ()
) -> NoteRow:
    where = Compartment(row.compartment)
    service = row.participation.service_id if row.participation else None
    return NoteRow(
        key=row.pk,
        person_id=row.person_id,
        kind=NoteKind(row.kind),
        text=row.text,
        lang=row.lang,
        compartment=where,
        author=row.author.name,
        written_at=row.written_at,
        happened_on=row.happened_on,
        may_change=actor.may(Deed.CHANGE, where, on=on, service=service),
        disputes=disputes[row.pk],
        before=before,
        own=row.author_id == actor.user_id,
    )
