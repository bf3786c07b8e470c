"""One way through a service: started by the first meeting, paused for a time, carried by a coach."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions import attention, ledger, seats, verdicts
from vidare.actions.ledger import deed
from vidare.records import find
from vidare.records.participations import Participation, Pause
from vidare.records.workload import coaches_of
from vidare.rules import participations
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Because, Refused, Stale
from vidare.rules.participations import No, PauseReason, State


def one_to_change(
    actor: Actor, participation: int, *, needed: Deed = Deed.CHANGE, own: bool = False, at: datetime
) -> Participation:  # fmt: skip
    """The participation, locked, when the actor may see it and do ``needed`` in its service.

    ``own``: for its board alone. What another board was let in to it does not carry.
    """
    row = find.one(
        Participation.visible_to(actor.scope(on=at.date())).select_related("person"), participation, lock=True
    )
    board = row.board_id if own else None
    actor.may(needed, on=at.date(), service=row.service_id, board=board).require()
    return row


def start(row: Participation, *, on: date, otherwise: int) -> None:
    """Part of a first meeting that was held: from waiting to active. Whoever held it is the coach if there is none."""
    if row.coach_id is None:
        row.coach_id, row.coach_since, row.coach_acknowledged = otherwise, on, True
    participations.start(State(row.state), has_coach=row.coach_id is not None).require()
    row.state, row.started_on = State.ACTIVE.value, on


@deed
def pause_participation(
    actor: Actor, *, participation: int, reason: PauseReason, until: date, at: datetime
) -> tuple[datetime, ...]:
    """Away for a time, with a reason and a last day. Answers the hours that are given back by it."""
    on = at.date()
    row = one_to_change(actor, participation, own=True, at=at)
    participations.pause(State(row.state), until=until, on=on).require()
    Pause.unscoped.create(
        board_id=row.board_id, person=row.person, participation=row, reason=reason.value, start=on, until=until
    )
    _save(row, State.PAUSED)
    ledger.note(actor, "participation.paused", at=at, person=row.person.key, participation=row.pk, reason=reason.value)
    given = seats.give_back(actor, way=row, since=on, at=at)
    attention.refresh(row.pk, on=on)
    return given


@deed
def resume_participation(actor: Actor, *, participation: int, at: datetime) -> None:
    """The person is back, from this day on. What was given back is booked anew by staff, who are reminded of it."""
    on = at.date()
    row = one_to_change(actor, participation, own=True, at=at)
    participations.resume(State(row.state)).require()
    Pause.unscoped.filter(participation=row, end=None).update(end=on)
    _save(row, State.ACTIVE)
    ledger.note(actor, "participation.resumed", at=at, person=row.person.key, participation=row.pk)
    verdicts.renew(participation=row.pk, since=at.date(), at=at)
    attention.refresh(row.pk, on=on)


def _save(row: Participation, state: State) -> None:
    row.state = state.value
    row.version += 1
    row.save()


@deed
def assign_coach(actor: Actor, *, participation: int, coach: int, version: int | None = None, at: datetime) -> None:
    """The one who leads the caseload chooses another coach, who is told that somebody is new."""
    on = at.date()
    row = one_to_change(actor, participation, needed=Deed.LEAD, own=True, at=at)
    if version is not None and version != row.version:
        raise Stale(yours={"coach": coach}, theirs={"coach": row.coach_id}, version=row.version)
    participations.assign(
        State(row.state), coach=coach, now=row.coach_id, coaches=coaches_of(row.service_id, board=row.board_id, on=on)
    ).require()
    row.coach_id, row.coach_since, row.coach_acknowledged = coach, on, coach == actor.user_id
    _save(row, State(row.state))
    ledger.note(actor, "participation.coach-assigned", at=at, person=row.person.key, participation=row.pk, coach=coach)
    attention.refresh(row.pk, on=on)


@deed
def acknowledge(actor: Actor, *, participation: int, at: datetime) -> None:
    """The coach has seen that somebody is new."""
    row = one_to_change(actor, participation, needed=Deed.SEE, at=at)
    if row.coach_id != actor.user_id:
        raise Refused([Because(No.NOT_YOURS)])
    row.coach_acknowledged = True
    _save(row, State(row.state))
    ledger.note(actor, "participation.acknowledged", at=at, person=row.person.key, participation=row.pk)
    attention.refresh(row.pk, on=at.date())
