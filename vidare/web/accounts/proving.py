"""Outside the demo staff prove twice who they are; until they can, every page leads to where that is arranged."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from vidare.queries import accounts
from vidare.web.asking import Asking

# What one may reach before: the log-in itself, and how the page looks and reads.
BEFORE = ("/in/", "/language/", "/appearance/", "/accessibility/", "/held/", "/static/")


class ProvenTwice:
    """A password that somebody else has told is changed first; then a passkey or one-time codes are added."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asking = cast(Asking, request)
        nobody_of_staff = asking.actor.person_id is not None or asking.doors
        if settings.DEMO or not request.user.is_authenticated or nobody_of_staff:
            return self.get_response(request)
        first = _owed(int(request.user.pk))
        if first and request.path != first and not request.path.startswith(BEFORE):
            return redirect(first)
        return self.get_response(request)


def _owed(user: int) -> str:
    if accounts.password_is_temporary(user):
        return reverse("account_change_password")
    return "" if accounts.has_second_factor(user) else reverse("mfa_index")
