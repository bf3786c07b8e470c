"""What a case file says: a basis, a decision or an agreed plan, gathered as names and plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from vidare.records import find
from vidare.records.absences import Basis, Ruling
from vidare.records.case_system import BASIS, CaseFile
from vidare.records.people import Person
from vidare.records.plans import Agreement, Plan, Step
from vidare.records.sealed import opened
from vidare.rules import case_system as rules
from vidare.rules.absences import BasisState
from vidare.rules.access import Scope
from vidare.rules.attendance import Verdict
from vidare.rules.case_system import CaseKind, No
from vidare.rules.decision import Decision
from vidare.rules.identity import Protection
from vidare.rules.plans import State

Fact = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class CaseMatter:
    """``officer``: the only one who may hand it over, where there is such a one."""

    key: UUID
    board: int
    service: int
    about: str
    content: dict[str, Any]
    may: Decision
    officer: int | None = None


def files_of(scope: Scope, person: int) -> QuerySet[CaseFile]:
    """A plan's for the board's officers; of a basis and its decision only for the one whom the basis was handed to."""
    return CaseFile.visible_to(scope).filter(person=person)


def stands(scope: Scope, row: CaseFile) -> Decision:
    """May what was made then still go today? Asked in the house's own scope, with the row's person."""
    taken_back = Basis.visible_to(scope).filter(withdrawn_at__isnull=False)
    withdrawn = row.kind != CaseKind.PLAN.value and taken_back.filter(pk=int(row.about.removeprefix(BASIS))).exists()
    protection = Protection(row.person.protection)
    return rules.may_hand_over(protection, ready=True, why_not=No.NOT_HANDED_OVER, withdrawn=withdrawn)


def matter(scope: Scope, kind: CaseKind, about: int, *, person: int) -> CaseMatter:
    """Raises Hidden when it cannot be seen."""
    return _plan(scope, about, person) if kind is CaseKind.PLAN else _basis(scope, kind, about, person)


def _content(row: Basis | Plan, about: str, facts: Iterator[Fact]) -> dict[str, Any]:
    person: Person = row.person
    service = row.participation.service
    return {
        "board": {"code": row.board.code, "name": row.board.name},
        "service": {"code": service.code, "name": service.name},
        "person": {
            "name": f"{person.given_name} {person.family_name}".strip(),
            "number": opened(person.number_sealed, place="records_person.number_sealed", key=person.key),
            "born_on": person.born_on.isoformat() if person.born_on else "",
        },
        "about": about,
        "facts": [{"name": name, "said": [line for line in said if line]} for name, said in facts if any(said)],
    }


def _basis(scope: Scope, kind: CaseKind, key: int, person: int) -> CaseMatter:
    rows = Basis.visible_to(scope).filter(person=person, officer__isnull=False)
    row = find.one(rows.select_related("person", "board", "officer", "participation__service"), key)
    ruling = Ruling.visible_to(scope).filter(basis=row).first()
    decided = row.state == BasisState.DECIDED.value and ruling is not None
    ready = decided if kind is CaseKind.DECISION else row.handed_over_at is not None
    facts = _decided(row, ruling) if kind is CaseKind.DECISION and ruling is not None else _facts(row)
    about = f"{BASIS}{row.pk}"
    return CaseMatter(
        row.person.key, row.board_id, row.participation.service_id, about, _content(row, about, facts),
        rules.may_hand_over(
            Protection(row.person.protection), ready=ready, withdrawn=row.withdrawn_at is not None,
            why_not=No.NOT_DECIDED if kind is CaseKind.DECISION else No.NOT_HANDED_OVER,
        ),
        row.officer_id,
    )  # fmt: skip


def _facts(row: Basis) -> Iterator[Fact]:
    under = row.facts["assignment"]
    yield "assignment", [f"{under['activity']} {under['start']} – {under['end']}"]
    yield "days", [f"{row.streak_from.isoformat()} – {row.streak_to.isoformat()}"]
    yield "hours", [_hour(hour) for hour in row.facts["hours"] if hour["verdict"] != Verdict.NOT_REGISTERED.value]
    yield "not-registered", list(row.facts["not_registered"])
    yield "own-words", [row.person_words]
    yield "staff-words", [row.coach_words]


def _hour(hour: dict[str, Any]) -> str:
    said = "; ".join(str(one["text"]) for one in hour["said"] if one["text"])
    why = (hour["assessed"] or {}).get("why", "")
    return " · ".join(filter(None, [str(hour["on"]), str(hour["verdict"]), said, str(why)]))


def _decided(row: Basis, ruling: Ruling) -> Iterator[Fact]:
    yield from _facts(row)
    yield "communicated", [ruling.communicated_at.date().isoformat() if ruling.communicated_at else ""]
    yield "heard", [ruling.heard_words]
    yield "children-considered", [ruling.children_considered]
    yield "decision", [ruling.decision]
    yield "decided-on", [row.answered_on.isoformat() if row.answered_on else ""]
    yield "decided-by", [row.officer.name if row.officer else ""]
    yield "reasons", [ruling.reasons]
    yield "how-to-appeal", [ruling.how_to_appeal]


def _plan(scope: Scope, key: int, person: int) -> CaseMatter:
    rows = Plan.visible_to(scope).filter(person=person)
    row = find.one(rows.select_related("person", "board", "participation__service"), key)
    about = f"plan:{row.pk}"
    return CaseMatter(
        row.person.key, row.board_id, row.participation.service_id, about, _content(row, about, _planned(scope, row)),
        rules.may_hand_over(
            Protection(row.person.protection), ready=row.state == State.AGREED.value, why_not=No.NOT_AGREED
        ),
    )  # fmt: skip


def _planned(scope: Scope, row: Plan) -> Iterator[Fact]:
    yield "goal", [row.goal]
    yield "number", [str(row.number)]
    yield "review-on", [row.review_on.isoformat()]
    yield "hours-per-week", [str(row.hours_per_week)]
    steps = Step.visible_to(scope).filter(plan=row).select_related("owner").order_by("due_on", "pk")
    yield (
        "steps",
        [
            " · ".join([step.due_on.isoformat(), step.title, step.owner.name if step.owner else "", step.state])
            for step in steps
        ],
    )
    agreed = Agreement.visible_to(scope).filter(plan=row, withdrawn_at=None).select_related("agreed_by")
    yield (
        "agreed",
        [f"{yes.agreed_at.date().isoformat()} · {yes.party} · {yes.agreed_by.name}" for yes in agreed.order_by("pk")],
    )
