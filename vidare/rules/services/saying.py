"""What two service models say differently, gathered so that it can be said in words: part by part, not key by key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vidare.rules.services.comparing import Difference


class Part(StrEnum):
    """The parts of a model, by the keys of its file."""

    CODE = "model.code"
    NAME = "model.name"
    SECRECY = "model.secrecy"
    LANGUAGES = "model.languages"
    BOARD = "model.board"
    TARGET_GROUP = "model.target_group"
    WAYS_IN = "model.ways_in"
    FIRST_MEETING_DAYS = "model.first_meeting_days"
    VISITS_PER_WEEK = "model.visits_per_week"
    FULL_TIME_HOURS = "model.full_time_hours"
    PLAN_REVIEW_WEEKS = "model.plan_review_weeks"
    CONTACT_EVERY_DAYS = "model.contact_every_days"
    FOLLOW_UP_DAYS = "model.follow_up_days"
    EXEMPTIONS = "model.exemptions"
    FURTHER_BOARDS = "model.further_boards"
    PARTNERS = "model.partners"
    ROLES = "model.roles"
    QUESTIONS = "model.questions"
    AREAS = "model.areas"
    PROGRESS = "model.progress"
    PROGRESS_EVERY_DAYS = "model.progress_every_days"
    ROOMS = "model.rooms"
    ACTIVITIES = "model.activities"
    SCHEDULE = "model.schedule"
    RULE_SETS = "model.rule_sets"
    TARGETS = "model.targets"
    FIGURES = "model.figures"
    TEXTS = "model.texts"
    OTHER = "model.other"


class How(StrEnum):
    CHANGED = "compared-changed"
    ONLY_FIRST = "compared-only-first"
    ONLY_SECOND = "compared-only-second"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that differs. ``which``: the part's own name or code; ``inside``: what of it, as the file calls it."""

    part: Part
    how: How
    which: str = ""
    inside: str = ""
    before: str = ""
    after: str = ""


_KEY = re.compile(r"^(?P<part>\w+)(?:\[(?P<which>[^\]]*)\])?\.?(?P<inside>.*)$")
_NESTED = re.compile(r"^\w+\[(?P<which>[^\]]*)\]\.?(?P<inside>.*)$")
_LANGUAGE = re.compile(r"\.?\b(?P<code>[a-z]{2})$")
_KNOWN = {part.value.removeprefix("model."): part for part in Part}


def said(differences: Iterable[Difference]) -> list[Said]:
    """A part that only one of the two has is one line; a text in several languages is one, told in Swedish."""
    groups: dict[tuple[str, str], list[tuple[str, Difference]]] = {}
    for one in differences:
        found = _KEY.match(one.key)
        assert found is not None
        groups.setdefault((found["part"], found["which"] or ""), []).append((found["inside"], one))
    return [line for (part, which), inside in groups.items() for line in _of_part(part, which, inside)]


def _of_part(part: str, which: str, inside: list[tuple[str, Difference]]) -> list[Said]:
    known = _KNOWN.get(part, Part.OTHER)
    code = which if known is not Part.OTHER else f"{part} {which}".strip()
    if which and (how := _only_one(inside)) is not None:
        return [Said(known, how, _name(code, inside))]
    found, nested = [], dict[str, list[tuple[str, Difference]]]()
    for key, one in inside:
        within = _NESTED.match(key)
        if within is not None:
            nested.setdefault(within["which"], []).append((within["inside"], one))
        elif not _told_in_swedish(key, inside) and (one.before or one.after):
            found.append(Said(known, How.CHANGED, code, _plain(key), one.before or "", one.after or ""))
    for own, deeper in nested.items():
        found += _of_part(part, f"{which}: {own}", deeper)
    return found


def _only_one(inside: list[tuple[str, Difference]]) -> How | None:
    if all(one.before is None for _key, one in inside):
        return How.ONLY_SECOND
    return How.ONLY_FIRST if all(one.after is None for _key, one in inside) else None


def _name(code: str, inside: list[tuple[str, Difference]]) -> str:
    values = {key: one.before or one.after for key, one in inside}
    name = values.get("name.sv") or values.get("name") or values.get("title.sv") or values.get("text.sv") or ""
    return f"{name} ({code})" if name and name != code else code


def _plain(key: str) -> str:
    """Without the language where it is Swedish."""
    return key.removesuffix(".sv") if key != "sv" else ""


def _told_in_swedish(key: str, inside: list[tuple[str, Difference]]) -> bool:
    """True for a translation of a text whose Swedish differs too, and is told."""
    found = _LANGUAGE.search(key)
    if found is None or found["code"] == "sv":
        return False
    return any(other == key[: found.start("code")] + "sv" for other, _one in inside)
