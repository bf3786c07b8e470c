"""The one book of words: every code of the rules in the user's language, a page per subject."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from enum import Enum, StrEnum
from functools import lru_cache

from vidare.rules.decision import Because


@lru_cache(maxsize=1)
def book() -> dict[tuple[type[StrEnum], str], object]:
    """All codes and their (lazy) words. A page is a module with ``WORDS: dict[StrEnum, lazy text]``.

    Two subjects may use the same code ("agreed" of a plan, "agreed" of a placement), so its kind is part of the key.
    """
    pages = [importlib.import_module(f"{__name__}.{page.name}") for page in pkgutil.iter_modules(__path__)]
    return {(type(code), code.value): text for page in pages for code, text in page.WORDS.items()}


def word(code: StrEnum | None, facts: Mapping[str, object] | None = None) -> str:
    """The word of a code in the language now active; facts that are codes are put into words too."""
    if code is None or code == "":
        return ""
    text = str(book()[type(code), code.value])
    if not facts:
        return text
    return text % {
        name: word(value) if isinstance(value, Enum) and isinstance(value, StrEnum) else value
        for name, value in facts.items()
    }


def sentence(because: Because) -> str:
    """Why something was refused, as a sentence that says what to do."""
    return word(because.code, because.facts)
