"""The basis on the coach's side: prepared from facts, the person told, handed over to somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from vidare.actions import attention, disclosures, messages, streaks
from vidare.actions.disclosures import Crossing
from vidare.actions.ledger import deed, for_another, note
from vidare.records import find
from vidare.records import streaks as evidence
from vidare.records.absences import Basis
from vidare.records.boards import deciding
from vidare.records.messages import Message
from vidare.records.participations import Participation
from vidare.records.people import ProtectedAccess
from vidare.records.walls import within
from vidare.rules import bases as rules
from vidare.rules.absences import BasisState, WithdrawnWhy, said
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.attendance import Verdict
from vidare.rules.decision import YES, Hidden, Stale
from vidare.rules.disclosure import Item, Purpose
from vidare.rules.messages import Template
from vidare.rules.representatives import Doing


@deed
def prepare_basis(actor: Actor, *, participation: int, coach_words: str, person_words: str = "", at: datetime) -> int:
    """Freeze the facts of the streak that runs now, which must be long enough and lie under an assignment."""
    on = at.date()
    way = find.one(Participation.visible_to(actor.scope(on=on)).select_related("person"), participation)
    actor.may(Deed.HAND_OVER, Compartment.LABOUR_MARKET, on=on, service=way.service_id).require()
    streak = evidence.streak_of(way.pk, on=on)
    first, last = streak.start or on, streak.end or on
    over = evidence.assignment_over(way.pk, first, last)
    exists = Basis.unscoped.filter(participation=way, streak_from=first).exclude(state=BasisState.WITHDRAWN.value)
    decision = rules.basis_prepared(
        evidence.missed(way.pk, first, last) if streak.start else [],
        policy=evidence.policy_of(way.service_id, on),
        under_assignment=over is not None,
        exists=exists.exists(),
    )
    (decision & rules.facts_only(coach_words)).require()
    if over is None:
        raise Hidden
    row = Basis.unscoped.create(
        board_id=way.board_id, compartment=Compartment.LABOUR_MARKET.value, person=way.person, participation=way,
        assignment=over, streak_from=first, streak_to=last, streak_length=streak.length, coach_words=coach_words,
        person_words=person_words, prepared_by_id=actor.user_id, prepared_at=at,
        facts=evidence.facts_of(way.pk, first, last, assignment=over.pk),
    )  # fmt: skip
    messages.write(
        actor, person=way.person, template=Template.BASIS_PREPARED, at=at, about=_about(row),
        facts={"first": first, "last": last, "hours": streak.length},
    )  # fmt: skip
    note(actor, "basis.prepared", at=at, person=way.person.key, basis=row.pk, length=streak.length)
    attention.refresh(way.pk, on=on)
    return int(row.pk)


@deed
@for_another(Doing.ADD_WORDS)
def add_own_words(actor: Actor, *, basis: int, text: str, at: datetime) -> int:
    """The person's own words, from their page or told to staff, as long as the basis has not left the coach."""
    on = at.date()
    row = find.one(Basis.visible_to(actor.scope(on=on)).select_related("person", "participation"), basis, lock=True)
    if actor.person_id is None:
        service = row.participation.service_id
        actor.may(Deed.HAND_OVER, Compartment.LABOUR_MARKET, on=on, service=service).require()
    (rules.basis_moved(BasisState(row.state), BasisState.HANDED_OVER) & said(text)).require()
    row.person_words, row.version = text, row.version + 1
    row.save(update_fields=["person_words", "version"])
    note(actor, "basis.own-words", at=at, person=row.person.key, board=row.board_id, basis=row.pk)
    return int(row.pk)


@deed
def hand_over(actor: Actor, *, basis: int, officer: int, version: int, at: datetime) -> int:
    """To an officer of the board who is another person than whoever coaches or prepared."""
    on = at.date()
    row = find.one(Basis.visible_to(actor.scope(on=on)).select_related("person", "participation"), basis, lock=True)
    way = row.participation
    actor.may(Deed.HAND_OVER, Compartment.LABOUR_MARKET, on=on, service=way.service_id).require()
    waiting = rules.basis_prepared(
        evidence.missed(way.pk, row.streak_from, row.streak_to),
        policy=evidence.policy_of(way.service_id, row.streak_from),
        under_assignment=True,
    )
    moved = rules.handed_over(
        BasisState(row.state),
        told=Message.visible_to(actor.scope(on=on)).filter(about=_about(row)).exists(),
        officer=officer,
        officers=officers_of(way.service_id, board=way.board_id, on=on),
        coaches=[way.coach_id, row.prepared_by_id, actor.user_id],
    )
    crossing = Crossing(
        ground=rules.GROUND, purpose=Purpose.BASIS, to_compartment=Compartment.SOCIAL_SERVICES, about=_about(row)
    )
    facts = _told(row)
    named = officer in named_for(row.person_id, on=on)
    over = disclosures.allowed(row.person, items=facts, crossing=crossing, on=on, named=named)
    (moved & (waiting if row.state == BasisState.PREPARED.value else YES) & over).require()
    if row.version != version:
        raise Stale(yours={"officer": officer}, theirs={"streak_to": row.streak_to}, version=row.version)
    row.state, row.handed_over_at, row.officer_id = BasisState.HANDED_OVER.value, at, officer
    row.version += 1
    row.save()
    disclosures.cross(
        actor, person=row.person, service=way.service_id, facts=facts, crossing=crossing, at=at,
        compartment=Compartment.LABOUR_MARKET,
    )  # fmt: skip
    messages.write(
        actor, person=row.person, template=Template.BASIS_HANDED_OVER, at=at, about=_about(row),
        facts={"first": row.streak_from, "last": row.streak_to},
    )  # fmt: skip
    note(actor, "basis.handed-over", at=at, person=row.person.key, basis=row.pk, officer=officer)
    attention.refresh(way.pk, on=on)
    return int(row.pk)


@deed
def read_withdrawal(actor: Actor, *, basis: int, at: datetime) -> int:
    """Whoever had it, and those who handed it over, say that they know it was taken back."""
    on = at.date()
    row = find.one(Basis.visible_to(actor.scope(on=on)).select_related("person", "participation"), basis, lock=True)
    column = "officer_read_withdrawal_at" if actor.user_id == row.officer_id else "coach_read_withdrawal_at"
    if actor.user_id != row.officer_id:
        service = row.participation.service_id
        actor.may(Deed.HAND_OVER, Compartment.LABOUR_MARKET, on=on, service=service).require()
    rules.withdrawal_read(
        BasisState(row.state),
        handed_over=row.handed_over_at is not None,
        already=getattr(row, column) is not None,
    ).require()
    setattr(row, column, at)
    row.save(update_fields=[column])
    note(actor, "basis.withdrawal-read", at=at, person=row.person.key, basis=row.pk)
    attention.refresh(row.participation_id, on=on)
    return int(row.pk)


def _told(row: Basis) -> dict[Item, object]:
    """Which facts go over with it, and of which days."""
    hours, assignment = row.facts["hours"], row.facts["assignment"]
    return rules.crosses(
        rules.Content(
            missed=_days(hour["on"] for hour in hours if hour["verdict"] == Verdict.ABSENT_INVALID.value),
            explained=_days(said["on"] for hour in hours for said in hour["said"]),
            assessed=_days(hour["assessed"]["on"] for hour in hours if hour["assessed"]),
            assignment=f"{assignment['activity']} {assignment['start']} – {assignment['end']}",
            own_words=bool(row.person_words.strip()),
            staff_facts=bool(row.coach_words.strip()),
        )
    )


def _days(days: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(days)))


def named_for(person: int, *, on: date) -> set[int]:
    """The users who may see the person though the identity is protected."""
    rows = ProtectedAccess.unscoped.filter(person=person, start__lte=on).exclude(end__lt=on)
    return set(rows.values_list("user_id", flat=True))


def officers_of(service: int, *, board: int, on: date) -> list[int]:
    """Users who decide for the board in this service on the day."""
    return sorted(set(deciding(service, board=board, on=on).values_list("user_id", flat=True)))


def withdraw_under(actor: Actor, *, assignment: int, at: datetime) -> None:
    """The assignment is withdrawn: so is every basis under it. Part of that deed."""
    with within(system("bases").scope(on=at.date())):
        rows = list(
            Basis.unscoped.filter(assignment=assignment, state__in=streaks.LIVE).select_related(
                "person", "participation"
            )
        )
    streaks.withdraw_all(actor, bases=rows, why=WithdrawnWhy.ASSIGNMENT_WITHDRAWN, at=at)


def _about(row: Basis) -> str:
    return f"basis:{row.pk}"
