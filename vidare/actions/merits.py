"""What somebody can and has, noted in their words and by what it is called; what is no longer so is ended."""

from __future__ import annotations

from datetime import datetime

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.needs import Merit
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.taxonomy import columns
from vidare.rules import needs as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import Hidden
from vidare.rules.taxonomy import Chosen, Kind

WHERE = Compartment.LABOUR_MARKET


@deed
def note_merit(actor: Actor, *, person: int, kind: Kind, what: Chosen, at: datetime) -> int:
    on = at.date()
    whom, way = _way_of(actor, person, at)
    open_now = Merit.visible_to(actor.scope(on=on)).filter(participation=way, kind=kind.value, removed_on=None)
    rules.may_note_merit(what.said, known=list(open_now.values_list("said", flat=True))).require()
    row = Merit.unscoped.create(
        board_id=whom.board_id,
        compartment=WHERE.value,
        person=whom,
        participation=way,
        kind=kind.value,
        noted_on=on,
        noted_by_id=actor.user_id,
        **columns(kind, what, "said", "concept"),
    )
    note(actor, "merit.noted", at=at, person=whom.key, merit=row.pk, kind=kind.value)
    return int(row.pk)


@deed
def end_merit(actor: Actor, *, person: int, merit: int, at: datetime) -> None:
    """It is no longer so, or was wrong. It is kept with the day."""
    whom, way = _way_of(actor, person, at)
    rows = Merit.visible_to(actor.scope(on=at.date())).filter(participation=way, removed_on=None)
    row = find.one(rows, merit, lock=True)
    row.removed_on = at.date()
    row.save(update_fields=["removed_on"])
    note(actor, "merit.ended", at=at, person=whom.key, merit=row.pk, kind=row.kind)


def _way_of(actor: Actor, person: int, at: datetime) -> tuple[Person, Participation]:
    scope = actor.scope(on=at.date())
    whom = find.one(Person.visible_to(scope), person)
    way = Participation.of(scope, person).first()
    if way is None:
        raise Hidden
    find.one(Participation.visible_to(scope), way.pk, lock=True)
    actor.may(Deed.CHANGE, WHERE, on=at.date(), service=way.service_id).require()
    return whom, way
