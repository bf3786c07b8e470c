"""The administrator's pages: nobody else finds them, and no participant is named on them."""

from __future__ import annotations

from tests.web.matrix import Page
from tests.world import World
from vidare.rules.access import Role

ADMIN = Role.ADMINISTRATOR


def _at(path: str) -> object:
    def make(world: World) -> str:
        world.participation(world.person("Amina", "Warsame"))
        return path.format(service=world.service.pk)

    return make


def _page(name: str, path: str, *seen: str) -> Page:
    return Page(name, _at(path), sees={ADMIN: seen}, not_seen={ADMIN: ("Warsame",)})  # type: ignore[arg-type]


PAGES = [
    _page("administration", "/administration/", "Jobbhörnet", "Socialnämnden"),
    _page("models", "/administration/models/", "jobbhornet"),
    _page("model-file", "/administration/models/jobbhornet.toml", "review_at = 4"),
    _page("rule-sets", "/administration/{service}/rules/", "Jobbhörnet"),
    _page("staff", "/administration/{service}/staff/", "Coach Testsson", "Staden"),
    _page("devices", "/administration/{service}/devices/", "Jobbhörnet"),
    _page("trail", "/administration/trail/"),
]


def _end(world: World) -> str:
    from vidare.records.models import Membership

    held = Membership.objects.get(user=world.users[Role.COACH], service=world.service)
    return f"/administration/{world.service.pk}/staff/{held.pk}/"


PAGES.append(Page("end-membership", _end, sees={ADMIN: ("Coach Testsson",)}))
