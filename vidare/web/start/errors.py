"""When something is wrong: pages that say what happened, and what one can do, in plain words."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from vidare.web.start import trouble


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With what was written on a page that could be seen when it was opened, and no longer: it is its writer's."""
    if not getattr(request, "ended", False):
        return render(request, "errors/404.html", status=404)
    return render(request, "errors/ended.html", {"texts": _written(request)}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def misunderstood(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """The database or the disk, or a fault of our own: what was written is shown with a button that sends it again."""
    return trouble.answer(request)


def _written(request: HttpRequest) -> list[str]:
    return [str(value) for name, value in request.POST.items() if len(str(value).split()) > 1 and "token" not in name]


@login_not_required
def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose seal is no longer valid. It may come from elsewhere: its text is shown, never sent on."""
    texts = _written(request)
    here = request.get_full_path()
    back = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return render(request, "errors/csrf.html", {"texts": texts, "again": back if ours else here}, status=403)
