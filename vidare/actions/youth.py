"""The register of the young for whom the municipality answers: registered, tried, offered, ended, passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from vidare.actions import disclosures, ledger, people, referrals
from vidare.actions.disclosures import Crossing
from vidare.actions.ledger import deed
from vidare.actions.people import Contact, Newcomer
from vidare.actions.referrals import Coming
from vidare.records import find
from vidare.records.people import Person, ProtectedAccess
from vidare.records.services import Service
from vidare.records.walls import within
from vidare.records.youth import YOUTH, Young, YouthContact, YouthMeasure
from vidare.rules import youth
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.decision import Because, Hidden, Refused, no
from vidare.rules.disclosure import Ground, Item, Purpose
from vidare.rules.identity import Fault, NumberKind, Protection
from vidare.rules.notes import text_fits
from vidare.rules.referrals import WayIn
from vidare.rules.youth import End, Kind, No, Occupied, Outcome, Source, State, Way, Why


@dataclass(frozen=True, slots=True)
class Told:
    """How the municipality came to know, and why the young person is covered."""

    source: Source
    why: Why = Why.UNKNOWN


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to reach somebody. ``occupied``: what they do, where that was learned."""

    day: date
    way: Way
    outcome: Outcome
    text: str = ""
    occupied: Occupied | None = None


def _board(actor: Actor, wanted: int | None, *, at: datetime) -> int:
    """The board whose register it is. Who keeps those of several boards says which: it is never guessed."""
    mine = youth.boards(actor, Deed.CHANGE, on=at.date())
    if not mine or (wanted is not None and wanted not in mine):
        raise Hidden
    if wanted is None and len(mine) > 1:
        raise Refused([Because(No.WHOSE)])
    return min(mine) if wanted is None else wanted


def _one(actor: Actor, young: int, *, at: datetime) -> Young:
    on = at.date()
    row = find.one(Young.visible_to(actor.scope(on=on)).select_related("person"), young, lock=True)
    if row.board_id not in youth.boards(actor, Deed.CHANGE, on=on):
        raise Hidden
    return row


def _open(actor: Actor, young: int, *, at: datetime) -> Young:
    row = _one(actor, young, at=at)
    if row.ended_on is not None:
        raise Refused([Because(No.ENDED)])
    return row


@deed
def register_young(
    actor: Actor, *, newcomer: Newcomer, told: Told, board: int | None = None, at: datetime
) -> int:  # fmt: skip
    """Into the register, and nowhere else: nobody who comes to a service by themselves is looked for. Who stood there
    before stands there again as the same person."""
    whose = _board(actor, board, at=at)
    person = people.drafted(newcomer, board=whose, at=at)
    youth.covered(person.born_on, on=at.date()).require()
    person.compartment = YOUTH
    before = _before(actor, person, at=at)
    if before is None:
        person.save(force_insert=True)
    else:
        if Young.visible_to(actor.scope(on=at.date())).filter(person=before, ended_on=None).exists():
            raise Refused([Because(No.STANDS_ALREADY)])
        person = before
    row = Young.unscoped.create(
        board_id=whose, compartment=YOUTH, person=person, registered_on=at.date(), source=told.source.value,
        why=told.why.value, made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    ledger.note(
        actor, "youth.registered", at=at, person=person.key, board=whose, young=row.pk, source=told.source.value
    )
    return int(row.pk)


def _before(actor: Actor, person: Person, *, at: datetime) -> Person | None:
    """With the same number in the same register, where the one who writes may see them."""
    if person.number_kind == NumberKind.NONE.value:
        return None
    rows = Young.visible_to(actor.scope(on=at.date())).filter(
        board=person.board_id, person__number_index=person.number_index
    )
    row = rows.select_related("person").order_by("-pk").first()
    return None if row is None else row.person


@deed
def note_attempt(actor: Actor, *, young: int, attempt: Attempt, at: datetime) -> int:
    """Tried, reached, or came. It stands as it was noted; what was wrong is told in another."""
    row = _open(actor, young, at=at)
    youth.tried(
        attempt.way, attempt.outcome, day=attempt.day, registered_on=row.registered_on, text=attempt.text, on=at.date()
    ).require()
    made = YouthContact.unscoped.create(
        board_id=row.board_id, compartment=YOUTH, person=row.person, young=row, day=attempt.day,
        way=attempt.way.value, outcome=attempt.outcome.value, text=attempt.text.strip(), made_by_id=actor.hand,
        made_at=at,
    )  # fmt: skip
    if attempt.occupied is not None and (row.occupied_on is None or row.occupied_on <= attempt.day):
        row.occupied, row.occupied_on = attempt.occupied.value, attempt.day
        _changed(row)
    ledger.note(
        actor, "youth.tried", at=at, person=row.person.key, board=row.board_id, young=row.pk, contact=made.pk,
        way=attempt.way.value, outcome=attempt.outcome.value,
    )  # fmt: skip
    return int(made.pk)


def _changed(row: Young) -> None:
    row.version += 1
    row.save()


@deed
def offer_measure(actor: Actor, *, young: int, kind: Kind, text: str, at: datetime) -> int:
    row = _open(actor, young, at=at)
    made = _offered(actor, row, kind, text=text, at=at)
    ledger.note(
        actor, "youth.offered", at=at, person=row.person.key, board=row.board_id, young=row.pk, measure=made.pk,
        kind=kind.value,
    )  # fmt: skip
    return int(made.pk)


def _offered(actor: Actor, row: Young, kind: Kind, *, text: str, at: datetime) -> YouthMeasure:
    text_fits(text, longest=4_000, empty=True).require()
    made: YouthMeasure = YouthMeasure.unscoped.create(
        board_id=row.board_id, compartment=YOUTH, person=row.person, young=row, kind=kind.value, text=text.strip(),
        offered_on=at.date(), made_by_id=actor.hand, made_at=at,
    )  # fmt: skip
    return made


@deed
def move_measure(actor: Actor, *, young: int, measure: int, to: State, at: datetime) -> None:
    """The answer to an offer, or the end of what was begun."""
    row = _one(actor, young, at=at)
    rows = YouthMeasure.visible_to(actor.scope(on=at.date())).filter(young=row)
    made = find.one(rows, measure, lock=True)
    youth.move(State(made.state), to).require()
    made.state = to.value
    if to is State.ENDED:
        made.ended_on = at.date()
    else:
        made.answered_on = at.date()
    made.save()
    ledger.note(
        actor, "youth.measure-moved", at=at, person=row.person.key, board=row.board_id, young=row.pk, measure=made.pk,
        to=to.value,
    )  # fmt: skip


@deed
def end_responsibility(actor: Actor, *, young: int, reason: End, day: date, at: datetime) -> None:
    row = _one(actor, young, at=at)
    youth.may_end(
        open_=row.ended_on is None, reason=reason, born=row.person.born_on, day=day, registered_on=row.registered_on,
        on=at.date(),
    ).require()  # fmt: skip
    row.ended_on, row.end = day, reason.value
    _changed(row)
    ledger.note(
        actor, "youth.ended", at=at, person=row.person.key, board=row.board_id, young=row.pk, reason=reason.value
    )


@deed
def check_protection(actor: Actor, *, young: int, protected: bool, at: datetime) -> None:
    """What the population register said. Somebody protected is from here on seen by whoever asked, and nobody else."""
    row = _open(actor, young, at=at)
    person = row.person
    if protected and not ProtectedAccess.unscoped.filter(person=person, user=actor.hand, end=None).exists():
        ProtectedAccess.unscoped.create(
            board_id=row.board_id, compartment=YOUTH, person=person, user_id=actor.hand, start=at.date(),
            reason="register",
        )  # fmt: skip
    person.protection = (Protection.PROTECTED if protected else Protection.OPEN).value
    person.protection_checked_on = at.date()
    person.version += 1
    person.save()
    ledger.note(
        actor, "person.protection-set", at=at, person=person.key, board=row.board_id, protection=person.protection
    )


@deed
def pass_on(actor: Actor, *, young: int, service: int, until: date, message: str = "", at: datetime) -> int:
    """By the young person's own consent a service is told who they are and how to reach them: as if they had asked
    themselves, with help. A person of the service's own comes of it; nothing binds the two together but the consent."""
    row = _open(actor, young, at=at)
    on = at.date()
    if row.board_id not in youth.boards(actor, Deed.DISCLOSE, on=on):
        raise Hidden
    where = find.one(Service.objects.filter(board=row.board_id, closed_on=None), service)
    decision = youth.may_pass_on(Protection(row.person.protection), open_=True, until=until, on=on)
    contact = people.contact_of(row.person)
    if not (contact.phone or contact.email):
        decision &= no(Fault.NO_WAY_TO_REACH)
    decision.require()
    told = Contact(
        contact.given_name, contact.family_name, contact.language, contact.interpreter, contact.phone, contact.email
    )
    with within(system("passed-on").scope(on=on)):
        person = people.create_person(actor, service=where.pk, newcomer=Newcomer(told), board=row.board_id, at=at)
        made = referrals.receive(
            actor, service=where.pk, person=person, coming=Coming(WayIn.OWN_INITIATIVE, message), at=at
        )
        disclosures.cross(
            actor, person=person, service=where.pk, at=at,
            facts={
                Item.NAME: f"{told.given_name} {told.family_name}".strip(),
                Item.CONTACT: " · ".join(part for part in (told.phone, told.email) if part),
            },
            crossing=Crossing(Ground.CONSENT, Purpose.YOUTH, to_compartment=Compartment.TEAM, until=until),
        )  # fmt: skip
    measure = _offered(actor, row, Kind.SERVICE, text="", at=at)
    measure.state, measure.answered_on = State.ACCEPTED.value, on
    measure.save()
    ledger.note(
        actor, "youth.passed-on", at=at, person=row.person.key, board=row.board_id, young=row.pk, measure=measure.pk
    )
    return int(made.pk)
