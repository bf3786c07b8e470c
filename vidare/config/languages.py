"""The languages spoken here, and what Django has to be taught of them."""

from __future__ import annotations

import django.conf.locale
from django.conf import global_settings

# The languages that every page has which a participant meets.
LANGUAGE_NAMES = [("sv", "Svenska"), ("en", "English"), ("ar", "العربية")]
# Those that the open page has besides, where anybody asks for help: each whole, and chosen by its own name.
OPEN_PAGE_NAMES = [
    *LANGUAGE_NAMES, ("so", "Soomaali"), ("uk", "Українська"), ("ti", "ትግርኛ"), ("fa", "فارسی"),
]  # fmt: skip
RIGHT_TO_LEFT = ["ar", "fa"]


def teach_django() -> None:
    """Most of them are known to Django; say here what a new language needs (name, direction)."""
    for code, name in OPEN_PAGE_NAMES:
        django.conf.locale.LANG_INFO.setdefault(
            code, {"bidi": code in RIGHT_TO_LEFT, "code": code, "name": name, "name_local": name}
        )
    global_settings.LANGUAGES_BIDI = sorted({*global_settings.LANGUAGES_BIDI, *RIGHT_TO_LEFT})
