"""Walks through all pages that a seat can reach by links, and lets axe read each of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = os.environ.get("VIDARE_PICTURES")
WIDE, PHONE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 640}
READ = "async () => (await axe.run(document)).violations.map(one => one.id + ': '"
READ += (
    " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | '))"
)
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(one).position !== 'fixed')
  .slice(0, 3).map(one => one.outerHTML.slice(0, 160))"""
LINKS = "() => [...document.querySelectorAll('a[href]:not([download])')].map(one => one.href)"
# Files, the way out, and other people's pages (allauth's own lists of codes) are not read.
LEFT_OUT = {
    "account_logout",
    "model-file",
    "results-file",
    "results-open",
    "results-after-programme",
    "project-participants",
    "quarter-file",
    "mfa_download_recovery_codes",
    "kiosk-start",
}


# Pages that hold something else for each role; the others are read once, by the first role that finds them.
OTHERWISE_FOR_EACH = {"day", "person", "results"}


@dataclass
class Walk:
    """What has been read: the names of pages, and what was wrong with them."""

    page: Any
    home: str
    known: set[str] = field(default_factory=set)  # pages that axe has read for somebody else
    read: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    pictures: dict[str, Path] = field(default_factory=dict)  # where the handbook has a picture of a page
    taken: set[str] = field(default_factory=set)
    only: frozenset[str] = frozenset()  # pages beside which no other is opened

    def everything(self) -> None:
        """One page of each name, as they are found by following links from the first."""
        waiting = [self.home]
        while waiting:
            url = waiting.pop(0)
            name = self._name(url)
            if not name or name in self.read or self.only and name not in self.only:
                continue
            self.read.append(name)
            if not self._opens(name, url):
                continue
            waiting += self.page.evaluate(LINKS)
            self.pictured(name)
            if name not in self.known:
                self.faults += [f"{name} {fault}" for fault in faults(self.page)]
        self.known.update(set(self.read) - OTHERWISE_FOR_EACH)

    def pictured(self, name: str) -> None:
        """Taken anew only when asked for: a picture differs a little on each machine."""
        if name in self.pictures:
            self.taken.add(name)
            if PICTURES:
                self.page.screenshot(path=self.pictures[name], animations="disabled")

    def _opens(self, name: str, url: str) -> bool:
        """A link leads to a page; whether axe can read it. (The browser refuses a fault without a page by itself.)"""
        try:
            answer = self.page.goto(url)
        except Error as refused:
            self.faults.append(f"{name}: a link leads to {url}: {refused}")
            return False
        if answer is None or answer.status != 200:
            self.faults.append(f"{name}: a link leads to {url}, which answers {answer and answer.status}")
            return False
        # A page of paper is set as PDF/UA or not at all; the browser's own reader of it is not ours to mend.
        return "text/html" in answer.headers.get("content-type", "")

    def _name(self, url: str) -> str:
        there, here = urlsplit(url), urlsplit(self.home)
        if there.netloc != here.netloc:
            return ""
        try:
            name = str(resolve(there.path).url_name)
        except Resolver404:
            return ""
        return "" if name in LEFT_OUT else name


def faults(page: Any) -> Iterator[str]:
    """What axe finds in light on a desk and in dark on a phone; and what does not fit in 320 pixels."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme, size in (("light", WIDE), ("dark", PHONE)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        yield from (f"({scheme}, {size['width']}) {fault}" for fault in page.evaluate(READ))
    page.set_viewport_size(NARROW)
    yield from (f"is wider than 320: {fault}" for fault in page.evaluate(WIDER))
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
