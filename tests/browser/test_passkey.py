"""A passkey in a real browser, with a key that the browser makes up: added, and then all that one logs in with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.live import PATIENCE, served
from tests.world import TODAY, build
from vidare.records.walls import within
from vidare.rules.access import system

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def url(own_database: None) -> Iterator[str]:
    """A passkey belongs to a name, so the address is localhost and no number."""
    with served("localhost") as server:
        yield server.url


def page_with_a_key(browser: Any) -> Any:
    """A page whose browser has a key with a finger on it, as phones and laptops have."""
    page = browser.new_context(locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE)
    link = page.context.new_cdp_session(page)
    link.send("WebAuthn.enable")
    link.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def test_a_passkey_is_added_and_opens_the_log_in_without_a_password(url: str, browser: Any) -> None:

    with within(system("test").scope(on=TODAY)):
        build()
    page = page_with_a_key(browser)
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
