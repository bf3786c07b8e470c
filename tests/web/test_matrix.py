"""Runs the matrix of pages and roles, and fails when a page has no row in it."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from django.test import Client

from tests.web import matrix
from tests.web.matrix import Page
from tests.world import AT, World
from vidare.records.acting import acting
from vidare.records.services import Setting
from vidare.rules.access import Role

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES: list[Page] = [
    page
    for module in pkgutil.iter_modules(matrix.__path__)
    for page in importlib.import_module(f"{matrix.__name__}.{module.name}").PAGES
]
STAFF = [role for role in Role if role is not Role.PARTICIPANT]


@pytest.mark.parametrize("role", STAFF, ids=lambda role: role.value)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_role_sees_what_it_should_and_nothing_else(world: World, client: Client, page: Page, role: Role) -> None:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    url = page.make(world)
    client.force_login(world.users[role], backend=BACKEND)
    response = client.get(url)
    if role not in page.sees:
        assert response.status_code == 404, f"{role.value} opens {page.name}"
        return
    assert response.status_code == 200
    text = response.content.decode()
    for seen in page.sees[role]:
        assert seen in text, f"{role.value} does not see {seen!r}"
    for hidden in page.not_seen.get(role, ()):
        assert hidden not in text, f"{role.value} sees {hidden!r}"
