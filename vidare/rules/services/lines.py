"""Where each key of a TOML text stands: the library that reads it tells no lines."""

from __future__ import annotations

_BARE_END = frozenset(" \t\r\n.=],}#")
_BLANK = " \t\r"


def lines_of(text: str) -> dict[str, int]:
    """Every key's path (``rooms[1].seats``, counted from 1) and its line. ``text`` must be TOML that can be read."""
    return _Scanner(text).lines


def line_of(lines: dict[str, int], path: str) -> int:
    """The line of a path, or of the nearest thing around it that stands in the file; 1 when nothing does."""
    while path and path not in lines:
        cut = max(path.rfind("."), path.rfind("["))
        path = path[:cut] if cut > 0 else ""
    return lines.get(path, 1)


class _Scanner:
    """Walks once over the text, statement by statement, and keeps where each path began."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1
        self.lines: dict[str, int] = {}
        self.counted: dict[str, int] = {}
        self.table = ""
        while self._to_statement():
            if self._peek("["):
                self._header()
            else:
                self._pair(self.table)

    def _peek(self, what: str) -> bool:
        return self.text.startswith(what, self.at)

    def _step(self, count: int = 1) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def _skip(self, letters: str) -> None:
        while self.at < len(self.text) and (self.text[self.at] in letters or self._peek("#")):
            if self._peek("#"):
                end = self.text.find("\n", self.at)
                self._step((end if end >= 0 else len(self.text)) - self.at)
            else:
                self._step()

    def _to_statement(self) -> bool:
        self._skip(_BLANK + "\n")
        return self.at < len(self.text)

    def _note(self, path: str) -> None:
        self.lines.setdefault(path, self.line)

    def _header(self) -> None:
        many = self._peek("[[")
        self._step(2 if many else 1)
        parts = self._key()
        self._step(2 if many else 1)
        path = ""
        for part in parts[:-1]:
            path = self._latest(_joined(path, part))
        path = _joined(path, parts[-1])
        if many:
            self._note(path)
            self.counted[path] = self.counted.get(path, 0) + 1
            path = self._latest(path)
        self.table = path
        self._note(path)

    def _latest(self, path: str) -> str:
        return f"{path}[{self.counted[path]}]" if path in self.counted else path

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip_blank()
            parts.append(self._string() if self.text[self.at] in "\"'" else self._bare())
            self._skip_blank()
            if not self._peek("."):
                return parts
            self._step()

    def _skip_blank(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in _BLANK:
            self._step()

    def _bare(self) -> str:
        begin = self.at
        while self.at < len(self.text) and self.text[self.at] not in _BARE_END:
            self._step()
        return self.text[begin : self.at]

    def _pair(self, around: str) -> None:
        path, line = around, self.line
        for part in self._key():
            path = _joined(path, part)
            self.lines.setdefault(path, line)
        self._step()
        self._skip_blank()
        self._value(path)

    def _value(self, path: str) -> None:
        if self._peek("["):
            self._list(path)
        elif self._peek("{"):
            self._inline(path)
        elif self.text[self.at] in "\"'":
            self._string()
        else:
            while self.at < len(self.text) and self.text[self.at] not in "\n,]}#":
                self._step()

    def _list(self, path: str) -> None:
        self._step()
        number = 0
        self._skip(_BLANK + "\n,")
        while not self._peek("]"):
            number += 1
            self._note(f"{path}[{number}]")
            self._value(f"{path}[{number}]")
            self._skip(_BLANK + "\n,")
        self._step()

    def _inline(self, path: str) -> None:
        self._step()
        self._skip(_BLANK + "\n,")
        while not self._peek("}"):
            self._pair(path)
            self._skip(_BLANK + "\n,")
        self._step()

    def _string(self) -> str:
        quote = self.text[self.at]
        fence = quote * 3 if self._peek(quote * 3) else quote
        self._step(len(fence))
        begin = self.at
        while not self._peek(fence):
            self._step(2 if quote == '"' and self._peek("\\") else 1)
        while len(fence) == 3 and self._peek(fence + quote):
            self._step()
        inside = self.text[begin : self.at]
        self._step(len(fence))
        return inside


def _joined(path: str, part: str) -> str:
    return f"{path}.{part}" if path else part
