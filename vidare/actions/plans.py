"""The life of a plan: written, put before its parties, agreed by each, replaced by a new version, ended."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime

from vidare.actions import attention, representatives
from vidare.actions.ledger import deed, for_another, note
from vidare.records import configured, find
from vidare.records.participations import Participation
from vidare.records.plans import Agreement, Plan, Step
from vidare.records.walls import within
from vidare.rules import plans as rules
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.decision import Hidden, Stale
from vidare.rules.participations import State as Way
from vidare.rules.plans import (
    IN_WRITING,
    OPEN_STEP,
    Content,
    DropReason,
    Leads,
    OnBehalfReason,
    Party,
    State,
    StepState,
)
from vidare.rules.representatives import Doing, Matter

WHERE = Compartment.TEAM
WRITING = [state.value for state in IN_WRITING]
OPEN = [state.value for state in OPEN_STEP]


@deed
def draft_plan(actor: Actor, *, person: int, content: Content, at: datetime) -> int:
    """A first plan, or a new version beside the agreed one with its open steps; the old stands until this is agreed."""
    way = way_of(actor, person, at=at)
    rules.may_write(content).require()
    return begin(actor, way, content, at=at).pk


@deed
def revise_plan(actor: Actor, *, person: int, at: datetime) -> int:
    """A new version that says what the agreed plan says, to be changed from there; its review lies ahead again."""
    way = way_of(actor, person, at=at)
    agreed = Plan.unscoped.filter(participation=way, state=State.AGREED.value).first()
    if agreed is None:
        raise Hidden
    weeks = configured.model_of(way.service_id).plan_review_weeks
    content = replace(said(agreed), review_on=rules.review_from(at.date(), weeks=weeks))
    return begin(actor, way, content, at=at).pk


@deed
def write_plan(actor: Actor, *, plan: int, version: int, content: Content, at: datetime) -> int:
    """Change what a plan in writing says. Every yes given to what it said before falls. Answers the version."""
    row = plan_in(actor, plan, at=at)
    fresh(row.version, version, yours=plain(content), theirs=plain(said(row)))
    decision = rules.may_write(content)
    if State(row.state) not in IN_WRITING:
        decision &= rules.may_become(State(row.state), State.DRAFT)
    decision.require()
    for name, value in plain(content).items():
        setattr(row, name, value)
    row.save(update_fields=list(Content.__slots__))
    changed(actor, row, at=at)
    note(actor, "plan.rewritten", at=at, person=row.person.key, plan=row.pk, version=row.version)
    return int(row.version)


@deed
def propose_plan(actor: Actor, *, plan: int, version: int, at: datetime) -> None:
    """Put the plan before its parties."""
    row = plan_in(actor, plan, at=at)
    fresh(row.version, version, yours={}, theirs=plain(said(row)))
    rules.may_propose(facts_of(row), on=at.date()).require()
    row.state = State.PROPOSED.value
    row.save(update_fields=["state"])
    note(actor, "plan.proposed", at=at, person=row.person.key, plan=row.pk, version=row.version)
    attention.refresh(row.participation_id, on=at.date())


@deed
@for_another(Doing.AGREE)
def agree(
    actor: Actor, *, plan: int, version: int, party: Party, reason: OnBehalfReason | None = None,
    representative: int | None = None, at: datetime,
) -> bool:  # fmt: skip
    """One party's yes to exactly the version it has read. Answers whether everybody has now agreed."""
    on = at.date()
    row = plan_in(actor, plan, at=at, needs=None)
    fresh(row.version, version, yours={}, theirs=plain(said(row)))
    facts = facts_of(row)
    service = row.participation.service_id
    own = actor.person_id == row.person_id
    rules.may_agree(
        facts,
        party,
        is_party=own
        if party is Party.PARTICIPANT
        else actor.may(Deed.AGREE, WHERE, on=on, service=service, board=row.board_id).allowed,
        may_speak_for=actor.may(Deed.CHANGE, WHERE, on=on, service=service).allowed,
        reason=reason,
    ).require()
    spoke = actor.acts_for.representative if actor.acts_for else None
    on_behalf = party is Party.PARTICIPANT and (not own or spoke is not None)
    if spoke is not None:
        reason = OnBehalfReason.REPRESENTATIVE
    elif on_behalf and reason is OnBehalfReason.REPRESENTATIVE:
        spoke = representatives.speaking(
            actor, representative=representative, person=row.person_id, matter=Matter.PLAN, at=at
        ).pk
    Agreement.unscoped.create(
        **owns(row),
        plan=row,
        party=party.value,
        agreed_by_id=actor.user_id,
        agreed_at=at,
        on_behalf=on_behalf,
        on_behalf_reason=reason.value if on_behalf and reason else "",
        representative_id=spoke,
    )
    note(
        actor, "plan.agreement-given", at=at, person=row.person.key, plan=row.pk, party=party.value, behalf=on_behalf,
        representative=spoke,
    )  # fmt: skip
    everybody = rules.agreed_by_all(rules.PARTIES, facts.agreed | {party})
    if everybody:
        _take_effect(actor, row, at=at)
    attention.refresh(row.participation_id, on=on)
    return everybody


def _take_effect(actor: Actor, row: Plan, *, at: datetime) -> None:
    """The agreed plan replaces the one before it, whose open steps the new one carries or has left out."""
    for old in Plan.unscoped.filter(participation=row.participation_id, state=State.AGREED.value):
        rules.may_become(State.AGREED, State.REPLACED).require()
        old.state = State.REPLACED.value
        old.save(update_fields=["state"])
        close_open_steps(old, DropReason.REPLACED, on=at.date())
        note(actor, "plan.replaced", at=at, person=row.person.key, plan=old.pk, by=row.pk)
    row.state = State.AGREED.value
    row.save(update_fields=["state"])
    note(actor, "plan.agreed", at=at, person=row.person.key, plan=row.pk, version=row.version)


@deed
def end_plan(actor: Actor, *, plan: int, version: int, at: datetime) -> None:
    """The plan ends, and its open steps with it; whoever is still active then stands in the attention list."""
    row = plan_in(actor, plan, at=at)
    fresh(row.version, version, yours={}, theirs=plain(said(row)))
    rules.may_become(State(row.state), State.ENDED).require()
    row.state = State.ENDED.value
    row.save(update_fields=["state"])
    close_open_steps(row, DropReason.ENDED, on=at.date())
    note(actor, "plan.ended", at=at, person=row.person.key, plan=row.pk)
    attention.refresh(row.participation_id, on=at.date())


def way_of(actor: Actor, person: int, *, at: datetime) -> Participation:
    """The way the plan belongs to, locked, for one who may write plans there. Raises Hidden when there is none."""
    scope = actor.scope(on=at.date())
    way = find.first(Participation.of(scope, person).select_related("person"), lock=True)
    actor.may(Deed.CHANGE, WHERE, on=at.date(), service=way.service_id).require()
    return way


def plan_in(actor: Actor, plan: int, *, at: datetime, needs: Deed | None = Deed.CHANGE) -> Plan:
    """The plan, its participation locked so that two deeds on it stand in line."""
    scope = actor.scope(on=at.date())
    rows = Plan.visible_to(scope).select_related("person", "participation")
    row = find.in_line(rows, plan, behind=Participation.visible_to(scope), column="participation_id")
    if needs is not None:
        actor.may(needs, WHERE, on=at.date(), service=row.participation.service_id).require()
    return row


def begin(actor: Actor, way: Participation, content: Content, *, at: datetime) -> Plan:
    """A draft with the next number. It takes up steps that stood without a plan and copies the agreed plan's."""
    before = list(Plan.unscoped.filter(participation=way).values_list("number", "state"))
    one_in_writing = any(state in WRITING for _, state in before)
    rules.may_begin(one_in_writing=one_in_writing, ended=way.state == Way.CLOSED.value).require()
    row: Plan = Plan.unscoped.create(
        board_id=way.board_id,
        compartment=WHERE.value,
        person_id=way.person_id,
        participation=way,
        number=max((number for number, _ in before), default=0) + 1,
        written_by_id=actor.user_id,
        written_at=at,
        **plain(content),
    )
    if any(state == State.AGREED.value for _, state in before):
        _carry(way, row, on=at.date())
    with all_of_it(on=at.date()):
        Step.unscoped.filter(participation=way, plan=None, state__in=OPEN).update(plan=row)
    note(actor, "plan.drafted", at=at, person=way.person.key, plan=row.pk, number=row.number)
    attention.refresh(way.pk, on=at.date())
    return row


def _carry(way: Participation, row: Plan, *, on: date) -> None:
    """The open steps of the agreed plan as they are. Their owners are asked anew: this is another plan."""
    with all_of_it(on=on):
        copies = list(Step.unscoped.filter(participation=way, plan__state=State.AGREED.value, state__in=OPEN))
        for step in copies:
            step.pk, step.plan, step.version = None, row, 1
        Step.unscoped.bulk_create(copies)


def changed(actor: Actor, row: Plan, *, at: datetime) -> None:
    """What the plan says is new: its version rises, it is a draft again, and every yes to the old falls."""
    fallen = 0
    if row.state == State.PROPOSED.value:  # nobody says yes to a draft
        fallen = Agreement.unscoped.filter(plan=row, withdrawn_at=None).update(withdrawn_at=at)
        row.state = State.DRAFT.value
    row.version += 1
    row.save(update_fields=["state", "version"])
    if fallen:
        note(actor, "plan.agreements-fell", at=at, person=row.person.key, plan=row.pk, count=fallen)
    attention.refresh(row.participation_id, on=at.date())


def close_open_steps(row: Plan, reason: DropReason, *, on: date) -> None:
    with all_of_it(on=on):
        Step.unscoped.filter(plan=row, state__in=OPEN).update(
            state=StepState.DROPPED.value, drop_reason=reason.value, ended_on=on
        )


def all_of_it(*, on: date) -> AbstractContextManager[None]:
    """A plan is one, whoever writes it: a step behind a wall which is not the writer's is carried along unread."""
    return within(system("plans").scope(on=on))


def fresh(version: int, seen: int, *, yours: Mapping[str, object], theirs: Mapping[str, object]) -> None:
    """Raise Stale when the row is no longer what the user saw."""
    if version != seen:
        raise Stale(yours=yours, theirs=theirs, version=version)


def said(row: Plan) -> Content:
    return Content(
        goal=row.goal,
        leads=Leads(row.leads),
        start=row.start,
        review_on=row.review_on,
        contact_every_days=row.contact_every_days,
        hours_per_week=row.hours_per_week,
        search_hours_per_week=row.search_hours_per_week,
    )


def plain(content: Content) -> dict[str, object]:
    return {name: getattr(content, name) for name in Content.__slots__} | {"leads": content.leads.value}


def owns(row: Plan) -> dict[str, object]:
    return {"board_id": row.board_id, "compartment": row.compartment, "person_id": row.person_id}


def facts_of(row: Plan) -> rules.Plan:
    """The plan as the rules see it: all of it, read or not by the one who acts."""
    with all_of_it(on=row.start):
        steps = list(Step.unscoped.filter(plan=row).order_by("pk"))
    agreed = Agreement.unscoped.filter(plan=row, withdrawn_at=None).values_list("party", flat=True)
    return rules.Plan(
        state=State(row.state),
        review_on=row.review_on,
        steps=tuple(rules.Step(StepState(s.state), s.due_on, Leads(s.leads), True, s.pk) for s in steps),
        agreed=frozenset(Party(party) for party in agreed),
    )
