"""The languages spoken here, and what Django has to be taught of them."""

from __future__ import annotations

import django.conf.locale
from django.conf import global_settings

LANGUAGE_NAMES = [("sv", "Svenska"), ("en", "English"), ("ar", "العربية")]
RIGHT_TO_LEFT = ["ar"]


def teach_django() -> None:
    """Arabic and the others are known to Django; say here what a new language needs (name, direction)."""
    for code, name in LANGUAGE_NAMES:
        django.conf.locale.LANG_INFO.setdefault(
            code, {"bidi": code in RIGHT_TO_LEFT, "code": code, "name": name, "name_local": name}
        )
    global_settings.LANGUAGES_BIDI = sorted({*global_settings.LANGUAGES_BIDI, *RIGHT_TO_LEFT})
