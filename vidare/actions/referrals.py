"""Ways in: received, accepted with a coach, declined with where to turn, withdrawn; and the pauses of the clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from vidare.actions import attention, ledger, people
from vidare.actions.ledger import deed
from vidare.actions.people import Newcomer
from vidare.records import find
from vidare.records.participations import Meeting, Participation
from vidare.records.people import Person, Reach
from vidare.records.referrals import ClockPause, Referral
from vidare.records.ways_in import has_open, may_come_to, wanted_by
from vidare.records.workload import coaches_of, loads_of
from vidare.rules import participations, referrals
from vidare.rules.access import Actor, Deed
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.decision import Because, Refused, no
from vidare.rules.period import Period
from vidare.rules.referrals import DeclineReason, No, PauseReason, State, WayIn


@dataclass(frozen=True, slots=True)
class Coming:
    """What is told when somebody comes: how, a few words, and the answers that are known."""

    way_in: WayIn
    message: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    invitation: int | None = None


@deed
def receive_referral(
    actor: Actor, *, service: int, coming: Coming, newcomer: Newcomer | None = None, person: int = 0, at: datetime
) -> int:
    """Somebody is referred or drops in: a newcomer, or a ``person`` whom the actor may see. Answers the referral."""
    on = at.date()
    actor.may(Deed.REFER, on=on, service=service).require()
    if newcomer is not None:
        row = people.create_person(actor, service=service, newcomer=newcomer, at=at)
    else:
        row = find.one(Person.visible_to(actor.scope(on=on)), person, lock=True)
        actor.may(Deed.REFER, on=on, service=service, board=row.board_id).require()
        Reach.unscoped.get_or_create(person=row, service_id=service, defaults={"board": row.board})
    return receive(actor, service=service, person=row, coming=coming, at=at).pk


def receive(actor: Actor, *, service: int, person: Person, coming: Coming, at: datetime) -> Referral:
    """Part of other deeds: the way in is noted, with its clock running from this moment."""
    may_come_to(service, person=person.pk, way_in=coming.way_in).require()
    held = [one for one in actor.held(on=at.date()) if one.service_id == service]
    row: Referral = Referral.unscoped.create(
        board_id=person.board_id,
        person=person,
        service_id=service,
        way_in=coming.way_in.value,
        received_on=at.date(),
        received_at=at,
        referrer_id=actor.user_id,
        referrer_organisation_id=held[0].organisation_id if held else None,
        message=coming.message.strip(),
        invitation_id=coming.invitation,
        answers={question: answer for question, answer in coming.answers.items() if answer},
    )
    ledger.note(
        actor, "referral.received", at=at, person=person.key, board=person.board_id, referral=row.pk,
        service=service, way_in=coming.way_in.value,
    )  # fmt: skip
    return row


def _one(actor: Actor, referral: int, *, at: datetime) -> Referral:
    return find.one(Referral.visible_to(actor.scope(on=at.date())).select_related("person"), referral, lock=True)


@deed
def accept_referral(
    actor: Actor, *, referral: int, answers: Mapping[str, str] | None = None, coach: int | None = None, at: datetime
) -> int:
    """Taken in: a participation that waits for its first meeting, with the coach who carries least, or the chosen."""
    on = at.date()
    row = _one(actor, referral, at=at)
    actor.may(Deed.ACCEPT, on=on, service=row.service_id, board=row.board_id).require()
    row.answers = {**row.answers, **{name: answer for name, answer in (answers or {}).items() if answer}}
    decision = referrals.move(State(row.state), State.ACCEPTED)
    decision &= referrals.eligible(row.answers, wanted=wanted_by(row.service_id))
    if has_open(row.person_id, row.service_id):
        decision &= no(No.HERE_ALREADY)
    if coach is not None and coach not in coaches_of(row.service_id, board=row.board_id, on=on):
        decision &= no(participations.No.NOT_A_COACH)
    decision.require()
    chosen = (
        coach if coach is not None else participations.least_loaded(loads_of(row.service_id, board=row.board_id, on=on))
    )
    settle(actor, row, State.ACCEPTED, on=on)
    way = Participation.unscoped.create(
        board_id=row.board_id, person=row.person, service_id=row.service_id, referral=row, coach_id=chosen,
        coach_since=on if chosen is not None else None, coach_acknowledged=chosen == actor.user_id,
    )  # fmt: skip
    ledger.note(
        actor, "referral.accepted", at=at, person=row.person.key, referral=row.pk, participation=way.pk, coach=chosen
    )
    attention.refresh(way.pk, on=on)
    return int(way.pk)


def settle(actor: Actor, row: Referral, state: State, *, on: date) -> None:
    """Part of other deeds: what became of it, by whom and when. A clock that stands still does so no longer."""
    row.state, row.decided_on, row.decided_by_id = state.value, on, actor.user_id
    row.version += 1
    row.save()
    if state is not State.ACCEPTED:
        ClockPause.unscoped.filter(referral=row, end=None).update(end=on)


@deed
def decline_referral(
    actor: Actor, *, referral: int, reasons: Collection[DeclineReason], turn_to: str, at: datetime
) -> None:
    """A no, with its reasons and where to turn instead."""
    row = _one(actor, referral, at=at)
    actor.may(Deed.ACCEPT, on=at.date(), service=row.service_id, board=row.board_id).require()
    referrals.decline(State(row.state), reasons=reasons, turn_to=turn_to).require()
    row.decline_reasons = sorted(reason.value for reason in set(reasons))
    row.turn_to = turn_to.strip()
    settle(actor, row, State.DECLINED, on=at.date())
    ledger.note(
        actor, "referral.declined", at=at, person=row.person.key, referral=row.pk, reasons=list(row.decline_reasons)
    )


@deed
def withdraw_referral(actor: Actor, *, referral: int, at: datetime) -> None:
    """Taken back by the one who referred, or by the service when the person asks."""
    row = _one(actor, referral, at=at)
    accepts = actor.may(Deed.ACCEPT, on=at.date(), service=row.service_id, board=row.board_id).allowed
    if not accepts and row.referrer_id != actor.user_id:
        raise Refused([Because(No.NOT_YOURS)])
    referrals.move(State(row.state), State.WITHDRAWN).require()
    settle(actor, row, State.WITHDRAWN, on=at.date())
    ledger.note(actor, "referral.withdrawn", at=at, person=row.person.key, referral=row.pk)


@deed
def pause_clock(actor: Actor, *, referral: int, reason: PauseReason, start: date, at: datetime) -> int:
    """The clock stands still from a day, with a reason that the referrer can be told."""
    row = _one(actor, referral, at=at)
    actor.may(Deed.ACCEPT, on=at.date(), service=row.service_id, board=row.board_id).require()
    pauses = [Period(one.start, one.end) for one in ClockPause.unscoped.filter(referral=row)]
    referrals.pause_clock(
        row.received_on, pauses=pauses, met=_met(row), state=State(row.state), start=start, on=at.date()
    ).require()
    pause = ClockPause.unscoped.create(
        board_id=row.board_id, person=row.person, referral=row, reason=reason.value, start=start
    )
    ledger.note(actor, "referral.clock-paused", at=at, person=row.person.key, referral=row.pk, reason=reason.value)
    _refresh(row, on=at.date())
    return int(pause.pk)


@deed
def resume_clock(actor: Actor, *, referral: int, end: date, at: datetime) -> None:
    """The clock runs again; ``end`` is the last day that is not counted."""
    row = _one(actor, referral, at=at)
    actor.may(Deed.ACCEPT, on=at.date(), service=row.service_id, board=row.board_id).require()
    pause = ClockPause.unscoped.filter(referral=row, end=None).first()
    referrals.resume_clock(pause=Period(pause.start) if pause else None, end=end, on=at.date()).require()
    ClockPause.unscoped.filter(referral=row, end=None).update(end=end)
    ledger.note(actor, "referral.clock-resumed", at=at, person=row.person.key, referral=row.pk)
    _refresh(row, on=at.date())


def _met(row: Referral) -> bool:
    held = Meeting.unscoped.filter(participation__referral=row, kind=MeetingKind.FIRST.value)
    return bool(held.filter(state=MeetingState.HELD.value).exists())


def _refresh(row: Referral, *, on: date) -> None:
    way = Participation.unscoped.filter(referral=row).values_list("pk", flat=True).first()
    if way is not None:
        attention.refresh(way, on=on)
