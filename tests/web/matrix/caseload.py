"""A coach's own people: hers, and nobody else's."""

from __future__ import annotations

from tests.web.matrix import Page
from tests.world import World
from vidare.rules.access import Role


def _mine(world: World) -> str:
    world.participation(world.person("Omar", "Haddad"))
    world.participation(world.person("Stina", "Annans"), coach=world.users[Role.COORDINATOR])
    return "/caseload/mine/"


PAGES = [Page("my-people", _mine, sees={Role.COACH: ("Omar Haddad",)}, not_seen={Role.COACH: ("Annans",)})]
