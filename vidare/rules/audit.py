"""The trail's seals: what is hashed of each row, and how the batches are chained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

FIRST = "0" * 64  # what the first seal is chained to
READ = ("person.viewed", "attachment.opened", "letter.opened", "card.printed", "plan.printed", "times.printed")
# Pages that show several people: the trail keeps the keys of those who stood there.
LISTS = (
    "afterwards.listed", "agenda.listed", "bases.listed", "caseload.listed", "day.listed", "figure.opened",
    "here.listed", "hour.listed",
    "import.listed", "letters.listed", "log-review.listed", "messages.listed", "month.listed", "month.searched",
    "people.link-cases-listed", "people.searched", "places.listed", "referrals.listed", "referrals.own-listed",
    "project.exported", "project.listed", "recipients.listed", "youth.listed", "youth.viewed",
)  # fmt: skip
# Of them those that open one person's own file: a file of the register of the young has no page of a person.
READ_AS_LISTS = ("youth.viewed",)
# Pages of numbers alone: that they were opened is kept, and nobody stands on them.
NUMBERS = ("quarter.opened", "quarter.exported")
# Somebody who acts for the person has opened one of their pages; what they did bears their role too.
REPRESENTATIVE = "representative"
READ_FOR_ANOTHER = "representative.viewed"
READ_WHAT_WAS_SHARED = "disclosures.listed"


class Break(StrEnum):
    """How a link of the chain is broken."""

    CHANGED = "trail.changed"
    MISSING = "trail.missing"
    ADDED = "trail.added"
    UNCHAINED = "trail.unchained"


@dataclass(frozen=True, slots=True)
class Row:
    """Everything of an event that its seal stands for."""

    id: int
    at: datetime
    verb: str
    actor: str
    user_id: int | None
    role: str
    unit: str
    board_id: int | None
    person_key: UUID | None
    keys: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Link:
    """A sealed batch: its first and last row, how many there were, what it was chained to, and its digest."""

    first: int
    last: int
    rows: int
    before: str
    digest: str


def canonical(row: Row) -> bytes:
    """One line of JSON, the same on every database: times in UTC to the microsecond, keys in order."""
    values = [
        row.id,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.verb,
        row.actor,
        row.user_id,
        row.role,
        row.unit,
        row.board_id,
        str(row.person_key) if row.person_key is not None else None,
        row.keys,
    ]
    return json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def sealed(before: str, rows: Iterable[Row]) -> str:
    """SHA-256, in hexadecimal, over the digest before and every row in the order of their numbers."""
    digest = hashlib.sha256(before.encode() + b"\n")
    for row in rows:
        digest.update(canonical(row))
    return digest.hexdigest()


def broken(link: Link, rows: list[Row], *, before: str) -> Break | None:
    """How a link fails to hold, or None. ``rows`` are all that now stand after the batch before, up to its last."""
    if link.before != before:
        return Break.UNCHAINED
    if len(rows) < link.rows:
        return Break.MISSING
    if len(rows) > link.rows:
        return Break.ADDED
    return None if sealed(before, rows) == link.digest else Break.CHANGED
