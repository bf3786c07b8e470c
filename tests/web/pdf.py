"""Reads the words of a PDF that typst has written: just enough to see what somebody would read on the paper."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache

NEXT = re.compile(rb"/(f\d+) [\d.]+ Tf|(?<!ActualText)(?<!Alt)\(")
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@lru_cache(maxsize=8)
def words_of(file: bytes) -> str:
    """All texts in the order in which they are drawn; those from right to left stand as they look, back to front."""
    rows = {int(number): body for number, body in re.findall(rb"(\d+) 0 obj\s(.*?)\sendobj", file, re.S)}
    said = []
    for body in rows.values():
        if re.search(rb"/Type/Page\b", body):
            fonts = _fonts(body, rows)
            for content in re.findall(rb"/Contents (\d+) 0 R", body):
                said.append("".join(_shown(_stream(rows[int(content)]), fonts)))
    return "\n".join(said)


def holds(file: bytes, text: str) -> bool:
    """Whether the words stand in it, whichever way they run and wherever a line breaks."""
    plain = "".join(words_of(file).split())
    return all(word in plain or word[::-1] in plain for word in text.split())


def pages_of(file: bytes) -> int:
    return len(re.findall(rb"/Type/Page\b", file))


def languages_of(file: bytes) -> set[str]:
    """What a screen reader is told to speak: of the whole, of its parts, and of words within a line."""
    rows = re.findall(rb"\d+ 0 obj\s(.*?)\sendobj", file, re.S)
    said = b"".join([file, *(_stream(body) for body in rows if b"stream\n" in body and b"FlateDecode" in body)])
    return {found.decode() for found in re.findall(rb"/Lang\s*\(([a-z]+)\)", said)}


def _fonts(page: bytes, rows: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    found = re.search(rb"/Resources (\d+) 0 R", page)
    resources = rows[int(found[1])] if found else page
    return {name: _letters(rows[int(font)], rows) for name, font in re.findall(rb"/(f\d+) (\d+) 0 R", resources)}


def _letters(font: bytes, rows: dict[int, bytes]) -> dict[int, str]:
    """Glyph → what it stands for, from the table that screen readers use too."""
    found = re.search(rb"/ToUnicode (\d+) 0 R", font)
    assert found is not None, "a text that nothing can read aloud"
    table: dict[int, str] = {}
    cmap = _stream(rows[int(found[1])])
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for glyph, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            table[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return table


def _shown(content: bytes, fonts: dict[bytes, dict[int, str]]) -> Iterator[str]:
    letters: dict[int, str] = {}
    found = NEXT.search(content)
    while found:
        at = found.end()
        if found[1]:
            letters = fonts[found[1]]
            yield " "
        else:
            end = _end_of(content, found.start())
            glyphs = ESCAPED.sub(_sign, content[at:end])
            yield from (letters.get(one, "") for (one,) in struct.iter_unpack(">H", glyphs))
            at = end + 1
        found = NEXT.search(content, at)


def _end_of(content: bytes, at: int) -> int:
    """Where the text that begins with a bracket ends: brackets in pairs are part of it."""
    depth = 0
    while True:
        sign = content[at : at + 1]
        depth += (sign == b"(") - (sign == b")")
        if depth == 0:
            return at
        at += 2 if sign == b"\\" else 1


def _sign(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8)]) if said.isdigit() else SIGNS.get(said, said)


def _stream(body: bytes) -> bytes:
    raw = body.partition(b"stream\n")[2].rpartition(b"endstream")[0]
    return zlib.decompressobj().decompress(raw) if b"FlateDecode" in body.partition(b"stream\n")[0] else raw
