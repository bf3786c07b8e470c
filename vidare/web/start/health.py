"""Whether people can be sent here, and what is wrong: for whoever watches over the program. Answers before all else."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from vidare.queries import trouble
from vidare.rules.trouble import Trouble
from vidare.web import clock

PATH = "/health/"


class Health:
    """Outermost: asked without https, a name, a log-in or a session, all of which may be what is wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != PATH or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        facts = told()
        response = JsonResponse(facts, status=503 if facts["state"] == "trouble" else 200)
        response.headers["Cache-Control"] = "no-store"
        vars(response)["_has_been_logged"] = True  # whoever asks every few seconds has read it
        return response


def told() -> dict[str, object]:
    """Codes and counts alone: nothing of this is a secret."""
    try:
        found = trouble.standing(at=clock.now, messages=settings.MESSAGE_DIRECTORY)
    except Exception as fault:
        return {"state": "trouble", "database": (trouble.trouble_of(fault) or Trouble.GONE).value}
    state = "ok" if found.works else "trouble"
    return {
        "state": "look" if state == "ok" and found.needs_a_look else state,
        "database": found.database.value if found.database else "ok",
        "free_megabytes": found.room // 1_000_000,
        "little_room": found.little_room,
        "outbox_moves": found.carried,
        "night_of": found.night or None,
        "clock_behind_seconds": int(found.ahead.total_seconds()) if found.ahead else 0,
    }
