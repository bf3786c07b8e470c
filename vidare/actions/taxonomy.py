"""The employment service's files taken in: what is new, what is changed, what is gone. What is gone is kept."""

from __future__ import annotations

from datetime import datetime

from vidare.actions.ledger import deed, note
from vidare.records import taxonomy as records
from vidare.rules.access import Actor
from vidare.rules.taxonomy import Changes, Given, Read, changes


def load(actor: Actor, *, read: Read, at: datetime) -> Changes:
    """Keep what a file says. A file that says what is kept already changes nothing, and leaves no line."""
    kept, gone = records.kept()
    found = changes(kept, gone, read.rows)
    if not found.none:
        _keep(actor, found=found, kept=kept, faulty=len(read.faulty), at=at)
    return found


@deed
def _keep(actor: Actor, *, found: Changes, kept: dict[str, Given], faulty: int, at: datetime) -> None:
    on = at.date()
    records.write_new((row for row in found.new if row.code not in kept), on=on)
    back = [row for row in found.new if row.code in kept]
    records.write_changed([*found.changed, *back])
    records.write_removed(found.removed, on=on)
    note(
        actor, "taxonomy.loaded", at=at,
        new=len(found.new), changed=len(found.changed), removed=len(found.removed), faulty=faulty,
    )  # fmt: skip
