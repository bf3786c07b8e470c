"""What crosses a wall: disclosed item by item, withdrawn at once, answered by the one who was asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from vidare.actions import attention, ledger, people
from vidare.actions.ledger import deed, for_another
from vidare.records import find
from vidare.records.disclosures import Disclosure, sealed_items
from vidare.records.organisations import Organisation
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.plans import Plan, Step
from vidare.records.referrals import Referral
from vidare.records.sealed import opened
from vidare.records.services import Membership
from vidare.records.walls import within
from vidare.rules import disclosure as rules
from vidare.rules import plans
from vidare.rules.access import Actor, Compartment, Deed, Role, Scope, system
from vidare.rules.activities import EmploymentServiceAnswer
from vidare.rules.decision import Decision, Hidden
from vidare.rules.disclosure import Ground, Item, Purpose
from vidare.rules.identity import Protection
from vidare.rules.organisations import OrganisationKind
from vidare.rules.representatives import Doing


@dataclass(frozen=True, slots=True)
class Crossing:
    """To whom (one of the two), on what ground, why, on what conditions and until when."""

    ground: Ground
    purpose: Purpose
    to_organisation: int | None = None
    to_compartment: Compartment | None = None
    conditions: str = ""
    until: date | None = None
    asked_answer: bool = False
    about: str = ""
    opens: bool = False


@deed
def disclose(
    actor: Actor, *, person: int, service: int, items: Collection[Item], crossing: Crossing, at: datetime
) -> int:
    """Copy what is known now of each item: what changes later is not disclosed by it. Answers the disclosure.

    Where the crossing ``opens``, nothing is copied: another board of the service sees these parts as they are, and who
    it is about, for as long as it lasts.
    """
    if crossing.opens:
        return _open(actor, person=person, service=service, items=items, crossing=crossing, at=at)
    return _disclose(actor, person=person, service=service, items=items, crossing=crossing, at=at)


@deed
def consult_employment_service(
    actor: Actor, *, participation: int, items: Collection[Item], ground: Ground, until: date | None = None,
    conditions: str = "", at: datetime,
) -> int:  # fmt: skip
    """Ask Arbetsförmedlingen before the board assigns (SoL 12:4): the items, and the wish for an answer."""
    scope = actor.scope(on=at.date())
    way = find.one(Participation.visible_to(scope), participation)
    crossing = Crossing(
        ground=ground,
        purpose=Purpose.CONSULTATION,
        to_organisation=employment_service_of(way.service_id, on=at.date()),
        conditions=conditions,
        until=until,
        asked_answer=True,
    )
    return _disclose(actor, person=way.person_id, service=way.service_id, items=items, crossing=crossing, at=at)


def employment_service_of(service: int, *, on: date) -> int | None:
    """The organisation of the employment officer who works in the service on a day."""
    held = Membership.objects.filter(
        service=service, role=Role.EMPLOYMENT_OFFICER.value, start__lte=on,
        organisation__kind=OrganisationKind.EMPLOYMENT_SERVICE.value,
    )  # fmt: skip
    return held.order_by("-start", "pk").values_list("organisation", flat=True).first()


def _disclose(
    actor: Actor, *, person: int, service: int, items: Collection[Item], crossing: Crossing, at: datetime
) -> int:
    on = at.date()
    scope = actor.scope(on=on)
    row = find.one(Person.visible_to(scope), person, lock=True)
    actor.may(Deed.DISCLOSE, on=on, service=service).require()
    may = allowed(row, items=items, crossing=crossing, on=on) & rules.by_hand(items, crossing.purpose)
    if crossing.to_compartment is Compartment.YOUTH:
        may &= rules.to_the_register(crossing.ground)
    (may & rules.may_copy(items)).require()
    facts = {item: _fact(item, row, service=service, scope=scope) for item in sorted(set(items))}
    rules.all_known(facts).require()
    return cross(actor, person=row, service=service, facts=facts, crossing=crossing, at=at)


def _open(actor: Actor, *, person: int, service: int, items: Collection[Item], crossing: Crossing, at: datetime) -> int:
    on = at.date()
    row = find.one(Person.visible_to(actor.scope(on=on)), person, lock=True)
    actor.may(Deed.DISCLOSE, on=on, service=service).require()
    if row.board_id != actor.board_in(service, on=on) and not actor.system:
        raise Hidden  # what has been opened to somebody is not theirs to open to others
    near = Membership.objects.filter(service=service, organisation=crossing.to_organisation, start__lte=on)
    boards = set(near.filter(organisation__board__isnull=False).values_list("organisation__board", flat=True))
    may = allowed(row, items=items, crossing=crossing, on=on) & rules.by_hand(items, crossing.purpose)
    (may & rules.may_open(items, until=crossing.until, another_board=bool(boards - {row.board_id}))).require()
    parts = sorted({*items, *rules.WHO})
    return cross(actor, person=row, service=service, facts={}, crossing=crossing, opens=parts, at=at)


def allowed(person: Person, *, items: Collection[Item], crossing: Crossing, on: date, named: bool = False) -> Decision:
    """May these items of this person go over? For a deed that crosses a wall to ask before it writes."""
    return rules.may_disclose(
        Protection(person.protection),
        items=items,
        ground=crossing.ground,
        receivers=[crossing.to_organisation is not None, crossing.to_compartment is not None].count(True),
        until=crossing.until,
        on=on,
        named=named,
    )


def cross(
    actor: Actor, *, person: Person, service: int, facts: Mapping[Item, object], crossing: Crossing, at: datetime,
    compartment: Compartment = Compartment.TEAM, opens: Collection[Item] = (),
) -> int:  # fmt: skip
    """Keep what went over the wall, from ``compartment``. Part of the deed that has asked whether it may."""
    made = Disclosure.unscoped.create(
        board_id=person.board_id, compartment=compartment.value, person=person, service_id=service, start=at.date(),
        end=crossing.until, made_at=at, made_by_id=actor.user_id, to_organisation_id=_receiver(crossing),
        to_compartment=crossing.to_compartment.value if crossing.to_compartment else "", about=crossing.about,
        ground=crossing.ground.value, purpose=crossing.purpose.value, conditions=crossing.conditions.strip(),
        asked_answer=crossing.asked_answer, opens=[item.value for item in opens],
        items=sealed_items({item.value: fact for item, fact in facts.items()}, hide=rules.SEALED),
    )  # fmt: skip
    ledger.note(
        actor, "disclosure.made", at=at, person=person.key, disclosure=made.pk, ground=crossing.ground.value,
        items=[item.value for item in facts], opens=made.opens, to=crossing.to_organisation,
        to_compartment=made.to_compartment,
    )  # fmt: skip
    return int(made.pk)


def take_back(actor: Actor, *, about: str, purpose: Purpose, at: datetime) -> None:
    """What went over with something that no longer stands. Part of the deed that withdraws it, behind any wall."""
    with within(system("disclosures").scope(on=at.date())):
        rows = Disclosure.unscoped.filter(about=about, purpose=purpose.value, withdrawn_at=None)
        for row in rows.select_related("person").order_by("pk"):
            row.withdrawn_at = at
            row.save(update_fields=["withdrawn_at"])
            ledger.note(
                actor, "disclosure.withdrawn", at=at, person=row.person.key, board=row.board_id, disclosure=row.pk
            )


def _receiver(crossing: Crossing) -> int | None:
    if crossing.to_organisation is None:
        return None
    return int(find.one(Organisation.objects.all(), crossing.to_organisation).pk)


def _fact(item: Item, person: Person, *, service: int, scope: Scope) -> object:
    """What is known of an item just now, as plain values; empty when nothing is."""
    if item is Item.NAME:
        return f"{person.given_name} {person.family_name}".strip()
    if item is Item.IDENTITY_NUMBER:
        return opened(person.number_sealed, place=people.place("number_sealed"), key=person.key)
    if item is Item.CONTACT:
        contact = people.contact_of(person)
        return " · ".join(part for part in (contact.phone, contact.email, contact.address) if part)
    if item is Item.REFERRAL:
        return _referral(person, service=service, scope=scope)
    return _planned(item, person, service=service, scope=scope)


def _referral(person: Person, *, service: int, scope: Scope) -> Mapping[str, object]:
    row = Referral.visible_to(scope).filter(person=person, service=service).order_by("-received_on", "-pk").first()
    return {"received_on": row.received_on.isoformat(), "way_in": row.way_in} if row is not None else {}


def _planned(item: Item, person: Person, *, service: int, scope: Scope) -> object:
    """The plan that all have agreed to: what is in writing is nobody else's yet."""
    agreed = Plan.visible_to(scope).filter(
        person=person, participation__service=service, state=plans.State.AGREED.value
    )
    plan = agreed.order_by("-pk").first()
    if plan is None:
        return ""
    if item is Item.HOURS:
        return plan.hours_per_week
    if item is Item.PLAN:
        return plan.goal
    open_steps = Step.visible_to(scope).filter(
        plan=plan, state__in=[plans.StepState.PLANNED.value, plans.StepState.UNDER_WAY.value]
    )
    return [
        f"{due_on.isoformat()} {title}"
        for due_on, title in open_steps.order_by("due_on", "pk").values_list("due_on", "title")
    ]


@deed
@for_another(Doing.WITHDRAW_CONSENT)
def withdraw_disclosure(actor: Actor, *, disclosure: int, at: datetime) -> None:
    """At once, on open pages too. The person ends their own consent; of the staff, those who may disclose here."""
    row = find.one(Disclosure.visible_to(actor.scope(on=at.date())).select_related("person"), disclosure, lock=True)
    if actor.person_id is None:
        actor.may(Deed.DISCLOSE, on=at.date(), service=row.service_id).require()
    withdrawn = row.withdrawn_at is not None
    own = actor.person_id is not None
    rules.may_withdraw(Ground(row.ground), Purpose(row.purpose), own=own, withdrawn=withdrawn).require()
    row.withdrawn_at = at
    row.save()
    ledger.note(actor, "disclosure.withdrawn", at=at, person=row.person.key, disclosure=row.pk)


@deed
def answer_disclosure(actor: Actor, *, disclosure: int, answer: EmploymentServiceAnswer, at: datetime) -> None:
    """The receiver's answer and its date; its grounds stay with the receiver."""
    on = at.date()
    row = find.one(Disclosure.disclosed_to(actor.posts(Deed.ANSWER, on=on), on=on), disclosure, lock=True)
    if not actor.may(Deed.ANSWER, on=on, service=row.service_id).allowed:
        raise Hidden
    rules.may_answer(asked=row.asked_answer, answered=bool(row.answer)).require()
    row.answer, row.answered_on, row.answered_by_id = answer.value, on, actor.user_id
    row.save()
    # The person's key and what the service owes are behind the board's wall, which the one who answers has no way over.
    with within(system("answer").scope(on=on)):
        key = Person.unscoped.only("key").get(pk=row.person_id).key
        ways = Participation.unscoped.filter(person=row.person_id, service=row.service_id)
        for way in ways.order_by("pk").values_list("pk", flat=True):
            attention.refresh(way, on=on)
    ledger.note(
        actor, "disclosure.answered", at=at, person=key, board=row.board_id, disclosure=row.pk, answer=answer.value
    )
