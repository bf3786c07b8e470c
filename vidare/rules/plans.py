"""The plan, its steps, and the one question of the house: is there a next step?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vidare.rules.decision import YES, Because, Decision, no
from vidare.rules.notes import LONGEST_WORD, text_fits

LONGEST_TITLE = 200
LONGEST_CADENCE = 366
MOST_HOURS = 60


class State(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    REPLACED = "replaced"
    ENDED = "ended"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.PROPOSED, State.ENDED}),
    State.PROPOSED: frozenset({State.DRAFT, State.AGREED, State.REPLACED, State.ENDED}),
    State.AGREED: frozenset({State.REPLACED, State.ENDED}),
    State.REPLACED: frozenset(),
    State.ENDED: frozenset(),
}
IN_WRITING = frozenset({State.DRAFT, State.PROPOSED})


class StepState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under-way"
    DONE = "done"
    DROPPED = "dropped"


STEP_TRANSITIONS: dict[StepState, frozenset[StepState]] = {
    StepState.PLANNED: frozenset({StepState.UNDER_WAY, StepState.DONE, StepState.DROPPED}),
    StepState.UNDER_WAY: frozenset({StepState.DONE, StepState.DROPPED}),
    StepState.DONE: frozenset(),
    StepState.DROPPED: frozenset(),
}
OPEN_STEP = frozenset({StepState.PLANNED, StepState.UNDER_WAY})


class Leads(StrEnum):
    """What a step leads towards. A prolongation of what already is leads nowhere and is no step."""

    WORK = "work"
    STUDIES = "studies"
    OWN_BUSINESS = "own-business"


class Party(StrEnum):
    """Who agrees to a plan."""

    PARTICIPANT = "participant"
    BOARD = "board"


PARTIES = (Party.PARTICIPANT, Party.BOARD)


class OnBehalfReason(StrEnum):
    NO_LOGIN = "no-login"
    CANNOT_READ = "cannot-read"
    AGREED_BY_VOICE = "agreed-by-voice"
    REPRESENTATIVE = "representative"


class DropReason(StrEnum):
    """Why the house itself drops a step; people write their reason in words."""

    REPLACED = "plans.carried-into-the-new-plan"
    ENDED = "plans.the-plan-ended"


class No(StrEnum):
    STATE = "plans.state-does-not-allow"
    NO_STEP = "plans.no-step-forward"
    PAST_REVIEW = "plans.review-has-passed"
    REVIEW = "plans.review-before-start"
    CADENCE = "plans.cadence-off-the-scale"
    HOURS = "plans.hours-off-the-scale"
    SEARCH_HOURS = "plans.search-hours-off-the-scale"
    NOT_A_PARTY = "plans.you-are-not-this-party"
    AGREED_ALREADY = "plans.party-has-agreed-already"
    ON_BEHALF = "plans.on-behalf-needs-a-reason"
    STEP_STATE = "plans.step-is-closed"
    STEP_PAST = "plans.step-in-the-past"
    STEP_OWNER = "plans.step-needs-one-owner"
    STEP_LEADS = "plans.step-leads-nowhere"
    STEP_PROLONGS = "plans.step-only-prolongs"
    DROP_REASON = "plans.drop-needs-a-reason"
    ONE_IN_WRITING = "plans.one-is-in-writing"
    LAST_DAY = "plans.participation-has-ended"


@dataclass(frozen=True, slots=True)
class Content:
    """What a plan says, apart from its steps."""

    goal: str
    leads: Leads
    start: date
    review_on: date
    contact_every_days: int
    hours_per_week: int = 0
    search_hours_per_week: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the rules see it. ``leads`` is None for a prolongation, ``owned`` says that somebody will do it."""

    state: StepState
    due_on: date | None
    leads: Leads | None = Leads.WORK
    owned: bool = True
    key: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STEP

    @property
    def leads_forward(self) -> bool:
        return self.is_open and self.owned and self.due_on is not None and self.leads is not None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing that happens next: which step, when, and whether its day has passed."""

    key: int
    due_on: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as the rules see it on its way to a yes from everyone."""

    state: State
    review_on: date
    steps: tuple[Step, ...] = ()
    agreed: frozenset[Party] = frozenset()


def review_from(start: date, *, weeks: int) -> date:
    """The day to look at a plan again, when the service does so after this many weeks."""
    return start + timedelta(weeks=weeks)


def may_become(state: State, new: State) -> Decision:
    return YES if new in TRANSITIONS[state] else no(No.STATE, state=state, new=new)


def may_write(content: Content) -> Decision:
    """May a plan say this?"""
    return Decision.of(_content_faults(content))


def _content_faults(content: Content) -> Iterator[Because]:
    yield from text_fits(content.goal, longest=LONGEST_WORD).reasons
    if content.review_on <= content.start:
        yield Because(No.REVIEW)
    if not 1 <= content.contact_every_days <= LONGEST_CADENCE:
        yield Because(No.CADENCE, {"longest": LONGEST_CADENCE})
    if not 0 <= content.hours_per_week <= MOST_HOURS:
        yield Because(No.HOURS, {"most": MOST_HOURS})
    elif not 0 <= content.search_hours_per_week <= content.hours_per_week:
        yield Because(No.SEARCH_HOURS, {"most": content.hours_per_week})


def may_begin(*, one_in_writing: bool, ended: bool) -> Decision:
    """May a (new version of a) plan be begun in this participation?"""
    decision = no(No.ONE_IN_WRITING) if one_in_writing else YES
    return decision & (no(No.LAST_DAY) if ended else YES)


def may_propose(plan: Plan, *, on: date) -> Decision:
    """A plan is put before its parties when it has a step forward and its review lies ahead."""
    decision = may_become(plan.state, State.PROPOSED)
    if next_step(plan.steps, on) is None:
        decision &= no(No.NO_STEP)
    if plan.review_on < on:
        decision &= no(No.PAST_REVIEW)
    return decision


def may_agree(
    plan: Plan, party: Party, *, is_party: bool, may_speak_for: bool = False, reason: OnBehalfReason | None = None
) -> Decision:
    """May a yes be recorded for ``party``, by the party itself or by one who ``may_speak_for`` it with a reason?"""
    decision = YES if plan.state is State.PROPOSED else no(No.STATE, state=plan.state, new=State.AGREED)
    if party in plan.agreed:
        decision &= no(No.AGREED_ALREADY)
    if is_party:
        return decision
    if party is not Party.PARTICIPANT or not may_speak_for:
        return decision & no(No.NOT_A_PARTY)
    return decision & (no(No.ON_BEHALF) if reason is None else YES)


def agreed_by_all(parties: Iterable[Party], agreements: Collection[Party]) -> bool:
    """Has every party said yes? A plan without parties is agreed by nobody."""
    wanted = frozenset(parties)
    return bool(wanted) and wanted <= frozenset(agreements)


def may_add_step(
    title: str, *, leads: Leads | None, due_on: date, owners: int, before: Iterable[str], on: date
) -> Decision:
    """May this be a new step? ``before`` holds the titles of the steps already walked or open."""
    return Decision.of(_step_faults(title, leads, due_on, owners, frozenset(map(_same, before)), on))


def _step_faults(
    title: str, leads: Leads | None, due_on: date, owners: int, before: frozenset[str], on: date
) -> Iterator[Because]:
    fits = text_fits(title, longest=LONGEST_TITLE).reasons
    yield from fits
    if leads is None:
        yield Because(No.STEP_LEADS)
    if due_on < on:
        yield Because(No.STEP_PAST)
    if owners != 1:
        yield Because(No.STEP_OWNER)
    if _same(title) in before:
        yield Because(No.STEP_PROLONGS)


def _same(title: str) -> str:
    return " ".join(title.casefold().split())


def may_move_step(state: StepState, new: StepState, *, reason: str = "") -> Decision:
    """May the step go on to ``new``? To drop a step takes a reason."""
    decision = YES if new in STEP_TRANSITIONS[state] else no(No.STEP_STATE, state=state)
    if new is StepState.DROPPED:
        decision &= text_fits(reason, longest=LONGEST_TITLE, empty=True)
        if not reason.strip():
            decision &= no(No.DROP_REASON)
    return decision


def next_step(steps: Iterable[Step], on: date) -> NextStep | None:
    """The earliest open step that has a day and an owner and leads forward. A prolongation is none."""
    forward = [(step.due_on, step.key) for step in steps if step.leads_forward and step.due_on is not None]
    if not forward:
        return None
    due_on, key = min(forward)
    return NextStep(key=key, due_on=due_on, overdue=due_on < on)


def needs_next_step(steps: Iterable[Step], *, active: bool, on: date) -> bool:
    """The invariant of the house: an active participation has a next step, or somebody is told."""
    return active and next_step(steps, on) is None


def step_overdue(step: Step, on: date) -> bool:
    return step.is_open and step.due_on is not None and step.due_on < on


def review_due(plan: Plan, on: date) -> bool:
    """An agreed plan is reviewed on its day at the latest."""
    return plan.state is State.AGREED and plan.review_on <= on
