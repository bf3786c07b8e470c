"""Those who receive support, and what they were offered: the board's own officers alone."""

from __future__ import annotations

from datetime import date, timedelta

from tests.web.matrix import Deed, Page
from tests.world import TODAY, World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role

R = Role
SINCE = date(2026, 10, 1)


def supported(world: World, given: str = "Omar", family: str = "Haddad", *, obstacle: str = "unemployed") -> int:
    person = world.person(given, family)
    with acting("system:test"):
        m.SupportSpell.unscoped.create(
            board=world.board, person=person, compartment="social-services", start=SINCE, obstacle=obstacle
        )
    return int(person.pk)


def _some(world: World) -> str:
    supported(world)
    ill = supported(world, "Isa", "Bergman", obstacle="ill")
    offered = supported(world, "Ona", "Anderberg")
    world.participation(m.Person.unscoped.get(pk=offered), started_on=TODAY - timedelta(days=20))
    assert ill
    return "/recipients/"


PAGES = [
    Page(
        "recipients", _some, {R.SOCIAL_SECRETARY: ("Omar Haddad", "54 dagar utan erbjudande")},
        {R.SOCIAL_SECRETARY: ("Bergman", "Anderberg")},
    ),
]  # fmt: skip
DEEDS = [
    Deed(
        "no-offer", lambda world: (f"/people/{supported(world)}/no-offer/", {"reason": "nothing-fits"}),
        frozenset({R.SOCIAL_SECRETARY}),
    )
]  # fmt: skip
