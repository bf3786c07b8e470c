"""What is written about a person: notes, corrections beside what they correct, disputes and their answers."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions import attention
from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.notes import Dispute, Note
from vidare.records.participations import Meeting, Participation
from vidare.records.people import Person
from vidare.records.walls import within
from vidare.rules import notes as rules
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.activities import MeetingState
from vidare.rules.calendar import local_day
from vidare.rules.decision import Hidden, Stale
from vidare.rules.notes import CONTACT, NoteKind, Written


@deed
def write_note(
    actor: Actor,
    *,
    person: int,
    kind: NoteKind,
    text: str,
    compartment: Compartment,
    happened_on: date,
    lang: str = "sv",
    at: datetime,
) -> int:
    """A new note about a person. A call, a visit or a meeting is contact, a letter is not."""
    on = at.date()
    scope = actor.scope(on=on)
    way = Participation.of(scope, person).select_related("person").first()
    whom = way.person if way is not None else find.one(Person.visible_to(scope), person)
    written = Written(text=text, compartment=compartment, happened_on=happened_on, born_on=whom.born_on)
    allowed = rules.may_be_written_in(actor, service=way.service_id if way else None, on=on)
    rules.may_write(written, allowed=allowed, on=on).require()
    row = Note.unscoped.create(
        board_id=whom.board_id,
        compartment=compartment.value,
        person=whom,
        participation=way,
        kind=kind.value,
        text=text,
        lang=lang,
        author_id=actor.user_id,
        written_at=at,
        happened_on=happened_on,
    )
    _count_contact(way, kind=kind, happened_on=happened_on, on=on)
    note(actor, "note.written", at=at, person=whom.key, note=row.pk, kind=kind.value, compartment=compartment.value)
    return int(row.pk)


@deed
def correct_note(
    actor: Actor,
    *,
    note_id: int,
    text: str,
    kind: NoteKind | None = None,
    happened_on: date | None = None,
    lang: str | None = None,
    at: datetime,
) -> int:
    """A new version that names the old; both stay. Raises Stale when somebody has corrected the old one already."""
    on = at.date()
    scope = actor.scope(on=on)
    old = find.one(Note.visible_to(scope).select_related("person", "participation"), note_id, lock=True)
    newer = Note.unscoped.filter(replaces=old).first()
    if newer is not None:
        raise Stale(yours={"text": text}, theirs={"text": newer.text}, version=newer.pk)
    kind, day = kind or NoteKind(old.kind), happened_on or old.happened_on
    where = Compartment(old.compartment)
    written = Written(text=text, compartment=where, happened_on=day, born_on=old.person.born_on)
    decision = rules.may_write(written, allowed=_allowed(actor, old, on=on), on=on)
    if (kind, day) == (NoteKind(old.kind), old.happened_on):
        decision &= rules.may_correct(old.text, text)
    decision.require()
    row = Note.unscoped.create(
        board_id=old.board_id,
        compartment=old.compartment,
        person=old.person,
        participation=old.participation,
        kind=kind.value,
        text=text,
        lang=lang or old.lang,
        author_id=actor.user_id,
        written_at=at,
        happened_on=day,
        replaces=old,
    )
    _recount_contact(old, on=on)
    _count_contact(old.participation, kind=kind, happened_on=day, on=on)
    note(actor, "note.corrected", at=at, person=old.person.key, note=row.pk, replaces=old.pk)
    return int(row.pk)


def _allowed(actor: Actor, row: Note, *, on: date) -> tuple[Compartment, ...]:
    return rules.may_be_written_in(actor, service=row.participation.service_id if row.participation else None, on=on)


def _count_contact(way: Participation | None, *, kind: NoteKind, happened_on: date, on: date) -> None:
    if way is None:
        return
    last = rules.last_contact(way.last_contact_on, kind=kind, happened_on=happened_on)
    if last != way.last_contact_on:
        way.last_contact_on = last
        way.save(update_fields=["last_contact_on"])
    attention.refresh(way.pk, on=on)


def _recount_contact(old: Note, *, on: date) -> None:
    """What is corrected may have been the last contact: look again at what is left."""
    way = old.participation
    if way is None or not rules.is_contact(NoteKind(old.kind)) or way.last_contact_on != old.happened_on:
        return
    # A contact counts whoever wrote it: the day is counted over the walls, no text is read.
    with within(system("contact").scope(on=on)):
        rows = Note.unscoped.filter(participation=way, kind__in=[kind.value for kind in CONTACT]).exclude(pk=old.pk)
        days = list(
            rows.exclude(pk__in=Note.unscoped.filter(replaces__isnull=False).values("replaces"))
            .order_by("-happened_on")
            .values_list("happened_on", flat=True)[:1]
        )
        held = Meeting.unscoped.filter(participation=way, state=MeetingState.HELD.value).order_by("-starts_at")
        days += [local_day(begun) for begun in held.values_list("starts_at", flat=True)[:1]]
    way.last_contact_on = max(days, default=None)
    way.save(update_fields=["last_contact_on"])


@deed
def ask_for_change(actor: Actor, *, text: str, lang: str = "sv", at: datetime) -> int:
    """The participant's own words about their plan, to the team; the coach is told that it should be looked at."""
    on = at.date()
    if actor.person_id is None:
        raise Hidden
    whom = find.one(Person.visible_to(actor.scope(on=on)), actor.person_id)
    way = Participation.of(actor.scope(on=on), whom.pk).first()
    if way is None:
        raise Hidden
    rules.text_fits(text, longest=rules.LONGEST_WORD).require()
    row = Note.unscoped.create(
        board_id=way.board_id, compartment=Compartment.TEAM.value, person=whom, participation=way,
        kind=NoteKind.OTHER.value, text=text, lang=lang, author_id=actor.user_id, written_at=at, happened_on=on,
    )  # fmt: skip
    note(actor, "plan.change-asked", at=at, person=whom.key, note=row.pk)
    attention.refresh(way.pk, on=on)
    return int(row.pk)


@deed
def dispute_note(actor: Actor, *, note_id: int, text: str, lang: str = "sv", at: datetime) -> int:
    """The person's own words against a note, from themselves or told to staff who may write there."""
    on = at.date()
    disputed = find.one(Note.visible_to(actor.scope(on=on)).select_related("person", "participation"), note_id)
    if actor.person_id != disputed.person_id:
        _may_change(actor, disputed, on=on)
    waiting = Dispute.unscoped.filter(note=disputed, answered_at=None).exists()
    (rules.text_fits(text, longest=rules.LONGEST_WORD) & rules.may_dispute(waiting=waiting)).require()
    row = Dispute.unscoped.create(
        board_id=disputed.board_id,
        compartment=disputed.compartment,
        person=disputed.person,
        note=disputed,
        text=text,
        lang=lang,
        made_at=at,
    )
    note(actor, "note.disputed", at=at, person=disputed.person.key, note=disputed.pk, dispute=row.pk)
    _owed_anew(disputed, on=on)
    return int(row.pk)


@deed
def answer_dispute(actor: Actor, *, dispute: int, upheld: bool, answer: str, at: datetime) -> None:
    """Staff's answer to a dispute of a note. It stands beside the dispute; a note found wrong is then corrected."""
    on = at.date()
    mine = Dispute.visible_to(actor.scope(on=on)).filter(note__isnull=False)
    row = find.one(mine.select_related("person", "note__participation"), dispute, lock=True)
    if row.note is None:
        raise AssertionError("the dispute is about a note")
    _may_change(actor, row.note, on=on)
    decision = rules.text_fits(answer, longest=rules.LONGEST_WORD)
    (decision & rules.may_answer(answered=row.answered_at is not None)).require()
    row.answered_at, row.answered_by_id, row.upheld, row.answer = at, actor.user_id, upheld, answer
    row.save(update_fields=["answered_at", "answered_by", "upheld", "answer"])
    note(actor, "dispute.answered", at=at, person=row.person.key, dispute=row.pk, upheld=upheld)
    _owed_anew(row.note, on=on)


def _owed_anew(about: Note, *, on: date) -> None:
    if about.participation_id is not None:
        attention.refresh(about.participation_id, on=on)


def _may_change(actor: Actor, row: Note, *, on: date) -> None:
    service = row.participation.service_id if row.participation else None
    actor.may(Deed.CHANGE, Compartment(row.compartment), on=on, service=service).require()
