"""Closed, quiet and noted by default: what no view can forget."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import cache
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation

from vidare.actions import ledger
from vidare.queries import access, addresses, disclosures, glass, people
from vidare.queries.standing import alone, remembered, within
from vidare.rules.access import Actor, Scope
from vidare.rules.decision import Hidden
from vidare.web import clock, held
from vidare.web.asking import Asking

Next = Callable[[HttpRequest], HttpResponse]
NOBODY = Actor(key="nobody")
READS = {"GET", "HEAD", "OPTIONS"}
# A form answered so shows its page again, and all that stands there; other answers show nothing, or lead elsewhere.
SHOWN = {200, 409, 422}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "ALTER", "DROP", "CREATE")


@cache
def _the_door() -> str:
    """Where a screen sends its touches: many come at once, and each is one deed, which is undone by itself."""
    return reverse("kiosk-in")


class Language:
    """The language chosen on the page, else the browser's among ours, else Swedish."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = dict(settings.LANGUAGES)
        chosen = request.COOKIES.get("lang", "")
        code = chosen if chosen in known else translation.get_language_from_request(request)
        with translation.override(code if code in known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response


class Clock:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asking = cast(Asking, request)
        asking.at = clock.now()
        asking.day = asking.at.date()
        return self.get_response(request)


class WhoActs:
    """Puts the actor on the request, raises the second wall around it, and undoes everything when a view fails."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembered():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        asking = cast(Asking, request)
        asking.actor = NOBODY
        if not request.user.is_authenticated:
            nobody = Scope(on=asking.day)
            with alone(nobody) if request.path_info == _the_door() else within(nobody, by_itself=True):
                return self.get_response(request)
        user_id, name = int(request.user.pk), str(request.user.get_full_name())
        with within(Scope(on=asking.day, user_id=user_id), by_itself=True):
            actor = access.actor_of(user_id, name=name, on=asking.day)
            if not actor.memberships and (person := access.person_of(user_id)) is not None:
                actor = Actor(key=actor.key, user_id=user_id, person_id=person, name=name)
            asking.actor = actor
            with within(actor.scope(on=asking.day)):
                return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if connection.in_atomic_block and connection.vendor == "postgresql":
            transaction.set_rollback(True)


class ClosedDoor(LoginRequiredMiddleware):
    """Log-in is required unless a view is marked open. What had been written when it ran out is held, not lost."""

    def handle_no_permission(  # type: ignore[override]  # held writing is answered with a page of its own
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if request.method == "POST" and request.POST:
            return held.hold(cast(Asking, request))
        if cast(Asking, request).htmx:
            return held.to_login(cast(Asking, request), "/")
        return super().handle_no_permission(request, view_func)


class Quiet:
    """A GET writes nothing but the reading log; opening a person is always noted; nothing behind log-in is kept."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Around everything inside, not around the view alone: what the view raises must still reach HiddenIsMissing.
        with connection.execute_wrapper(_refuse_writes) if request.method in READS else nullcontext():
            response = self.get_response(request)
        if request.method not in READS and response.status_code in SHOWN:
            _note(cast(Asking, request))
        if request.user.is_authenticated or request.path.startswith("/kiosk"):
            response.headers["Cache-Control"] = "no-store"
        if request.user.is_authenticated:
            held.know_again(request, response)
        response.headers.setdefault("Vary", "HX-Request, Cookie, Accept-Language")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        asking = cast(Asking, request)
        if not addresses.can_be(kwargs):
            raise Http404
        if "person_id" in kwargs:
            asking.opened = _opened(asking, int(kwargs["person_id"]))
            if addresses.about_another(asking.actor, person=int(kwargs["person_id"]), parts=kwargs, on=asking.day):
                raise Http404
            if request.method in READS:
                _note(asking)


class HiddenIsMissing:
    """What may not be seen answers as what does not exist. Nothing else becomes a 404."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Hidden):
            raise Http404 from exception
        return None


def _opened(asking: Asking, person: int) -> UUID:
    if asking.actor.person_id is not None:
        raise Http404  # these are the pages of staff; a participant's own hold nobody in their address
    try:
        return people.key_of(asking.actor, person=person, on=asking.day)
    except Hidden as hidden:
        if asking.method in READS and (key := _through_glass(asking, person)) is not None:
            return key
        asking.ended = disclosures.ended_for(asking.actor, person=person, on=asking.day)
        raise Http404 from hidden


def _through_glass(asking: Asking, person: int) -> UUID | None:
    """Whoever broke the glass reads this one person's pages for a while; the actor of the request does nothing else."""
    asking.glass = glass.standing(asking.actor, person=person, at=asking.at)
    if asking.glass is None:
        return None
    looking = glass.through(asking.actor, person=person)
    try:
        key = people.key_of(looking, person=person, on=asking.day)
    except Hidden:
        return None
    asking.actor = looking
    return key


def _note(asking: Asking) -> None:
    """Before the page is shown, be it asked for or the answer to a form that was refused."""
    key = getattr(asking, "opened", None)
    if key is None or asking.actor.person_id is not None:
        return
    page = asking.resolver_match.view_name if asking.resolver_match else ""
    broken = getattr(asking, "glass", None)
    more = {"glass": broken.key} if broken is not None else {}
    ledger.note_reading(asking.actor, "person.viewed", at=asking.at, person=key, page=page, **more)


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.lstrip().upper().startswith(WRITES) and not ledger.reading():
        raise RuntimeError(f"a GET must not write: {sql[:80]}")
    return execute(sql, params, many, context)
