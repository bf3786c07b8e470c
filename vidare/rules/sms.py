"""How many parts an SMS is sent in: what it costs, and why one long dash can double it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# 3GPP TS 23.038: the signs of seven bits, and those that take the room of two.
PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€\f")


class Coding(StrEnum):
    GSM_7 = "gsm-7"
    UCS_2 = "ucs-2"


# A message that holds alone, and what each part holds of a longer one, where a header joins the parts.
ALONE = {Coding.GSM_7: 160, Coding.UCS_2: 70}
JOINED = {Coding.GSM_7: 153, Coding.UCS_2: 67}


@dataclass(frozen=True, slots=True)
class Parts:
    """``units`` are septets or 16-bit units; ``count`` is what the operator charges."""

    coding: Coding
    units: int
    count: int


def parts(text: str) -> Parts:
    """One sign outside the seven-bit alphabet moves the whole text to 16 bits a sign. No sign is cut in two."""
    coding = Coding.GSM_7 if set(text) <= PLAIN | DOUBLE else Coding.UCS_2
    widths = [_width(sign, coding) for sign in text]
    units = sum(widths)
    if units <= ALONE[coding]:
        return Parts(coding, units, 1 if units else 0)
    return Parts(coding, units, _packed(widths, JOINED[coding]))


def _width(sign: str, coding: Coding) -> int:
    if coding is Coding.GSM_7:
        return 2 if sign in DOUBLE else 1
    return len(sign.encode("utf-16-le")) // 2


def _packed(widths: Iterable[int], room: int) -> int:
    count, left = 1, room
    for width in widths:
        if width > left:
            count, left = count + 1, room
        left -= width
    return count
