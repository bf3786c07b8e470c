"""The board's assignment of an activity (anvisning): prepared, decided by the board's officer, ended or withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions import attention, bases, messages
from vidare.actions.ledger import deed, note
from vidare.records import configured, find
from vidare.records.activities import Activity, Assignment
from vidare.records.disclosures import Disclosure
from vidare.records.participations import Participation
from vidare.rules import assignments as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.activities import AssignmentState, EmploymentServiceAnswer
from vidare.rules.assignments import Draft, Policy
from vidare.rules.decision import Hidden, Stale
from vidare.rules.messages import Template
from vidare.rules.participations import State


@deed
def prepare_assignment(
    actor: Actor, *, participation: int, activity: int, wishes: str, weighed: str, start: date, end: date | None,
    at: datetime,
) -> int:  # fmt: skip
    """Write down wishes, how they were weighed and the period. What Arbetsförmedlingen answered is looked up."""
    on = at.date()
    way = find.one(Participation.visible_to(actor.scope(on=on)).select_related("person"), participation)
    actor.may(Deed.CHANGE, on=on, service=way.service_id).require()
    what = find.one(Activity.objects.filter(service=way.service_id), activity)
    consultation, answer, answered_on = _answer(actor, way, on=on)
    draft = Draft(start, end, wishes, weighed, answer, answered_on)
    rules.prepared(draft, policy=_policy(way, start)).require()
    row = Assignment(
        board_id=way.board_id, person=way.person, participation=way, activity=what,
        prepared_by_id=actor.hand, prepared_on=on,
    )  # fmt: skip
    _fill(row, draft, consultation=consultation)
    row.save()
    note(actor, "assignment.prepared", at=at, person=way.person.key, assignment=row.pk)
    attention.refresh(way.pk, on=on)
    return row.pk


@deed
def change_assignment(
    actor: Actor, *, assignment: int, wishes: str, weighed: str, start: date, end: date | None, version: int,
    at: datetime,
) -> int:  # fmt: skip
    """Mend a prepared assignment. A decided one is never changed: it is withdrawn, and another is prepared."""
    on = at.date()
    row = _row(actor, assignment, deed=Deed.CHANGE, compartment=Compartment.TEAM, on=on)
    rules.may_change(AssignmentState(row.state)).require()
    _fresh(row, version, {"wishes": wishes, "wishes_weighed": weighed, "start": start, "end": end})
    consultation, answer, answered_on = _answer(actor, row.participation, on=on)
    draft = Draft(start, end, wishes, weighed, answer, answered_on)
    rules.prepared(draft, policy=_policy(row.participation, start)).require()
    _fill(row, draft, consultation=consultation)
    row.version += 1
    row.save()
    note(actor, "assignment.changed", at=at, person=row.person.key, assignment=row.pk)
    return row.pk


@deed
def decide_assignment(actor: Actor, *, assignment: int, reasons: str, version: int, at: datetime) -> int:
    """The board's decision, by its officer, who is never the person's coach."""
    on = at.date()
    row = _row(actor, assignment, deed=Deed.DECIDE, compartment=Compartment.SOCIAL_SERVICES, on=on)
    way = row.participation
    consultation, answer, answered_on = _answer(actor, way, on=on)
    draft = Draft(row.start, row.end, row.wishes, row.wishes_weighed, answer, answered_on)
    decision = rules.moved(AssignmentState(row.state), AssignmentState.DECIDED) & rules.decided(
        draft,
        policy=_policy(way, row.start),
        reasons=reasons,
        decider=actor.user_id,
        coach=way.coach_id,
        taking_part=way.state != State.CLOSED.value,
        on=on,
    )
    decision.require()
    _fresh(row, version, {"reasons": reasons})
    _fill(row, draft, consultation=consultation)
    row.state, row.reasons = AssignmentState.DECIDED.value, reasons
    row.decided_by_id, row.decided_on, row.version = actor.user_id, on, row.version + 1
    row.save()
    messages.write(
        actor, person=way.person, template=Template.ASSIGNMENT_DECIDED, at=at, about=f"assignment:{row.pk}",
        facts={"activity": row.activity.name, "start": row.start, "end": row.end, "reasons": reasons,
               "appeal_to": row.board.appeal_to},
        compartment=Compartment.SOCIAL_SERVICES,
    )  # fmt: skip
    note(actor, "assignment.decided", at=at, person=way.person.key, assignment=row.pk)
    attention.refresh(way.pk, on=on)
    return row.pk


@deed
def end_assignment(actor: Actor, *, assignment: int, at: datetime) -> int:
    """It binds no longer from tomorrow; what happened under it stands."""
    on = at.date()
    row = _row(actor, assignment, deed=Deed.DECIDE, compartment=Compartment.SOCIAL_SERVICES, on=on)
    rules.moved(AssignmentState(row.state), AssignmentState.ENDED).require()
    row.state, row.ended_on, row.version = AssignmentState.ENDED.value, on, row.version + 1
    row.save()
    note(actor, "assignment.ended", at=at, person=row.person.key, assignment=row.pk)
    attention.refresh(row.participation_id, on=on)
    return row.pk


@deed
def withdraw_assignment(actor: Actor, *, assignment: int, at: datetime) -> int:
    """As if it had never been decided: what was handed over under it is withdrawn too, visibly."""
    on = at.date()
    row = _row(actor, assignment, deed=Deed.DECIDE, compartment=Compartment.SOCIAL_SERVICES, on=on)
    rules.moved(AssignmentState(row.state), AssignmentState.WITHDRAWN).require()
    bases.withdraw_under(actor, assignment=row.pk, at=at)
    row.state, row.version = AssignmentState.WITHDRAWN.value, row.version + 1
    row.save()
    note(actor, "assignment.withdrawn", at=at, person=row.person.key, assignment=row.pk)
    attention.refresh(row.participation_id, on=on)
    return row.pk


def _row(actor: Actor, key: int, *, deed: Deed, compartment: Compartment, on: date) -> Assignment:
    rows = Assignment.visible_to(actor.scope(on=on)).select_related("participation__person", "activity", "board")
    row = find.one(rows, key, lock=True)
    actor.may(deed, compartment, on=on, service=row.participation.service_id, board=row.board_id).require()
    return row


def _policy(way: Participation, on: date) -> Policy:
    return Policy.from_values(configured.values_of(way.service_id, "assignment", on))


def _answer(
    actor: Actor, way: Participation, *, on: date
) -> tuple[Disclosure | None, EmploymentServiceAnswer | None, date | None]:
    """The latest answer to a question put to Arbetsförmedlingen about this person in this service."""
    rows = Disclosure.visible_to(actor.scope(on=on)).filter(person=way.person_id, service=way.service_id)
    row = rows.exclude(answer="").order_by("-answered_on", "-pk").first()
    if row is None:
        return None, None, None
    return row, EmploymentServiceAnswer(row.answer), row.answered_on


def _fill(row: Assignment, draft: Draft, *, consultation: Disclosure | None) -> None:
    if draft.end is None:
        raise Hidden
    row.start, row.end, row.wishes, row.wishes_weighed = draft.start, draft.end, draft.wishes, draft.weighed
    row.consultation = consultation
    row.consulted_answer = draft.answer.value if draft.answer else ""
    row.consulted_on = draft.answered_on


def _fresh(row: Assignment, version: int, yours: dict[str, object]) -> None:
    if row.version != version:
        raise Stale(yours=yours, theirs={name: getattr(row, name) for name in yours}, version=row.version)
