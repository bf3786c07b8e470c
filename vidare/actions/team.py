"""The team's meetings: called, somebody taken up on the agenda, and what was agreed written down as a step."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions import steps
from vidare.actions.ledger import deed, note
from vidare.actions.steps import Wanted
from vidare.records import find
from vidare.records.participations import Participation
from vidare.records.team import AgendaItem, TeamMeeting
from vidare.rules import team as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import Hidden


@deed
def call_meeting(actor: Actor, *, service: int, held_on: date, at: datetime) -> int:
    """A day on which the team meets. Anybody of the team can call it."""
    actor.may(Deed.SEE, on=at.date(), service=service).require()
    called = TeamMeeting.objects.filter(service=service, held_on=held_on).exists()
    rules.may_call(held_on=held_on, one_is_called=called, on=at.date()).require()
    row = TeamMeeting.objects.create(service_id=service, held_on=held_on, called_by_id=actor.hand)
    note(actor, "team.meeting-called", at=at, meeting=row.pk)
    return int(row.pk)


@deed
def take_up(
    actor: Actor, *, person: int, meeting: int, why: str, compartment: Compartment = Compartment.TEAM, at: datetime
) -> int:
    """Put somebody on the agenda, before the whole team or only before those of a compartment of one's own."""
    on = at.date()
    scope = actor.scope(on=on)
    way = find.first(Participation.of(scope, person).select_related("person"), lock=True)
    held = find.one(TeamMeeting.objects.filter(service=way.service_id), meeting)
    actor.may(Deed.SEE, on=on, service=way.service_id).require()
    there = AgendaItem.visible_to(scope).filter(
        meeting=held, participation=way, compartment=compartment.value, settled_at=None
    )
    rules.may_take_up(
        why,
        held_on=held.held_on,
        in_allowed=compartment in rules.sees(actor, service=way.service_id, on=on),
        stands_there=there.exists(),
        on=on,
    ).require()
    row = AgendaItem.unscoped.create(
        board_id=way.board_id, compartment=compartment.value, person_id=way.person_id, meeting=held,
        participation=way, why=why.strip(), taken_up_by_id=actor.hand,
    )  # fmt: skip
    note(actor, "agenda.taken-up", at=at, person=way.person.key, item=row.pk, meeting=held.pk)
    return int(row.pk)


@deed
def settle(actor: Actor, *, item: int, agreed: str, wanted: Wanted | None = None, at: datetime) -> int | None:
    """What was agreed about somebody; where it is something to do it becomes a step with a day and an owner."""
    on = at.date()
    scope = actor.scope(on=on)
    rows = AgendaItem.visible_to(scope).select_related("person", "meeting")
    row = find.in_line(rows, item, behind=Participation.visible_to(scope), column="participation_id")
    actor.may(Deed.SEE, on=on, service=row.meeting.service_id).require()
    rules.may_settle(agreed, settled=row.settled_at is not None, held_on=row.meeting.held_on, on=on).require()
    # The step stands with the item: who reads what was agreed reads what it became.
    if wanted is not None and wanted.compartment not in {Compartment.TEAM, Compartment(row.compartment)}:
        raise Hidden
    step = steps.set_next_step(actor, person=row.person_id, wanted=wanted, at=at) if wanted else None
    row.agreed, row.step_id, row.settled_by_id, row.settled_at = agreed.strip(), step, actor.hand, at
    row.save(update_fields=["agreed", "step", "settled_by", "settled_at"])
    note(actor, "agenda.settled", at=at, person=row.person.key, item=row.pk, step=step)
    return step
