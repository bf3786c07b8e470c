"""A backup's file: what it says of itself and its content, in sealed frames whose order and end are sealed with them.

The file begins with a mark, a salt and a check of the key. Each frame is four bytes of length and AES-256-GCM over at
most a mebibyte. A frame's nonce is its number and whether it is the last; the beginning of the file is bound to every
frame. So no frame can be changed, moved, left out, doubled or taken from another file, and the end cannot be cut off.
The key of a file is made from the operator's key and the file's own salt, so that no nonce is used twice.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vidare.rules.backups import FORM, Manifest, No, form_of
from vidare.rules.decision import Because, Refused

MARK = b"vidare backup 1\n"
SALT, CHECK, CHUNK, TAG = 16, 16, 1 << 20, 16
HEAD = len(MARK) + SALT + CHECK


@lru_cache(maxsize=4)
def _keys(secret: str, salt: bytes) -> tuple[AESGCM, bytes]:
    """The cipher of one file, and what tells a wrong key from a faulty file."""
    made = hashlib.scrypt(secret.encode(), salt=MARK + salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32 + CHECK)
    return AESGCM(made[:32]), made[32:]


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def write(to: BinaryIO, secret: str, manifest: Manifest, content: Iterable[bytes]) -> None:
    """The manifest is the first frame; the content follows in frames of one size, the last of which may be empty."""
    salt = os.urandom(SALT)
    cipher, check = _keys(secret, salt)
    head = MARK + salt + check
    to.write(head)

    def frame(number: int, text: bytes, *, last: bool = False) -> None:
        sealed = cipher.encrypt(_nonce(number, last), text, head)
        to.write(len(sealed).to_bytes(4, "big") + sealed)

    frame(0, manifest.written())
    waiting, number = bytearray(), 1
    for part in content:
        waiting += part
        while len(waiting) > CHUNK:
            frame(number, bytes(waiting[:CHUNK]))
            del waiting[:CHUNK]
            number += 1
    frame(number, bytes(waiting), last=True)


class Opened:
    """A backup that is read: its manifest at once, its content frame by frame. Refused says what is wrong with it."""

    def __init__(self, source: BinaryIO, secret: str) -> None:
        self._source = source
        head = source.read(HEAD)
        if not head.startswith(MARK):
            raise _refused(No.NOT_A_BACKUP)
        if len(head) < HEAD:
            raise _refused(No.CUT)
        self._cipher, check = _keys(secret, head[len(MARK) : -CHECK])
        if not hmac.compare_digest(check, head[-CHECK:]):
            raise _refused(No.WRONG_KEY)
        self._head, self._number = head, 0
        text = self._frame(last=False)
        if form_of(text) > FORM:
            raise _refused(No.NEWER, names=f"backup {form_of(text)}")
        self.manifest = Manifest.read(text)

    def content(self) -> Iterator[bytes]:
        """Every frame in order. The end has been seen when the iterator ends, and not before."""
        while True:
            ahead = self._sealed()
            last = not self._source.read(1)
            if not last:
                self._source.seek(-1, os.SEEK_CUR)
            yield self._open(ahead, last=last)
            if last:
                return

    def _frame(self, *, last: bool) -> bytes:
        return self._open(self._sealed(), last=last)

    def _sealed(self) -> bytes:
        length = self._source.read(4)
        size = int.from_bytes(length, "big")
        if len(length) == 4 and not TAG <= size <= CHUNK + TAG:
            raise _refused(No.CHANGED)
        sealed = self._source.read(size)
        if len(length) < 4 or len(sealed) < size:
            raise _refused(No.CUT)
        return sealed

    def _open(self, sealed: bytes, *, last: bool) -> bytes:
        number, self._number = self._number, self._number + 1
        try:
            return self._cipher.decrypt(_nonce(number, last), sealed, self._head)
        except InvalidTag:
            raise self._why(sealed, number, last) from None

    def _why(self, sealed: bytes, number: int, last: bool) -> Refused:
        """Nothing follows a frame that was not written as the last one: the file was cut between two frames."""
        try:
            self._cipher.decrypt(_nonce(number, not last), sealed, self._head)
        except InvalidTag:
            return _refused(No.CHANGED)
        return _refused(No.CUT if last else No.CHANGED)


def _refused(code: No, **facts: object) -> Refused:
    return Refused([Because(code, facts)])
