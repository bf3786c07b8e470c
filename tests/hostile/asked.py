"""What a page asks for, learnt from the page and from the view itself: no list of fields that somebody must keep."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

from django.http import QueryDict

SENDS = {"hx-get": "get", "hx-post": "post", "hx-put": "put", "hx-delete": "delete"}


@dataclass
class Field:
    name: str
    kind: str
    values: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form as it stands on a page, with what it would send as it is."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found, self.select = address, list[Form](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        for name, method in SENDS.items():
            if said.get(name):
                self.found.append(Form(said[name], method, dict(self.found[-1].fields) if self.found else {}))
        if tag == "form":
            self.found.append(Form(said.get("action") or self.address, said.get("method", "get").lower()))
        elif not self.found:
            return
        elif tag in {"input", "button", "textarea", "select"} and said.get("name"):
            self._field(said, said.get("type", tag))
        elif tag == "option" and self.select:
            self.found[-1].fields[self.select].values.append(said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""

    def _field(self, said: dict[str, str], kind: str) -> None:
        name = said["name"]
        one = self.found[-1].fields.setdefault(name, Field(name, kind))
        if kind not in {"select", "textarea"}:
            one.values.append(said.get("value", ""))
        self.select = name if kind == "select" else ""


def forms_of(html: str, address: str) -> list[Form]:
    """Every form, and every address that htmx would send to."""
    reader = _Forms(address)
    reader.feed(html)
    return [form for form in reader.found if form.action.startswith("/")]


@dataclass
class Asked:
    """The names that views have asked for, in a query or a body, and among the files."""

    names: set[str] = field(default_factory=set)

    @contextmanager
    def listening(self) -> Iterator[None]:
        item, several, has = QueryDict.__getitem__, QueryDict._getlist, QueryDict.__contains__

        def heard(one: object) -> None:
            if isinstance(one, str) and len(one) < 100:
                self.names.add(one)

        def getitem(self: Any, key: Any) -> Any:
            heard(key)
            return item(self, key)

        def getlist(self: Any, key: Any, *args: Any, **more: Any) -> Any:
            heard(key)
            return several(self, key, *args, **more)

        def contains(self: Any, key: Any) -> bool:
            heard(key)
            return bool(has(self, key))

        with patch.multiple(QueryDict, create=True, __getitem__=getitem, _getlist=getlist, __contains__=contains):
            yield
