"""What an area of the mapping asks for in fields of its own: what may stand in each, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from vidare.rules.decision import Because, Decision
from vidare.rules.services import FieldKind, FieldOf

# By the field's code, in the order of the codes: what was chosen or written. Several only where several can be chosen.
Facts = tuple[tuple[str, tuple[str, ...]], ...]


class No(StrEnum):
    FIELD = "facts.not-asked-for"
    OPTION = "facts.not-an-option"
    ONE = "facts.one-answer-only"
    NUMBER = "facts.not-a-number-within"
    DAY = "facts.not-a-day"
    COUNTRY = "facts.not-a-country"


def kept(said: Mapping[str, Sequence[str]]) -> Facts:
    """What was said, in an order of its own; a field about which nothing was said does not stand there."""
    return tuple((code, tuple(values)) for code, values in sorted(said.items()) if any(values))


def of(facts: Facts, code: str) -> tuple[str, ...]:
    return next((values for field, values in facts if field == code), ())


def may_say(facts: Facts, *, fields: Sequence[FieldOf], before: Facts = ()) -> Decision:
    """May this stand in the fields of an area? What the model asked for ``before`` and does no longer may go on."""
    return Decision.of(_faults(facts, {field.code: field for field in fields}, before))


def _faults(facts: Facts, fields: Mapping[str, FieldOf], before: Facts) -> Iterator[Because]:
    for code, values in facts:
        field = fields.get(code)
        if field is None:
            if of(before, code) != values:
                yield Because(No.FIELD)
            continue
        if len(values) > 1 and field.kind is not FieldKind.SEVERAL:
            yield Because(No.ONE)
        for value in values:
            if (no := _no(field, value)) is not None:
                yield Because(no, {"most": field.most} if no is No.NUMBER else {})


def _no(field: FieldOf, value: str) -> No | None:
    match field.kind:
        case FieldKind.NUMBER:
            counted = re.fullmatch(r"\d{1,6}", value, re.ASCII) and int(value) <= field.most
            return None if counted else No.NUMBER
        case FieldKind.DAY:
            return None if _is_day(value) else No.DAY
        case FieldKind.COUNTRY:
            return None if re.fullmatch(r"[A-Z]{2}", value, re.ASCII) else No.COUNTRY
        case _:
            return None if value in {option.code for option in field.options} else No.OPTION


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
