"""A mail server on loopback that counts what arrives by its Message-ID, and forgives nobody who sends twice."""

from __future__ import annotations

import socketserver
import threading
from collections import Counter


class Mail:
    def __init__(self) -> None:
        self.arrived: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    def __enter__(self) -> Mail:
        self.thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def _handler(mail: Mail) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                self._talk()
            except OSError:  # whoever sends is dead
                return

        def _talk(self) -> None:
            self._say("220 here")
            while line := self.rfile.readline():
                word = line[:4].upper().strip()
                if word == b"DATA":
                    self._say("354 go on")
                    if (key := self._letter()) is None:
                        return
                    with mail.lock:
                        mail.arrived[key] += 1
                elif word == b"QUIT":
                    self._say("221 bye")
                    return
                self._say("250 well")

        def _letter(self) -> str | None:
            """The key of a letter that was sent to its end; None when whoever sent it died before."""
            key = ""
            while line := self.rfile.readline():
                if line.lower().startswith(b"message-id:"):
                    key = line.split(b"<")[1].split(b"@")[0].decode()
                if line == b".\r\n":
                    return key
            return None

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    return Handler
