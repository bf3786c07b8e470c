"""The floor: what a page costs on this machine before it does anything of its own."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required, login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from vidare.records.audit import Event
from vidare.records.notes import SentForm

ROWS = 50
LIST = """<!doctype html><title>Floor</title><h1>{{ user.name }}</h1><table>{% for row in rows %}
<tr><td><a href="/{{ row.pk }}/">{{ row.verb }}</a></td><td>{{ row.actor }}</td><td>{{ row.role }}</td>
<td>{{ row.at|date:"Y-m-d H:i" }}</td></tr>{% endfor %}</table>"""


@login_required
def who(request: HttpRequest) -> HttpResponse:
    """A session and a user."""
    return HttpResponse(request.user.get_username())


@login_required
def fifty(request: HttpRequest) -> HttpResponse:
    """A session, a user, one query on an index, and fifty rows through a template."""
    rows = Event.objects.order_by("pk")[:ROWS]
    return HttpResponse(_list().render({"rows": rows, "user": request.user}, request))


@login_not_required
@csrf_exempt
@require_POST
def one(request: HttpRequest) -> HttpResponse:
    """One row written, committed before it is answered; no session and no user, as at the door."""
    with transaction.atomic():
        SentForm.objects.create(token=request.POST["token"], taken_at=timezone.now())
    return HttpResponse("written", headers={"Content-Length": "7"})


def _list(kept: dict[str, object] = {}) -> object:  # noqa: B006
    if "list" not in kept:
        kept["list"] = engines["django"].from_string(LIST)
    return kept["list"]


urlpatterns = [path("who/", who), path("fifty/", fifty), path("one/", one)]
