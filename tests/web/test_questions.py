"""How many questions a page asks the database, whatever stands on it: at most twelve."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.actions import test_needs, test_plans
from tests.ladder import on_the_ladder
from tests.web import cast
from tests.world import NINE, World
from vidare.rules.access import Role

pytestmark = pytest.mark.django_db
MOST = 12
BETWEEN = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK", "SELECT set_config")


def _whole(world: World) -> int:
    """Somebody about whom there is something of most kinds."""
    ladder = on_the_ladder(world)
    ladder.miss(NINE)
    test_plans.agreed(world, ladder.way, "Ringa hotellet", "Besöka tvätteriet")
    test_needs.begin(world, ladder.way, days_ago=3)
    return ladder.way.person_id


PAGES: dict[str, tuple[Role, Callable[[int], str]]] = {
    "a person": (Role.COACH, lambda person: f"/people/{person}/"),
    "my page": (Role.PARTICIPANT, lambda person: "/mine/"),
    "caseload": (Role.COORDINATOR, lambda person: "/caseload/"),
    "caseload, filtered": (Role.COORDINATOR, lambda person: "/caseload/?state=active&coach=0"),
    "results": (Role.MANAGER, lambda person: "/results/"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_at_most_twelve_times(world: World, client: Client, page: str) -> None:
    cast.stop_the_clock()
    person = _whole(world)
    role, url_of = PAGES[page]
    url = url_of(person)
    user = cast.everybody(world, cast.match_of(f"/people/{person}/"))[role]
    cast.enter(client, user)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    asked = [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(BETWEEN)]
    assert len(asked) <= MOST, "\n".join(one[:120] for one in asked)
