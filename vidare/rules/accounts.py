"""How participants log in without an e-ID: codes by SMS, letter or on paper, how long they live, how many tries."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from vidare.rules.decision import Because, Decision
from vidare.rules.identity import Protection

# No letters or digits that are taken for one another when they are read aloud or copied by hand.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Way(StrEnum):
    SMS = "sms"
    PAPER = "paper"  # printed by staff, and handed over at once
    LETTER = "letter"  # asked for, and sent home through the outbox


class No(StrEnum):
    """Why there is no code, or why it opens nothing. None of them says whether somebody is known."""

    WRONG_CODE = "account.wrong-code"
    TOO_MANY = "account.too-many"
    PROTECTED = "account.protected"
    NOT_CHECKED = "account.not-checked"
    SMS_NOT_WANTED = "account.sms-not-wanted"
    NO_PHONE = "account.no-phone"
    NO_ACCOUNT = "account.no-account"
    STAFF_HERE = "account.staff-here"
    LETTER_WAITS = "account.letter-waits"
    LETTER_LATELY = "account.letter-lately"


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """How long codes live, and how many tries there are. A code is used up after ``tries`` wrong ones."""

    sms_for: timedelta = timedelta(minutes=10)
    paper_for: timedelta = timedelta(days=14)
    letter_for: timedelta = timedelta(days=14)
    letter_again: timedelta = timedelta(days=3)
    sms_digits: int = 6
    paper_letters: int = 10
    tries: int = 5
    window: timedelta = timedelta(hours=1)
    sms_per_number: int = 3
    letters_per_number: int = 3
    asked_per_address: int = 20
    tries_per_address: int = 30
    second_per_user: int = 10

    def lives(self, way: Way) -> timedelta:
        return {Way.SMS: self.sms_for, Way.PAPER: self.paper_for, Way.LETTER: self.letter_for}[way]


def policy_of(values: Mapping[str, int]) -> CodePolicy:
    """The policy with what a service's rule set says of letters; what it leaves out stays as it is."""
    plain = CodePolicy()
    return replace(
        plain,
        letter_for=timedelta(days=values.get("letter_days", plain.letter_for.days)),
        letter_again=timedelta(days=values.get("letter_again_days", plain.letter_again.days)),
    )


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


def may_write_letter(
    *, waiting: bool, last_posted_at: datetime | None, by_staff: bool, policy: CodePolicy, at: datetime
) -> Decision:
    """One letter at a time. Whoever asks at the open door waits some days for another: the first is still on its way.

    So nobody who knows a number can fill a letter box, or put out code after code before it is used.
    """

    def reasons() -> Iterator[Because]:
        if waiting:
            yield Because(No.LETTER_WAITS)
        if not by_staff and last_posted_at is not None and at < last_posted_at + policy.letter_again:
            yield Because(No.LETTER_LATELY)

    return Decision.of(reasons())


def opens(*, expires_at: datetime, tries: int, used: bool, withdrawn: bool, policy: CodePolicy, at: datetime) -> bool:
    """Does the right code still open the log-in? Once, in its time, and before too many wrong ones."""
    return not used and not withdrawn and tries < policy.tries and at < expires_at
