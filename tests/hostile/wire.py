"""The house's own WSGI door, without a client that would put in order what is sent."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections

from tests.hostile.sending import Request
from vidare.web.reading import House

SEAL = "a" * 32


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes
    fault: BaseException | None
    seconds: float

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


class Door:
    """Takes requests as a server would hand them over, and remembers what a view raised."""

    def __init__(self) -> None:
        self.handler = House()
        self.fault: BaseException | None = None
        for one in (request_started, request_finished):
            one.disconnect(close_old_connections)  # a test stands in a transaction that must stay
        got_request_exception.connect(self._raised, weak=False, dispatch_uid=id(self))

    def close(self) -> None:
        got_request_exception.disconnect(dispatch_uid=id(self))
        for one in (request_started, request_finished):
            one.connect(close_old_connections)

    def _raised(self, sender: object, **more: Any) -> None:
        self.fault = self.fault or sys.exc_info()[1]

    def send(self, request: Request, *, session: str = "", sealed: bool = True, cookie: str = "") -> Answer:
        self.fault, begun = None, time.process_time()
        told: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            told["status"], told["headers"] = int(status.split()[0]), dict(headers)

        try:
            answer: Any = self.handler(environ(request, session=session, sealed=sealed, cookie=cookie), start)
            with closing(answer):
                content = b"".join(answer)
        except Exception as fault:
            return Answer(599, {}, b"", fault, time.process_time() - begun)
        return Answer(told["status"], told["headers"], content, self.fault, time.process_time() - begun)


def environ(request: Request, *, session: str, sealed: bool, cookie: str) -> dict[str, Any]:
    content = request.content
    cookies = [f"{settings.SESSION_COOKIE_NAME}={session}"] if session else []
    cookies += [cookie] if cookie else []
    seal = {"HTTP_X_CSRFTOKEN": SEAL} if sealed else {}
    if sealed:
        cookies.append(f"{settings.CSRF_COOKIE_NAME}={SEAL}")
    forged = request.headers.get("HTTP_COOKIE")
    return {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "CONTENT_TYPE": request.kind,
        "CONTENT_LENGTH": str(len(content)),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SCRIPT_NAME": "",
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(content),
        "wsgi.errors": BytesIO(),
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **seal,
        **request.headers,
        "HTTP_COOKIE": "; ".join([*cookies, *([forged] if forged else [])]),
    }
