"""Which languages there are, where they are spoken, and who has read the translations as somebody who speaks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import GNUTranslations
from pathlib import Path

from django.conf import settings

READ_BY = "x-reviewed-by"


@dataclass(frozen=True, slots=True)
class Language:
    """``everywhere``: on all that a participant meets; otherwise on the page where anybody asks for help."""

    code: str
    name: str
    everywhere: bool
    read_by: str


def register() -> Iterator[Language]:
    """Swedish prevails and is translated from nothing; the source of the texts is English."""
    everywhere = dict(settings.LANGUAGES)
    for code, name in settings.OPEN_PAGE_LANGUAGES:
        if code not in {"sv", "en"}:
            yield Language(code, name, code in everywhere, _read_by(code))


def _read_by(code: str) -> str:
    for place in settings.LOCALE_PATHS:
        path = Path(place) / code / "LC_MESSAGES/django.mo"
        if path.is_file():
            with path.open("rb") as file:
                return GNUTranslations(file).info().get(READ_BY, "")
    return ""
