"""Values that nobody types by mistake more than once, as the bytes that come over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

MARK = "zqx7"  # in everything that could be run or drawn; unescaped on a page it is a fault
LONG = 10**6
NUMBERS = (
    *(str(number) for number in (0, -1, 10**30, -(10**30), 2**31, 2**63 - 1, 2**63, 2**64, 10**9, 32768)),
    "-0", "1e309", "-1e-400", "NaN", "Infinity", "-inf", "1.0", "1,5", "0x10", "1_000", "+1", " 1 ", "00000000001",
    "٣", "١٢٣٤", "１２", "१२", "²", "Ⅻ", "9" * 5000, "-" * 40, "1 OR 1=1", "[1]", "None", "true",
)  # fmt: skip
DAYS = (
    "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "-2026-01-01", "2026-02-31", "2026-13-01", "1900-01-01",
    "2100-12-31", "2026-W53", "2026-W54", "0000-W01", "9999-W52", "0001-W01", "2026-00", "0001-01", "9999-12",
    "2026-13",
    "24/11/2026", "２０２６-11-24", "2026-11-24T25:61", "0001-01-01T00:00", "9999-12-31T23:59:59",
    "2026-11-24T10:00:00+24:00", "2026-11-24T10:00:00.000000000001Z", "2026-10-25T02:30", "2026-03-29T02:30",
    "24:00", "25:61", "-1:00", "23:59:60", "10:05:00.0000001", "２３:５９", "today", "2026-1-1", "20261124",
)  # fmt: skip
TEXTS = (
    "\0", "a\0b", "Åsa\0", "\u202e\u2066\u2069\u202c\u200f", "\ufeff\u200b\u200d", "\u2028\u2029\x85",
    "\x1b[2J\x07\x08",
    "\ufffe\uffff", "e" + "\u0301" * 3000, "\ufdfa" * 3000, "İıßŉΐ" * 50, "👩🏽‍🚒🏴\U000e0067\U000e007f", "\U0010ffff",
    f'"><{MARK} onload=1>', f"'--><script>{MARK}</script>", "{{7*7}}{% debug %}", "%s%n%(x)s{0}{x}", "\\x00\\u0000",
    "../../../../etc/passwd", "' OR '1'='1' --", "\r\nSet-Cookie: a=b\r\n\r\n<html>", "=cmd|' /C calc'!A0",
    "javascript:1",
    "//elsewhere.example/", "http://[", "/\\elsewhere.example", "\t\n \u3000", "", " ", "\\", "*" * 300, "a" * 65,
    "å" * 129, "+46" * 30, "19900101-0017", "000000-0000", "999999999999", "900229-1234", "٩٠٠١٠١-٠٠١٧", "a@b",
    "a@" + "b" * 300,
    "@", "a@[::1]", "#" * 50 + "*_`[$#import", "$ #eval(1) $", "\\u{202e}", "[]", "{}", '{"a":', "null", '"\\ud800"',
)  # fmt: skip
# No text at all: what UTF-8 has no letter for.
BYTES = (
    b"\xff\xfe", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xc0\xaf", b"\xf8\x88\x80\x80\x80", b"\x80", b"\xe2\x82",
    b"\x00" * 40,
    b"\xf4\x90\x80\x80", b"+ADw-", b"\x1f\x8b\x08\x00",
)  # fmt: skip
LONGEST = (
    b"a" * LONG,
    b" " * LONG,
    b"\n" * LONG,
    b"(" * LONG,
    "\u0338".encode() * (LONG // 2),
    b"9" * LONG,
    b"a " * (LONG // 2),
)


@dataclass(frozen=True)
class File:
    name: bytes
    kind: bytes
    content: bytes


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
CONTENTS = (
    b"", b"\0" * 600, b"%PDF-1.7", PDF, b"PK\x03\x04" + b"\0" * 40, b"\xff\xd8\xff\xe0" + b"\0" * 30,
    b"\x89PNG\r\n\x1a\n",
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='1'/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    b"Personnr;Namn\n" + b"19900101-0017;\0\n" * 3, b"Namn\n" + b"\xed\xa0\x80\n", b"a,b\n" * 5000, b'"' * 3000,
    b";" * 20000,
    "Förnamn;Efternamn;Personnummer\n\u202eA;B;\ufdfa\n".encode("utf-16"), b"code = \"\\ud800\"\n[",
    b"x = " + b"[" * 3000,
    b"code = 1e309\nversion = 99999999999999999999999999\n", b"= " * 900, b"first_day = 0000-00-00\n",
)  # fmt: skip
NAMES = (
    b"",
    b"\0.csv",
    b"../../a.pdf",
    b"a" * 400 + b".xlsx",
    "\u202efdp.csv".encode(),
    b"\xff.pdf",
    b"con",
    b".",
    b"a\r\nb.csv",
    b"a.xlsx",
    b"a.csv",
    b"a.toml",
)


def text(random: Random, *, long: bool = True) -> bytes:
    """Any of them; one of the longest is rare, since each costs what a hundred others do."""
    if long and random.random() < 0.02:
        return random.choice(LONGEST)
    pool = random.choice((NUMBERS, DAYS, TEXTS, TEXTS, BYTES))
    said = random.choice(pool)
    return said if isinstance(said, bytes) else said.encode("utf-8", "surrogatepass")


def file(random: Random) -> File:
    kinds = (b"text/csv", b"application/pdf", b"", b"image/svg+xml", b"text/plain; charset=utf-16", b"\xff", b"a" * 300)
    return File(random.choice(NAMES), random.choice(kinds), random.choice(CONTENTS))
