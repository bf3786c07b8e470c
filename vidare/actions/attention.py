"""Keeps the attention list true after every deed, and makes it anew at night."""

from __future__ import annotations

from datetime import date


def refresh(participation: int, *, on: date) -> None:
    """Compare what the rules say the service owes this participation with the rows kept, and mend the rows."""
