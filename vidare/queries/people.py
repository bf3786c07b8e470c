"""Persons as an actor may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from vidare.queries.search import masked_number
from vidare.records import find
from vidare.records.people import Person, ProtectedAccess
from vidare.records.sealed import opened
from vidare.records.taxonomy import chosen
from vidare.records.together import Part, one, parted
from vidare.rules.access import Actor
from vidare.rules.identity import Protection
from vidare.rules.taxonomy import Chosen


def key_of(actor: Actor, *, person: int, on: date) -> UUID:
    """The key under which the trail knows a person. Raises Hidden when the actor may not see them."""
    return find.one(Person.visible_to(actor.scope(on=on)).only("key"), person).key


@dataclass(frozen=True, slots=True)
class ContactCard:
    """What the team shares about a person. The address is empty until the register has said that it may be shown."""

    person: int
    board: int
    given_name: str
    family_name: str
    language: str
    interpreter: bool
    phone: str
    email: str
    address: str
    sms_wanted: bool
    spoken: Chosen
    number: str
    born_on: date | None
    protection: Protection
    protection_checked_on: date | None
    has_code: bool
    has_card: bool
    version: int

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@parted
def contact_card(actor: Actor, *, person: int, on: date) -> Part[ContactCard]:
    """Raises Hidden when the actor may not see the person."""
    row = yield from one(Person.visible_to(actor.scope(on=on)).select_related("spoken_concept"), person)
    shown = row.protection != Protection.UNKNOWN.value
    return ContactCard(
        person=row.pk,
        board=row.board_id,
        given_name=row.given_name,
        family_name=row.family_name,
        language=row.language,
        interpreter=row.interpreter,
        phone=_opened(row, "phone_sealed"),
        email=_opened(row, "email_sealed"),
        address=_opened(row, "address_sealed") if shown else "",
        sms_wanted=row.sms_wanted,
        spoken=chosen(row, "spoken", "spoken_concept"),
        number=masked_number(row),
        born_on=row.born_on,
        protection=Protection(row.protection),
        protection_checked_on=row.protection_checked_on,
        has_code=bool(row.code_index),
        has_card=bool(row.card_index),
        version=row.version,
    )


def _opened(row: Person, column: str) -> str:
    return opened(getattr(row, column), place=f"records_person.{column}", key=row.key)


def named_for(actor: Actor, *, person: int, on: date) -> list[int]:
    """The users who may see a protected person; for the one who changes it."""
    row = find.one(Person.visible_to(actor.scope(on=on)), person)
    held = ProtectedAccess.unscoped.filter(Q(end=None) | Q(end__gte=on), person=row, start__lte=on)
    return list(held.order_by("user").values_list("user", flat=True))
