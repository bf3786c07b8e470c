"""Who somebody is: identity numbers, protection and what of them may be shown."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import phonenumbers

from vidare.rules.decision import Because, Decision, Refused


class NumberKind(StrEnum):
    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    NONE = "none"


class Protection(StrEnum):
    """``unknown``: the register has not been asked, or did not answer. It is never the same as ``open``."""

    OPEN = "open"
    PROTECTED = "protected"
    UNKNOWN = "unknown"


class Sex(StrEnum):
    WOMAN = "woman"
    MAN = "man"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    SWEDEN = "sweden"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


class Likeness(StrEnum):
    """Why two persons of a board may be one human being."""

    SAME_NUMBER = "same-number"
    NEAR_NUMBER = "near-number"
    SAME_NAME = "same-name"
    SAME_PHONE = "same-phone"


class Fault(StrEnum):
    """What is wrong with something written about a person. Each has a sentence that says how to mend it."""

    NUMBER_EMPTY = "identity.number-empty"
    NUMBER_SIGNS = "identity.number-signs"
    NUMBER_TOO_LONG = "identity.number-too-long"
    NUMBER_TOO_SHORT = "identity.number-too-short"
    NUMBER_NO_SUCH_DATE = "identity.number-no-such-date"
    NUMBER_NOT_BORN_YET = "identity.number-not-born-yet"
    NUMBER_TOO_OLD = "identity.number-too-old"
    NUMBER_CHECK_DIGIT = "identity.number-check-digit"
    BORN_IN_FUTURE = "identity.born-in-future"
    BORN_TOO_LONG_AGO = "identity.born-too-long-ago"
    BORN_NOT_AS_NUMBER = "identity.born-not-as-number"
    NAME_EMPTY = "identity.name-empty"
    NAME_TOO_LONG = "identity.name-too-long"
    NAME_SIGNS = "identity.name-signs"
    PHONE = "identity.phone"
    EMAIL = "identity.email"
    NO_WAY_TO_REACH = "identity.no-way-to-reach"
    PROTECTED_BY_NOBODY = "identity.protected-by-nobody"
    SEARCH_TOO_SHORT = "identity.search-too-short"
    NO_CODE_LEFT = "identity.no-code-left"


OLDEST = 125  # Nobody has lived longer than 122 years: an older birth date is a slip of the finger.
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """Twelve digits as Skatteverket writes them (SFS 1991:481 § 18; samordningsnummer: the day plus 60)."""

    kind: NumberKind
    twelve: str

    @property
    def born_on(self) -> date:
        return _day_of(self.twelve)

    def written(self) -> str:
        return f"{self.twelve[:8]}-{self.twelve[8:]}"

    def masked(self) -> str:
        """The birth date, and nothing that tells one person of that day from another."""
        return f"{self.twelve[:8]}-****"


def read_number(text: str, *, on: date) -> IdentityNumber:
    """The number that somebody wrote, however they wrote it: 10 or 12 digits of any script, spaces, hyphens, a plus.

    Ten digits mean the latest century in which the person is born ``on`` that day; a plus means the century before
    (100 years or more). Raises :class:`Refused` with a :class:`Fault`.
    """
    plain = _plain_digits(text)
    digits = "".join(sign for sign in plain if sign.isdigit())
    _refuse(Fault.NUMBER_EMPTY, when=not plain)
    _refuse(Fault.NUMBER_TOO_LONG, when=len(digits) > 12)
    _refuse(Fault.NUMBER_SIGNS, when=any(sign not in "0123456789-+" for sign in plain))
    _refuse(Fault.NUMBER_TOO_SHORT, when=len(digits) not in {10, 12})
    _refuse(Fault.NUMBER_SIGNS, when="+" in plain and (len(digits) == 12 or plain.count("+") > 1))
    twelve = digits if len(digits) == 12 else _with_century(digits, hundred="+" in plain, on=on)
    born = _day_of(twelve)
    _refuse(Fault.NUMBER_NOT_BORN_YET, when=born > on)
    _refuse(Fault.NUMBER_TOO_OLD, when=on.year - born.year > OLDEST)
    _refuse(Fault.NUMBER_CHECK_DIGIT, when=twelve[11] != check_digit(twelve[2:11]))
    kind = NumberKind.SAMORDNINGSNUMMER if int(twelve[6:8]) > 60 else NumberKind.PERSONNUMMER
    return IdentityNumber(kind, twelve)


def check_digit(odd: str) -> str:
    """The Luhn digit of the nine, or three, or any odd number of digits before it."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(odd)]
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def _refuse(fault: Fault, *, when: bool) -> None:
    if when:
        raise Refused([Because(fault)])


def _plain_digits(text: str) -> str:
    """ASCII digits of any script, hyphens of any kind; without spaces and the marks that turn a text round."""
    kept = []
    for sign in unicodedata.normalize("NFKC", text[:200]):
        kind = unicodedata.category(sign)
        if kind == "Nd":
            kept.append(str(unicodedata.decimal(sign)))
        elif kind == "Pd" or sign == "\N{MINUS SIGN}":
            kept.append("-")
        elif kind != "Zs" and kind != "Cf" and sign not in "\t\r\n":
            kept.append(sign)
    return "".join(kept)


def _with_century(ten: str, *, hundred: bool, on: date) -> str:
    year = on.year - (on.year - int(ten[:2])) % 100 - (100 if hundred else 0)
    return f"{year:04d}{ten[2:]}"


def _day_of(twelve: str) -> date:
    day = int(twelve[6:8])
    try:
        return date(int(twelve[:4]), int(twelve[4:6]), day - 60 if day > 60 else day)
    except ValueError:
        raise Refused([Because(Fault.NUMBER_NO_SUCH_DATE)]) from None


def birth_date(born_on: date, *, on: date, number: IdentityNumber | None = None) -> Decision:
    """Can somebody alive have been born that day? A number, where there is one, says the same day."""
    reasons = []
    if born_on > on:
        reasons.append(Because(Fault.BORN_IN_FUTURE))
    if on.year - born_on.year > OLDEST:
        reasons.append(Because(Fault.BORN_TOO_LONG_AGO))
    if number is not None and number.born_on != born_on:
        reasons.append(Because(Fault.BORN_NOT_AS_NUMBER))
    return Decision.of(reasons)


def read_name(text: str, *, needed: bool = True) -> str:
    """A name without needless spaces. Raises :class:`Refused` for one that is too long or holds hidden signs."""
    _refuse(Fault.NAME_SIGNS, when=has_hidden_signs(text))
    name = " ".join(unicodedata.normalize("NFC", text).split())
    _refuse(Fault.NAME_EMPTY, when=needed and not name)
    _refuse(Fault.NAME_TOO_LONG, when=len(name) > LONGEST_NAME)
    return name


def has_hidden_signs(text: str) -> bool:
    """NUL and other control signs, and those that turn a text round. The joiners that Persian needs are no fault."""
    return any(
        unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} and sign not in "\u200c\u200d\t\r\n"
        for sign in text
    )


def read_phone(text: str) -> str:
    """E.164, or nothing for nothing. A number without a country is Swedish. Raises :class:`Refused`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return ""
    try:
        number = phonenumbers.parse(plain[:60], "SE")
    except phonenumbers.NumberParseException:
        raise Refused([Because(Fault.PHONE)]) from None
    _refuse(Fault.PHONE, when=not phonenumbers.is_possible_number(number))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken_phone(kept: str) -> str:
    """As it is read aloud in Sweden: 070-174 06 87; a foreign number with its country first. Else as it is kept."""
    try:
        number = phonenumbers.parse(kept, "SE")
    except phonenumbers.NumberParseException:
        return kept
    shape = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, shape.NATIONAL if number.country_code == 46 else shape.INTERNATIONAL)


class SearchBy(StrEnum):
    """The only keys that people are searched by (2001:637 § 15)."""

    NAME = "name"
    NUMBER = "number"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class SearchKey:
    by: SearchBy
    text: str


def read_search(text: str, *, on: date) -> SearchKey:
    """What somebody wants to find: nine digits or fewer are a case, more are an identity number, the rest a name."""
    plain = _plain_digits(text).lstrip("#")
    if plain and all(sign in "0123456789-+" for sign in plain):
        if len(plain) <= 9 and plain.isdigit():
            return SearchKey(SearchBy.CASE, plain)
        return SearchKey(SearchBy.NUMBER, read_number(text, on=on).twelve)
    name = read_name(text, needed=False)
    _refuse(Fault.SEARCH_TOO_SHORT, when=not any(len(word) > 1 for word in name.split()))
    return SearchKey(SearchBy.NAME, name)
