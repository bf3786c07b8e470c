"""The register of the young: its keeper sees it, and nobody else that it is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.web.matrix import Deed, Page
from tests.world import AT, TODAY, World
from vidare.actions import youth
from vidare.actions.disclosures import Crossing, disclose
from vidare.actions.people import Contact, Newcomer
from vidare.actions.youth import Attempt, Told
from vidare.rules.access import Compartment, Role
from vidare.rules.disclosure import Ground, Item, Purpose
from vidare.rules.youth import Kind, Outcome, Source, Way

R = Role
Sent = tuple[str, dict[str, object]]
KEEPER = frozenset({R.YOUTH_COORDINATOR})
BORN = date(2008, 3, 1)


def registered(world: World, given: str = "Alva", family: str = "Registrerad", phone: str = "0701740635") -> int:
    keeper = world.actor(R.YOUTH_COORDINATOR)
    newcomer = Newcomer(Contact(given, family, phone=phone), born_on=BORN)
    return youth.register_young(keeper, newcomer=newcomer, told=Told(Source.SCHOOL), at=AT - timedelta(days=30))


def _whole(world: World) -> int:
    keeper, key = world.actor(R.YOUTH_COORDINATOR), registered(world)
    attempt = Attempt(TODAY, Way.CALL, Outcome.REACHED, "Vill läsa till kock")
    youth.note_attempt(keeper, young=key, attempt=attempt, at=AT)
    youth.offer_measure(keeper, young=key, kind=Kind.GUIDANCE, text="Onsdag", at=AT)
    return key


def shared(world: World) -> int:
    """Somebody who takes part in the service, and has let the register be shown their name."""
    person = world.person("Bilal", "Samtyckt")
    world.participation(person)
    crossing = Crossing(
        Ground.CONSENT, Purpose.YOUTH, to_compartment=Compartment.YOUTH, until=TODAY + timedelta(days=30)
    )
    return disclose(
        world.actor(R.COACH), person=person.pk, service=world.service.pk, items=[Item.NAME], crossing=crossing, at=AT
    )


def _register(world: World) -> str:
    _whole(world), shared(world)
    world.participation(world.person("Inte", "Deltagarsson"))
    return "/youth/"


def _deed(path: str, **said: object) -> Callable[[World], Sent]:
    return lambda world: (f"/youth/{registered(world)}/{path}/", said)


def _measure(world: World) -> Sent:
    key = registered(world)
    made = youth.offer_measure(world.actor(R.YOUTH_COORDINATOR), young=key, kind=Kind.GUIDANCE, text="", at=AT)
    return f"/youth/{key}/offers/{made}/", {"to": "measure-accepted"}


def _passed_on(world: World) -> Sent:
    key = registered(world)
    youth.check_protection(world.actor(R.YOUTH_COORDINATOR), young=key, protected=False, at=AT)
    return f"/youth/{key}/pass-on/", {
        "pass-service": world.service.pk, "pass-until": "2026-12-31", "pass-consent": "on", "pass-message": "",
    }  # fmt: skip


PAGES = [
    Page(
        "youth", _register, {R.YOUTH_COORDINATOR: ("Alva Registrerad", "Bilal Samtyckt")},
        {R.YOUTH_COORDINATOR: ("Deltagarsson", "kock")},
    ),
    Page("youth-new", lambda world: "/youth/new/", {R.YOUTH_COORDINATOR: ("<form",)}),
    Page("youth-search", lambda world: "/youth/search/", {R.YOUTH_COORDINATOR: ("<form",)}),
    Page(
        "young", lambda world: f"/youth/{_whole(world)}/",
        {R.YOUTH_COORDINATOR: ("Alva Registrerad", "Vill läsa till kock", "Onsdag", "070-174 06 35")},
    ),
]  # fmt: skip
TRIED = {"tried-way": "tried-call", "tried-outcome": "only-tried", "tried-day": TODAY.isoformat()}
DEEDS = [
    Deed("youth-tried", _deed("tried", **TRIED), KEEPER),
    Deed("youth-offer", _deed("offers", **{"offer-kind": "study-guidance"}), KEEPER),
    Deed("youth-measure", _measure, KEEPER),
    Deed("youth-protection", _deed("protection", **{"protection-protected": "no"}), KEEPER),
    Deed("youth-pass-on", _passed_on, KEEPER),
    Deed("youth-end", _deed("end", **{"end-reason": "moved-away", "end-day": TODAY.isoformat()}), KEEPER),
]
