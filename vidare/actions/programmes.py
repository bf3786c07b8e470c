"""Notes the days of the Employment Service's introduction programme."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.participations import Participation
from vidare.records.programmes import Programme
from vidare.rules import programmes as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.programmes import Told


@deed
def note_programme(
    actor: Actor, *, person: int, start: date, end: date | None, told_by: Told, at: datetime
) -> int:  # fmt: skip
    """The first and the last day as far as they are known now; what was known before is kept under it."""
    on = at.date()
    scope = actor.scope(on=on)
    way = find.first(Participation.of(scope, person).select_related("person"), lock=True)
    actor.may(Deed.CHANGE, on=on, service=way.service_id).require()
    latest = Programme.visible_to(scope).filter(person=person).order_by("-pk").values_list("start", "end").first()
    rules.may_note((start, end), before=latest, on=on, policy=rules.Policy()).require()
    row = Programme.unscoped.create(
        board_id=way.board_id, compartment=Compartment.TEAM.value, person_id=way.person_id,
        start=start, end=end, told_by=told_by.value, noted_at=at, noted_by_id=actor.hand,
    )  # fmt: skip
    note(actor, "programme.noted", at=at, person=way.person.key, programme=row.pk, told_by=told_by.value)
    return int(row.pk)
