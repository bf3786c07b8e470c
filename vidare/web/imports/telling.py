"""What is told of a list, in words: the same on the page and by the command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vidare.rules.imports import Read
from vidare.web import words


def sentence(code: str, facts: Mapping[str, object]) -> str:
    return words.word(code, facts)


def columns_of(read: Read) -> list[dict[str, str]]:
    return [
        {
            "letter": one.letter,
            "heading": one.heading,
            "meaning": one.meaning.value.removeprefix("column-") if one.meaning else "",
            "told": words.word(one.told) if one.told else "",
        }
        for one in read.headings.columns
    ]


def lines_of(read: Read) -> list[dict[str, Any]]:
    """Every fault by its row and column, in the order of the rows."""
    return [
        {
            "row": line.number,
            "column": found.column,
            "code": found.code.value,
            "text": words.word(found.code, found.facts),
            "stops": found.stops,
        }
        for line in sorted(read.lines, key=lambda line: line.number)
        for found in line.found
    ]
