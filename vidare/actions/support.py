"""Economic assistance as the board knows it: registered by the board's own officer, seen by nobody else."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.outcomes import SupportSpell
from vidare.records.people import Person
from vidare.rules import support as rules
from vidare.rules.access import Actor, Compartment, Deed


@deed
def register_support(
    actor: Actor, *, person: int, start: date, end: date | None, obstacle: str, children: int, children_under_8: int,
    at: datetime, paid_ore_per_month: int | None = None,
) -> int:  # fmt: skip
    """A spell of support. The one before that is still open ends the day before this begins."""
    on = at.date()
    whom = find.one(Person.visible_to(actor.scope(on=on)), person)
    actor.may(Deed.CHANGE, Compartment.SOCIAL_SERVICES, on=on, board=whom.board_id).require()
    rules.registered(start, end, children=children, children_under_8=children_under_8).require()
    rows = SupportSpell.visible_to(actor.scope(on=on)).filter(person=whom)
    before = list(rows.values_list("start", "end"))
    rules.after(start, [began for began, _ in before]).require()
    if any(ended is None for _, ended in before):
        rows.filter(end=None).update(end=rules.day_before(start))
    row = SupportSpell.unscoped.create(
        board_id=whom.board_id, compartment=Compartment.SOCIAL_SERVICES.value, person=whom, start=start, end=end,
        obstacle=obstacle, children=children, children_under_8=children_under_8, paid_ore_per_month=paid_ore_per_month,
    )  # fmt: skip
    note(actor, "support.registered", at=at, person=whom.key, spell=row.pk)
    return int(row.pk)
