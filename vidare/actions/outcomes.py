"""How ways end: closed with a preliminary class, confirmed later, and asked about afterwards."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Q

from vidare.actions import attention, seats, verdicts
from vidare.actions.ledger import deed, note
from vidare.records import configured, find
from vidare.records.activities import Assignment, Booking, Enrolment
from vidare.records.outcomes import Exit, FollowUp, OccupationSpell
from vidare.records.participations import Meeting, Participation, Pause
from vidare.records.placements import Placement
from vidare.records.plans import Plan, Step
from vidare.records.taxonomy import chosen, columns
from vidare.rules import activities, plans
from vidare.rules import outcomes as rules
from vidare.rules import participations as ways
from vidare.rules import placements as placed
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.attendance import Source
from vidare.rules.outcomes import ExitClass, ExitState, FollowUpState, Occupation, Spell
from vidare.rules.period import ONE_DAY, Period
from vidare.rules.taxonomy import NOTHING, Chosen, Kind

WITH_THE_WAY = "participation-closed"  # why steps are dropped and enrolments broken off when a way ends
OCCUPATION_OF = {
    ExitClass.WORK: Occupation.WORK,
    ExitClass.STUDIES: Occupation.STUDIES,
    ExitClass.OTHER_AUTHORITY: Occupation.EMPLOYMENT_SERVICE_MEASURE,
}


@deed
def close_participation(
    actor: Actor,
    *,
    participation: int,
    ended_on: date,
    exit_class: ExitClass,
    reason: str,
    occupation_from: date | None = None,
    what: Chosen = NOTHING,
    at: datetime,
) -> int:
    """End a way with a preliminary class: what was booked falls, the plan ends, the questions afterwards are laid out.

    ``occupation_from`` is the first day of the work, studies or measure that the person goes on to, when it is known;
    ``what`` is the occupation of the work.
    """
    on = at.date()
    way = find.one(Participation.visible_to(actor.scope(on=on)), participation, lock=True)
    actor.may(Deed.CLOSE, on=on, service=way.service_id, board=way.board_id).require()
    running = Placement.unscoped.filter(participation=way, state__in=[one.value for one in placed.UNDER_WAY])
    rules.may_close(
        ways.State(way.state),
        started_on=way.started_on,
        ended_on=ended_on,
        placements_under_way=running.count(),
        on=on,
    ).require()
    _let_go(way, ended_on, at)
    way.state, way.ended_on = ways.State.CLOSED.value, ended_on
    way.version += 1
    way.save(update_fields=["state", "ended_on", "version"])
    row = Exit.unscoped.create(
        **_behind(way),
        participation=way,
        ended_on=ended_on,
        reason=reason,
        preliminary=exit_class.value,
        made_by_id=actor.user_id,
        **columns(Kind.OCCUPATION, what, "said", "concept"),
    )
    _ask_afterwards(way, exit_class, ended_on)
    if occupation_from is not None and exit_class in OCCUPATION_OF:
        _occupied(way, OCCUPATION_OF[exit_class], occupation_from, None, at, what)
    note(actor, "participation.closed", at=at, person=way.person.key, exit=row.pk, preliminary=exit_class.value)
    attention.refresh(way.pk, on=on)
    return int(row.pk)


@deed
def confirm_exit(
    actor: Actor, *, exit: int, exit_class: ExitClass, work_started_on: date | None = None, at: datetime
) -> ExitState:
    """Staff confirm the class or correct it. Work counts after a whole month; another class is a correction."""
    on = at.date()
    row = find.one(Exit.visible_to(actor.scope(on=on)), exit, lock=True)
    way = row.participation
    actor.may(Deed.CLOSE, on=on, service=way.service_id, board=way.board_id).require()
    spells = _spells(row.person_id)
    rules.may_confirm(
        ExitState(row.state),
        exit_class,
        ended_on=row.ended_on,
        work_started_on=work_started_on or rules.work_since(spells, on=on),
        on=on,
        policy=_policy(way),
    ).require()
    settled = rules.settled_as(ExitClass(row.preliminary), exit_class)
    row.confirmed, row.confirmed_on, row.confirmed_by_id = exit_class.value, on, actor.user_id
    row.state = settled.value
    row.save(update_fields=["confirmed", "confirmed_on", "confirmed_by", "state"])
    if exit_class is ExitClass.REGISTERED_IN_ERROR:
        FollowUp.unscoped.filter(participation=way, state=FollowUpState.DUE.value).delete()
    new_work = work_started_on if exit_class is ExitClass.WORK else None
    if new_work is not None and rules.state_on(spells, new_work) is not Occupation.WORK:
        _occupied(way, Occupation.WORK, new_work, None, at, chosen(row, "said", "concept"))
    note(actor, f"exit.{settled.value}", at=at, person=way.person.key, exit=row.pk, confirmed=exit_class.value)
    attention.refresh(way.pk, on=on)
    return settled


@deed
def answer_follow_up(actor: Actor, *, follow_up: int, occupation: Occupation, at: datetime) -> None:
    """What the person did on the day asked about. Unknown is an answer that is counted, and can become known later."""
    on = at.date()
    row = find.one(FollowUp.visible_to(actor.scope(on=on)), follow_up, lock=True)
    way = row.participation
    actor.may(Deed.CLOSE, on=on, service=way.service_id, board=way.board_id).require()
    rules.may_answer(FollowUpState(row.state), due_on=row.due_on, on=on).require()
    known = occupation is not Occupation.UNKNOWN
    row.state = (FollowUpState.ANSWERED if known else FollowUpState.UNKNOWN).value
    row.occupation, row.answered_on, row.answered_by_id = occupation.value, on, actor.user_id
    row.save(update_fields=["state", "occupation", "answered_on", "answered_by"])
    note(
        actor, "follow-up.answered", at=at, person=way.person.key, follow_up=row.pk, days=row.days,
        occupation=occupation.value,
    )  # fmt: skip
    attention.refresh(way.pk, on=on)


@deed
def note_occupation(
    actor: Actor,
    *,
    participation: int,
    occupation: Occupation,
    start: date,
    end: date | None,
    what: Chosen = NOTHING,
    hours: int | None = None,
    at: datetime,
) -> tuple[datetime, ...]:
    """What the person does and lives on, from a day to a day. Answers the hours that are given back by it."""
    on = at.date()
    way = find.one(Participation.visible_to(actor.scope(on=on)), participation)
    actor.may(Deed.CHANGE, on=on, service=way.service_id).require()
    known = [spell.period for spell in _spells(way.person_id) if spell.occupation is occupation]
    (rules.may_note(start, end, known=known) & rules.hours_possible(hours)).require()
    row = _occupied(way, occupation, start, end, at, what, hours=hours)
    note(actor, "occupation.noted", at=at, person=way.person.key, spell=row.pk, occupation=occupation.value)
    given = seats.give_back(actor, way=way, since=start, at=at)
    attention.refresh(way.pk, on=on)
    return given


@deed
def end_occupation(actor: Actor, *, participation: int, spell: int, last: date, at: datetime) -> None:
    """The studies or the work that went on have a last day: from the day after the person is to come again."""
    on = at.date()
    way = find.one(Participation.visible_to(actor.scope(on=on)), participation)
    actor.may(Deed.CHANGE, on=on, service=way.service_id).require()
    row = find.one(OccupationSpell.visible_to(actor.scope(on=on)).filter(person=way.person_id), spell, lock=True)
    rules.may_end(row.start, row.end, last=last).require()
    row.end = last
    row.save(update_fields=["end"])
    note(actor, "occupation.ended", at=at, person=way.person.key, spell=row.pk, occupation=row.occupation)
    seats.give_back(actor, way=way, since=last, at=at)
    attention.refresh(way.pk, on=on)


def _let_go(way: Participation, ended_on: date, at: datetime) -> None:
    """Nothing of a closed way stays open: hours, meetings, steps, plan, enrolments, assignments, pauses, proposals."""
    midnight = datetime.combine(ended_on + ONE_DAY, time(0), tzinfo=at.tzinfo)
    hours = Booking.unscoped.filter(
        participation=way, state=activities.BookingState.BOOKED.value, starts_at__gte=midnight
    )
    given_back = list(hours.values_list("pk", flat=True))
    hours.update(state=activities.BookingState.CANCELLED.value)
    verdicts.derive(*given_back, at=at)
    Meeting.unscoped.filter(
        participation=way, state=activities.MeetingState.BOOKED.value, starts_at__gte=midnight
    ).update(state=activities.MeetingState.CANCELLED.value)
    open_steps = Q(state__in=[plans.StepState.PLANNED.value, plans.StepState.UNDER_WAY.value])
    Step.unscoped.filter(open_steps, participation=way).update(
        state=plans.StepState.DROPPED.value, ended_on=ended_on, drop_reason=WITH_THE_WAY
    )
    Plan.unscoped.filter(
        participation=way,
        state__in=[state.value for state, after in plans.TRANSITIONS.items() if plans.State.ENDED in after],
    ).update(state=plans.State.ENDED.value)
    _end_enrolments(way, ended_on)
    _end_assignments(way, ended_on)
    Pause.unscoped.filter(participation=way, end=None, start__lte=ended_on).update(end=ended_on)
    before = [state.value for state, after in placed.TRANSITIONS.items() if placed.State.CANCELLED in after]
    Placement.unscoped.filter(participation=way, state__in=before).update(state=placed.State.CANCELLED.value)


def _end_enrolments(way: Participation, ended_on: date) -> None:
    rows = Enrolment.unscoped.filter(participation=way, end=None)
    running = rows.filter(state=activities.EnrolmentState.RUNNING.value, start__lte=ended_on)
    running.update(state=activities.EnrolmentState.COMPLETED.value, end=ended_on, end_reason=WITH_THE_WAY)
    open_states = [
        activities.EnrolmentState.OFFERED.value,
        activities.EnrolmentState.QUEUED.value,
        activities.EnrolmentState.RUNNING.value,
    ]
    rows.filter(state__in=open_states).update(state=activities.EnrolmentState.CANCELLED.value, end_reason=WITH_THE_WAY)


def _end_assignments(way: Participation, ended_on: date) -> None:
    rows = Assignment.unscoped.filter(participation=way)
    rows.filter(state=activities.AssignmentState.PREPARED.value).update(
        state=activities.AssignmentState.WITHDRAWN.value, ended_on=ended_on
    )
    rows.filter(state=activities.AssignmentState.DECIDED.value).update(
        state=activities.AssignmentState.ENDED.value, ended_on=ended_on
    )


def _ask_afterwards(way: Participation, exit_class: ExitClass, ended_on: date) -> None:
    if way.started_on is None:
        return
    FollowUp.unscoped.bulk_create(
        FollowUp(**_behind(way), participation=way, days=days, due_on=due)
        for days, due in rules.follow_ups(exit_class, ended_on, policy=_policy(way))
    )


def _occupied(
    way: Participation, occupation: Occupation, start: date, end: date | None, at: datetime, what: Chosen,
    *, hours: int | None = None,
) -> OccupationSpell:  # fmt: skip
    row: OccupationSpell = OccupationSpell.unscoped.create(
        **_behind(way), **columns(Kind.OCCUPATION, what, "said", "concept"),
        occupation=occupation.value, start=start, end=end, source=Source.STAFF.value, noted_at=at,
        hours_per_week=hours,
    )  # fmt: skip
    return row


def _spells(person: int) -> list[Spell]:
    rows = OccupationSpell.unscoped.filter(person_id=person).values_list("occupation", "start", "end")
    return [Spell(Occupation(what), Period(start, end)) for what, start, end in rows]


def _behind(way: Participation) -> dict[str, object]:
    return {"board_id": way.board_id, "compartment": Compartment.TEAM.value, "person_id": way.person_id}


def _policy(way: Participation) -> rules.Policy:
    return rules.Policy(follow_up_days=configured.model_of(way.service_id).follow_up_days)
