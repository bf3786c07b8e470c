"""Persons: registered, changed, protected, and given a code and a card for the door."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from vidare.actions import ledger
from vidare.actions.ledger import deed
from vidare.records import find
from vidare.records.boards import board_of_new, boards_of
from vidare.records.disclosures import Disclosure
from vidare.records.people import (
    LinkCase,
    NameToken,
    Person,
    ProtectedAccess,
    Reach,
    card_index,
    door_code_index,
    phone_index,
)
from vidare.records.sealed import index_of, name_tokens, opened, seal
from vidare.records.services import Service
from vidare.records.taxonomy import chosen, columns
from vidare.records.walls import within
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.decision import Because, Hidden, Refused, Stale
from vidare.rules.door import draw_codes
from vidare.rules.identity import (
    Fault,
    NumberKind,
    Origin,
    Protection,
    Sex,
    birth_date,
    read_name,
    read_number,
    read_phone,
)
from vidare.rules.taxonomy import NOTHING, Chosen, Kind


@dataclass(frozen=True, slots=True)
class Contact:
    """What the team shares about a person: name, way to be reached, language."""

    given_name: str
    family_name: str = ""
    language: str = "sv"
    interpreter: bool = False
    phone: str = ""
    email: str = ""
    address: str = ""
    sms_wanted: bool = False
    spoken: Chosen = NOTHING


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is not known here yet. Nothing but a name is compulsory."""

    contact: Contact
    number: str = ""
    born_on: date | None = None
    sex: Sex = Sex.UNKNOWN
    origin: Origin = Origin.UNKNOWN


def place(column: str) -> str:
    """Where a sealed value of a person belongs: it can be opened nowhere else."""
    return f"records_person.{column}"


def create_person(actor: Actor, *, service: int, newcomer: Newcomer, board: int | None = None, at: datetime) -> Person:
    """Part of other deeds: writes the person as the deed that calls it. Protection is unknown until it is asked for.
    ``board``: which of a shared service's boards somebody chose who asks for themselves.

    A number that is known already is answered like one that is not.
    """
    where = Service.objects.filter(pk=service).first()
    if where is None:
        raise Hidden
    whose = board_of_new(actor, where, on=at.date(), wanted=board)
    person = drafted(newcomer, board=whose, at=at)
    person.save(force_insert=True)
    Reach.unscoped.create(board_id=whose, person=person, service=where)
    _index_name(person, known=False)
    ledger.note(actor, "person.registered", at=at, person=person.key, board=whose, service=service)
    _open_link_cases(actor, person, at=at)
    return person


def drafted(newcomer: Newcomer, *, board: int, at: datetime) -> Person:
    """The person as they will be written, judged and sealed. Raises :class:`Refused`."""
    number = read_number(newcomer.number, on=at.date()) if newcomer.number.strip() else None
    if newcomer.born_on is not None:
        birth_date(newcomer.born_on, on=at.date(), number=number).require()
    person = Person(
        board_id=board,
        given_name=read_name(newcomer.contact.given_name),
        family_name=read_name(newcomer.contact.family_name, needed=False),
        number_kind=(number.kind if number else NumberKind.NONE).value,
        number_index=index_of(number.twelve if number else "", kind="number"),
        born_on=number.born_on if number else newcomer.born_on,
        sex=newcomer.sex.value,
        origin=newcomer.origin.value,
        created_at=at,
    )
    person.number_sealed = seal(number.twelve if number else "", place=place("number_sealed"), key=person.key)
    _put(person, newcomer.contact)
    return person


def _put(person: Person, contact: Contact) -> None:
    person.given_name = read_name(contact.given_name)
    person.family_name = read_name(contact.family_name, needed=False)
    person.language, person.interpreter = contact.language, contact.interpreter
    person.sms_wanted = contact.sms_wanted
    for name, value in columns(Kind.LANGUAGE, contact.spoken, "spoken", "spoken_concept").items():
        setattr(person, name, value)
    phone = read_phone(contact.phone)
    person.phone_sealed = seal(phone, place=place("phone_sealed"), key=person.key)
    person.phone_index = phone_index(phone)
    person.email_sealed = seal(contact.email.strip(), place=place("email_sealed"), key=person.key)
    person.address_sealed = seal(contact.address.strip(), place=place("address_sealed"), key=person.key)


def _index_name(person: Person, *, known: bool = True) -> None:
    wanted, kept = name_rows(person), set[str]()
    if known:
        rows = NameToken.unscoped.filter(person=person)
        rows.exclude(token__in=[row.token for row in wanted]).delete()
        kept = set(rows.values_list("token", flat=True))
    NameToken.unscoped.bulk_create(row for row in wanted if row.token not in kept)


def name_rows(person: Person) -> list[NameToken]:
    """What a name is found by, as rows to be written."""
    tokens = name_tokens(person.given_name, person.family_name)
    return [NameToken(board_id=person.board_id, person=person, token=token) for token in sorted(tokens)]


def _open_link_cases(actor: Actor, person: Person, *, at: datetime) -> None:
    """Others of the board with the same number, protected too, but of the register none: a case would tell of it."""
    if not person.number_index:
        return
    with within(system("link-cases").scope(on=at.date())):
        same = Person.unscoped.filter(board=person.board_id, number_index=person.number_index).exclude(pk=person.pk)
        for other in same.exclude(compartment=Compartment.YOUTH.value).order_by("pk"):
            case = LinkCase.unscoped.create(board_id=person.board_id, person=person, other=other, opened_at=at)
            ledger.note(actor, "person.link-case-opened", at=at, person=person.key, board=person.board_id, case=case.pk)


def contact_of(person: Person) -> Contact:
    """The contact as it is kept. An address is told only where the register has said that it may be."""
    hidden = person.protection == Protection.UNKNOWN.value
    return Contact(
        given_name=person.given_name,
        family_name=person.family_name,
        language=person.language,
        interpreter=person.interpreter,
        phone=opened(person.phone_sealed, place=place("phone_sealed"), key=person.key),
        email=opened(person.email_sealed, place=place("email_sealed"), key=person.key),
        address="" if hidden else opened(person.address_sealed, place=place("address_sealed"), key=person.key),
        sms_wanted=person.sms_wanted,
        spoken=chosen(person, "spoken", "spoken_concept"),
    )


@deed
def change_contact(actor: Actor, *, person: int, version: int, contact: Contact, at: datetime) -> int:
    """Raises :class:`Stale` with both versions when somebody else was first. Answers the new version."""
    row = _one(actor, person, Deed.CHANGE, at=at)
    if row.version != version:
        raise Stale(yours=_plain(contact), theirs=_plain(contact_of(row)), version=row.version)
    address = row.address_sealed
    _put(row, contact)
    if row.protection == Protection.UNKNOWN.value:
        row.address_sealed = address
    row.version += 1
    row.save()
    _index_name(row)
    ledger.note(actor, "person.contact-changed", at=at, person=row.key, version=row.version)
    return row.version


def _plain(contact: Contact) -> dict[str, object]:
    return {name: getattr(contact, name) for name in Contact.__dataclass_fields__}


def _one(actor: Actor, person: int, needed: Deed, *, at: datetime) -> Person:
    row = find.one(Person.visible_to(actor.scope(on=at.date())), person, lock=True)
    actor.may(needed, on=at.date(), board=row.board_id).require()  # who was let in changes nobody
    return row


@deed
def choose_own(actor: Actor, *, language: str, spoken: Chosen, sms_wanted: bool, at: datetime) -> int:
    """What the participant decides alone: the language of letters, the one they speak best, and text messages."""
    if actor.person_id is None:
        raise Hidden
    row = find.one(Person.visible_to(actor.scope(on=at.date())), actor.person_id, lock=True)
    row.language, row.sms_wanted, row.version = language, sms_wanted, row.version + 1
    for name, value in columns(Kind.LANGUAGE, spoken, "spoken", "spoken_concept").items():
        setattr(row, name, value)
    row.save(update_fields=["language", "spoken", "spoken_concept", "sms_wanted", "version"])
    ledger.note(actor, "person.own-choices-made", at=at, person=row.key, board=row.board_id, version=row.version)
    return row.version


@deed
def set_protection(
    actor: Actor, *, person: int, protection: Protection, named: Collection[int] = (), reason: str = "", at: datetime
) -> None:
    """What the register said. A protected person is seen by the named alone, from this moment on."""
    row = _one(actor, person, Deed.CHANGE, at=at)
    on = at.date()
    if protection is Protection.PROTECTED and (not named or not reason.strip()):
        raise Refused([Because(Fault.PROTECTED_BY_NOBODY)])
    # Beyond the actor's own walls: whoever registers the protection need not be among the named.
    with within(system("protection").scope(on=on)):
        held = ProtectedAccess.unscoped.filter(person=row, end=None)
        held.exclude(user_id__in=named if protection is Protection.PROTECTED else []).delete()
        for user in sorted(set(named)) if protection is Protection.PROTECTED else []:
            if not held.filter(user_id=user).exists():
                ProtectedAccess.unscoped.create(
                    board_id=row.board_id, person=row, user_id=user, start=on, reason=reason.strip()[:200]
                )
        row.protection = protection.value
        row.protection_checked_on = None if protection is Protection.UNKNOWN else on
        row.version += 1
        row.save()
        taken_back = _take_back(row, at=at) if protection is Protection.PROTECTED else []
    ledger.note(
        actor, "person.protection-set", at=at, person=row.key, protection=protection.value, named=sorted(set(named)),
        taken_back=taken_back,
    )  # fmt: skip


def _take_back(person: Person, *, at: datetime) -> list[int]:
    """Nobody outside the board is named for a protected person, nor who keeps the register of the young."""
    shown = Q(to_organisation__isnull=False) | Q(to_compartment=Compartment.YOUTH.value)
    rows = Disclosure.unscoped.filter(shown, person=person, withdrawn_at=None)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(withdrawn_at=at)
    return keys


Draw = Callable[[int], int]


@deed
def issue_door_code(actor: Actor, *, person: int, at: datetime, draw: Draw = secrets.randbelow) -> str:
    """Four digits that are nobody else's in the board, nor where it shares a service. Kept only as a fingerprint."""
    row = _one(actor, person, Deed.REGISTER, at=at)
    others = _boards_at_the_same_door(row) - {row.board_id}
    for code in draw_codes(draw):
        if not _held_by_another(code, others) and _kept(row, "code_index", door_code_index(row.board_id, code)):
            ledger.note(actor, "person.door-code-issued", at=at, person=row.key)
            return code
    raise Refused([Because(Fault.NO_CODE_LEFT)])


@deed
def issue_card(actor: Actor, *, person: int, at: datetime, draw: Callable[[], str] | None = None) -> str:
    """The token of a new card; the old card stops working. Told once, for the QR code."""
    row = _one(actor, person, Deed.REGISTER, at=at)
    token = draw() if draw is not None else secrets.token_urlsafe(16)
    if not _kept(row, "card_index", card_index(row.board_id, token)):
        raise Refused([Because(Fault.NO_CODE_LEFT)])
    ledger.note(actor, "person.card-issued", at=at, person=row.key)
    return token


def _boards_at_the_same_door(row: Person) -> set[int]:
    near = Reach.unscoped.filter(person=row, service__shared=True).select_related("service")
    return {board.pk for reach in near for board in boards_of(reach.service)}


def _held_by_another(code: str, boards: set[int]) -> bool:
    if not boards:
        return False
    with within(system("door-codes").scope(on=date.min)):  # the digits of persons whom the one who asks may not see
        return Person.unscoped.filter(code_index__in=[door_code_index(board, code) for board in boards]).exists()


def _kept(row: Person, column: str, index: str) -> bool:
    """False when the code is another's, whom the one who asks perhaps may not see: the database knows."""
    try:
        with transaction.atomic():
            Person.unscoped.filter(pk=row.pk).update(**{column: index})
    except IntegrityError:
        return False
    return True
