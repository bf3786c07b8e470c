"""A fragment is the page's part: put it into the page where htmx would, and the page must be the same."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from django.test import Client

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "use", "line", "circle", "rect"}
CHANGING = re.compile(r'name="(?:[\w-]*-)?(?:once|csrfmiddlewaretoken)" value="[^"]*"')


class _Finder(HTMLParser):
    """Finds where the element with an id begins and ends in the source."""

    def __init__(self, wanted: str) -> None:
        super().__init__(convert_charrefs=False)
        self.wanted, self.depth = wanted, 0
        self.start: tuple[int, int] | None = None
        self.end: tuple[int, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.start is None and ("id", self.wanted) in attrs:
            self.start = self.getpos()
        if self.start is not None and self.end is None and tag not in VOID:
            self.depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        if self.start is None or self.end is not None or tag in VOID:
            return
        self.depth -= 1
        if self.depth == 0:
            line, column = self.getpos()
            self.end = (line, column + len(f"</{tag}>"))


def part_of(page: str, element: str) -> str:
    """The element with this id, as the page has it."""
    finder = _Finder(element)
    finder.feed(page)
    assert finder.start is not None and finder.end is not None, f"the page has no whole #{element}"
    lines = page.splitlines(keepends=True)

    def at(position: tuple[int, int]) -> int:
        return sum(len(line) for line in lines[: position[0] - 1]) + position[1]

    return page[at(finder.start) : at(finder.end)]


def same(one: str, other: str) -> bool:
    return _still(one) == _still(other)


def _still(html: str) -> str:
    return " ".join(CHANGING.sub("", html).split())


def assert_fragment_is_part(client: Client, url: str, element: str) -> None:
    """What htmx gets at an address is, mark for mark, the part of the page that it replaces."""
    page = client.get(url).content.decode()
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert same(part_of(fragment, element), part_of(page, element))
    assert same(fragment, part_of(fragment, element)), "the fragment holds more than the part"
