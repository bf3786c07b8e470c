"""Bases: those handed to the board's officer, and one with its evidence, as far as each side may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vidare.queries.notes import Whom, whom
from vidare.records import find, streaks
from vidare.records.absences import Basis, Ruling
from vidare.records.boards import deciding
from vidare.records.outcomes import SupportSpell
from vidare.records.participations import Participation
from vidare.rules import bases as rules
from vidare.rules.absences import BasisState, BoardDecision, ReasonKind, WithdrawnWhy
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.activities import EmploymentServiceAnswer
from vidare.rules.attendance import Verdict
from vidare.rules.decision import YES, Decision, Hidden
from vidare.rules.messages import Template

LABOUR, SOCIAL = Compartment.LABOUR_MARKET, Compartment.SOCIAL_SERVICES
PAGE = 30


@dataclass(frozen=True, slots=True)
class Listed:
    key: int
    person_id: int
    name: str
    state: BasisState
    first: date
    last: date
    length: int
    handed_over_at: datetime | None
    answered_on: date | None
    withdrawn_at: datetime | None


def handed_to(actor: Actor, *, on: date, page: int = 1) -> tuple[tuple[Listed, ...], bool]:
    """Bases handed to this officer: withdrawn and waiting before answered. And whether there are more."""
    if not actor.may(Deed.DECIDE, SOCIAL, on=on).allowed:
        raise Hidden
    rows = Basis.visible_to(actor.scope(on=on)).filter(officer=actor.user_id, handed_over_at__isnull=False)
    start = (max(page, 1) - 1) * PAGE
    found = list(
        rows.select_related("person").order_by("answered_on", "-handed_over_at", "-pk")[start : start + PAGE + 1]
    )
    found[:PAGE] = sorted(found[:PAGE], key=lambda row: (row.answered_on is not None, row.withdrawn_at is not None))
    return tuple(_listed(row) for row in found[:PAGE]), len(found) > PAGE


def _listed(row: Basis) -> Listed:
    return Listed(
        row.pk, row.person_id, f"{row.person.given_name} {row.person.family_name}".strip(), BasisState(row.state),
        row.streak_from, row.streak_to, row.streak_length, row.handed_over_at, row.answered_on, row.withdrawn_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    reason: ReasonKind
    text: str
    lang: str
    on: date
    ahead: bool


@dataclass(frozen=True, slots=True)
class Hour:
    booking: int
    on: date
    verdict: Verdict
    now: Verdict | None
    spoken_on: date | None
    said: tuple[Said, ...]
    assessed: str

    @property
    def changed(self) -> bool:
        return self.now is not self.verdict


@dataclass(frozen=True, slots=True)
class Changed:
    on: date
    before: Verdict | None
    now: Verdict | None


@dataclass(frozen=True, slots=True)
class RulingRow:
    """What the board's officer has done. Only the social services' side ever has one."""

    communicated_at: datetime | None
    answer_by: date | None
    heard_at: datetime | None
    heard_words: str
    decision: BoardDecision | None
    reasons: str
    how_to_appeal: str
    children_considered: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class One:
    """A basis. It holds no amount and proposes nothing."""

    key: int
    whom: Whom
    state: BasisState
    first: date
    last: date
    length: int
    hours: tuple[Hour, ...]
    not_registered: tuple[date, ...]
    activity: str
    assigned_from: date
    assigned_to: date
    consulted: EmploymentServiceAnswer | None
    consulted_on: date | None
    person_words: str
    coach_words: str
    prepared_by: str
    prepared_at: datetime
    handed_over_at: datetime | None
    officer: str
    answer: BoardDecision | None
    answered_on: date | None
    withdrawn_at: datetime | None
    withdrawn_why: WithdrawnWhy | None
    changed: tuple[Changed, ...]
    ruling: RulingRow | None
    officers: tuple[tuple[int, str], ...]
    children: int | None
    appeal_to: str
    waits: bool
    mine: bool
    may_hand_over: Decision
    unread_withdrawal: bool
    version: int

    @property
    def letter(self) -> Template | None:
        """The letter that can be written of it as it stands."""
        if self.state is BasisState.DECIDED:
            return Template.DECISION_RECORDED
        told = self.ruling is not None and self.ruling.communicated_at is not None
        return Template.COMMUNICATED if told and self.state in {BasisState.COMMUNICATED, BasisState.HEARD} else None


def one(actor: Actor, *, person: int, basis: int, on: date) -> One:
    """Raises Hidden for those who neither work with the absence nor decide for the board."""
    if not (actor.may(Deed.SEE, LABOUR, on=on).allowed or actor.may(Deed.SEE, SOCIAL, on=on).allowed):
        raise Hidden
    rows = Basis.visible_to(actor.scope(on=on)).filter(person_id=person)
    row = find.one(rows.select_related("participation", "prepared_by", "officer", "board"), basis)
    service = row.participation.service_id
    ruling = Ruling.visible_to(actor.scope(on=on)).filter(basis=row).first()
    hours = hours_of(row)
    return One(
        key=row.pk, whom=whom(actor, person, on=on), state=BasisState(row.state), first=row.streak_from,
        last=row.streak_to, length=row.streak_length, hours=hours, **frozen(row.facts),
        person_words=row.person_words, coach_words=row.coach_words, prepared_by=row.prepared_by.name,
        prepared_at=row.prepared_at, handed_over_at=row.handed_over_at, officer=row.officer.name if row.officer else "",
        answer=BoardDecision(row.answer) if row.answer else None, answered_on=row.answered_on,
        withdrawn_at=row.withdrawn_at, withdrawn_why=WithdrawnWhy(row.withdrawn_why) if row.withdrawn_why else None,
        changed=_changed(row.difference), ruling=ruling_of(ruling) if ruling else None,
        officers=_officers(row, on=on), children=_children(actor, person, on=on),
        appeal_to=row.board.appeal_to, mine=row.officer_id is not None and row.officer_id == actor.user_id,
        waits=any(hour.now is Verdict.CONTESTED for hour in hours if hour.verdict is Verdict.ABSENT_INVALID),
        may_hand_over=actor.may(Deed.HAND_OVER, LABOUR, on=on, service=service),
        unread_withdrawal=_unread(actor, row, on=on), version=row.version,
    )  # fmt: skip


def _unread(actor: Actor, row: Basis, *, on: date) -> bool:
    """Has this reader still to say that they know it was taken back?"""
    if row.withdrawn_at is None or row.handed_over_at is None:
        return False
    if row.officer_id == actor.user_id:
        return row.officer_read_withdrawal_at is None
    may = actor.may(Deed.HAND_OVER, LABOUR, on=on, service=row.participation.service_id)
    return may.allowed and row.coach_read_withdrawal_at is None


def hours_of(row: Basis) -> tuple[Hour, ...]:
    now = {key: verdict for key, (_day, verdict) in streaks.verdicts_of(row.participation_id).items()}
    return tuple(
        Hour(
            booking=hour["booking"],
            on=date.fromisoformat(hour["on"]),
            verdict=Verdict(hour["verdict"]),
            now=now.get(hour["booking"]),
            spoken_on=_day(hour["spoken_on"]),
            said=tuple(
                Said(ReasonKind(one["reason"]), one["text"], one["lang"], date.fromisoformat(one["on"]), one["ahead"])
                for one in hour["said"]
            ),
            assessed=(hour["assessed"] or {}).get("why", ""),
        )
        for hour in row.facts["hours"]
    )


def frozen(facts: Mapping[str, Any]) -> dict[str, Any]:
    answer = facts["consulted"]["answer"]
    return {
        "not_registered": tuple(date.fromisoformat(day) for day in facts["not_registered"]),
        "activity": facts["assignment"]["activity"],
        "assigned_from": date.fromisoformat(facts["assignment"]["start"]),
        "assigned_to": date.fromisoformat(facts["assignment"]["end"]),
        "consulted": EmploymentServiceAnswer(answer) if answer else None,
        "consulted_on": _day(facts["consulted"]["on"]),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _changed(difference: Mapping[str, Any]) -> tuple[Changed, ...]:
    return tuple(
        Changed(
            date.fromisoformat(entry["on"]),
            Verdict(entry["before"]) if entry["before"] else None,
            Verdict(entry["now"]) if entry["now"] else None,
        )
        for entry in difference.get("changed", ())
    )


def ruling_of(row: Ruling) -> RulingRow:
    return RulingRow(
        row.communicated_at, row.answer_by, row.heard_at, row.heard_words,
        BoardDecision(row.decision) if row.decision else None, row.reasons, row.how_to_appeal,
        row.children_considered, row.decided_at,
    )  # fmt: skip


def _officers(row: Basis, *, on: date) -> tuple[tuple[int, str], ...]:
    """Who may take it over: those who decide for the board here and are none of the coaches."""
    if row.state != BasisState.PREPARED.value:
        return ()
    held = deciding(row.participation.service_id, board=row.board_id, on=on)
    users = held.exclude(user__in=[row.prepared_by_id, row.participation.coach_id]).order_by("user__name", "user")
    return tuple(users.values_list("user", "user__name").distinct())


def _children(actor: Actor, person: int, *, on: date) -> int | None:
    spells = SupportSpell.visible_to(actor.scope(on=on)).filter(person=person, start__lte=on)
    return spells.exclude(end__lt=on).order_by("-start").values_list("children", flat=True).first()


@dataclass(frozen=True, slots=True)
class Ready:
    """Whether a basis can be prepared for somebody now; every reason why not."""

    whom: Whom
    participation: int
    length: int
    first: date | None
    last: date | None
    may: Decision
    kept: tuple[Listed, ...]


def ready(actor: Actor, *, person: int, on: date) -> Ready:
    """The streak that runs, and what stands in the way. Raises Hidden for those who do not see absences' reasons."""
    if not actor.may(Deed.SEE, LABOUR, on=on).allowed:
        raise Hidden
    way = Participation.of(actor.scope(on=on), person).first()
    if way is None:
        raise Hidden
    streak = streaks.streak_of(way.pk, on=on)
    first, last = streak.start or on, streak.end or on
    rows = Basis.visible_to(actor.scope(on=on)).filter(participation=way)
    kept = tuple(_listed(row) for row in rows.select_related("person").order_by("-prepared_at", "-pk")[:PAGE])
    decision = rules.basis_prepared(
        streaks.missed(way.pk, first, last) if streak.start else [],
        policy=streaks.policy_of(way.service_id, on),
        under_assignment=streak.start is not None and streaks.assignment_over(way.pk, first, last) is not None,
        exists=any(one.first == first and one.state is not BasisState.WITHDRAWN for one in kept),
    )
    may = actor.may(Deed.HAND_OVER, LABOUR, on=on, service=way.service_id)
    return Ready(
        whom(actor, person, on=on),
        way.pk,
        streak.length,
        streak.start,
        streak.end,
        (may if not may.allowed else YES) & decision,
        kept,
    )
