"""The page of somebody who meets trouble: what happened, what they wrote, and one button that sends it again."""

from __future__ import annotations

import logging
import secrets
import sys
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string
from django.utils import translation

from vidare.queries import trouble
from vidare.rules.trouble import AGAIN, Trouble
from vidare.web import words
from vidare.web.held import SECRETS, is_text
from vidare.web.words.trouble import WHY

_log = logging.getLogger(__name__)
# What stands in a form beside what somebody wrote, and is made anew.
OURS = {"csrfmiddlewaretoken"}
KIOSK = "/kiosk/"


@dataclass(frozen=True, slots=True)
class Written:
    """A form as it came. ``once``: it carries a mark, so that it becomes one deed however often it is sent."""

    path: str = ""
    shown: tuple[tuple[str, str], ...] = ()
    rest: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    once: bool = False
    sealed: bool = False  # it came from a page of ours
    secret: bool = False  # it holds a password or a code, which are never shown again


def answer(request: HttpRequest, fault: BaseException | None = None) -> HttpResponse:
    """503 when the database or the disk is in the way, 500 for our own faults. Asks the database nothing."""
    fault = fault or sys.exception()
    found = trouble.trouble_of(fault)
    reference = "-".join((secrets.token_hex(2), secrets.token_hex(2))).upper()
    what, who = found.value if found else "fault", getattr(getattr(request, "actor", None), "key", "?")
    view = getattr(getattr(request, "resolver_match", None), "view_name", None) or "?"
    _log.error("%s %s: %s %s by %s: %s", reference, what, request.method, view, who, trouble.cause_of(fault))
    response = _told(request, found, reference)
    response.status_code = 503 if found else 500
    response.headers["Cache-Control"] = "no-store"
    if found:
        response.headers["Retry-After"] = str(AGAIN[found])
        vars(response)["_has_been_logged"] = True  # one line; where it went wrong is not in the program
    return response


def _told(request: HttpRequest, found: Trouble | None, reference: str) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"trouble": found.value if found else "fault", "reference": reference})
    language = getattr(request, "LANGUAGE_CODE", None) or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return HttpResponse(render_to_string("errors/trouble.html", _facts(request, found, reference)))
        except Exception:
            _log.exception("%s: not even the page of trouble could be made", reference)
            return HttpResponse(words.word(found or Trouble.GONE), content_type="text/plain; charset=utf-8")


def _facts(request: HttpRequest, found: Trouble | None, reference: str) -> dict[str, object]:
    at_the_door = request.path.startswith(KIOSK)
    scheme = request.COOKIES.get("scheme", "auto")
    return {
        "title": words.word(found) if found else "",
        "why": str(WHY[found]) if found else "",
        "reference": reference,
        "form": _written(request) if request.method == "POST" and not at_the_door else None,
        "token": get_token(request),
        "kiosk": KIOSK if at_the_door else "",
        "again": request.get_full_path() if request.method in {"GET", "HEAD"} else "",
        "seconds": AGAIN[found] if found else 0,
        "contact": settings.CONTACT,
        "lang": translation.get_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "scheme": scheme if scheme in {"light", "dark"} else "auto",
    }


def _written(request: HttpRequest) -> Written:
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in OURS]
        files = tuple(request.FILES)
    except Exception:  # the disk was full while it was read: nothing of it is here
        return Written()
    if not fields and not files:
        return Written()
    secret = any(name.rpartition("-")[2] in SECRETS for name, _value in fields)
    pairs = [pair for pair in fields if pair[0].rpartition("-")[2] not in SECRETS]
    return Written(
        path=request.get_full_path(),
        shown=tuple(pair for pair in pairs if is_text(pair[1])),
        rest=tuple(pair for pair in pairs if not is_text(pair[1])),
        files=files,
        once=any(name.rpartition("-")[2] == "once" and value for name, value in pairs),
        sealed=_sealed(request),
        secret=secret,
    )


def _sealed(request: HttpRequest) -> bool:
    """What another site had made would be sent in the name of who presses the button: its text alone is shown."""
    return CsrfViewMiddleware(_nowhere).process_view(request, _nowhere, (), {}) is None


def _nowhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
