"""Identity numbers and ways to reach a person, sealed in the database; found again by a keyed index."""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from functools import lru_cache
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_KEY_ID = b"\x01"


@lru_cache(maxsize=4)
def _cipher(secret: str) -> AESGCM:
    return AESGCM(hashlib.scrypt(secret.encode(), salt=b"vidare.field", n=2**14, r=8, p=1, dklen=32))


@lru_cache(maxsize=4)
def _index_key(secret: str) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=b"vidare.index", n=2**14, r=8, p=1, dklen=32)


def seal(text: str, *, place: str, key: UUID) -> bytes:
    """AES-256-GCM bound to ``place`` (table.column) and the row's key, so that no value can be moved to another row."""
    if not text:
        return b""
    nonce = os.urandom(12)
    return _KEY_ID + nonce + _cipher(settings.FIELD_KEY).encrypt(nonce, text.encode(), f"{place}:{key}".encode())


def opened(value: bytes | memoryview | None, *, place: str, key: UUID) -> str:
    """The text again. Raises ``cryptography.exceptions.InvalidTag`` when it was moved or tampered with."""
    raw = bytes(value or b"")
    if not raw:
        return ""
    return _cipher(settings.FIELD_KEY).decrypt(raw[1:13], raw[13:], f"{place}:{key}".encode()).decode()


def seal_bytes(content: bytes, *, place: str, key: UUID) -> bytes:
    """A file, sealed as a text is."""
    if not content:
        return b""
    nonce = os.urandom(12)
    return _KEY_ID + nonce + _cipher(settings.FIELD_KEY).encrypt(nonce, content, f"{place}:{key}".encode())


def opened_bytes(value: bytes | memoryview | None, *, place: str, key: UUID) -> bytes:
    raw = bytes(value or b"")
    if not raw:
        return b""
    return _cipher(settings.FIELD_KEY).decrypt(raw[1:13], raw[13:], f"{place}:{key}".encode())


def index_of(text: str, *, kind: str) -> str:
    """A keyed fingerprint: equal for equal texts, of use to nobody without the key."""
    if not text:
        return ""
    return hmac.new(_index_key(settings.INDEX_KEY), f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()[:32]


def fingerprints() -> dict[str, str]:
    """Tells whether other keys are set than those a database was sealed with; the keys cannot be had from it."""
    made = {"field": settings.FIELD_KEY, "index": settings.INDEX_KEY}
    return {
        name: hmac.new(_index_key(key), b"vidare.fingerprint", hashlib.sha256).hexdigest() for name, key in made.items()
    }


def normalised(text: str) -> str:
    """Without accents and case, as names are searched; å, ä and ö fold to a and o so that all can type them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def name_tokens(*names: str) -> set[str]:
    """Keyed tokens of every word of a name and its beginnings of two letters and more."""
    words = {word for name in names for word in normalised(name).replace("-", " ").split()}
    starts = {word[:length] for word in words for length in range(2, min(len(word), 12) + 1)} | words
    return {index_of(start, kind="name") for start in starts}
