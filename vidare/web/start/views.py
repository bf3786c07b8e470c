"""The start page: what this is, and how one gets in. Language, colours, and what a lost log-in held."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from vidare.queries import access, ways_in
from vidare.rules.access import Role
from vidare.web import held as kept
from vidare.web.asking import Asking
from vidare.web.context import SCHEMES
from vidare.web.navigation import home
from vidare.web.paper import statement

YEAR = 365 * 24 * 3600
ICONS = {
    Role.PARTICIPANT: "person",
    Role.COACH: "person-chat",
    Role.SOCIAL_SECRETARY: "hand-shake-heart",
    Role.EMPLOYMENT_OFFICER: "buildings3",
    Role.JOB_MATCHER: "briefcase",
    Role.LANGUAGE_PEDAGOGUE: "person-chat",
    Role.CIVIC_GUIDE: "person-chat",
    Role.YOUTH_COORDINATOR: "compass",
    Role.COORDINATOR: "tasklist",
    Role.MANAGER: "line-graph",
    Role.ADMINISTRATOR: "cog",
}


@dataclass(frozen=True, slots=True)
class Door:
    username: str
    name: str
    role: Role
    icon: str


@login_not_required
@require_GET
def start(request: Asking) -> HttpResponse:
    """Home for those who are logged in; for all others what this is and how they get in."""
    if there := home(request.actor.roles(on=request.day)):
        return redirect(there)
    if request.doors:
        return redirect("acting-for")
    found = access.demo_users() if settings.DEMO else []
    offices: dict[str, list[Door]] = {}
    for one in found:
        role = Role(one.role)
        offices.setdefault(one.service, []).append(Door(one.username, one.name, role, ICONS[role]))
    context = {"offices": sorted(offices.items()), "services": ways_in.open_doors()}
    return render(request, "start/start.html", context)


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
@require_GET
def accessibility(request: Asking) -> HttpResponse:
    return render(request, "start/accessibility.html", {"said": statement.told()})


def held(request: Asking) -> HttpResponse:
    """What was written when the log-in ran out, to be read through and sent to where it was going; or thrown away."""
    if request.method == "POST":
        return kept.throw_away(request)
    form = kept.open_held(request)
    return render(request, "start/held.html", {"path": form.path, "shown": form.shown, "rest": form.rest})


def _remember(request: Asking, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)


def _back(request: Asking) -> HttpResponse:
    """To the page they came from, if it is one of ours."""
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if ours and there.startswith("/") else "/")
