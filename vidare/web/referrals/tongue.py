"""The language of an open page: chosen by its address, else the browser's among those that the service has."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation.trans_real import parse_accept_lang_header

from vidare.web.asking import Asking


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as those who speak it call it, and the address of the page in it."""

    code: str
    name: str
    direction: str
    url: str
    here: bool


def wanted(request: Asking, lang: str, has: Collection[str]) -> str:
    """``has`` are the languages in which the service tells of itself. What it has not is told in Swedish."""
    known = {code for code, _name in settings.OPEN_PAGE_LANGUAGES} & set(has)
    browsers = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    asked = [lang, request.COOKIES.get("lang", ""), *(code.split("-")[0] for code, _weight in browsers)]
    return next((code for code in asked if code in known), settings.LANGUAGE_CODE)


def offered(service: str, has: Collection[str], *, here: str) -> Iterator[Tongue]:
    for code, name in settings.OPEN_PAGE_LANGUAGES:
        if code in has:
            direction = "rtl" if code in settings.LANGUAGES_BIDI else "ltr"
            yield Tongue(code, name, direction, reverse("ask-in", args=[service, code]), code == here)
