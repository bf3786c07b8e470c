"""Seals the trail in batches, so that no deed queues behind another and nothing sealed can change unseen."""

from __future__ import annotations

from datetime import datetime

from vidare.records import trail
from vidare.records.acting import acting
from vidare.records.audit import Seal
from vidare.rules.audit import FIRST, sealed

BATCH = 1000


def seal_trail(*, at: datetime) -> int:
    """Seal every row that is certain to have none before it still to come. Answers how many were sealed.

    A seal is no deed: it leaves no line in the trail, or there would always be one more to seal.
    """
    total = 0
    while True:
        with acting("system:sealing"):
            count = _seal_batch(at) if trail.nobody_is_writing() else 0
        total += count
        if count < BATCH:
            return total


def _seal_batch(at: datetime) -> int:
    latest = Seal.objects.order_by("-last_event").values_list("last_event", "digest").first()
    last, before = latest if latest is not None else (0, FIRST)
    rows = trail.rows(after=last, limit=BATCH)
    if not rows:
        return 0
    Seal.objects.create(
        first_event=rows[0].id,
        last_event=rows[-1].id,
        rows=len(rows),
        before=before,
        digest=sealed(before, rows),
        sealed_at=at,
    )
    return len(rows)
