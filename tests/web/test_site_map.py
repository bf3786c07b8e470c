"""Every address of the house is either a row of the matrix, a deed, or declared here with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from tests.web.test_deeds import DEEDS
from tests.web.test_matrix import PAGES
from tests.world import World
from vidare.records import models as m

pytestmark = pytest.mark.django_db

# No log-in is asked for: the doors, and what a browser remembers of its language and colours.
OPEN = {
    "start",
    "language",
    "appearance",
    "accessibility",
    "accessibility-paper",
    "demo-door",
    "login-code",
    "login-code-sent",
    "login-letter-asked",
    "ask",
    "ask-in",
    "asked",
}
# No log-in either: the address is the secret, and a calendar has no hands to log in with.
SECRET = {"calendar-feed"}
# No log-in either: what is asked for is the device's own token.
AT_THE_DOOR = {"kiosk", "kiosk-in", "kiosk-alive", "kiosk-worker", "kiosk-start"}
# Nobody's role matters: it is shown to the one who wrote it, in the browser where it was written.
HELD = {"held"}
# The log-in itself, by allauth: before it, and everybody's own afterwards.
BEFORE_LOG_IN = {
    "account_login", "account_logout", "account_inactive", "account_signup", "mfa_authenticate", "mfa_login_webauthn",
}  # fmt: skip
OWN_LOG_IN = {
    "account_reauthenticate", "account_change_password", "mfa_index", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
}  # fmt: skip
WITHOUT_A_LOG_IN = OPEN | SECRET | AT_THE_DOOR | BEFORE_LOG_IN
DECLARED = WITHOUT_A_LOG_IN | HELD | OWN_LOG_IN
Found = tuple[str, str, Callable[..., Any]]


def walk(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[Found]:
    """Name, route and view of every address, those of included modules too."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, route)
        else:
            yield one.name or route, route, one.callback


def addresses() -> list[Found]:
    return list(walk(get_resolver().url_patterns))


def without_a_row(found: list[Found]) -> set[str]:
    known = DECLARED | {page.name for page in PAGES} | {deed.name for deed in DEEDS}
    return {name for name, _route, _view in found} - known


def test_every_address_has_a_row() -> None:
    assert without_a_row(addresses()) == set()


def test_an_address_without_a_row_is_caught() -> None:
    from vidare.web.people.views import person

    planted = [*get_resolver().url_patterns, path("people/<int:person_id>/planted/", person, name="planted")]
    assert without_a_row(list(walk(planted))) == {"planted"}
    nameless = [path("people/<int:person_id>/planted/", person)]
    assert without_a_row(list(walk(nameless))) == {"/people/<int:person_id>/planted/"}


def test_what_is_declared_exists_and_is_declared_once() -> None:
    names = {name for name, _route, _view in addresses()}
    assert names >= DECLARED
    assert names >= {page.name for page in PAGES} | {deed.name for deed in DEEDS}
    kinds = (OPEN, SECRET, AT_THE_DOOR, HELD, BEFORE_LOG_IN, OWN_LOG_IN)
    assert sum(map(len, kinds)) == len(DECLARED)
    assert not DECLARED & {deed.name for deed in DEEDS}
    assert not (DECLARED - OPEN) & {page.name for page in PAGES}


def test_no_page_is_open_but_those_that_are_declared_open() -> None:
    no_log_in = {name for name, _route, view in addresses() if not getattr(view, "login_required", True)}
    assert no_log_in == WITHOUT_A_LOG_IN


def test_who_has_not_logged_in_is_led_to_the_log_in(world: World, client: Client) -> None:
    before = m.Event.objects.count()
    for name, route, _view in addresses():
        if name not in WITHOUT_A_LOG_IN:
            url = re.sub(r"<\w+:\w+>", "1", route)
            for answer in (client.get(url), client.post(url)):
                assert (answer.status_code, answer.headers.get("Location", "")[:4]) == (302, "/in/"), name
    assert m.Event.objects.count() == before


def test_the_device_pages_are_missing_without_the_devices_token(world: World, client: Client) -> None:
    for name, route, _view in addresses():
        if name in AT_THE_DOOR:
            url = re.sub(r"<\w+:\w+>", "1", route)
            assert (client.get(url).status_code, client.post(url).status_code) in {(404, 405), (405, 404)}, name
