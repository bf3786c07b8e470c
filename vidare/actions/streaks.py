"""Keeps every basis true to the hours it was made of: adds later absences, and withdraws what no longer stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from vidare.actions import disclosures, messages
from vidare.actions.ledger import note
from vidare.records import streaks as evidence
from vidare.records.absences import Basis
from vidare.records.walls import within
from vidare.records.written import written
from vidare.rules import bases as rules
from vidare.rules.absences import BASIS_TRANSITIONS, BasisState, WithdrawnWhy
from vidare.rules.access import Actor, Compartment, system
from vidare.rules.attendance import Verdict
from vidare.rules.disclosure import Purpose
from vidare.rules.messages import Template

LIVE = [state.value for state, to in BASIS_TRANSITIONS.items() if BasisState.WITHDRAWN in to]


@written
def _live(participations: list[int]) -> QuerySet[Basis]:
    rows = Basis.unscoped.filter(participation__in=participations, state__in=LIVE)
    return rows.select_related("person").order_by("pk")


def follow(participations: Collection[int], *, at: datetime) -> list[int]:
    """After verdicts have changed: mend what is prepared, withdraw what no longer stands. Answers what was withdrawn.

    Whoever corrects an hour need not be one who may see a basis, so this crosses the walls; nothing of it is answered.
    """
    actor = system("streaks")
    withdrawn = []
    with within(actor.scope(on=at.date())):
        for row in _live(sorted(participations)) if participations else []:
            now = evidence.verdicts_of(row.participation_id)
            if not _stands(row, now):
                _withdraw(actor, row, why=WithdrawnWhy.CORRECTED, now=now, at=at)
                withdrawn.append(row.pk)
            elif row.state == BasisState.PREPARED.value:
                _add_later(actor, row, at=at)
    return withdrawn


def withdraw_all(actor: Actor, *, bases: Iterable[Basis], why: WithdrawnWhy, at: datetime) -> None:
    with within(system("streaks").scope(on=at.date())):
        for row in bases:
            _withdraw(actor, row, why=why, now=evidence.verdicts_of(row.participation_id), at=at)


def _frozen(row: Basis) -> dict[int, Verdict]:
    return {hour["booking"]: Verdict(hour["verdict"]) for hour in row.facts["hours"]}


def _stands(row: Basis, now: dict[int, tuple[date, Verdict]]) -> bool:
    before: dict[int, Verdict] = {
        booking: verdict for booking, verdict in _frozen(row).items() if verdict is Verdict.ABSENT_INVALID
    }
    days = {booking: day for booking, (day, _verdict) in now.items()}
    days |= {hour["booking"]: date.fromisoformat(hour["on"]) for hour in row.facts["hours"]}
    return rules.still_stands(before, {booking: verdict for booking, (_day, verdict) in now.items()}, days=days)


def _withdraw(
    actor: Actor, row: Basis, *, why: WithdrawnWhy, now: dict[int, tuple[date, Verdict]], at: datetime
) -> None:
    had_left = row.state != BasisState.PREPARED.value
    before = {booking: verdict.value for booking, verdict in _frozen(row).items()}
    # Hours in the days of the streak that nobody had seen when it was frozen may have been registered since.
    for booking, (day, _verdict) in now.items():
        if row.streak_from <= day <= row.streak_to:
            before.setdefault(booking, "")
    days = {hour["booking"]: hour["on"] for hour in row.facts["hours"]}
    days |= {booking: day.isoformat() for booking, (day, _verdict) in now.items()}
    found = rules.difference(before, {booking: verdict.value for booking, (_day, verdict) in now.items()})
    changed = [{**entry, "on": days[int(entry["booking"])]} for entry in found]
    row.difference = {"changed": changed, "state_before": row.state}
    row.state, row.withdrawn_at, row.withdrawn_why = BasisState.WITHDRAWN.value, at, why.value
    row.version += 1
    row.save(update_fields=["difference", "state", "withdrawn_at", "withdrawn_why", "version"])
    disclosures.take_back(actor, about=f"basis:{row.pk}", purpose=Purpose.BASIS, at=at)
    messages.write(
        actor, person=row.person, template=Template.BASIS_WITHDRAWN, at=at, about=f"basis:{row.pk}",
        facts={"handed_over": had_left, "days": [entry["on"] for entry in changed]},
        compartment=Compartment.LABOUR_MARKET,
    )  # fmt: skip
    note(actor, "basis.withdrawn", at=at, person=row.person.key, board=row.board_id, basis=row.pk, why=why.value,
         hours=len(changed))  # fmt: skip


def _add_later(actor: Actor, row: Basis, *, at: datetime) -> None:
    streak = evidence.streak_of(row.participation_id, on=at.date())
    if streak.start != row.streak_from or streak.end is None or streak.length <= row.streak_length:
        return
    if not evidence.assignment_over(row.participation_id, row.streak_from, streak.end, assignment=row.assignment_id):
        return
    row.facts = evidence.facts_of(row.participation_id, row.streak_from, streak.end, assignment=row.assignment_id)
    row.streak_to, row.streak_length, row.version = streak.end, streak.length, row.version + 1
    row.save(update_fields=["facts", "streak_to", "streak_length", "version"])
    note(actor, "basis.added-to", at=at, person=row.person.key, board=row.board_id, basis=row.pk, length=streak.length)
