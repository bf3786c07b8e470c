"""Keeps what a hard day was asked and what was seen, and prints it as lines that a page can hold."""

from __future__ import annotations

import time
from collections.abc import Callable

from tools.hard.house import Answer


class Said:
    """One case. ``failed`` when one thing was not as it should be."""

    def __init__(self, case: str) -> None:
        self.case, self.failed = case, False
        print(f"\n## {case}", flush=True)

    def see(self, what: str, right: bool, seen: object = "") -> None:
        self.failed |= not right
        print(f"  {'as it should' if right else 'WRONG       '}  {what}{f': {seen}' if seen != '' else ''}", flush=True)

    def tell(self, what: str) -> None:
        print(f"                {what}", flush=True)

    def in_trouble(self, what: str, answer: Answer, *, kept: str = "", mark: str = "", word: str = "") -> None:
        """A page of trouble: 503, when to come back, no insides of the program, and all that was written."""
        page = answer.text
        shown = (not kept or kept in page) and (not mark or mark in page) and (not word or word in page)
        inside = any(one in page for one in ("Traceback", "OperationalError", "psycopg", "sqlite3", "SELECT "))
        right = answer.status == 503 and "retry-after" in {name.lower() for name in answer.headers} and shown
        heading = page.partition("<h1>")[2].partition("</h1>")[0]
        again = {name.lower(): value for name, value in answer.headers.items()}.get("retry-after", "-")
        self.see(
            what, right and not inside, f"{answer.status}, again in {again} s, “{heading}”, {answer.seconds:.1f} s"
        )

    def until(self, what: str, done: Callable[[], bool], *, most: float = 90) -> None:
        """By itself: nobody does anything meanwhile."""
        began = time.monotonic()
        while not (right := done()) and time.monotonic() - began < most:
            time.sleep(0.5)
        self.see(what, right, f"after {time.monotonic() - began:.1f} s")
