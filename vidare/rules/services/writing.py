"""Writes a service model as a file again: the same values when it is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from vidare.rules.services.known import WEEKDAYS
from vidare.rules.services.model import RuleSetOf, ServiceModel, Words


def write(model: ServiceModel) -> str:
    """TOML in the order that the hand-written files have."""
    lines = [*_pairs(_top(model)), ""]
    for name in ("name", "target_group"):
        lines += [f"[{name}]", *_pairs(getattr(model, name)), ""]
    lines += ["[board]", *_pairs(_filled(model.board)), ""]
    for name, parts in _parts(model):
        for part in parts:
            lines += [f"[[{name}]]", *_pairs(part), ""]
    for code, told in model.texts.items():
        lines += [f"[texts.{code}]", *_pairs(told), ""]
    return "\n".join(lines)


def _top(model: ServiceModel) -> dict[str, Any]:
    names = (
        "code", "languages", "secrecy", "ways_in", "first_meeting_days", "visits_per_week", "full_time_hours",
        "plan_review_weeks", "contact_every_days", "follow_up_days", "exemptions", "figures",
        "progress_every_days",
    )  # fmt: skip
    return {name: getattr(model, name) for name in names}


def _parts(model: ServiceModel) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield "further_boards", [_filled(board) for board in model.further_boards]
    yield "partners", [_filled(partner) for partner in model.partners]
    yield "roles", [_filled(named) for named in model.roles]
    yield "eligibility", [_filled(question) for question in model.questions]
    yield "areas", [_filled(area) for area in model.areas]
    yield "progress", [_filled(question) for question in model.progress]
    yield "rooms", [_filled(room) for room in model.rooms]
    yield "activities", [_filled(activity) for activity in model.activities]
    yield (
        "schedule",
        [_filled(hours) | {"weekdays": [WEEKDAYS[day - 1] for day in hours.weekdays]} for hours in model.schedule],
    )
    yield "rule_sets", [dated(each) for each in model.rule_sets]
    yield "targets", [_filled(target) for target in model.targets]


def dated(each: RuleSetOf) -> dict[str, Any]:
    return _filled(each) | {"values": dict(each.values)}


def _filled(part: Any) -> dict[str, Any]:
    """The fields of a value, without those that say nothing."""
    fields = {name: getattr(part, name) for name in part.__dataclass_fields__}
    return {name: value for name, value in fields.items() if value not in (None, "", {}, ()) and value is not False}


def _pairs(values: Mapping[str, Any]) -> Iterator[str]:
    return (f"{_key(name)} = {_value(value)}" for name, value in values.items())


def _key(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() and name.isascii() else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, (StrEnum, str)):
        return _text(str(value))
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if is_dataclass(value):
        return "{ " + ", ".join(_pairs(_filled(value))) + " }"
    if isinstance(value, (Words, dict)):
        return "{ " + ", ".join(_pairs(value)) + " }" if value else "{}"
    if isinstance(value, (list, tuple)):
        return _listed(value)
    return repr(value)


def _listed(values: Iterable[Any]) -> str:
    return "[" + ", ".join(_value(value) for value in values) + "]"


def _text(text: str) -> str:
    """A basic string: JSON's escapes are TOML's, but for the delete sign and lone surrogates."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
