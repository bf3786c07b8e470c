"""What is handed over to the board's case system: one file to keep and one to read by machine, until it has come."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from vidare.rules.decision import Because, Decision
from vidare.rules.identity import Protection

FORMAT, VERSION = "vidare.case-file", 1  # docs/case-file.schema.json says what stands in it
LONGEST_RECEIPT = 10_000


class CaseKind(StrEnum):
    BASIS = "case-basis"
    DECISION = "case-decision"
    PLAN = "case-plan"


class CaseState(StrEnum):
    WAITING = "case-waiting"
    PLACED = "case-placed"
    RECEIVED = "case-received"
    REFUSED = "case-refused"


class No(StrEnum):
    PROTECTED = "case-file.protected"
    NOT_HANDED_OVER = "case-file.not-handed-over"
    WITHDRAWN = "case-file.withdrawn"
    NOT_DECIDED = "case-file.not-decided"
    NOT_AGREED = "case-file.not-agreed"


@dataclass(frozen=True, slots=True)
class Policy:
    """After how long somebody is told that nobody has said that it came."""

    receipt_within: timedelta = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the receiver says of one file: its own number of the case, or why it was turned down."""

    key: UUID
    received: bool
    said: str


def may_hand_over(protection: Protection, *, ready: bool, why_not: No, withdrawn: bool = False) -> Decision:
    """A protected identity goes by no folder, nor does one that the register has not been asked about."""
    reasons = []
    if protection is not Protection.OPEN:
        reasons.append(Because(No.PROTECTED))
    if withdrawn:
        reasons.append(Because(No.WITHDRAWN))
    elif not ready:
        reasons.append(Because(why_not))
    return Decision.of(reasons)


def fingerprint(content: Mapping[str, object]) -> str:
    """Of what is said, whoever says it and when: the same content handed over twice is one file."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def document(
    content: Mapping[str, object], *, key: UUID, kind: CaseKind, made_at: datetime, file: str, digest: str
) -> str:
    """The file for the machine. ``file`` is the name of the PDF beside it, ``digest`` its SHA-256."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "key": str(key),
        "kind": kind.value.removeprefix("case-"),
        "made_at": made_at.isoformat(timespec="seconds"),
        "file": {"name": file, "sha256": digest},
        **content,
    }
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_receipt(text: str) -> Receipt | None:
    """None for what is no receipt: nothing is believed that cannot be read."""
    try:
        said = json.loads(text)
        key, received = UUID(said["key"]), said["received"]
        words = str(said.get("case") or "") if received is True else str(said.get("why") or "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    # What no table can hold is taken away: signs that are none, and halves of one.
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:200]
    return Receipt(key, received, words) if isinstance(received, bool) and words else None


def is_late(state: CaseState, placed_at: datetime | None, *, policy: Policy, at: datetime) -> bool:
    """Refused is told at once; placed, when the time for a receipt is over."""
    if state is CaseState.REFUSED:
        return True
    return state is CaseState.PLACED and placed_at is not None and at >= placed_at + policy.receipt_within
