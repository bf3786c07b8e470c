"""What we say about accessibility: the same words on the page and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from vidare.rules.papers import Sender
from vidare.web.paper import press
from vidare.web.paper.wording import Block, both, column, day, heading, isolated, listed, paragraphs, section

TITLE = gettext_noop("Accessibility")
LEAD = gettext_noop(
    "Everybody should be able to use Vidare. Here you read how far we have come, and how you tell us when something "
    "does not work for you."
)
CAN = gettext_noop("What you can do")
CAN_DO = (
    gettext_noop("Enlarge the page to 400 per cent, also on a phone."),
    gettext_noop("Reach everything with the keyboard, and see where you are."),
    gettext_noop("Use a screen reader: marks and pictures have words."),
    gettext_noop("Read without colours, with dark colours, or on paper."),
    gettext_noop("Use the pages when the browser runs no scripts."),
    gettext_noop("Choose your language at the top of every page."),
)
SO_FAR = gettext_noop("How far we have come")
SO_FAR_TEXT = gettext_noop(
    "Vidare is built to meet the law on accessibility of digital public service (DOS-lagen), with EN 301 549 and WCAG "
    "2.2 at level AA as the measure. The pages are checked by machine each time they are changed. No outside expert "
    "has reviewed them yet, so there may be faults that we do not know of."
)
FAULTS = gettext_noop("Faults we know of")
KNOWN = (
    gettext_noop("Texts that people write themselves are not translated. They are read in the language they were "
                 "written in."),
    gettext_noop("Files that somebody attaches may be hard to read with a screen reader."),
    gettext_noop("The Arabic texts have not yet been read by somebody who has Arabic as their first language."),
    gettext_noop("The Tigrinya texts of our letters have not yet been read by somebody who has Tigrinya as their first "
                 "language."),
)  # fmt: skip
TELL = gettext_noop("Tell us when something does not work")
TELL_TEXT = gettext_noop(
    "Tell your coach, or ring or write to the municipality that runs this service. Say which page it was and what you "
    "wanted to do. We answer as soon as we can, and give you the content in a way that suits you."
)
REPORT = gettext_noop(
    "If you are not content with our answer you can report it to the authority that supervises the law."
)
AUTHORITY = "Digg, Myndigheten för digital förvaltning"
REPORT_AT = "https://www.digg.se/tdosanmalan"


def told() -> Mapping[str, object]:
    """For the page, in the language now active."""
    return {
        "lead": _(LEAD),
        "can_do": [_(text) for text in CAN_DO],
        "so_far": _(SO_FAR_TEXT),
        "known": [_(text) for text in KNOWN],
        "tell": _(TELL_TEXT),
        "report": _(REPORT),
        "contact": settings.CONTACT,
    }


@lru_cache(maxsize=16)
def file(spoken: tuple[str, ...], sender: Sender, *, on: date) -> bytes:
    """Anybody may ask for it, as often as they like: it is set once a day."""
    return press.pdf("statement", data_of(spoken, sender, on=on), at=datetime.combine(on, time(12), UTC))


def data_of(spoken: tuple[str, ...], sender: Sender, *, on: date) -> dict[str, object]:
    parts = []
    for language in spoken:
        with translation.override(language):
            parts.append(column(language, _said()))
    return {
        "title": both(["sv"], _, TITLE)[0],
        "sender": press.head(sender),
        "day": both(["sv"], day, on)[0],
        "parts": parts,
    }


def _said() -> list[Block]:
    contact = [isolated(settings.CONTACT)] if settings.CONTACT else []
    return [
        heading(_(TITLE)), *paragraphs(_(LEAD)),
        section(_(CAN)), listed(*(_(text) for text in CAN_DO)),
        section(_(SO_FAR)), *paragraphs(_(SO_FAR_TEXT)),
        section(_(FAULTS)), listed(*(_(text) for text in KNOWN)),
        section(_(TELL)), *paragraphs(_(TELL_TEXT), *contact, _(REPORT), isolated(AUTHORITY), isolated(REPORT_AT)),
    ]  # fmt: skip
