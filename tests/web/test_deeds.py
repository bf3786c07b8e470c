"""Addresses that only take what is sent: done for those who may, and for nobody else."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.test import Client
from django.urls import ResolverMatch

from tests.web import cast
from tests.web.matrix import Deed
from tests.web.test_matrix import MODULES, TURNED_AWAY
from tests.world import World
from vidare.records import models as m
from vidare.rules.access import Role

pytestmark = pytest.mark.django_db
# 422: refused with the reasons, on a page that they may see.
REFUSED = TURNED_AWAY | {422}
DEEDS: list[Deed] = [deed for module in MODULES for deed in getattr(module, "DEEDS", ())]


def deeds_noted() -> int:
    """Lines of the trail that are no readings: a refused form shows a page again, and that is noted too."""
    read = Q(verb__endswith="viewed") | Q(verb__endswith="listed")
    return m.Event.objects.exclude(read).count()


class Sending:
    """One form, sent by one after the other; each sending is undone before the next."""

    def __init__(self, world: World, client: Client, deed: Deed) -> None:
        cast.stop_the_clock()
        self.client = client
        self.url, self.said = deed.make(world)
        self.match: ResolverMatch = cast.match_of(self.url)
        self.everybody = cast.everybody(world, self.match)

    def by(self, user: m.User) -> tuple[HttpResponse, int]:
        """The answer, and how many deeds the trail has got."""
        cast.enter(self.client, user)
        before = deeds_noted()
        with transaction.atomic():
            response = self.client.post(self.url, self.said)
            lines = deeds_noted() - before
            transaction.set_rollback(True)
        return response, lines

    def does_nothing_by(self, user: m.User) -> None:
        response, lines = self.by(user)
        assert response.status_code in REFUSED
        assert lines == 0


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_a_deed_is_done_by_those_who_may_and_by_nobody_else(
    world: World, client: Client, subtests: pytest.Subtests, deed: Deed
) -> None:
    client.raise_request_exception = False
    sending = Sending(world, client, deed)
    assert sending.match.url_name == deed.name, "a row bears the name of its URL"
    for role, user in sending.everybody.items():
        with subtests.test(role=role.value):
            if role not in deed.may:
                sending.does_nothing_by(user)
                continue
            response, lines = sending.by(user)
            assert response.status_code in {200, 302} and lines > 0
            assert "no-store" in response.headers["Cache-Control"]
    with subtests.test("a deed has no page"):
        assert client.get(sending.url).status_code in {404, 405}
    _from_outside(world, sending, subtests)
    _not_named(sending, subtests, deed)


def _from_outside(world: World, sending: Sending, subtests: pytest.Subtests) -> None:
    with subtests.test("the membership ended yesterday"):
        sending.does_nothing_by(cast.former(world))
    with subtests.test("a colleague of another board"):
        sending.does_nothing_by(cast.colleague_elsewhere(world))
    with subtests.test("another participant"):
        sending.does_nothing_by(cast.stranger(world))


def _not_named(sending: Sending, subtests: pytest.Subtests, deed: Deed) -> None:
    if "person_id" not in sending.match.kwargs:
        return
    cast.protect_everybody()
    for role in deed.may - {Role.PARTICIPANT}:
        with subtests.test("not named for the person", role=role.value):
            sending.does_nothing_by(sending.everybody[role])
