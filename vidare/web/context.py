"""What the frame of every page needs: who is here, which way to read, and whether this is the demo."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def frame(request: HttpRequest) -> dict[str, object]:
    actor = getattr(request, "actor", None)
    day = getattr(request, "day", None)
    roles = sorted(role.value for role in actor.roles(on=day)) if actor is not None and day is not None else []
    return {
        "actor": actor,
        "roles": roles,
        "today": day,
        "demo": settings.DEMO,
        "lang": translation.get_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "languages": settings.LANGUAGES,
    }
