"""As much of JSON Schema as ours use: says where a document is not as its schema says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

KINDS: dict[str, type] = {"object": dict, "array": list, "string": str, "integer": int}
KNOWN = {
    "$schema", "$id", "title", "type", "const", "enum", "pattern", "required", "properties", "additionalProperties",
    "items",
}  # fmt: skip


def faults(said: Any, schema: dict[str, Any], where: str = "$") -> Iterator[str]:
    assert set(schema) <= KNOWN, "teach this file the word before you use it in a schema"
    if "const" in schema and said != schema["const"]:
        yield f"{where} is not {schema['const']!r}"
    if "enum" in schema and said not in schema["enum"]:
        yield f"{where} is none of {schema['enum']}"
    if "type" in schema and not isinstance(said, KINDS[schema["type"]]):
        yield f"{where} is no {schema['type']}"
        return
    if "pattern" in schema and not re.search(schema["pattern"], said):
        yield f"{where} does not look as it should: {said!r}"
    if isinstance(said, dict):
        yield from (f"{where}.{name} is missing" for name in schema.get("required", ()) if name not in said)
        for name, inside in said.items():
            if name in schema.get("properties", {}):
                yield from faults(inside, schema["properties"][name], f"{where}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{where}.{name} is unknown"
    if isinstance(said, list) and "items" in schema:
        for number, inside in enumerate(said):
            yield from faults(inside, schema["items"], f"{where}[{number}]")
