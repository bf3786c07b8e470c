"""An SMS gateway on loopback that writes down whom it was asked to send to, and can strike its caller dead."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Struck = Callable[[str], None]


class FakeGateway:
    """``arrived`` counts each key. It takes the same key as often as it comes: nothing is forgiven here.

    ``strike`` is called with "before" a message is written down and "after", before the answer goes back.
    """

    def __init__(self, strike: Struck = lambda _when: None) -> None:
        self.arrived: Counter[str] = Counter()
        self.asked: list[tuple[dict[str, str], str]] = []
        self.status, self.answer, self.strike = 200, b'{"status": "created"}', strike
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = False  # so that closing waits for those who still answer
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/sms"

    def __enter__(self) -> FakeGateway:
        self.thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def _handler(gateway: FakeGateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            try:
                self._take(body)
            except OSError:  # the caller is dead
                self.close_connection = True

        def _take(self, body: str) -> None:
            gateway.strike("before")
            with gateway.lock:
                gateway.arrived[self.headers.get("Idempotency-Key", "")] += 1
                gateway.asked.append((dict(self.headers), body))
            gateway.strike("after")
            self.send_response(gateway.status)
            self.send_header("Content-Length", str(len(gateway.answer)))
            self.end_headers()
            self.wfile.write(gateway.answer)

        def log_message(self, *_words: object) -> None:
            pass

    return Handler
