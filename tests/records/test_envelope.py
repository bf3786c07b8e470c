"""A backup's file: whatever is done to it, it is never opened to something that was not put in."""

from __future__ import annotations

import io

import pytest

from vidare.records.backups import envelope
from vidare.records.backups.envelope import HEAD, MARK, Opened, write
from vidare.rules.backups import Manifest, No, Tally
from vidare.rules.decision import Refused

SECRET = "drawn at random, one hopes so"
SAID = Manifest("sqlite", "2026-11-22T02:00:00+01:00", ("records.0001",), {"one": Tally(2, "ab")}, {"rows": 1})
CONTENT = [b"", b"first" * 9, b"x", b"second" * 20, b""]


@pytest.fixture(autouse=True)
def small_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "CHUNK", 64)
    monkeypatch.setattr(SAID.__class__, "written", lambda self: b'{"form": 1}')
    monkeypatch.setattr(SAID.__class__, "read", classmethod(lambda cls, text: SAID))


def written() -> bytes:
    to = io.BytesIO()
    write(to, SECRET, SAID, CONTENT)
    return to.getvalue()


def read(file: bytes, secret: str = SECRET) -> bytes | No:
    try:
        opened = Opened(io.BytesIO(file), secret)
        return b"".join(opened.content())
    except Refused as refused:
        (because,) = refused.reasons
        assert isinstance(because.code, No)
        return because.code


def frames(file: bytes) -> list[bytes]:
    found, at = [], HEAD
    while at < len(file):
        end = at + 4 + int.from_bytes(file[at : at + 4], "big")
        found.append(file[at:end])
        at = end
    return found


def test_what_was_put_in_comes_out() -> None:
    assert read(written()) == b"".join(CONTENT)
    assert written() != written(), "no two files are sealed with the same key"


def test_the_texts_of_the_content_cannot_be_read_in_the_file() -> None:
    assert b"first" not in written()
    assert b"form" not in written()


def test_another_key_opens_nothing() -> None:
    assert read(written(), SECRET + "!") is No.WRONG_KEY


def test_a_file_that_is_cut_anywhere_is_refused() -> None:
    file = written()
    for end in range(len(MARK), len(file)):
        assert read(file[:end]) is No.CUT, end
    assert {read(file[:end]) for end in range(len(MARK))} == {No.NOT_A_BACKUP}


def test_a_byte_changed_anywhere_is_found() -> None:
    file = written()
    for at in range(len(file)):
        if at in range(len(MARK), HEAD - 1):
            continue  # the salt and the check: all of them are the one key, and deriving it is meant to be slow
        wrong = bytearray(file)
        wrong[at] ^= 0x40
        assert read(bytes(wrong)) in {No.NOT_A_BACKUP, No.WRONG_KEY, No.CHANGED, No.CUT}, at


def test_frames_cannot_be_moved_left_out_doubled_added_or_taken_from_another_file() -> None:
    file = written()
    head, (first, *middle, last) = file[:HEAD], frames(file)
    assert len(middle) == 2
    assert read(head + b"".join([first, *middle[::-1], last])) is No.CHANGED
    assert read(head + b"".join([first, middle[0], last])) is No.CHANGED
    assert read(head + b"".join([first, middle[0], *middle, last])) is No.CHANGED
    assert read(head + b"".join([first, *middle])) is No.CUT
    assert read(file + last) is No.CHANGED
    assert read(file + b"\0") in {No.CHANGED, No.CUT}
    other = frames(written())
    assert read(head + b"".join([first, other[1], *middle[1:], last])) is No.CHANGED


def test_a_file_of_a_later_form_is_told_from_a_faulty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SAID.__class__, "written", lambda self: b'{"form": 2, "else": "what nobody knows yet"}')
    assert read(written()) is No.NEWER
