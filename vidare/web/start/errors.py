"""When something is wrong: pages that say what happened, and what one can do, in plain words."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def misunderstood(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Without a request in the template: the database may be what is broken."""
    facts = {
        "lang": translation.get_language() or "sv",
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }
    return HttpResponse(render_to_string("errors/500.html", facts), status=500)


@login_not_required
def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose seal is no longer valid. It may come from elsewhere: its text is shown, never sent on."""
    texts = [value for name, value in request.POST.items() if len(str(value).split()) > 1 and "token" not in name]
    here = request.get_full_path()
    back = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return render(request, "errors/csrf.html", {"texts": texts, "again": back if ours else here}, status=403)
