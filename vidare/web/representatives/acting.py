"""Under ``/for/…/`` stand the participant's own pages, for whoever acts for them: the address says for whom.

So two persons can stand open beside each other, and nothing that is written for the one is sent for the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, set_script_prefix

from vidare.actions import ledger
from vidare.queries import representative_doors as ask
from vidare.queries.representative_doors import Door
from vidare.queries.standing import within
from vidare.rules.access import Actor
from vidare.rules.audit import READ_FOR_ANOTHER
from vidare.web.asking import Asking
from vidare.web.held import SECRETS, is_text
from vidare.web.middleware import READS, SHOWN
from vidare.web.representatives.gives import ANYWAY, pages

FOR = re.compile(r"/for/([0-9]{1,15})(/.*)", re.DOTALL)
HOME = "/for/"


class ActsForAnother:
    """Behind WhoActs: neither staff nor a participant, but somebody with doors of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asking = cast(Asking, request)
        asking.doors = _doors(asking)
        found = FOR.fullmatch(request.path_info)
        if found is None:
            return self.get_response(request)
        request.path_info = found[2]
        with _addresses_under(f"{HOME}{found[1]}/"):
            if not request.user.is_authenticated:
                return self.get_response(request)  # to the log-in, and back to the whole address
            return self._answer(asking, int(found[1]))

    def _answer(self, asking: Asking, key: int) -> HttpResponse:
        door = next((one for one in asking.doors if one.door == key), None)
        if door is None:
            raise Http404
        if not door.stands.allowed:
            return _ended(asking, door)
        asking.actor = _acts(asking.actor, door)
        with _as_theirs(asking):
            response = self.get_response(asking)
            if asking.method not in READS and response.status_code in SHOWN:
                _note(asking)
            return response

    def process_view(self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
        asking = cast(Asking, request)
        if asking.actor.acts_for is None:
            return
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ANYWAY:
            return
        if name not in pages(asking.actor.acts_for.matters):
            raise Http404
        if request.method in READS:
            _note(asking)


def _doors(asking: Asking) -> tuple[Door, ...]:
    actor = asking.actor
    if not asking.user.is_authenticated or actor.memberships or actor.person_id is not None:
        return ()
    return ask.doors_of(int(asking.user.pk), on=asking.day)


def _acts(actor: Actor, door: Door) -> Actor:
    return Actor(
        key=actor.key, user_id=actor.user_id, person_id=door.person, name=actor.name, acts_for=door.acts_for
    )  # fmt: skip


def _as_theirs(asking: Asking) -> AbstractContextManager[None]:
    return within(asking.actor.scope(on=asking.day))


@contextmanager
def _addresses_under(prefix: str) -> Iterator[None]:
    """Every address that a page names leads on for the same person."""
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


def _note(asking: Asking) -> None:
    """Before it is shown, as a member of staff's reading is."""
    acts = asking.actor.acts_for
    door = next((one for one in asking.doors if acts and one.door == acts.door), None)
    page = asking.resolver_match.view_name if asking.resolver_match else ""
    if door is None or page in ANYWAY:
        return
    ledger.note_reading(asking.actor, READ_FOR_ANOTHER, at=asking.at, person=door.person_key, page=page)


def _ended(asking: Asking, door: Door) -> HttpResponse:
    """Why it is shut, and what was written: it is its writer's."""
    texts = [
        str(value) for name in asking.POST if name not in SECRETS for value in asking.POST.getlist(name)
        if is_text(str(value))
    ]  # fmt: skip
    several = any(one.stands.allowed for one in asking.doors)
    context = {"door": door, "texts": texts, "several": several}
    response = render(asking, "representatives/ended.html", context, status=404)
    response.headers["Cache-Control"] = "no-store"
    return response
