"""How texts become parts of a page: paragraphs, days and numbers that read right in every direction, own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime

from babel.dates import format_date
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vidare.rules.identity import spoken_phone

Run = str | dict[str, str]
Block = dict[str, object]

# Our own letters exist in these. Tigrinya is spoken on paper only: the pages have no such language yet.
SET_IN = ("sv", "en", "ar", "ti")
NAMES = {"sv": "svenska", "en": "English", "ar": "العربية", "ti": "ትግርኛ"}
RIGHT_TO_LEFT = frozenset({"ar"})
LEFTWARD = frozenset({"ar", "fa", "prs", "ps", "ckb", "ur"})  # of those that people write in
_OPEN, _SHUT = "\u2066", "\u2069"
_ISOLATED = re.compile(f"{_OPEN}([^{_SHUT}]*){_SHUT}")
# Signs that turn the direction of what follows them, or that cannot be drawn: of no use on paper.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)


def languages_for(language: str) -> tuple[str, ...]:
    """Swedish, and the person's own where our letters have it."""
    return ("sv", language) if language in SET_IN and language != "sv" else ("sv",)


def both(spoken: Iterable[str], say: Callable[..., str], *values: object) -> list[str]:
    """One thing said in each language."""
    told = []
    for language in spoken:
        with translation.override(language):
            told.append(whole(say(*values)))
    return told


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def isolated(value: object) -> str:
    """A number, a telephone number, a clock: never turned round in a text from right to left."""
    return f"{_OPEN}{plain(str(value))}{_SHUT}"


def plain(text: str) -> str:
    """Without what cannot be seen on paper."""
    return _UNSEEN.sub("", text)


def runs(text: str) -> list[Run]:
    """A text as the template takes it: its parts, those that are isolated marked."""
    found: list[Run] = []
    for at, part in enumerate(_ISOLATED.split(text)):
        if part:
            found.append({"ltr": part} if at % 2 else plain(part))
    return found


def whole(text: str) -> str:
    """The text as it reads, without its marks."""
    return _ISOLATED.sub(r"\1", text)


def lines(text: str) -> list[str]:
    """Somebody's own words, line by line, as they were written."""
    return [plain(line).strip() for line in text.replace("\r\n", "\n").split("\n")]


def own(text: str, lang: str = "sv") -> dict[str, object]:
    """Somebody's own words as a page takes them: they begin at the side that their first letter begins at."""
    letter = next((sign for sign in text if sign.isalpha()), "")
    leftward = unicodedata.bidirectional(letter) in {"R", "AL"} if letter else False
    # What was written with Arabic letters is never read aloud as Swedish, whatever the page was set to.
    spoken = "ar" if leftward and lang not in LEFTWARD else lang
    return {"lines": lines(text), "lang": spoken, "dir": "rtl" if leftward else "ltr"}


def day(value: date) -> str:
    """tisdag 24 november 2026"""
    return format_date(value, "EEEE d MMMM y", locale=translation.get_language() or "sv")


def moment(value: datetime) -> str:
    """tisdag 24 november kl. 9.00"""
    local = timezone.localtime(value)
    told = format_date(local, "EEEE d MMMM", locale=translation.get_language() or "sv")
    return _("%(day)s at %(time)s") % {"day": told, "time": clock(local)}


def clock(value: datetime) -> str:
    local = timezone.localtime(value)
    return isolated(f"{local.hour}.{local.minute:02d}")


def phone(kept: str) -> str:
    return isolated(spoken_phone(kept))


def heading(text: str) -> Block:
    return {"kind": "h1", "text": whole(text)}


def section(text: str) -> Block:
    return {"kind": "h2", "text": whole(text)}


def paragraphs(*texts: str) -> list[Block]:
    return [{"kind": "p", "runs": runs(text)} for text in texts if text]


def listed(*texts: str) -> Block:
    return {"kind": "list", "items": [runs(text) for text in texts]}


def big(text: str) -> Block:
    return {"kind": "big", "runs": runs(text)}


def facts(rows: Iterable[tuple[str, str]]) -> Block:
    return {"kind": "facts", "rows": [[label, runs(value)] for label, value in rows if value]}


def column(language: str, blocks: list[Block]) -> dict[str, object]:
    return {"lang": language, "dir": direction(language), "blocks": blocks}


def read_out(blocks: Iterable[Block]) -> str:
    """What a column says, as plain text: what is kept beside the file, to be found and read without opening it."""
    said: list[str] = []
    for block in blocks:
        if "text" in block:
            said.append(str(block["text"]))
        elif "runs" in block:
            said.append(_joined(block["runs"]))
        elif "rows" in block:
            rows = block["rows"]
            said += [f"{label}: {_joined(value)}" for label, value in rows]  # type: ignore[attr-defined]
    return "\n\n".join(said)


def _joined(parts: object) -> str:
    return "".join(part if isinstance(part, str) else part["ltr"] for part in parts)  # type: ignore[attr-defined]
