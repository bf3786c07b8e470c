"""The board's assignments of a person, and whether the next may be decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.queries.notes import Whom, whom
from vidare.records import configured
from vidare.records.activities import Activity, Assignment
from vidare.records.disclosures import Disclosure
from vidare.records.participations import Participation
from vidare.records.together import Part, beside, first, parted, those
from vidare.rules import assignments as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.activities import AssignmentState, EmploymentServiceAnswer
from vidare.rules.assignments import Draft, Policy
from vidare.rules.decision import Decision, Hidden
from vidare.rules.participations import State
from vidare.rules.period import Period

SOCIAL = Compartment.SOCIAL_SERVICES


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    key: int
    activity: str
    state: AssignmentState
    start: date
    end: date
    wishes: str
    weighed: str
    reasons: str
    prepared_by: str
    decided_by: str
    decided_on: date | None
    running: bool
    may_decide: Decision
    may_change: Decision
    version: int

    @property
    def key_text(self) -> str:
        return str(self.key)


@dataclass(frozen=True, slots=True)
class Assignments:
    whom: Whom
    participation: int
    rows: tuple[AssignmentRow, ...]
    asked_on: date | None
    answer: EmploymentServiceAnswer | None
    answered_on: date | None
    activities: tuple[tuple[int, str], ...]
    longest_days: int
    may_prepare: Decision
    decides: bool


@parted
def of_person(actor: Actor, *, person: int, on: date) -> Part[Assignments]:
    """Raises Hidden when the actor sees no way of the person through a service."""
    scope = actor.scope(on=on)
    who, way = yield from beside(whom.part(actor, person, on=on), first(Participation.of(scope, person)))
    if way is None:
        raise Hidden
    policy = Policy.from_values(configured.values_of(way.service_id, "assignment", on))
    asked = Disclosure.visible_to(scope).filter(person=person, service=way.service_id, asked_answer=True)
    assigned = Assignment.visible_to(scope).filter(participation=way)
    assigned = assigned.select_related("activity", "prepared_by", "decided_by").order_by("-start", "-pk")
    activities = Activity.objects.filter(service=way.service_id).order_by("name", "pk")
    latest, asked_on, rows, named = yield from beside(
        first(asked.exclude(answer="").order_by("-answered_on", "-pk")),
        first(asked.order_by("-start").values_list("start", flat=True)),
        those(assigned),
        those(activities.values_list("pk", "name")),
    )
    answer = EmploymentServiceAnswer(latest.answer) if latest else None
    answered_on = latest.answered_on if latest else None
    return Assignments(
        whom=who,
        participation=way.pk,
        rows=tuple(_row(actor, way, row, policy=policy, answer=answer, answered_on=answered_on, on=on) for row in rows),
        asked_on=asked_on,
        answer=answer,
        answered_on=answered_on,
        activities=tuple(named),
        longest_days=policy.longest_days,
        may_prepare=actor.may(Deed.CHANGE, on=on, service=way.service_id),
        decides=actor.may(Deed.DECIDE, SOCIAL, on=on, service=way.service_id, board=way.board_id).allowed,
    )


def _row(
    actor: Actor, way: Participation, row: Assignment, *, policy: Policy, answer: EmploymentServiceAnswer | None,
    answered_on: date | None, on: date,
) -> AssignmentRow:  # fmt: skip
    draft = Draft(row.start, row.end, row.wishes, row.wishes_weighed, answer, answered_on)
    state = AssignmentState(row.state)
    decision = actor.may(Deed.DECIDE, SOCIAL, on=on, service=way.service_id, board=way.board_id) & rules.decided(
        draft,
        policy=policy,
        reasons="-",  # they are written on the form that this decision opens
        decider=actor.user_id,
        coach=way.coach_id,
        taking_part=way.state != State.CLOSED.value,
        on=on,
    )
    return AssignmentRow(
        row.pk, row.activity.name, state, row.start, row.end, row.wishes, row.wishes_weighed, row.reasons,
        row.prepared_by.name, row.decided_by.name if row.decided_by else "", row.decided_on,
        rules.running(state, Period(row.start, row.end), on=on), decision,
        actor.may(Deed.CHANGE, on=on, service=way.service_id) & rules.may_change(state), row.version,
    )  # fmt: skip
