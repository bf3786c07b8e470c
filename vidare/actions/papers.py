"""Letters on paper: set, kept as they are sent, posted or handed over. And the letterhead they are sent under."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from datetime import date, datetime

from vidare.actions import messages
from vidare.actions.ledger import deed, note
from vidare.records import find, matters
from vidare.records.messages import Message
from vidare.records.papers import PLACE, Letterhead, Paper, sender_of
from vidare.records.people import Person
from vidare.records.sealed import opened, seal, seal_bytes
from vidare.rules import papers as rules
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden, Stale, no
from vidare.rules.identity import Protection
from vidare.rules.messages import Channel, MessageState, Template, letter_address
from vidare.rules.papers import Order, Press, Printed, Receiver, Sender, Unsettable

ADDRESS = "records_person.address_sealed"
_press: list[Press] = []


def print_with(press: Press) -> None:
    """Web lends its press when the program starts: an action has no human language of its own."""
    _press[:] = [press]


@deed
def write_letter(actor: Actor, *, person: int, template: Template, subject: int, at: datetime) -> int:
    """Set a letter about a meeting, an absence or a basis, and keep its file. Answers its message."""
    on = at.date()
    matter = matters.matter(actor.scope(on=on), template, subject, person=person, on=on)
    what, compartment = rules.WRITTEN_BY[template]
    if not actor.may(what, compartment, on=on, service=matter.service).allowed or not matter.is_for(actor.user_id):
        raise Hidden
    matter.may(at).require()
    sender = sender_of(matter.service)
    receiver = _receiver(matter.person)
    facts = matter.facts | {"phone": matter.facts["phone"] or sender.phone}
    rules.may_be_answered(facts["phone"]).require()
    made = _set(Order(template, sender, receiver, on, facts, matter.hours))
    key = uuid.uuid4()
    row = Message.unscoped.create(
        board_id=matter.person.board_id, person=matter.person, compartment=compartment.value, key=key,
        channel=Channel.LETTER.value, template=template.value, lang=made.lang, subject=made.subject, text=made.text,
        to_sealed=seal(", ".join(receiver.address), place=messages.PLACE, key=key), about=matter.about,
        state=MessageState.WAITING.value, next_try_at=at, written_at=at,
    )  # fmt: skip
    _keep(actor, row, made.file, at=at)
    note(actor, "letter.written", at=at, person=matter.person.key, board=row.board_id, message=row.pk,
         template=template.value)  # fmt: skip
    return int(row.pk)


def _keep(actor: Actor, row: Message, file: bytes, *, at: datetime) -> None:
    """The file as it is sent: sealed, and by the database's own guard never written over."""
    key = uuid.uuid4()
    Paper.unscoped.create(
        board_id=row.board_id, person_id=row.person_id, compartment=row.compartment, message=row, key=key,
        digest=hashlib.sha256(file).hexdigest(), file_sealed=seal_bytes(file, place=PLACE, key=key),
        made_by_id=actor.hand, made_at=at,
    )  # fmt: skip


def _set(order: Order) -> Printed:
    if not _press:
        raise RuntimeError("nobody has lent a press: see actions.papers.print_with")
    try:
        return _press[0](order)
    except Unsettable as fault:
        no(rules.No.SIGN if fault.is_sign else rules.No.LOGO_KIND).require()
        raise


def _receiver(person: Person) -> Receiver:
    """Nothing is sent home to somebody whose identity is protected, or of whom the register has not been asked."""
    address = opened(person.address_sealed, place=ADDRESS, key=person.key)
    lines = letter_address(address, protection=Protection(person.protection))
    return Receiver(f"{person.given_name} {person.family_name}".strip(), person.language, lines)


@deed
def let_letter_go(actor: Actor, *, person: int, letter: int, posted: bool, at: datetime) -> int:
    """It was posted or handed over; or it was thrown away, and its file is kept as never sent."""
    on = at.date()
    rows = Message.visible_to(actor.scope(on=on)).filter(
        person=person, channel=Channel.LETTER.value, template__in=[one.value for one in rules.LETTERS]
    )
    row = find.one(rows.select_related("person"), letter, lock=True)
    if not may_let_go(actor, Template(row.template), board=row.board_id, on=on):
        raise Hidden
    rules.may_leave(MessageState(row.state)).require()
    messages.become(row, MessageState.SENT if posted else MessageState.STOPPED)
    row.sent_at = at if posted else None
    row.save(update_fields=["state", "sent_at"])
    verb = "letter.posted" if posted else "letter.thrown-away"
    note(actor, verb, at=at, person=row.person.key, board=row.board_id, message=row.pk)
    return int(row.pk)


def may_let_go(actor: Actor, template: Template, *, board: int, on: date) -> bool:
    """Those who may write such a letter for the board, and those who post its letters."""
    what, compartment = rules.WRITTEN_BY[template]
    writes = actor.may(what, compartment, on=on, board=board).allowed
    return writes or actor.may(Deed.POST, on=on, board=board).allowed


@deed
def set_letterhead(
    actor: Actor, *, service: int, sender: Sender, logo: bytes | None, version: int, at: datetime
) -> None:
    """Who the service's letters are from. ``logo`` None keeps the one that is there; empty takes it away."""
    on = at.date()
    if service not in actor.services(Deed.ADMINISTER, on=on):
        raise Hidden
    row = Letterhead.objects.filter(service=service).first() or Letterhead(service_id=service, version=0)
    if row.version != version:
        raise Stale(yours={}, theirs={}, version=row.version)
    kept = sender_of(service)
    drawn, kind = (kept.logo, kept.logo_kind) if logo is None else (logo, rules.read_logo(logo) if logo else None)
    sender = replace(sender, logo=drawn, logo_kind=kind)
    rules.may_send(sender).require()
    _set(rules.specimen(sender, on=on))
    row.municipality, row.unit, row.address = sender.municipality, sender.unit, "\n".join(sender.address)
    row.phone, row.email, row.web, row.colour = sender.phone, sender.email, sender.web, sender.colour
    row.logo, row.logo_kind, row.window = sender.logo, kind.value if kind else "", sender.window.value
    row.version += 1
    row.save()
    note(actor, "letterhead.set", at=at, service=service, version=row.version)
