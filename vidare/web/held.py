"""A form that came after the log-in had run out: held sealed, shown again to the same browser, sent by the user."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from vidare.actions import held as actions
from vidare.web.asking import Asking

SECRETS = {"csrfmiddlewaretoken", "password"}


def hold(request: Asking) -> HttpResponse:
    """Keep what was written and lead to the log-in; the way back is a token in this browser's cookie only."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in SECRETS}
    token = actions.hold_form(path=request.get_full_path(), fields=fields, at=request.at)
    response = redirect(f"/in/?{urlencode({'next': '/held/'})}")
    response.set_cookie("held", token, max_age=3600, httponly=True, samesite="Lax", secure=request.is_secure())
    return response
