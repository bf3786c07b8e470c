"""Why somebody who receives support was offered nothing: noted by the board's own officer."""

from __future__ import annotations

from datetime import datetime

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.outcomes import NoOffer, SupportSpell
from vidare.records.people import Person
from vidare.rules import recipients as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import Hidden
from vidare.rules.recipients import BY_HAND, Spell, WhyNot


@deed
def note_no_offer(actor: Actor, *, person: int, reason: WhyNot, at: datetime) -> int:
    """The latest that is noted stands; an offer that comes after it is an offer all the same."""
    on, scope = at.date(), actor.scope(on=at.date())
    whom = find.one(Person.visible_to(scope), person, lock=True)
    own = actor.may(Deed.CHANGE, Compartment.SOCIAL_SERVICES, on=on, board=whom.board_id)
    if not own.allowed or reason not in BY_HAND:
        raise Hidden
    rows = SupportSpell.visible_to(scope).filter(person=whom).order_by("start", "pk")
    spells = [Spell(*row) for row in rows.values_list("start", "end", "obstacle")]
    rules.may_note(spells, on=on).require()
    made = NoOffer.unscoped.create(
        board_id=whom.board_id, compartment=Compartment.SOCIAL_SERVICES.value, person=whom, reason=reason.value,
        noted_on=on, noted_by_id=actor.hand, noted_at=at,
    )  # fmt: skip
    note(actor, "support.no-offer-noted", at=at, person=whom.key, board=whom.board_id, reason=reason.value)
    return int(made.pk)
