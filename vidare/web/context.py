"""What the frame of every page needs: who is here, where they can go, and which way to read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from vidare.rules.access import Actor, Role
from vidare.web import words
from vidare.web.navigation import acting_menu, menu
from vidare.web.representatives.gives import pages

SCHEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Acting:
    """For whom a page is read by somebody who acts for them, until when, and which pages they have."""

    name: str
    until: date | None
    pages: frozenset[str]

    @classmethod
    def of(cls, actor: Actor | None) -> Acting | None:
        if actor is None or actor.acts_for is None:
            return None
        who = actor.acts_for
        return cls(who.name, who.until, pages(who.matters))


def frame(request: HttpRequest) -> dict[str, object]:
    actor: Actor | None = getattr(request, "actor", None)
    day: date | None = getattr(request, "day", None)
    roles = actor.roles(on=day) if actor is not None and day is not None else frozenset()
    acting = Acting.of(actor)
    lang = translation.get_language() or settings.LANGUAGE_CODE
    scheme = request.COOKIES.get("scheme", "auto")
    return {
        "actor": actor,
        "roles": sorted(role.value for role in roles),
        "role_words": [words.word(role) for role in sorted(roles)] if acting is None else [],
        "navigation": acting_menu(acting.pages, request.path) if acting else menu(roles, request.path) if roles else [],
        "acting": acting,
        "can_search": bool(
            roles - {Role.PARTICIPANT, Role.ADMINISTRATOR, Role.EMPLOYMENT_OFFICER, Role.YOUTH_COORDINATOR}
        ),
        "glass": getattr(request, "glass", None),
        "today": day,
        "demo": settings.DEMO,
        "demo_roles": _demo_roles(request, roles) if settings.DEMO else [],
        "lang": lang,
        "language_name": dict(settings.LANGUAGES).get(lang, lang),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "languages": settings.LANGUAGES,
        "right_to_left": settings.LANGUAGES_BIDI,
        "scheme": scheme if scheme in SCHEMES else "auto",
        "kept": "held" in request.COOKIES,
        "here": request.get_full_path() if request.method == "GET" else "/",
    }


def _demo_roles(request: HttpRequest, roles: Collection[Role]) -> list[tuple[str, str, bool]]:
    """The roles of the demo's office in which one is: its users have its code after a dot."""
    _, dot, office = getattr(getattr(request, "user", None), "username", "").partition(".")
    return [(f"{role.value}{dot}{office}", words.word(role), role in roles) for role in Role]
