"""How participants log in without an e-ID: codes by SMS or on paper, how long they live, how many tries there are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from vidare.rules.decision import Because, Decision
from vidare.rules.identity import Protection

# No letters or digits that are taken for one another when they are read aloud or copied by hand.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Way(StrEnum):
    SMS = "sms"
    PAPER = "paper"


class No(StrEnum):
    """Why there is no code, or why it opens nothing. None of them says whether somebody is known."""

    WRONG_CODE = "account.wrong-code"
    TOO_MANY = "account.too-many"
    PROTECTED = "account.protected"
    NOT_CHECKED = "account.not-checked"
    SMS_NOT_WANTED = "account.sms-not-wanted"
    NO_PHONE = "account.no-phone"
    NO_ACCOUNT = "account.no-account"


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """How long codes live, and how many tries there are. A code is used up after ``tries`` wrong ones."""

    sms_for: timedelta = timedelta(minutes=10)
    paper_for: timedelta = timedelta(days=14)
    sms_digits: int = 6
    paper_letters: int = 10
    tries: int = 5
    window: timedelta = timedelta(hours=1)
    sms_per_number: int = 3
    asked_per_address: int = 20
    tries_per_address: int = 30
    second_per_user: int = 10

    def lives(self, way: Way) -> timedelta:
        return self.sms_for if way is Way.SMS else self.paper_for


def read_code(text: str) -> str:
    """The code somebody typed: digits of any script, large or small letters, without spaces and hyphens."""
    kept = []
    for sign in unicodedata.normalize("NFKC", text[:100]).casefold():
        if unicodedata.category(sign) == "Nd":
            kept.append(str(unicodedata.decimal(sign)))
        elif sign.isalpha():
            kept.append(sign)
    return "".join(kept)


def written(code: str) -> str:
    """As it is printed: in groups of five that the eye can hold."""
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))


def may_send_by_sms(*, has_account: bool, protection: Protection, sms_wanted: bool, has_phone: bool) -> Decision:
    """A code goes by SMS only to somebody who has asked for SMS and whose identity is known to be open."""

    def reasons() -> Iterator[Because]:
        if not has_account:
            yield Because(No.NO_ACCOUNT)
        if protection is Protection.PROTECTED:
            yield Because(No.PROTECTED)
        if protection is Protection.UNKNOWN:
            yield Because(No.NOT_CHECKED)
        if not has_phone:
            yield Because(No.NO_PHONE)
        if not sms_wanted:
            yield Because(No.SMS_NOT_WANTED)

    return Decision.of(reasons())


def opens(*, expires_at: datetime, tries: int, used: bool, withdrawn: bool, policy: CodePolicy, at: datetime) -> bool:
    """Does the right code still open the log-in? Once, in its time, and before too many wrong ones."""
    return not used and not withdrawn and tries < policy.tries and at < expires_at
