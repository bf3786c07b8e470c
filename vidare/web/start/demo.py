"""The demo's doors: one click logs in as somebody made up. The URL exists in the demo only."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vidare.queries import access
from vidare.web.asking import Asking

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@require_POST
def door(request: Asking) -> HttpResponse:
    """Log in as the demo's user of that name, and go home."""
    if not settings.DEMO:
        raise Http404
    user = access.demo_user(request.POST.get("username", ""))
    if user is None:
        messages.error(request, _("The demo has nobody in that role."))
        return redirect("start")
    login(request, user, backend=BACKEND)
    return redirect("start")
