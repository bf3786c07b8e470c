"""What owners say of their steps: in the team, and from outside of what was put before them. It falls with a change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from vidare.actions import attention, disclosures
from vidare.actions.disclosures import Crossing
from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.disclosures import Disclosure, opened_items
from vidare.records.participations import Participation
from vidare.records.plans import OwnerWord, Step
from vidare.records.services import Membership
from vidare.records.walls import within
from vidare.rules import items as rules
from vidare.rules.access import Actor, Deed, Role, system
from vidare.rules.decision import Hidden
from vidare.rules.disclosure import Ground, Item, Purpose
from vidare.rules.items import Word
from vidare.rules.plans import OPEN_STEP, StepState

ABOUT = "step:"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what ground a step is put before an authority outside, on what conditions and until when."""

    ground: Ground
    until: date | None = None
    conditions: str = ""


@deed
def say(actor: Actor, *, step: int, agreed: bool, wrong: str = "", at: datetime) -> None:
    """The owner's own word of the step as it stands."""
    row = _step(actor, step, at=at)
    standing = word_of(row)
    own = actor.user_id is not None and row.owner_id == actor.user_id
    rules.may_say(
        agreed=agreed, wrong=wrong, is_owner=own, is_open=StepState(row.state) in OPEN_STEP, standing=standing
    ).require()
    _keep(actor, row, agreed=agreed, wrong=wrong, at=at)


@deed
def put_outside(actor: Actor, *, step: int, terms: Terms, at: datetime) -> int:
    """Put a step before the authority outside that owns it: who it is about, and the step, and nothing else."""
    row = _step(actor, step, at=at)
    on, service = at.date(), row.participation.service_id
    actor.may(Deed.DISCLOSE, on=on, service=service).require()
    receiver = outside_owner(row, service=service, on=on)
    earlier = Disclosure.visible_to(actor.scope(on=on)).filter(about=_about(row), withdrawn_at=None)
    told = [opened_items(one.items).get(Item.PLANNED_ACTIVITY.value) for one in earlier.exclude(end__lt=on)]
    is_open = StepState(row.state) in OPEN_STEP
    rules.may_put_outside(outside=receiver is not None, is_open=is_open, asked=_told(row) in told).require()
    crossing = Crossing(
        ground=terms.ground, purpose=Purpose.JOINT_PLAN, to_organisation=receiver, conditions=terms.conditions,
        until=terms.until, about=_about(row),
    )  # fmt: skip
    facts = {Item.NAME: f"{row.person.given_name} {row.person.family_name}".strip(), Item.PLANNED_ACTIVITY: _told(row)}
    disclosures.allowed(row.person, items=facts, crossing=crossing, on=on).require()
    return disclosures.cross(actor, person=row.person, service=service, facts=facts, crossing=crossing, at=at)


@deed
def answer_from_outside(actor: Actor, *, disclosure: int, agreed: bool, wrong: str = "", at: datetime) -> None:
    """The owner outside answers for the step as it was put before them; of the plan they see nothing else."""
    on = at.date()
    shown = find.one(Disclosure.disclosed_to(actor.posts(Deed.ANSWER, on=on), on=on), disclosure, lock=True)
    if not shown.about.startswith(ABOUT) or not actor.may(Deed.ANSWER, on=on, service=shown.service_id).allowed:
        raise Hidden
    # The step stands behind the board's wall, which the one who answers has no way over.
    with within(system("items").scope(on=on)):
        steps = Step.unscoped.select_related("person", "participation")
        row = find.one(steps.filter(person=shown.person_id), int(shown.about.removeprefix(ABOUT)), lock=True)
        theirs = outside_owner(row, service=shown.service_id, on=on) == shown.to_organisation_id
        may = rules.may_say(
            agreed=agreed, wrong=wrong, is_owner=theirs, is_open=StepState(row.state) in OPEN_STEP,
            standing=word_of(row),
        )  # fmt: skip
        if opened_items(shown.items).get(Item.PLANNED_ACTIVITY.value) != _told(row):
            may &= rules.changed()
        may.require()
        _keep(actor, row, agreed=agreed, wrong=wrong, at=at)


def word_of(row: Step) -> Word:
    said = OwnerWord.unscoped.filter(step=row, fell_at=None).values_list("agreed", flat=True).first()
    return Word.WAITS if said is None else Word.AGREED if said else Word.WRONG


def fall(row: Step, *, at: datetime) -> None:
    """Part of a deed that says the step otherwise: what was said of it before is said of something else."""
    OwnerWord.unscoped.filter(step=row, fell_at=None).update(fell_at=at)


def outside_owner(row: Step, *, service: int, on: date) -> int | None:
    """The authority outside that the owner of the step works for in the service."""
    held = Membership.objects.filter(
        Q(end=None) | Q(end__gte=on), user=row.owner_id, service=service, start__lte=on,
        role=Role.EMPLOYMENT_OFFICER.value, organisation__board=None,
    )  # fmt: skip
    return held.order_by("-start", "pk").values_list("organisation", flat=True).first() if row.owner_id else None


def _keep(actor: Actor, row: Step, *, agreed: bool, wrong: str, at: datetime) -> None:
    fall(row, at=at)
    OwnerWord.unscoped.create(
        board_id=row.board_id, compartment=row.compartment, person_id=row.person_id, step=row, agreed=agreed,
        wrong="" if agreed else wrong.strip(), said_by_id=actor.hand, said_at=at,
    )  # fmt: skip
    verb = "step.agreed" if agreed else "step.contested"
    note(actor, verb, at=at, person=row.person.key, board=row.board_id, step=row.pk)
    attention.refresh(row.participation_id, on=at.date())


def _step(actor: Actor, step: int, *, at: datetime) -> Step:
    scope = actor.scope(on=at.date())
    rows = Step.visible_to(scope).select_related("person", "participation")
    if actor.person_id is not None:
        raise Hidden  # the participant says yes to the whole plan, and asks for a change of it
    return find.in_line(rows, step, behind=Participation.visible_to(scope), column="participation_id")


def _about(row: Step) -> str:
    return f"{ABOUT}{row.pk}"


def _told(row: Step) -> list[str]:
    return rules.told(row.title, row.due_on)
