"""The program at an address of its own, and a real browser to read it with. No Chromium, no such tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, connections
from django.test.testcases import LiveServerThread

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
if not CHROMIUM:
    pytest.skip("no Chromium on this machine", allow_module_level=True)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread; nothing here is asynchronous
PATIENCE = int(os.environ.get("PATIENCE", "90000"))  # milliseconds: a machine that is busy is slow, not wrong
ARGS = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]


class Server:
    """The program, which can be stopped and started again at the same address: that is the network going."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.host, self.port, self.thread = host, 0, None

    def start(self) -> None:
        thread = LiveServerThread(self.host, StaticFilesHandler, port=self.port)
        settings = {key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD")}
        run = thread.run

        def on_the_tests_database() -> None:
            connection.settings_dict.update(settings)
            run()

        thread.run = on_the_tests_database  # type: ignore[method-assign]
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        self.port, self.thread = thread.port, thread

    def stop(self) -> None:
        if self.thread is not None:
            self.thread.terminate()
            self.thread = None

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@contextmanager
def served(host: str = "127.0.0.1") -> Iterator[Server]:
    server = Server(host)
    server.start()
    yield server
    server.stop()


@contextmanager
def no_connection_left_behind() -> Iterator[None]:
    """Playwright's loop gives this thread a second connection; left open, the next test would read from it."""
    try:
        yield
    finally:
        connections.close_all()


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser in which every seat is a context of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play, no_connection_left_behind():
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@contextmanager
def chromium_that_remembers(where: Path) -> Iterator[Any]:
    """A page of a browser that keeps what it has in ``where``."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play, no_connection_left_behind():
        context = play.chromium.launch_persistent_context(
            str(where), executable_path=CHROMIUM, args=ARGS, locale="sv-SE", viewport={"width": 1280, "height": 800}
        )
        page = context.pages[0] if context.pages else context.new_page()
        page.set_default_timeout(PATIENCE)
        yield page
        context.close()
