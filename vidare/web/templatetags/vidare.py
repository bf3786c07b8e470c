"""Filters of the pages: words of codes, days and times that read right in every direction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from vidare.queries.needs import FieldName
from vidare.rules.access import Compartment
from vidare.rules.attendance import Verdict
from vidare.rules.decision import Because
from vidare.rules.identity import spoken_phone
from vidare.rules.needs import Answer
from vidare.rules.services import Words
from vidare.web import marks, words
from vidare.web.needs import fields
from vidare.web.words import people
from vidare.web.words.needs import LEVELS
from vidare.web.words.progress import ANSWERS

register = template.Library()
# Icons that point along the line of writing, and so the other way in a right-to-left page.
TURNS = {"arrow-left", "arrow-right", "arrow-undo", "chevron-left", "chevron-right", "enter", "leave", "external-link"}


@register.filter
def word(code: StrEnum | None) -> str:
    """{{ row.state|word }}: a code in the user's language."""
    return words.word(code)


def _isolated(text: str) -> SafeString:
    return SafeString(f'<bdi dir="ltr">{escape(text)}</bdi>')


@register.filter
def ltr(value: object) -> SafeString:
    """Numbers, phones, e-mails: never turned round in a right-to-left text."""
    return _isolated(str(value))


@register.filter
def fact(said: Answer, field: FieldName) -> str:
    """{{ row.said|fact:field }}: what stands in a field of an area of the mapping; empty when nothing does."""
    return fields.told(field, said.facts) if said else ""


@register.filter
def how_far(answer: int | None) -> str:
    """Mostly: how far somebody agrees with a sentence of progress; nothing where they have not said."""
    return str(ANSWERS[answer]) if answer else "–"


@register.filter
def phone(kept: str) -> SafeString:
    """070-174 06 87: a telephone number as it is read aloud."""
    return _isolated(spoken_phone(kept))


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) else value


@register.filter
def iso(value: date | datetime | None) -> SafeString:
    """2026-12-01, for tables."""
    return _isolated(_local(value).strftime("%Y-%m-%d")) if value else SafeString("")


@lru_cache(maxsize=4096)
def _when(day: date, shape: str, language: str) -> SafeString:
    return SafeString(f'<bdi class="when">{escape(format_date(day, shape, locale=language))}</bdi>')


@register.filter
def weekday(value: date | datetime | None) -> SafeString:
    """tisdag 1 december, for running text where somebody must come."""
    if not value:
        return SafeString("")
    local = _local(value)
    day = local.date() if isinstance(local, datetime) else local
    return _when(day, "EEEE d MMMM", translation.get_language() or "sv")


@register.filter
def far_day(value: date | None) -> SafeString:
    """torsdag 4 mars 2027: a day that may lie in another year."""
    if not value:
        return SafeString("")
    return _when(value, "EEEE d MMMM y", translation.get_language() or "sv")


@register.filter
def clock(value: datetime | None) -> SafeString:
    """9.00, the Swedish way."""
    if not value:
        return SafeString("")
    local = timezone.localtime(value)
    return _isolated(f"{local.hour}.{local.minute:02d}")


@register.filter
def kronor(ore: int | None) -> SafeString:
    """1 234,50 kr: öre as kronor, to the öre."""
    return _isolated(f"{words.kronor(ore)} kr") if ore is not None else SafeString("")


@register.filter
def hundredths(part: int) -> SafeString:
    """33,33: hundredths with a decimal comma."""
    return _isolated(format_decimal(part / 100, format="0.00", locale=translation.get_language() or "sv"))


@register.filter
def at(kept: Mapping[str, Any], name: str) -> Any:
    """What a mapping keeps under a name that a template cannot say; None without."""
    return kept.get(name)


@register.filter
def week(value: date | datetime | None) -> SafeString:
    """The ISO week number."""
    return _isolated(str(_local(value).isocalendar().week)) if value else SafeString("")


@register.filter
def hours(minutes: int | None) -> SafeString:
    """12,5: minutes as hours, in the page's language."""
    return _isolated(format_decimal((minutes or 0) / 60, format="0.##", locale=translation.get_language() or "sv"))


@register.filter
def sentence(because: Because) -> str:
    """{{ because|sentence }}: why something was refused, in words."""
    return words.sentence(because)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """{% icon "calendar" %} beside words; {% icon "calendar" label="…" %} where it stands alone."""
    return _icon(name, str(label))


@lru_cache(maxsize=1024)
def _icon(name: str, label: str) -> SafeString:
    told = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        " icon-turns" if name in TURNS else "",
        told,
        static("built/icons.svg"),
        name,
    )


@register.filter
def moment(value: datetime | None) -> SafeString:
    """tisdag 1 december kl. 9.00: when somebody must come."""
    if not value:
        return SafeString("")
    return format_html(translation.gettext("{day} at {time}"), day=weekday(value), time=clock(value))


@register.simple_tag
def seats(kind: str, n: int | None) -> SafeString:
    """{% seats "free" 3 %}: so many seats of a room, side by side."""
    mark = f"{static('marks.svg')}#seat-{kind}"
    return SafeString(f'<svg class="seat seat-{kind}" viewBox="0 0 24 24"><use href="{mark}"></use></svg>' * (n or 0))


@register.filter(name="marks")
def marks_of(rows: Iterable[tuple[date, Verdict | str]]) -> list[marks.Mark]:
    """(day, verdict) pairs as marks of a strip."""
    return marks.marks(rows)


@register.filter
def strip_said(rows: Iterable[tuple[date, Verdict | str]]) -> str:
    """A whole strip as one sentence."""
    return marks.summary(verdict for _day, verdict in rows)


@register.filter
def verdicts(_nothing: object) -> list[Verdict]:
    return list(Verdict)


@register.filter
def kind(field: BoundField) -> str:
    """What sort of field it is: text, date, checkbox, select, textarea…"""
    widget = field.field.widget
    name = type(widget).__name__.removesuffix("Input").lower()
    return str(widget.attrs.get("type") or getattr(widget, "input_type", "") or name)


@register.filter
def optional(field: BoundField) -> bool:
    """Whether it may be left empty. A form names in ``ruled`` what the rule asks for, and says so in its own words."""
    return not field.field.required and field.name not in getattr(field.form, "ruled", ())


@register.filter
def level(step: int | None) -> str:
    """{{ said.own_level|level }}: a step on the mapping's scale, with its word."""
    return f"{step} – {LEVELS[step]}" if step else ""


@register.filter
def spoken(code: str) -> str:
    """{{ row.language|spoken }}: a language by its name."""
    return people.spoken(code)


@register.filter
def language_name(code: str) -> str:
    """tigrinska: the name of a language in the language now active."""
    return str(Locale.parse(translation.get_language() or "sv").languages.get(code, code))


@register.filter
def told(text: Words) -> SafeString:
    """{{ door.welcome|told }}: a service's own text in the page's language, or in Swedish and marked as such."""
    page = translation.get_language() or "sv"
    said = text.told(page)
    return format_html('<span lang="{}" dir="auto">{}</span>', text.language_told(page), said) if said else SafeString()


@register.simple_tag
def once() -> SafeString:
    """{% once %} in a form of buttons alone, so that one sent twice is one deed."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(24))


@register.filter
def compartment_word(code: str) -> str:
    """The word of a compartment given by its code."""
    return words.word(Compartment(code))


@register.simple_tag
def for_whom(door: int | None = None) -> str:
    """Where whoever acts for somebody chooses for whom, or that one's page: the same from every page they stand on,
    while other addresses lead on for the one they act for just now (see representatives/acting)."""
    return f"/for/{door}/mine/" if door else "/for/"
