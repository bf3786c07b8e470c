"""A plan, its steps and who said yes, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vidare.records.plans import OwnerWord, Plan, Step
from vidare.rules import plans as rules
from vidare.rules.access import Compartment
from vidare.rules.items import Word
from vidare.rules.plans import IN_WRITING, PARTIES, DropReason, Leads, OnBehalfReason, Party, State, StepState


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
    compartment: Compartment = Compartment.TEAM
    word: Word = Word.WAITS
    wrong: str = ""
    outside: bool = False  # its owner works for an authority outside, which sees what is put before it and no more
    put_before: date | None = None  # since when it lies before that authority, to read and to answer

    @property
    def walled(self) -> bool:
        return self.compartment is not Compartment.TEAM

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


def plan_row(row: Plan, steps: Sequence[StepRow], given: Sequence[AgreementRow], *, on: date) -> PlanRow:
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


def step_row(
    row: Step, *, on: date, said: OwnerWord | None = None, outside: bool = False, put_before: date | None = None
) -> StepRow:
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
        compartment=Compartment(row.compartment),
        word=Word.WAITS if said is None else Word.AGREED if said.agreed else Word.WRONG,
        wrong=said.wrong if said else "",
        outside=outside,
        put_before=put_before,
    )
