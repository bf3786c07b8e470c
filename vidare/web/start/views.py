"""The start page: what this is, and how one gets in. Language, colours, and what a lost log-in held."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from vidare.queries import access
from vidare.web.asking import Asking
from vidare.web.context import SCHEMES

YEAR = 365 * 24 * 3600


@login_not_required
def start(request: Asking) -> HttpResponse:
    doors = access.demo_users() if settings.DEMO else []
    return render(request, "start/start.html", {"doors": doors})


@login_not_required
@require_POST
def language(request: Asking) -> HttpResponse:
    """The language of this browser, until another is chosen."""
    response = _back(request)
    code = request.POST.get("lang", "")
    if code in dict(settings.LANGUAGES):
        _remember(request, response, "lang", code)
    return response


@login_not_required
@require_POST
def appearance(request: Asking) -> HttpResponse:
    """Light or dark, as the user or the device wants."""
    response = _back(request)
    scheme = request.POST.get("scheme", "")
    if scheme in SCHEMES:
        _remember(request, response, "scheme", scheme)
    return response


@login_not_required
def accessibility(request: Asking) -> HttpResponse:
    return render(request, "start/accessibility.html")


def held(request: Asking) -> HttpResponse:
    return render(request, "start/held.html")


def _remember(request: Asking, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)


def _back(request: Asking) -> HttpResponse:
    """To the page they came from, if it is one of ours."""
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if ours and there.startswith("/") else "/")
