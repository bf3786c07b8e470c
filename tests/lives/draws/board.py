"""The board's assignment, the basis and the decision, what crosses a wall, and what the case system is given."""

from __future__ import annotations

from datetime import datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any

from django.db.models import Q

from tests.lives.draws.hours import staying_away, streak
from tests.lives.scene import Draw, Needs, Nothing, Scene, draws, house
from vidare.actions import (
    assignments,
    bases,
    case_system,
    disclosures,
    meetings,
    plans,
    recipients,
    requirement,
    rulings,
    support,
)
from vidare.actions.disclosures import Crossing
from vidare.records import models as m
from vidare.rules.absences import BasisState, BoardDecision
from vidare.rules.access import Actor, Compartment, system
from vidare.rules.activities import AssignmentState, EmploymentServiceAnswer
from vidare.rules.calendar import bounds
from vidare.rules.case_system import CaseKind, CaseState, Receipt
from vidare.rules.disclosure import Ground, Item, Purpose
from vidare.rules.organisations import OrganisationKind
from vidare.rules.recipients import BY_HAND
from vidare.rules.support import Obstacle

OPEN = {"person__protection": "open"}
_case_folder = TemporaryDirectory(prefix="case-folder-")


# ── The assignment ────────────────────────────────────────────────────────────────────────────────────────────────


@draws(assignments.prepare_assignment)
def _(scene: Scene) -> Draw:
    under = [AssignmentState.PREPARED.value, AssignmentState.DECIDED.value]
    taken = m.Assignment.unscoped.filter(state__in=under).values("participation")
    way = scene.way(~Q(pk__in=taken), needs=meetings.hold_meeting, **OPEN)
    activity = scene.one(m.Activity)
    said = {"wishes": scene.words(), "weighed": scene.words()}
    days = {"start": scene.on, "end": scene.on + timedelta(days=scene.dice.randint(60, 120))}
    return scene.coach(way), {"participation": way.pk, "activity": activity.pk, **said, **days}


def prepared(scene: Scene) -> m.Assignment:
    return scene.one(m.Assignment, needs=assignments.prepare_assignment, state=AssignmentState.PREPARED.value)


@draws(assignments.change_assignment)
def _(scene: Scene) -> Draw:
    row = prepared(scene)
    said = {"wishes": scene.words(), "weighed": scene.words(), "version": row.version}
    return scene.coach(row), {"assignment": row.pk, **said, "start": scene.on, "end": scene.on + timedelta(days=90)}


@draws(assignments.decide_assignment)
def _(scene: Scene) -> Draw:
    row = prepared(scene)
    answers = m.Disclosure.unscoped.filter(person=row.person_id, service=scene.service).exclude(answer="")
    if not answers.exists():
        raise Needs(disclosures.answer_disclosure)
    if row.start < scene.on:
        raise Needs(assignments.change_assignment)
    return scene.officer(row), {"assignment": row.pk, "reasons": scene.words(), "version": row.version}


def running(scene: Scene, *these: Q) -> m.Assignment:
    """One that is not needed any more: the first ones are kept until a basis has gone all its way."""
    scene.after(rulings.decide)
    spared = [way.pk for way in staying_away(scene)]
    decided = {"state": AssignmentState.DECIDED.value, "person__protection": "open"}
    return scene.one(m.Assignment, *these, ~Q(participation__in=spared), needs=assignments.decide_assignment, **decided)


def with_a_basis(scene: Scene) -> list[int]:
    """Assignments under which a basis has left the coach: it is taken back with them."""
    handed = {"handed_over_at__isnull": False, "withdrawn_at": None, "assignment__state": "decided"}
    return [row.assignment_id for row in scene.rows(m.Basis, **handed, **OPEN)]


@draws(assignments.end_assignment)
def _(scene: Scene) -> Draw:
    row = running(scene, ~Q(pk__in=with_a_basis(scene)))
    return scene.officer(row), {"assignment": row.pk}


@draws(assignments.withdraw_assignment)
def _(scene: Scene) -> Draw:
    handed = with_a_basis(scene)
    row = running(scene, Q(pk__in=handed)) if handed else running(scene)
    return scene.officer(row), {"assignment": row.pk}


# ── The basis and the ruling ──────────────────────────────────────────────────────────────────────────────────────


@draws(bases.prepare_basis)
def _(scene: Scene) -> Draw:
    way = streak(scene)
    return scene.coach(way), {"participation": way.pk, "coach_words": scene.words()}


@draws(bases.add_own_words)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Basis, needs=bases.prepare_basis, state=BasisState.PREPARED.value)
    who = scene.participant(row.person_id) if scene.dice.random() < 0.5 else scene.coach(row)
    return who, {"basis": row.pk, "text": scene.words()}


@draws(bases.hand_over)
def _(scene: Scene) -> Draw:
    scene.after(bases.add_own_words)
    row = scene.one(m.Basis, needs=bases.prepare_basis, state=BasisState.PREPARED.value, **OPEN)
    return scene.coach(row), {"basis": row.pk, "officer": scene.officer(row).user_id, "version": row.version}


@draws(bases.read_withdrawal)
def _(scene: Scene) -> Draw:
    unread = Q(officer_read_withdrawal_at=None, handed_over_at__isnull=False, state=BasisState.WITHDRAWN.value)
    if not scene.rows(m.Basis, unread):
        raise Needs(assignments.withdraw_assignment if with_a_basis(scene) else bases.hand_over)
    row = scene.one(m.Basis, unread)
    return scene.user(row.officer_id), {"basis": row.pk}


def basis(scene: Scene, needs: Any, *states: BasisState) -> m.Basis:
    return scene.one(m.Basis, needs=needs, state__in=[one.value for one in states], **OPEN)


@draws(rulings.communicate)
def _(scene: Scene) -> Draw:
    row = basis(scene, bases.hand_over, BasisState.HANDED_OVER)
    days = scene.on + timedelta(days=scene.dice.randint(14, 20))
    return scene.user(row.officer_id), {"basis": row.pk, "version": row.version, "answer_by": days}


@draws(rulings.hear)
def _(scene: Scene) -> Draw:
    row = basis(scene, rulings.communicate, BasisState.COMMUNICATED)
    return scene.user(row.officer_id), {"basis": row.pk, "version": row.version, "words": scene.words()}


@draws(rulings.decide)
def _(scene: Scene) -> Draw:
    row = basis(scene, rulings.hear, BasisState.HEARD)
    said = {"reasons": scene.words(), "how_to_appeal": scene.words(), "children": scene.words()}
    decision = scene.dice.choice(list(BoardDecision))
    return scene.user(row.officer_id), {"basis": row.pk, "version": row.version, "decision": decision, **said}


@draws(rulings.let_be)
def _(scene: Scene) -> Draw:
    scene.after(rulings.decide)
    row = basis(scene, bases.hand_over, BasisState.HANDED_OVER, BasisState.COMMUNICATED, BasisState.HEARD)
    return scene.user(row.officer_id), {"basis": row.pk, "version": row.version, "reasons": scene.words()}


# ── The case system ───────────────────────────────────────────────────────────────────────────────────────────────


@draws(case_system.hand_over)
def _(scene: Scene) -> Draw:
    """A plan that is agreed, a basis, or the decision; whatever there is."""
    found: list[tuple[CaseKind, Any]] = [(CaseKind.PLAN, row) for row in scene.rows(m.Plan, state="agreed", **OPEN)]
    handed = scene.rows(m.Basis, handed_over_at__isnull=False, withdrawn_at=None, **OPEN)
    found += [(CaseKind.BASIS, row) for row in handed]
    found += [(CaseKind.DECISION, row) for row in handed if row.state == BasisState.DECIDED.value]
    kind, row = scene.some(found, needs=plans.agree)
    who = scene.officer(row) if kind is CaseKind.PLAN else scene.user(row.officer_id)
    return who, {"person": row.person_id, "kind": kind, "about": row.pk}


@house("case_system.exchange")
def exchange(actor: Actor, *, at: datetime) -> int:
    return case_system.exchange(at=at, root=_case_folder.name)


@draws(exchange)
def _(scene: Scene) -> Draw:
    scene.one(m.CaseFile, needs=case_system.hand_over, state=CaseState.WAITING.value)
    return system("case-system"), {}


@draws(case_system.settle)
def _(scene: Scene) -> Draw:
    row = scene.one(m.CaseFile, needs=exchange, state=CaseState.PLACED.value)
    receipt = Receipt(row.key, scene.dice.random() < 0.5, scene.words())
    return system("case-system"), {"board": row.board.code, "receipt": receipt}


@draws(case_system.place_again)
def _(scene: Scene) -> Draw:
    states = [CaseState.PLACED.value, CaseState.REFUSED.value]
    row = scene.one(m.CaseFile, needs=case_system.settle, state__in=states, kind=CaseKind.PLAN.value, **OPEN)
    return scene.officer(row), {"person": row.person_id, "case_file": row.pk}


# ── What crosses a wall ───────────────────────────────────────────────────────────────────────────────────────────


@draws(disclosures.disclose)
def _(scene: Scene) -> Draw:
    """Copied to somebody outside, or standing open to another board of the service."""
    way = scene.way(**OPEN)
    boards = {held.board_id for held in m.Organisation.objects.filter(board__isnull=False)} - {way.board_id}
    near = m.Membership.objects.filter(service=scene.service, organisation__board__in=boards).order_by("pk")
    opens = bool(near) and scene.dice.random() < 0.5
    to = scene.some(list(near)).organisation if opens else scene.organisation()
    crossing = Crossing(
        Ground.CONSENT,
        Purpose.SUPPORT,
        to_organisation=to.pk,
        until=scene.later(),
        conditions=scene.words(),
        opens=opens,
    )
    items = [Item.PLAN, Item.NOTES] if opens else [Item.NAME]
    said = {"person": way.person_id, "service": scene.service, "items": items, "crossing": crossing}
    return scene.coach(way), said


@draws(disclosures.consult_employment_service)
def _(scene: Scene) -> Draw:
    """Of somebody whose assignment waits for it, where there is one."""
    if not m.Membership.objects.filter(service=scene.service, organisation__kind=OrganisationKind.EMPLOYMENT_SERVICE):
        raise Nothing
    waiting = m.Assignment.unscoped.filter(state=AssignmentState.PREPARED.value).values("participation")
    ways = scene.rows(m.Participation, service=scene.service, state="active", pk__in=waiting, **OPEN)
    way = scene.some(ways) if ways else scene.way(**OPEN)
    said = {"items": [Item.NAME], "ground": Ground.STATUTORY_DUTY, "until": scene.later()}
    return scene.coach(way), {"participation": way.pk, **said}


@draws(disclosures.answer_disclosure)
def _(scene: Scene) -> Draw:
    asked = {"asked_answer": True, "answer": "", "withdrawn_at": None, "end__gte": scene.on}
    row = scene.one(m.Disclosure, needs=disclosures.consult_employment_service, service=scene.service, **asked)
    answer = EmploymentServiceAnswer.NO_SUITABLE_MEASURE
    if scene.done["disclosures.answer_disclosure"] > 3 and scene.dice.random() < 0.3:
        answer = scene.dice.choice(list(EmploymentServiceAnswer))
    return at_the_employment_service(scene, row.to_organisation_id), {"disclosure": row.pk, "answer": answer}


def at_the_employment_service(scene: Scene, organisation: int | None) -> Actor:
    held = m.Membership.objects.filter(service=scene.service, organisation=organisation, end=None)
    return scene.user(scene.some(list(held.order_by("pk"))).user_id)


@draws(disclosures.withdraw_disclosure)
def _(scene: Scene) -> Draw:
    given = {"withdrawn_at": None, "ground": Ground.CONSENT.value, "compartment": Compartment.TEAM.value}
    row = scene.one(m.Disclosure, needs=disclosures.disclose, service=scene.service, **given)
    return scene.coach(row), {"disclosure": row.pk}


# ── Support and what the law asks for it ──────────────────────────────────────────────────────────────────────────


@draws(support.register_support)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Person)
    begun = m.SupportSpell.unscoped.filter(person=row).order_by("-start").values_list("start", flat=True).first()
    start = scene.on - timedelta(days=30) if begun is None else max(begun + timedelta(days=1), scene.on)
    said = {"obstacle": scene.dice.choice(list(Obstacle)).value, "children": 2, "children_under_8": 1, "end": None}
    return scene.officer(row), {"person": row.pk, "start": start, **said}


@draws(recipients.note_no_offer)
def _(scene: Scene) -> Draw:
    row = scene.one(m.SupportSpell, Q(end=None) | Q(end__gte=scene.on), needs=support.register_support,
                    start__lte=scene.on)  # fmt: skip
    return scene.officer(row), {"person": row.person_id, "reason": scene.dice.choice(BY_HAND)}


@draws(requirement.mark_month)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Person)
    month = bounds(scene.on)[0].date().replace(day=1)
    return scene.officer(row), {"persons": [row.pk], "month": month}


@draws(requirement.end_child)
def _(scene: Scene) -> Draw:
    row = scene.one(m.HouseholdChild, Q(end=None), needs=requirement.note_child, start__lte=scene.on)
    return scene.officer(row), {"child": row.pk, "last": scene.on}


@draws(requirement.end_relief)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Relief, Q(end=None) | Q(end__gt=scene.on), needs=requirement.decide_relief, start__lte=scene.on)
    return scene.officer(row), {"relief": row.pk, "last": scene.on}
