"""Two persons who may be one: named staff say whether they are the same, and can take it back. Nothing merges."""

from __future__ import annotations

from datetime import datetime

from vidare.actions import ledger
from vidare.actions.ledger import deed
from vidare.records import find
from vidare.records.people import LinkCase, Person
from vidare.records.walls import within
from vidare.rules import links as rules
from vidare.rules.access import Actor, Deed, system


def _case(actor: Actor, case: int, *, at: datetime) -> LinkCase:
    on = at.date()
    scope = actor.scope(on=on)
    row = find.one(LinkCase.visible_to(scope), case, lock=True)
    find.one(Person.visible_to(scope), row.other_id)
    actor.may(Deed.LEAD, on=on, board=row.board_id).require()
    return row


@deed
def settle_link(actor: Actor, *, case: int, same: bool, at: datetime) -> None:
    """The same human being, or two. Both files stay as they are."""
    row = _case(actor, case, at=at)
    # Every link of the board, also of somebody whom the one who settles may not see: none may go round.
    with within(system("link-cases").scope(on=at.date())):
        settled = LinkCase.unscoped.filter(board=row.board_id, same=True).exclude(pk=row.pk)
        links = list(settled.values_list("person", "other"))
    rules.may_settle(row.person_id, row.other_id, same=same, links=links).require()
    row.same, row.settled_by_id, row.settled_at = same, actor.user_id, at
    row.save()
    ledger.note(actor, "person.link-settled", at=at, person=row.person.key, case=row.pk, same=same)


@deed
def reopen_link(actor: Actor, *, case: int, at: datetime) -> None:
    row = _case(actor, case, at=at)
    row.same, row.settled_by, row.settled_at = None, None, None
    row.save()
    ledger.note(actor, "person.link-reopened", at=at, person=row.person.key, case=row.pk)
