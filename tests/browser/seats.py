"""Somebody at a screen: opens pages, reads what stands there, fills in forms and presses buttons."""

from __future__ import annotations

from typing import Any

from tests.browser.live import PATIENCE, Server

DESK, POCKET = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


class Seat:
    """One person's browser, with a log-in of its own."""

    def __init__(self, browser: Any, server: Server, *, language: str = "en", phone: bool = False) -> None:
        self.server = server
        context = browser.new_context(viewport=POCKET if phone else DESK, reduced_motion="reduce")
        context.add_cookies([{"name": "lang", "value": language, "url": server.url}])
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def through_the_door(self, username: str) -> Seat:
        """One click on the demo's start page."""
        self.open("/")
        self.page.click(f'button[name=username][value="{username}"]')
        self.page.wait_for_selector("#doors", state="detached")
        return self

    def open(self, path: str) -> Seat:
        answer = self.page.goto(path if path.startswith("http") else self.server.url + path)
        assert answer is not None and answer.status == 200, f"{path}: {answer and answer.status}"
        return self

    def follow(self, text: str, *, within: str = "main") -> Seat:
        """Click the first link that says this."""
        link = self.page.locator(f"{within} a", has_text=text).first
        with self.page.expect_navigation() as gone:
            link.click()
        assert gone.value.status == 200, f"{text}: {gone.value.url} answers {gone.value.status}"
        return self

    def send(self, button: str, said: dict[str, str] | None = None, *, within: str = "main", status: int = 200) -> Seat:
        """Fill in fields by name, with a prefix or without, in the form that has the button; and press it."""
        form = self.page.locator(f"{within} form", has=self.page.locator(button)).first
        for name, value in (said or {}).items():
            _fill(form.locator(f'[name="{name}"], [name$="-{name}"]'), value)
        with self.page.expect_navigation() as gone:
            form.locator(button).first.click()
        assert gone.value.status == status, f"{gone.value.url} answers {gone.value.status}: {self.text}"
        return self

    def press(self, text: str, said: dict[str, str] | None = None, **more: Any) -> Seat:
        return self.send(f'button:has-text("{text}")', said, **more)

    @property
    def text(self) -> str:
        return str(self.page.inner_text("main"))

    @property
    def path(self) -> str:
        return str(self.page.url).removeprefix(self.server.url)

    def sees(self, *texts: str) -> Seat:
        for text in texts:
            assert text.casefold() in self.text.casefold(), f"{self.path} does not say {text!r}:\n{self.text}"
        return self

    def misses(self, *texts: str) -> Seat:
        for text in texts:
            assert text.casefold() not in self.text.casefold(), f"{self.path} says {text!r}"
        return self


def _fill(field: Any, value: str) -> None:
    kind = field.first.evaluate("one => one.type")
    if kind in ("radio", "checkbox"):
        for one in field.all():
            if one.get_attribute("value") in (value, None) or value == "on":
                one.check()
                return
        raise AssertionError(f"there is no choice {value!r}")
    if kind.startswith("select"):
        field.select_option(value)
    else:
        field.fill(value)
