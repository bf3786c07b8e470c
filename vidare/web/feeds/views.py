"""The calendar feed for whoever knows its address, and the pages on which its owner gets, renews and stops it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vidare.actions import feeds as actions
from vidare.queries import feeds as ask
from vidare.rules.decision import Hidden, Refused
from vidare.web import drawn, words
from vidare.web.accounts import address
from vidare.web.asking import Asking
from vidare.web.feeds import limits, written

LONGEST = 100


@login_not_required
@require_safe
def feed(request: Asking, token: str) -> HttpResponse:
    """The address is the secret. What is not known is missing, whatever the reason; nothing of it may be kept."""
    if len(token) > LONGEST or limits.too_often("feed", token, most=limits.ASKED):
        return _later() if len(token) <= LONGEST else HttpResponseNotFound()
    told = ask.hours_at(token, at=request.at)
    if told is None:
        guesses = limits.too_often("miss", address.of(request), most=limits.MISSED)
        return _later() if guesses else HttpResponseNotFound()
    mark = written.mark_of(told)
    answer = get_conditional_response(request, etag=mark)
    if answer is None:
        answer = HttpResponse(written.as_text(told, at=request.at), content_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = 'inline; filename="vidare.ics"'
        answer.headers["ETag"] = mark
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _later() -> HttpResponse:
    return HttpResponse(status=429, headers={"Retry-After": str(limits.WINDOW)})


def mine(request: Asking) -> HttpResponse:
    if request.actor.person_id is None:
        raise Hidden
    return _page(request, "my-calendar")


def staff(request: Asking) -> HttpResponse:
    if request.actor.person_id is not None:
        raise Hidden
    return _page(request, "calendar")


def _page(request: Asking, name: str) -> HttpResponse:
    told: dict[str, object] = {}
    held = ask.mine(request.actor, at=request.at)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "stop":
                actions.stop_feed(request.actor, at=request.at)
                messages.success(request, _("The address no longer works. Take the calendar away in your phone too."))
                return redirect(name)
            if request.POST.get("do") == "make":
                told = _told(request, actions.make_feed(request.actor, at=request.at))
                held = ask.mine(request.actor, at=request.at)
        except Refused as refused:
            for because in refused.reasons:
                messages.error(request, words.sentence(because))
    template = "feeds/mine.html" if name == "my-calendar" else "feeds/staff.html"
    return render(request, template, {"held": held} | told)


def _told(request: Asking, token: str) -> dict[str, object]:
    """Shown now and never again: only its fingerprint is kept."""
    there = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
    scheme = "webcals" if request.is_secure() else "webcal"
    return {
        "address": there,
        "subscribe": f"{scheme}://" + there.partition("://")[2],
        "drawn": drawn.qr(there, scale=4),
    }
