"""Runs the matrix of pages and roles: each page once, with everybody who could come to it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator

import pytest
from django.forms.renderers import get_default_renderer
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import ResolverMatch

from tests.web import cast, matrix, pdf
from tests.web.cast import BACKEND as BACKEND
from tests.web.matrix import Page
from tests.world import World
from vidare.records import models as m
from vidare.rules.access import Role

pytestmark = pytest.mark.django_db
MODULES = [importlib.import_module(f"{matrix.__name__}.{one.name}") for one in pkgutil.iter_modules(matrix.__path__)]
PAGES: list[Page] = [page for module in MODULES for page in getattr(module, "PAGES", ())]
UNKNOWN = "⟦unknown:"
TURNED_AWAY = {403, 404, 405}


@pytest.fixture(autouse=True)
def _a_word_that_no_template_knows_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for engine in (engines["django"].engine, get_default_renderer().engine.engine):
        monkeypatch.setattr(engine, "string_if_invalid", UNKNOWN + "%s⟧")


def test_a_word_that_a_template_does_not_know_would_be_seen() -> None:
    assert UNKNOWN in engines["django"].from_string("{{ nothing.of.the.kind|default:'' }}").render({})


@pytest.fixture
def visit(world: World, client: Client, subtests: pytest.Subtests) -> Iterator[Visit]:
    cast.stop_the_clock()
    yield Visit(world, client, subtests)


def read(response: HttpResponse) -> str:
    """What stands on the page, be it one of paper."""
    on_paper = response.headers["Content-Type"] == "application/pdf" and b"/ToUnicode" in response.content
    return pdf.words_of(response.content) if on_paper else response.content.decode()


class Visit:
    """One page, made once, and those who come to it one after the other."""

    page: Page
    url: str
    match: ResolverMatch

    def __init__(self, world: World, client: Client, subtests: pytest.Subtests) -> None:
        self.world, self.client, self.subtests = world, client, subtests

    def to(self, page: Page) -> Visit:
        self.page, self.url = page, page.make(self.world)
        self.match = cast.match_of(self.url)
        self.everybody = cast.everybody(self.world, self.match)
        return self

    @property
    def is_open(self) -> bool:
        return not getattr(self.match.func, "login_required", True)

    @property
    def holds_a_row(self) -> bool:
        """The address names a row of this board."""
        return any(name.endswith("_id") for name in self.match.kwargs)

    def get(self, user: m.User) -> HttpResponse:
        response = cast.enter(self.client, user).get(self.url)
        assert response.headers["Cache-Control"] == "no-store"
        return response

    def is_missing_to(self, user: m.User) -> None:
        """Nothing is shown, and nothing that is sent there does anything."""
        assert self.get(user).status_code == 404
        before = m.Event.objects.count()
        assert self.client.post(self.url, {}).status_code in TURNED_AWAY
        assert m.Event.objects.count() == before

    def names_nobody_to(self, user: m.User, people: Iterable[str]) -> None:
        response = self.get(user)
        assert response.status_code in {200, 404}
        text = read(response)
        assert [name for name in people if name in text] == []

    def shows(self, role: Role) -> None:
        response = self.get(self.everybody[role])
        assert response.status_code == 200
        text = read(response)
        assert [seen for seen in self.page.sees[role] if seen not in text] == [], "not seen"
        assert [hidden for hidden in self.page.not_seen.get(role, ()) if hidden in text] == [], "seen"
        assert UNKNOWN not in text, text[text.find(UNKNOWN) - 80 : text.find(UNKNOWN) + 60]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_each_role_what_it_should_and_nobody_else_anything(visit: Visit, page: Page) -> None:
    visit.to(page)
    assert visit.match.url_name == page.name, "a row bears the name of its URL"
    for role, user in visit.everybody.items():
        with visit.subtests.test(role=role.value):
            visit.shows(role) if role in page.sees else visit.is_missing_to(user)
    if not visit.is_open:
        _those_from_outside(visit)
        _those_who_are_not_named(visit)


def _those_from_outside(visit: Visit) -> None:
    people = cast.names()
    with visit.subtests.test("the membership ended yesterday"):
        visit.is_missing_to(cast.former(visit.world))
    with visit.subtests.test("a colleague of another board"):
        away = cast.colleague_elsewhere(visit.world)
        visit.is_missing_to(away) if visit.holds_a_row else visit.names_nobody_to(away, people)
    with visit.subtests.test("another participant"):
        other = cast.stranger(visit.world)
        visit.is_missing_to(other) if visit.holds_a_row else visit.names_nobody_to(other, people)


def _those_who_are_not_named(visit: Visit) -> None:
    """Everybody's identity is protected now. The person themselves reads what is theirs, as before."""
    people, about = cast.names(), "person_id" in visit.match.kwargs
    if not people:
        return
    cast.protect_everybody()
    readers = [role for role in visit.page.sees if role is not Role.PARTICIPANT]
    for role in readers:
        with visit.subtests.test("not named for the person", role=role.value):
            user = visit.everybody[role]
            visit.is_missing_to(user) if about else visit.names_nobody_to(user, people)
    if about and readers:
        with visit.subtests.test("named for the person", role=readers[0].value):
            cast.name_for(visit.everybody[readers[0]])
            assert visit.get(visit.everybody[readers[0]]).status_code == 200
