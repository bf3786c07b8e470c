"""How often an address may be asked: a calendar asks once an hour, not once a second."""

from __future__ import annotations

import hashlib

from django.core.cache import cache

WINDOW = 600  # seconds
ASKED, MISSED = 60, 30  # for one feed, and for one who guesses


def too_often(what: str, who: str, *, most: int) -> bool:
    """Counts one more in this process. What it counts under says nothing of who asked, nor of the secret."""
    key = "feed:" + hashlib.sha256(f"{what}:{who}".encode()).hexdigest()
    cache.add(key, 0, timeout=WINDOW)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # thrown out meanwhile
        return False
