"""Steps of a plan: set, changed, begun, done, dropped. A step without a plan is taken up by the first one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from vidare.actions import attention, items, plans
from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.participations import Participation
from vidare.records.plans import Plan, Step
from vidare.records.services import Membership
from vidare.rules import plans as rules
from vidare.rules.access import Actor, Compartment, Deed, who_may
from vidare.rules.decision import Decision, no
from vidare.rules.items import may_stand_in as placed
from vidare.rules.items import where_it_may_stand
from vidare.rules.plans import IN_WRITING, Leads, State, StepState

VERBS = {StepState.UNDER_WAY: "step.started", StepState.DONE: "step.done", StepState.DROPPED: "step.dropped"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a step shall say. ``owner`` is a user of staff; None with ``participant`` says the person themselves.

    ``compartment`` is chosen when it is set, and stays.
    """

    title: str
    leads: Leads | None
    due_on: date
    owner: int | None = None
    participant: bool = False
    lang: str = "sv"
    compartment: Compartment = plans.WHERE


@deed
def set_next_step(actor: Actor, *, person: int, wanted: Wanted, at: datetime) -> int:
    """A step more. In an agreed plan it begins a new version, for nobody has agreed to it yet."""
    way = plans.way_of(actor, person, at=at)
    (_judged(actor, way, wanted, on=at.date()) & _placed(actor, way, wanted, on=at.date())).require()
    plan = _in_writing(actor, way, at=at)
    row = Step.unscoped.create(
        board_id=way.board_id,
        compartment=wanted.compartment.value,
        person_id=way.person_id,
        participation=way,
        plan=plan,
        **_columns(wanted),
    )
    note(actor, "step.planned", at=at, person=way.person.key, step=row.pk, plan=plan.pk if plan else None)
    _told(actor, way, plan, at=at)
    return int(row.pk)


@deed
def change_step(actor: Actor, *, step: int, version: int, wanted: Wanted, at: datetime) -> int:
    """Say a step otherwise while its plan is in writing; a step of an agreed plan is changed in a new version of it."""
    row, way = _step(actor, step, at=at)
    plans.fresh(row.version, version, yours=_columns(wanted), theirs=_columns(_said(row)))
    decision = _judged(actor, way, wanted, on=at.date(), besides=row)
    decision &= _placed(actor, way, replace(wanted, compartment=Compartment(row.compartment)), on=at.date())
    if row.plan is not None and State(row.plan.state) not in IN_WRITING:
        decision &= rules.may_become(State(row.plan.state), State.DRAFT)
    if not rules.Step(StepState(row.state), row.due_on).is_open:
        decision &= no(rules.No.STEP_STATE, state=StepState(row.state))
    decision.require()
    for name, value in _columns(wanted).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    items.fall(row, at=at)
    note(actor, "step.changed", at=at, person=way.person.key, step=row.pk)
    _told(actor, way, row.plan, at=at)
    return int(row.version)


@deed
def move_step(actor: Actor, *, step: int, version: int, state: StepState, reason: str = "", at: datetime) -> bool:
    """Begin, finish or drop a step. Answers whether a next step must now be set."""
    on = at.date()
    row, way = _step(actor, step, at=at)
    plans.fresh(row.version, version, yours={"state": state}, theirs={"state": StepState(row.state)})
    rules.may_move_step(StepState(row.state), state, reason=reason).require()
    is_open = state in rules.OPEN_STEP
    for one in [row, *_carried_over(row)]:
        one.state, one.ended_on = state.value, None if is_open else on
        one.drop_reason = reason if state is StepState.DROPPED else ""
        one.version += 1
        one.save(update_fields=["state", "ended_on", "drop_reason", "version"])
        if not is_open:
            items.fall(one, at=at)
    note(actor, VERBS[state], at=at, person=way.person.key, step=row.pk)
    in_writing = row.plan is not None and State(row.plan.state) in IN_WRITING
    _told(actor, way, row.plan if in_writing and state is StepState.DROPPED else None, at=at)
    return rules.needs_next_step(_all_steps(way, on=on), active=True, on=on)


def _told(actor: Actor, way: Participation, plan: Plan | None, *, at: datetime) -> None:
    if plan is not None:
        plans.changed(actor, plan, at=at)
    else:
        attention.refresh(way.pk, on=at.date())


def _judged(actor: Actor, way: Participation, wanted: Wanted, *, on: date, besides: Step | None = None) -> Decision:
    return rules.may_add_step(
        wanted.title,
        leads=wanted.leads,
        due_on=wanted.due_on,
        owners=int(wanted.participant) + int(_works_here(wanted.owner, way.service_id, on=on)),
        before=_titles(actor, way, besides, on=on),
        on=on,
    )


def _works_here(user: int | None, service: int, *, on: date) -> bool:
    if user is None:
        return False
    rows = Membership.objects.filter(Q(end=None) | Q(end__gte=on), start__lte=on, user_id=user, service_id=service)
    return rows.exists()


def _placed(actor: Actor, way: Participation, wanted: Wanted, *, on: date) -> Decision:
    """May it stand where it is wanted, and does its owner see it there?"""
    where = wanted.compartment
    sees = [role.value for role in who_may(Deed.SEE, where)]
    near = Membership.objects.filter(user=wanted.owner, service=way.service_id, role__in=sees)
    return placed(
        where,
        allowed=where in where_it_may_stand(actor, service=way.service_id, on=on) or actor.system,
        owner_sees=where is plans.WHERE or wanted.participant or near.exists(),
    )


def _titles(actor: Actor, way: Participation, besides: Step | None, *, on: date) -> Collection[str]:
    """What has been walked or stands open, as far as the actor sees it: to write it once more would only prolong it."""
    rows = Step.visible_to(actor.scope(on=on)).filter(participation=way).exclude(state=StepState.DROPPED.value)
    if besides is not None:
        rows = rows.exclude(title=besides.title)
    return set(rows.values_list("title", flat=True))


def _in_writing(actor: Actor, way: Participation, *, at: datetime) -> Plan | None:
    rows = Plan.unscoped.filter(participation=way, state__in=[*plans.WRITING, State.AGREED.value])
    now: dict[bool, Plan] = {State(row.state) in IN_WRITING: row for row in rows.select_related("person")}
    if True in now:
        return now[True]
    return plans.begin(actor, way, plans.said(now[False]), at=at) if now else None


def _step(actor: Actor, step: int, *, at: datetime) -> tuple[Step, Participation]:
    scope = actor.scope(on=at.date())
    rows = Step.visible_to(scope).select_related("plan__person", "participation__person")
    row = find.in_line(rows, step, behind=Participation.visible_to(scope), column="participation_id")
    actor.may(Deed.CHANGE, plans.WHERE, on=at.date(), service=row.participation.service_id).require()
    return row, row.participation


def _carried_over(row: Step) -> list[Step]:
    """The same step in the new version in writing: what happens to one happens to the other."""
    if row.plan is None or row.plan.state != State.AGREED.value:
        return []
    same = Step.unscoped.filter(participation=row.participation_id, plan__state__in=plans.WRITING)
    return list(same.filter(title=row.title, due_on=row.due_on, state__in=plans.OPEN))


def _all_steps(way: Participation, *, on: date) -> list[rules.Step]:
    with plans.all_of_it(on=on):
        rows = list(Step.unscoped.filter(participation=way).order_by("pk"))
    return [rules.Step(StepState(s.state), s.due_on, Leads(s.leads), True, s.pk) for s in rows]


def _said(row: Step) -> Wanted:
    return Wanted(row.title, Leads(row.leads), row.due_on, row.owner_id, row.owner_is_participant, row.lang)


def _columns(wanted: Wanted) -> dict[str, object]:
    return {
        "title": wanted.title,
        "lang": wanted.lang,
        "leads": wanted.leads.value if wanted.leads else "",
        "due_on": wanted.due_on,
        "owner_id": wanted.owner,
        "owner_is_participant": wanted.participant,
    }
