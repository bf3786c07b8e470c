"""The link to an SMS gateway over HTTP, whichever: its address, its fields, and what in its answer means accepted."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from vidare.rules.sending import Came, NotCarried

# Answers by which the gateway says "later"; a proxy before it says with 502 and 504 that it does not know.
LATER = frozenset({408, 425, 429})
LOST = frozenset({502, 504})
LONGEST_ANSWER = 65_536


@dataclass(frozen=True, slots=True)
class Settings:
    """What one gateway wants. ``key_header`` and ``field_key`` carry the message's own key: leave empty where unknown.

    With ``accepted_field`` an answer of 2xx counts only where that field of its JSON holds one of ``accepted``.
    """

    url: str
    method: str = "POST"
    as_json: bool = False
    field_to: str = "to"
    field_text: str = "message"
    field_from: str = "from"
    sender: str = ""
    field_key: str = ""
    key_header: str = "Idempotency-Key"
    fields: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    accepted_field: str = ""
    accepted: tuple[str, ...] = ()
    timeout: float = 10.0


class Gateway:
    def __init__(self, wants: Settings) -> None:
        self.wants = wants

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        connection = self._connected()
        try:
            connection.request(self.wants.method, self._path(), self._body(key, to, text), self._headers(key))
            with connection.getresponse() as answer:
                status, said = answer.status, _read(answer)
        except (OSError, http.client.HTTPException) as fault:  # it may have gone: no answer came back
            raise NotCarried(Came.LOST, type(fault).__name__) from fault
        finally:
            connection.close()
        self._judge(status, said)

    def _connected(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.wants.url)
        host, port, timeout = parts.hostname or "", parts.port, self.wants.timeout
        connection = (
            http.client.HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
            if parts.scheme == "https"
            else http.client.HTTPConnection(host, port, timeout=timeout)
        )
        try:
            connection.connect()
        except OSError as fault:  # nothing has been handed over yet
            raise NotCarried(Came.NOT_NOW, type(fault).__name__) from fault
        return connection

    def _path(self) -> str:
        parts = urlsplit(self.wants.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def _body(self, key: UUID, to: str, text: str) -> bytes:
        wants = self.wants
        told = {**wants.fields, wants.field_to: to, wants.field_text: text}
        if wants.sender:
            told[wants.field_from] = wants.sender
        if wants.field_key:
            told[wants.field_key] = str(key)
        return (json.dumps(told) if wants.as_json else urlencode(told)).encode()

    def _headers(self, key: UUID) -> dict[str, str]:
        kind = "application/json" if self.wants.as_json else "application/x-www-form-urlencoded"
        own = {self.wants.key_header: str(key)} if self.wants.key_header else {}
        return {"Content-Type": kind, "Accept": "application/json", "Connection": "close", **own, **self.wants.headers}

    def _judge(self, status: int, said: bytes) -> None:
        if status in LOST:
            raise NotCarried(Came.LOST, f"http-{status}")
        if status >= 500 or status in LATER:
            raise NotCarried(Came.NOT_NOW, f"http-{status}")
        if not 200 <= status < 300:  # a redirection is followed by nobody: it would carry a number elsewhere
            raise NotCarried(Came.NEVER, f"http-{status}")
        if not self.wants.accepted_field:
            return
        try:
            value = str(json.loads(said)[self.wants.accepted_field])
        except (ValueError, KeyError, TypeError) as fault:
            raise NotCarried(Came.LOST, "answer-not-understood") from fault
        if value not in self.wants.accepted:
            raise NotCarried(Came.NEVER, "not-accepted")


def _read(answer: http.client.HTTPResponse) -> bytes:
    """A short answer, or the beginning of a long one, in a few sips: a gateway that drips holds nobody up for long."""
    said = b""
    for _sip in range(16):
        sip = answer.read1(LONGEST_ANSWER - len(said))
        said += sip
        if not sip:
            break
    return said
