"""The one book of words: every code of the rules in the user's language, a page per subject."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import timezone, translation

from vidare.rules.decision import Because

Key = tuple[type[StrEnum], str]


def pages() -> Iterator[tuple[str, Mapping[StrEnum, object]]]:
    """Every dictionary of words. A module may have several (``WORDS``, ``STATE_WORDS``…): two codes of different
    kinds with the same text, such as a state and a reason both "closed", are one key in a single dictionary."""
    for page in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{page.name}")
        for name, words in vars(module).items():
            if name.endswith("WORDS"):
                yield f"{page.name}.{name}", words


@lru_cache(maxsize=1)
def book() -> dict[Key, object]:
    """All codes and their (lazy) words, by kind and code: a state and a role may be spelled alike."""
    return {(type(code), code.value): text for _page, words in pages() for code, text in words.items()}


@lru_cache(maxsize=1)
def _by_value() -> dict[str, set[Key]]:
    found: dict[str, set[Key]] = {}
    for key in book():
        found.setdefault(key[1], set()).add(key)
    return found


def word(code: StrEnum | str | None, facts: Mapping[str, object] | None = None) -> str:
    """The word of a code in the language now active; facts that are codes, days or numbers are put into words too."""
    if code is None or code == "":
        return ""
    text = str(book()[_key(code)])
    return text % {name: _said(value) for name, value in facts.items()} if facts else text


def _key(code: StrEnum | str) -> Key:
    if isinstance(code, StrEnum):
        return type(code), code.value
    candidates = _by_value().get(code, set())
    if len({str(book()[key]) for key in candidates}) != 1:
        kinds = sorted(kind.__qualname__ for kind, _ in candidates)
        raise KeyError(f"the plain text {code!r} is a code of {kinds or 'nothing'}; give the code itself")
    return next(iter(candidates))


def _said(value: object) -> object:
    language = translation.get_language() or "sv"
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{format_date(local, 'EEEE d MMMM', locale=language)} {local.hour}.{local.minute:02d}"
    if isinstance(value, date):
        return format_date(value, "EEEE d MMMM", locale=language)
    if isinstance(value, float):
        return format_decimal(value, locale=language)
    return value


def sentence(because: Because) -> str:
    """Why something was refused, as a sentence that says what to do."""
    return word(because.code, because.facts)


def kronor(ore: int) -> str:
    """1 234,50: öre as kronor, to the öre, in the language now active."""
    return str(format_decimal(Decimal(ore) / 100, format="#,##0.00", locale=translation.get_language() or "sv"))
