"""What two service models say differently, key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time

from vidare.rules.services.model import Hours, RuleBook, RuleSetOf, ServiceModel


@dataclass(frozen=True, slots=True)
class Difference:
    """One key that is not the same; None where a model has nothing there."""

    key: str
    before: str | None
    after: str | None


def differences(before: ServiceModel | RuleBook, after: ServiceModel | RuleBook) -> list[Difference]:
    """Every key whose value differs. Parts are matched by their codes, so that their order makes no difference."""
    one, two = dict(_flat("", before)), dict(_flat("", after))
    return [
        Difference(key, one.get(key), two.get(key))
        for key in dict.fromkeys([*one, *two])
        if one.get(key) != two.get(key)
    ]


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _flat(f"{path}.{field.name}" if path else field.name, getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inside in value.items():
            yield from _flat(f"{path}.{key}", inside)
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for part in value:
            yield from _flat(f"{path}[{_named(part)}]", part)
    elif isinstance(value, (tuple, list)):
        yield path, ", ".join(str(item) for item in value)
    elif value is not None:
        yield path, value.isoformat() if isinstance(value, (date, time)) else str(value)


def _named(part: object) -> str:
    """What a part is known by: its code, its role, or when it is."""
    if isinstance(part, RuleSetOf):
        return f"{part.kind} {part.first_day}"
    if isinstance(part, Hours):
        return f"{'-'.join(str(day) for day in part.weekdays)} {part.start:%H:%M} {part.activity}"
    return str(getattr(part, "code", getattr(part, "role", "")))
