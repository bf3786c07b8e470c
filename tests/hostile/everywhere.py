"""Every address of the house with its rows: those of the matrix, and the ones that need no row of their own."""

from __future__ import annotations

import re

from tests.web.matrix import Deed, Page
from tests.web.test_deeds import DEEDS
from tests.web.test_matrix import PAGES
from tests.web.test_site_map import AT_THE_DOOR, addresses
from tests.world import AT, World
from vidare.actions import door
from vidare.rules.access import Role, system

# What stands in an address that no row of the matrix makes.
STAND_INS = {"int": "1", "str": "abc", "slug": "jobbhornet"}


def every() -> list[Page | Deed]:
    """From the site map, so that nobody has to remember a new page."""
    known: list[Page | Deed] = [*PAGES, *DEEDS]
    rows = {one.name for one in known}
    return known + [_bare(name, route) for name, route, _view in addresses() if name not in rows]


def _bare(name: str, route: str) -> Page:
    """A page that is everybody's own, or nobody's: the log-in, the door, what is held."""
    address = re.sub(r"<(\w+):\w+>", lambda found: STAND_INS[found[1]], route)
    return Page(name, lambda _world: address, sees=dict.fromkeys(Role, ()))


def device(world: World, name: str) -> str:
    """The cookie of a screen at the door, for the pages that ask for one."""
    if name not in AT_THE_DOOR:
        return ""
    return "kiosk_device=" + door.add_device(system("test"), service=world.service.pk, name="Dörren", at=AT)
