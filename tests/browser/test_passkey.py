"""A passkey in a real browser, with a key that the browser makes up: added, and then all that one logs in with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.test.testcases import LiveServerThread

from tests.world import TODAY, build
from vidare.records.walls import within
from vidare.rules.access import system

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
if not CHROMIUM:
    pytest.skip("no Chromium on this machine", allow_module_level=True)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread; nothing here is asynchronous


@pytest.fixture
def url(own_database: None) -> Iterator[str]:
    """The program at an address of its own. A passkey belongs to a name, so it is localhost and no number."""
    thread = LiveServerThread("localhost", StaticFilesHandler, port=0)
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
    yield f"http://localhost:{thread.port}"
    thread.terminate()


@contextmanager
def page_with_a_key() -> Iterator[Any]:
    """A page whose browser has a key with a finger on it, as phones and laptops have."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        page = chromium.new_context(locale="en-GB").new_page()
        page.set_default_timeout(90_000)
        link = page.context.new_cdp_session(page)
        link.send("WebAuthn.enable")
        link.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        yield page
        chromium.close()


def test_a_passkey_is_added_and_opens_the_log_in_without_a_password(url: str) -> None:
    with within(system("test").scope(on=TODAY)):
        build()
    with page_with_a_key() as page:
        page.goto(f"{url}/in/")
        page.fill("[name=login]", "coach")
        page.fill("[name=password]", "demo")
        page.click("form:has([name=password]) button[type=submit]")
        page.wait_for_url(lambda there: not there.endswith("/in/"))

        page.goto(f"{url}/in/mfa/webauthn/add/")
        page.fill("[name=password]", "demo")  # once more, before the log-in is changed
        page.click("form:has([name=password]) button[type=submit]")
        page.wait_for_url("**/webauthn/add/")
        page.check("[name=passwordless]")
        page.click("#mfa_webauthn_add")
        page.wait_for_url("**/recovery-codes/")

        page.goto(f"{url}/in/out/")
        page.click("main form button[type=submit]")
        page.goto(f"{url}/in/?next=/accessibility/")
        page.click("#passkey_login")
        page.wait_for_url(lambda there: "/in/" not in there)
        page.goto(f"{url}/in/mfa/")
        assert "My passkey" in page.content()
