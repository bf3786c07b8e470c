"""Counts and digests of whole tables, so that two databases can be compared row for row."""

from __future__ import annotations

import hashlib

from vidare.rules.backups import Tally

_SPACE = 2**256


class Counted:
    """Adds up the digest of every row: no order is needed, and a doubled or missing row shows."""

    def __init__(self) -> None:
        self._rows, self._sum = 0, 0

    def add(self, row: bytes) -> None:
        self._rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(row).digest(), "big")) % _SPACE

    def tally(self) -> Tally:
        return Tally(self._rows, f"{self._sum:064x}")
