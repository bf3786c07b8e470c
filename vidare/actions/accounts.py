"""Log-ins of participants: opened by staff, for somebody who wants one."""

from __future__ import annotations

from datetime import datetime

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.people import Account, Person
from vidare.records.users import User
from vidare.rules.access import Actor, Compartment, Deed


@deed
def open_account(actor: Actor, *, person: int, username: str, at: datetime) -> int:
    """A log-in without a password: it is used with a code that is sent or printed. The same person has only one."""
    on = at.date()
    row = find.one(Person.visible_to(actor.scope(on=on)), person)
    actor.may(Deed.CHANGE, Compartment.TEAM, on=on).require()
    kept = Account.unscoped.filter(person=row).values_list("user_id", flat=True).first()
    if kept is not None:
        note(actor, "account.found", at=at, person=row.key, user=kept)
        return int(kept)
    user = User(username=username, name=f"{row.given_name} {row.family_name}".strip(), language=row.language)
    user.set_unusable_password()
    user.save()
    Account.unscoped.create(board_id=row.board_id, compartment=Compartment.TEAM.value, person=row, user=user)
    note(actor, "account.opened", at=at, person=row.key, user=user.pk)
    return user.pk
