"""Letters that wait to be printed: for those who print and post them, and never a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vidare.records.messages import letters_of
from vidare.records.people import LoginCode
from vidare.records.sealed import opened
from vidare.records.walls import within
from vidare.rules.access import Actor, Deed, system
from vidare.rules.accounts import Way
from vidare.rules.decision import Hidden
from vidare.rules.identity import Protection
from vidare.rules.messages import Template, letter_address

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """``by_post``: there is an address it may be sent to; else it is handed over at the door."""

    letter: int
    person_key: UUID
    name: str
    template: Template
    language: str
    by_post: bool
    asked_at: datetime
    until: datetime
    printed: bool


def waiting(actor: Actor, *, at: datetime) -> tuple[Waiting, ...]:
    """The oldest first. Raises Hidden for those who post no letters."""
    if not actor.services(Deed.POST, on=at.date()):
        raise Hidden
    # The administrator sees no person: the house reads the letters for those who post them, and nothing else.
    with within(system("letters").scope(on=at.date())):
        rows = list(letters_of(actor, at=at).order_by("written_at", "pk")[:SHOWN])
        ends = LoginCode.unscoped.filter(
            person__in=[row.person_id for row in rows], way=Way.LETTER.value, used_at=None, withdrawn_at=None
        )
        until = dict(ends.values_list("person_id", "expires_at"))
        return tuple(
            Waiting(
                letter=row.pk,
                person_key=row.person.key,
                name=f"{row.person.given_name} {row.person.family_name}".strip(),
                template=Template(row.template),
                language=row.lang,
                by_post=_by_post(row.person.address_sealed, row.person.key, Protection(row.person.protection)),
                asked_at=row.written_at,
                until=until[row.person_id],
                printed=bool(row.tries),
            )
            for row in rows
        )


def _by_post(sealed: bytes | memoryview, key: UUID, protection: Protection) -> bool:
    address = opened(sealed, place="records_person.address_sealed", key=key)
    return bool(letter_address(address, protection=protection))
