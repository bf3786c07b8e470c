"""A form that came after the log-in had run out: held sealed, shown again to the same user in the same browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from vidare.actions import held as actions
from vidare.web.asking import Asking

SECRETS = {"csrfmiddlewaretoken", "login", "password", "oldpassword", "password1", "password2", "code", "credential"}
SIGNER = Signer(salt="vidare.held.who")
DAYS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Held:
    """Where the form was going, what is shown of it as text, and what goes along unseen."""

    path: str
    shown: list[tuple[str, str]]
    rest: list[tuple[str, str]]


def hold(request: Asking) -> HttpResponse:
    """Keep what was written and lead to the log-in; the way back is a token in this browser's cookie only."""
    who = _who(request)
    if who is None:
        return to_login(request, "/")
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in SECRETS}
    token = actions.hold_form(path=request.get_full_path(), fields=fields, user_id=who, at=request.at)
    response = to_login(request, "/held/")
    response.set_cookie("held", token, max_age=3600, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def to_login(request: Asking, back: str) -> HttpResponse:
    """The log-in as a whole page, also for a request that only wanted a part of one."""
    there = f"/in/?{urlencode({'next': back})}"
    return HttpResponseClientRedirect(there) if request.htmx else redirect(there)


def open_held(request: Asking) -> Held:
    """Raises Hidden when nothing is held, or it was somebody else's who used the same computer."""
    token = request.COOKIES.get("held", "")
    path, fields = actions.take_form(token, user_id=request.actor.user_id, at=request.at)
    pairs = [(name, value) for name, values in fields.items() for value in values]
    texts = [pair for pair in pairs if is_text(pair[1])]
    return Held(path, texts, [pair for pair in pairs if not is_text(pair[1])])


def throw_away(request: Asking) -> HttpResponse:
    actions.drop_form(request.COOKIES.get("held", ""))
    response = redirect("/")
    response.delete_cookie("held")
    return response


def is_text(value: str) -> bool:
    """What somebody wrote, and not a key, a day or a code: it has a space in it, or a line of its own."""
    return len(value.split()) > 1


def know_again(request: HttpRequest, response: HttpResponse) -> None:
    """Remember in this browser who was last here, so that what is held is shown to nobody else."""
    signed = SIGNER.sign(str(request.user.pk))
    if request.COOKIES.get("who") != signed:
        response.set_cookie(
            "who", signed, max_age=DAYS, httponly=True, samesite="Lax", secure=cast(Asking, request).is_secure()
        )


def _who(request: HttpRequest) -> int | None:
    try:
        return int(SIGNER.unsign(request.COOKIES.get("who", "")))
    except (BadSignature, ValueError):
        return None
