"""What a letter is about: a meeting, an absence or a basis, gathered as the facts that the letter tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from vidare.records import configured, find
from vidare.records.absences import Absence, Basis, Ruling
from vidare.records.participations import Meeting, Participation
from vidare.records.people import Person
from vidare.records.users import User
from vidare.rules import papers as rules
from vidare.rules.absences import BasisState, BoardDecision, State
from vidare.rules.access import Scope
from vidare.rules.activities import MeetingState
from vidare.rules.attendance import Verdict
from vidare.rules.decision import Decision, Hidden
from vidare.rules.messages import Template
from vidare.rules.papers import APPEAL_KIND, Hour


@dataclass(frozen=True, slots=True)
class Matter:
    """``officer``: the only one who may write about it, where there is such a one."""

    person: Person
    service: int
    about: str
    facts: dict[str, Any]
    may: Callable[[datetime], Decision]
    hours: tuple[Hour, ...] = field(default=())
    officer: int | None = None

    def is_for(self, user: int | None) -> bool:
        return self.officer is None or self.officer == user


def matter(scope: Scope, template: Template, key: int, *, person: int, on: date) -> Matter:
    """Raises Hidden when it cannot be seen, or is somebody else's."""
    gathered = {Template.MEETING: _meeting, Template.MISSED_YOU: _absence}.get(template)
    return gathered(scope, key, person) if gathered else _basis(scope, template, key, person, on)


def _whose(way: Participation, user: User | None) -> dict[str, Any]:
    return {
        "service": way.service.name,
        "rings": user.name if user else way.service.name,
        "phone": user.phone if user else "",
    }


def _meeting(scope: Scope, key: int, person: int) -> Matter:
    rows = Meeting.visible_to(scope).filter(person=person)
    row = find.one(rows.select_related("person", "participation__service", "staff"), key)
    facts = _whose(row.participation, row.staff) | {
        "starts_at": row.starts_at,
        "minutes": row.minutes,
        "place": row.place,
        "interpreter_language": row.interpreter_language,
        "interpreter_booked": row.interpreter_booked,
    }
    booked = row.state == MeetingState.BOOKED.value
    return Matter(
        row.person, row.participation.service_id, f"meeting:{row.pk}", facts,
        lambda at: rules.about_meeting(booked=booked, starts_at=row.starts_at, at=at),
    )  # fmt: skip


def _absence(scope: Scope, key: int, person: int) -> Matter:
    rows = Absence.visible_to(scope).filter(person=person)
    row = find.one(rows.select_related("person", "participation__service", "participation__coach", "booking"), key)
    facts = _whose(row.participation, row.participation.coach) | {"starts_at": row.booking.starts_at}
    asked = State(row.state) in {State.SEEN, State.SPOKEN}
    return Matter(
        row.person, row.participation.service_id, f"absence:{row.pk}",
        facts | {"answer_by": row.silent_after if asked else None},
        lambda at: rules.about_absence(missed=asked or row.state == State.SILENT.value),
    )  # fmt: skip


def _basis(scope: Scope, template: Template, key: int, person: int, on: date) -> Matter:
    rows = Basis.visible_to(scope).filter(person=person, officer__isnull=False)
    row = find.one(rows.select_related("person", "participation__service", "officer", "board"), key)
    ruling = Ruling.visible_to(scope).filter(basis=row).first()
    if ruling is None:
        raise Hidden
    state = BasisState(row.state)
    may = rules.about_basis(
        template,
        communicated=ruling.communicated_at is not None,
        decided=state in {BasisState.DECIDED, BasisState.NO_ACTION} if template is Template.COMMUNICATED
        else state is BasisState.DECIDED,
        withdrawn=state is BasisState.WITHDRAWN,
    )  # fmt: skip
    told = _communicated if template is Template.COMMUNICATED else _decided
    return Matter(
        row.person, row.participation.service_id, f"basis:{row.pk}",
        _whose(row.participation, row.officer) | {"board": row.board.name} | told(row, ruling, on),
        lambda at: may, _hours(row.facts) if template is Template.COMMUNICATED else (), row.officer_id,
    )  # fmt: skip


def _communicated(row: Basis, ruling: Ruling, on: date) -> dict[str, Any]:
    """FL 25 §: all that the officer got goes with it."""
    under = row.facts["assignment"]
    return {
        "first": row.streak_from,
        "last": row.streak_to,
        "answer_by": ruling.answer_by,
        "coach_words": row.coach_words,
        "person_words": row.person_words,
        "activity": under["activity"],
        "start": date.fromisoformat(under["start"]),
        "end": date.fromisoformat(under["end"]),
        "not_registered": tuple(date.fromisoformat(day) for day in row.facts["not_registered"]),
    }


def _decided(row: Basis, ruling: Ruling, on: date) -> dict[str, Any]:
    weeks = configured.values_of(row.participation.service_id, APPEAL_KIND, on).get("weeks")
    return {
        "decision": BoardDecision(ruling.decision) if ruling.decision else None,
        "decided_on": row.answered_on,
        "reasons": ruling.reasons,
        "how_to_appeal": ruling.how_to_appeal,
        "court": row.board.appeal_to,
        "weeks": weeks,
    }


def _hours(facts: dict[str, Any]) -> tuple[Hour, ...]:
    return tuple(
        Hour(
            date.fromisoformat(hour["on"]),
            Verdict(hour["verdict"]),
            tuple((said["text"], said["lang"]) for said in hour["said"] if said["text"]),
            (hour["assessed"] or {}).get("why", ""),
        )
        for hour in facts["hours"]
        if hour["verdict"] != Verdict.NOT_REGISTERED.value
    )
