"""What the tests in a real browser share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def server(own_database: None) -> Iterator[Any]:
    """The program, served from a database of the test's own."""
    from tests.browser.live import served

    with served() as server:
        yield server


@pytest.fixture
def browser() -> Iterator[Any]:
    from tests.browser.live import chromium

    with chromium() as browser:
        yield browser
