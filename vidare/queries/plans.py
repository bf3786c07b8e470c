"""A person's plan: what is agreed, what is in writing, and what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vidare.queries.notes import Whom, whom
from vidare.queries.plan_rows import AgreementRow as AgreementRow
from vidare.queries.plan_rows import PlanRow as PlanRow
from vidare.queries.plan_rows import StepRow as StepRow
from vidare.queries.plan_rows import plan_row, step_row
from vidare.queries.steps import BehindWall, behind_walls
from vidare.records.disclosures import Disclosure, opened_items
from vidare.records.participations import Participation
from vidare.records.plans import Agreement, OwnerWord, Plan, Step
from vidare.records.services import Membership
from vidare.records.together import Part, beside, first, parted, those
from vidare.rules import items
from vidare.rules import plans as rules
from vidare.rules.access import Actor, Compartment, Deed, Role, who_may
from vidare.rules.decision import YES, Decision, Hidden
from vidare.rules.disclosure import Item
from vidare.rules.participations import State as Way
from vidare.rules.plans import IN_WRITING, OnBehalfReason, Party, State

WHERE = Compartment.TEAM
STEP = "step:"  # what a disclosure is about that puts a step before its owner outside
Written = tuple[tuple["PlanRow", ...], tuple["StepRow", ...]]  # the plans, and the steps that stand without one


@dataclass(frozen=True, slots=True)
class PlanPage:
    whom: Whom
    service_id: int
    agreed: PlanRow | None
    writing: PlanRow | None
    older: tuple[PlanRow, ...]
    loose: tuple[StepRow, ...]
    next_step: StepRow | None
    behind_wall: BehindWall | None
    active: bool
    seen_by: tuple[Role, ...]
    may_change: Decision
    may_begin: Decision
    may_propose: Decision
    may_agree_for_board: Decision
    may_agree_on_behalf: Decision


@dataclass(frozen=True, slots=True)
class PlanCard:
    """For the person's page: the goal, where the plan stands, and the next step or that it is missing."""

    person_id: int
    plan: PlanRow | None
    in_writing: bool
    next_step: StepRow | None
    behind_wall: BehindWall | None
    missing: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class MyPlan:
    """The participant's own: what is agreed, what they are asked to say yes to, and their next step."""

    agreed: PlanRow | None
    asked: PlanRow | None
    next_step: StepRow | None
    may_agree: Decision


@parted
def plan_page(actor: Actor, person: int, *, on: date) -> Part[PlanPage]:
    """Everything about a person's plan in the way the page is about. Raises Hidden."""
    scope = actor.scope(on=on)
    who, way = yield from beside(whom.part(actor, person, on=on), first(Participation.of(scope, person)))
    if way is None:
        raise Hidden
    rows, loose = yield from _plans(actor, [way.pk], on=on)
    writing = next((row for row in rows if row.in_writing), None)
    agreed = next((row for row in rows if row.state is State.AGREED), None)
    may_change = actor.may(Deed.CHANGE, WHERE, on=on, service=way.service_id)
    facts = _facts(writing) if writing else None
    board = actor.may(Deed.AGREE, WHERE, on=on, service=way.service_id, board=way.board_id)
    propose, for_board, behalf = YES, YES, YES
    if facts is not None:
        propose = may_change & rules.may_propose(facts, on=on)
        for_board = rules.may_agree(facts, Party.BOARD, is_party=board.allowed)
        behalf = rules.may_agree(
            facts, Party.PARTICIPANT, is_party=False, may_speak_for=may_change.allowed,
            reason=OnBehalfReason.AGREED_BY_VOICE,
        )  # fmt: skip
    next_step = _next(rows, loose, on=on)
    hidden = {} if next_step or way.state == Way.CLOSED.value else behind_walls(actor, [way], on=on)
    return PlanPage(
        whom=who,
        service_id=way.service_id,
        agreed=agreed,
        writing=writing,
        older=tuple(row for row in rows if row is not writing and row is not agreed),
        loose=loose,
        next_step=next_step,
        behind_wall=hidden.get(way.pk),
        active=way.state == Way.ACTIVE.value,
        seen_by=who_may(Deed.SEE, WHERE),
        may_change=may_change,
        may_begin=may_change & rules.may_begin(one_in_writing=writing is not None, ended=way.state == Way.CLOSED.value),
        may_propose=propose,
        may_agree_for_board=for_board,
        may_agree_on_behalf=behalf,
    )


@parted
def plan_card(actor: Actor, person: int, on: date) -> Part[PlanCard | None]:
    """For the person's page; None while the person has no way through a service."""
    try:
        page = yield from plan_page.part(actor, person, on=on)
    except Hidden:
        return None
    return PlanCard(
        person_id=person,
        plan=page.agreed or page.writing,
        in_writing=page.writing is not None and page.agreed is not None,
        next_step=page.next_step,
        behind_wall=page.behind_wall,
        missing=page.active and page.next_step is None and page.behind_wall is None,
        may_change=page.may_change.allowed,
    )


@parted
def my_plan(actor: Actor, *, on: date) -> Part[MyPlan]:
    """The plan of the participant who asks."""
    if actor.person_id is None:
        raise Hidden
    way = yield from first(Participation.of(actor.scope(on=on), actor.person_id))
    if way is None:
        return MyPlan(None, None, None, YES)
    rows, loose = yield from _plans(actor, [way.pk], on=on)
    asked = next((row for row in rows if row.state is State.PROPOSED), None)
    told = [row for row in rows if row.state is not State.DRAFT]
    return MyPlan(
        agreed=next((row for row in rows if row.state is State.AGREED), None),
        asked=asked,
        next_step=_next(told, loose, on=on) or _next(rows, loose, on=on),
        may_agree=rules.may_agree(_facts(asked), Party.PARTICIPANT, is_party=True) if asked else YES,
    )


def in_writing(actor: Actor, *, participation: int, on: date) -> tuple[int, int] | None:
    """The key and the version of the plan of a way that is in writing."""
    rows = Plan.visible_to(actor.scope(on=on)).filter(participation=participation, state__in=list(IN_WRITING))
    return rows.values_list("pk", "version").first()


@parted
def steps_of(actor: Actor, *, participation: int, on: date) -> Part[tuple[StepRow, ...]]:
    """Every step of a way, whatever plan it stands in."""
    rows = Step.visible_to(actor.scope(on=on)).filter(participation=participation).select_related("owner")
    return tuple(step_row(row, on=on) for row in (yield from those(rows.order_by("due_on", "pk"))))


def _plans(actor: Actor, participations: Sequence[int], *, on: date) -> Part[Written]:
    """All versions, the latest first, and the steps that stand without a plan."""
    scope = actor.scope(on=on)
    plans = Plan.visible_to(scope).filter(participation__in=participations).select_related("written_by")
    all_steps = Step.visible_to(scope).filter(participation__in=participations).select_related("owner")
    given_in = Agreement.visible_to(scope).filter(plan__participation__in=participations, withdrawn_at=None)
    words = OwnerWord.visible_to(scope).filter(step__participation__in=participations, fell_at=None)
    far = Membership.objects.filter(role=Role.EMPLOYMENT_OFFICER.value, organisation__board=None)
    whose = Participation.visible_to(scope).filter(pk__in=participations).values("person")
    put = Disclosure.visible_to(scope).filter(person__in=whose, about__startswith=STEP, withdrawn_at=None)
    rows, taken, agreed, words_said, outside, before = yield from beside(
        those(plans.order_by("-number", "-pk")),
        those(all_steps.order_by("due_on", "pk")),
        those(given_in.select_related("agreed_by", "representative").order_by("agreed_at", "pk")),
        those(words.order_by("pk")),
        those(far.values_list("user", flat=True)),
        those(put.exclude(end__lt=on).order_by("pk")),
    )
    lies = {int(one.about.removeprefix(STEP)): one for one in before}
    said_of = {one.step_id: one for one in words_said}
    steps: dict[int | None, list[StepRow]] = {}
    for step in taken:
        steps.setdefault(step.plan_id, []).append(
            step_row(
                step,
                on=on,
                said=said_of.get(step.pk),
                outside=step.owner_id in set(outside),
                put_before=_since(step, lies.get(step.pk)),
            )
        )
    given: dict[int, list[AgreementRow]] = {}
    for yes in agreed:
        reason = OnBehalfReason(yes.on_behalf_reason) if yes.on_behalf_reason else None
        spoke = yes.representative.name if yes.representative else ""
        said = AgreementRow(Party(yes.party), yes.agreed_by.name, yes.agreed_at, yes.on_behalf, reason, spoke)
        given.setdefault(yes.plan_id, []).append(said)
    return (
        tuple(plan_row(row, steps.get(row.pk, []), given.get(row.pk, []), on=on) for row in rows),
        tuple(steps.get(None, [])),
    )


def _since(step: Step, put: Disclosure | None) -> date | None:
    """Since when the step lies before its owner as it is now; one that was changed since has to be put there again."""
    if put is None:
        return None
    shown = opened_items(put.items).get(Item.PLANNED_ACTIVITY.value)
    return put.start if shown == items.told(step.title, step.due_on) else None


def _facts(row: PlanRow) -> rules.Plan:
    agreed = frozenset(one.party for one in row.agreements)
    return rules.Plan(row.state, row.review_on, tuple(_as_rule(step) for step in row.steps), agreed)


def _as_rule(step: StepRow) -> rules.Step:
    return rules.Step(step.state, step.due_on, step.leads, step.participant or step.owner_id is not None, step.key)


def _next(rows: Sequence[PlanRow], loose: Sequence[StepRow], *, on: date) -> StepRow | None:
    every = [step for row in rows for step in row.steps] + list(loose)
    found = rules.next_step([_as_rule(step) for step in every], on)
    return next((step for step in every if found is not None and step.key == found.key), None)
