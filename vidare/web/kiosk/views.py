"""The screen at the door: a code or a card, one answer, and no name of anybody."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from vidare.actions import door as actions
from vidare.queries import door
from vidare.rules.calendar import local
from vidare.rules.decision import Hidden
from vidare.rules.door import Door, typed
from vidare.web import words
from vidare.web.asking import Asking

COOKIE = "kiosk_device"
YEAR = 365 * 24 * 3600
LENGTH = 4
LONG_AGO = timedelta(days=1)
# Which answers have come to an end well; the others ask for another try or for a member of staff.
GLAD = frozenset({Door.WELCOME, Door.DROP_IN, Door.ALREADY, Door.KEPT})


def _screen(request: Asking) -> door.Screen:
    found = door.screen(request.COOKIES.get(COOKIE, ""), on=request.day)
    if found is None:
        raise Hidden
    return found


@login_not_required
@require_safe
def begin(request: Asking, token: str) -> HttpResponse:
    """Starts a screen: the token moves out of the address, into a cookie that no script can read."""
    if door.screen(token, on=request.day) is None:
        raise Hidden
    response = redirect("kiosk")
    response.set_cookie(
        COOKIE, token, max_age=YEAR, httponly=True, samesite="Strict", secure=request.is_secure(), path="/kiosk/"
    )
    return response


@login_not_required
@require_safe
@ensure_csrf_cookie
def kiosk(request: Asking) -> HttpResponse:
    return render(request, "kiosk/kiosk.html", _page(request, _screen(request)))


@login_not_required
@require_POST
def check_in(request: Asking) -> HttpResponse:
    """A digit of the pad, a whole code or card, or (as JSON) a touch kept while there was no network."""
    screen = _screen(request)
    text = request.POST.get("code", "")
    if "digit" in request.POST or "erase" in request.POST:
        text = text[:-1] if "erase" in request.POST else (text + request.POST["digit"][:1])[:LENGTH]
        return render(request, "kiosk/kiosk.html", _page(request, screen, code=text))
    answer = _checked_in(request, screen, text)
    status = 429 if answer.door is Door.WAIT else 200
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"door": answer.door.value, "seat": answer.seat}, status=status)
    return render(request, "kiosk/answer.html", _page(request, screen, answer=answer), status=status)


def _checked_in(request: Asking, screen: door.Screen, text: str) -> actions.Answered:
    code, card = typed(text)
    touched_at, sent_at = _moments(request)
    return actions.check_in(
        screen.actor,
        code=code,
        card=card,
        key=_key(request.POST.get("key", "")),
        touched_at=touched_at,
        sent_at=sent_at,
        at=request.at,
    )


def _moments(request: Asking) -> tuple[datetime, datetime]:
    """When it was touched and sent, by the screen's clock. A plain form says neither: it was touched now."""
    if not request.POST.get("touched"):
        return request.at, request.at
    touched_at, sent_at = _moment(request.POST["touched"]), _moment(request.POST.get("sent", ""))
    if touched_at is None or sent_at is None:
        return request.at, request.at - LONG_AGO  # no clock that is right says so
    return touched_at, sent_at


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def _moment(text: str) -> datetime | None:
    try:
        told = datetime.fromisoformat(text[:40])
        return local(told) if 2000 <= told.year < 2200 else None
    except ValueError:
        return None


def _page(
    request: Asking, screen: door.Screen, *, code: str = "", answer: actions.Answered | None = None
) -> dict[str, object]:
    return {
        "service": screen.service,
        "here": "/kiosk/",
        "now": request.at,
        "code": code,
        "filled": range(min(len(code), LENGTH)),
        "empty": range(max(LENGTH - len(code), 0)),
        "key": uuid.uuid4(),
        "answer": answer,
        "glad": answer is not None and answer.door in GLAD,
        "answers": [(door.value, words.word(door), door in GLAD) for door in Door],
    }


@login_not_required
@require_safe
def alive(request: Asking) -> HttpResponse:
    """Is there a network, and what time is it here?"""
    _screen(request)
    return JsonResponse({"now": request.at.isoformat()})


@login_not_required
@require_safe
def worker(request: Asking) -> HttpResponse:
    """The service worker, from an address that lets it stand before the kiosk's pages."""
    _screen(request)
    return render(request, "kiosk/worker.js", content_type="text/javascript; charset=utf-8")
