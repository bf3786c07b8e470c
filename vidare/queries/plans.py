"""A person's plan: what is agreed, what is in writing, and what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vidare.queries.notes import Whom, whom
from vidare.records.participations import Participation
from vidare.records.plans import Agreement, Plan, Step
from vidare.records.together import Part, beside, first, parted, those
from vidare.rules import plans as rules
from vidare.rules.access import Actor, Compartment, Deed, Role, who_may
from vidare.rules.decision import YES, Decision, Hidden
from vidare.rules.participations import State as Way
from vidare.rules.plans import IN_WRITING, PARTIES, DropReason, Leads, OnBehalfReason, Party, State, StepState

WHERE = Compartment.TEAM
Written = tuple[tuple["PlanRow", ...], tuple["StepRow", ...]]  # the plans, and the steps that stand without one


@dataclass(frozen=True, slots=True)
class StepRow:
    key: int
    title: str
    lang: str
    leads: Leads
    due_on: date
    owner: str
    owner_id: int | None
    participant: bool
    state: StepState
    ended_on: date | None
    drop_reason: str
    drop_code: DropReason | None
    version: int
    overdue: bool

    @property
    def is_open(self) -> bool:
        return self.state in rules.OPEN_STEP

    @property
    def mark(self) -> str:
        """How far it has come, in the words the timeline draws by."""
        return {StepState.DONE: "done", StepState.UNDER_WAY: "now"}.get(self.state, "")


@dataclass(frozen=True, slots=True)
class AgreementRow:
    party: Party
    by: str
    at: datetime
    on_behalf: bool
    reason: OnBehalfReason | None
    representative: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    key: int
    number: int
    state: State
    goal: str
    leads: Leads
    start: date
    review_on: date
    review_due: bool
    contact_every_days: int
    hours_per_week: int
    search_hours_per_week: int
    written_by: str
    written_at: datetime
    version: int
    steps: tuple[StepRow, ...]
    agreements: tuple[AgreementRow, ...]

    @property
    def waits_for(self) -> tuple[Party, ...]:
        given = {one.party for one in self.agreements}
        return tuple(party for party in PARTIES if party not in given)

    @property
    def in_writing(self) -> bool:
        return self.state in IN_WRITING


@dataclass(frozen=True, slots=True)
class PlanPage:
    whom: Whom
    service_id: int
    agreed: PlanRow | None
    writing: PlanRow | None
    older: tuple[PlanRow, ...]
    loose: tuple[StepRow, ...]
    next_step: StepRow | None
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
    return PlanPage(
        whom=who,
        service_id=way.service_id,
        agreed=agreed,
        writing=writing,
        older=tuple(row for row in rows if row is not writing and row is not agreed),
        loose=loose,
        next_step=_next(rows, loose, on=on),
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
        missing=page.active and page.next_step is None,
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
    return tuple(_step(row, on=on) for row in (yield from those(rows.order_by("due_on", "pk"))))


def _plans(actor: Actor, participations: Sequence[int], *, on: date) -> Part[Written]:
    """All versions, the latest first, and the steps that stand without a plan."""
    scope = actor.scope(on=on)
    plans = Plan.visible_to(scope).filter(participation__in=participations).select_related("written_by")
    all_steps = Step.visible_to(scope).filter(participation__in=participations).select_related("owner")
    given_in = Agreement.visible_to(scope).filter(plan__participation__in=participations, withdrawn_at=None)
    rows, taken, agreed = yield from beside(
        those(plans.order_by("-number", "-pk")),
        those(all_steps.order_by("due_on", "pk")),
        those(given_in.select_related("agreed_by", "representative").order_by("agreed_at", "pk")),
    )
    steps: dict[int | None, list[StepRow]] = {}
    for step in taken:
        steps.setdefault(step.plan_id, []).append(_step(step, on=on))
    given: dict[int, list[AgreementRow]] = {}
    for yes in agreed:
        reason = OnBehalfReason(yes.on_behalf_reason) if yes.on_behalf_reason else None
        spoke = yes.representative.name if yes.representative else ""
        said = AgreementRow(Party(yes.party), yes.agreed_by.name, yes.agreed_at, yes.on_behalf, reason, spoke)
        given.setdefault(yes.plan_id, []).append(said)
    return (
        tuple(_plan(row, steps.get(row.pk, []), given.get(row.pk, []), on=on) for row in rows),
        tuple(steps.get(None, [])),
    )


def _plan(row: Plan, steps: Sequence[StepRow], given: Sequence[AgreementRow], *, on: date) -> PlanRow:
    state = State(row.state)
    return PlanRow(
        key=row.pk,
        number=row.number,
        state=state,
        goal=row.goal,
        leads=Leads(row.leads),
        start=row.start,
        review_on=row.review_on,
        review_due=rules.review_due(rules.Plan(state, row.review_on), on),
        contact_every_days=row.contact_every_days,
        hours_per_week=row.hours_per_week,
        search_hours_per_week=row.search_hours_per_week,
        written_by=row.written_by.name,
        written_at=row.written_at,
        version=row.version,
        steps=tuple(steps),
        agreements=tuple(given),
    )


def _step(row: Step, *, on: date) -> StepRow:
    code = DropReason(row.drop_reason) if row.drop_reason in set(DropReason) else None
    return StepRow(
        key=row.pk,
        title=row.title,
        lang=row.lang,
        leads=Leads(row.leads),
        due_on=row.due_on,
        owner=row.owner.name if row.owner else "",
        owner_id=row.owner_id,
        participant=row.owner_is_participant,
        state=StepState(row.state),
        ended_on=row.ended_on,
        drop_reason="" if code else row.drop_reason,
        drop_code=code,
        version=row.version,
        overdue=rules.step_overdue(rules.Step(StepState(row.state), row.due_on), on),
    )


def _facts(row: PlanRow) -> rules.Plan:
    agreed = frozenset(one.party for one in row.agreements)
    return rules.Plan(row.state, row.review_on, tuple(_as_rule(step) for step in row.steps), agreed)


def _as_rule(step: StepRow) -> rules.Step:
    return rules.Step(step.state, step.due_on, step.leads, step.participant or step.owner_id is not None, step.key)


def _next(rows: Sequence[PlanRow], loose: Sequence[StepRow], *, on: date) -> StepRow | None:
    every = [step for row in rows for step in row.steps] + list(loose)
    found = rules.next_step([_as_rule(step) for step in every], on)
    return next((step for step in every if found is not None and step.key == found.key), None)
