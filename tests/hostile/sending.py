"""One request as nobody's browser sends it: built by hand, since a proper client would not let it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from urllib.parse import quote, quote_from_bytes, urlsplit

from tests.hostile import values
from tests.hostile.asked import Field, Form
from tests.hostile.values import File

BOUNDARY = b"----zq7"
MULTIPART = "multipart/form-data; boundary=" + BOUNDARY.decode()
URLENCODED = "application/x-www-form-urlencoded"
Said = list[tuple[bytes, bytes | File]]
METHODS = ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "post", "")
KINDS = (
    "", "text/plain", "application/json", "multipart/form-data", "multipart/form-data; boundary=", MULTIPART + "\xff",
    "multipart/form-data; boundary=" + "a" * 300, "multipart/mixed; boundary=a", URLENCODED + "; charset=utf-16",
    *(f"{kind}; charset={name}" for kind in (URLENCODED, MULTIPART, "text/plain") for name in (
        "hex", "idna", "undefined", "utf-7", "unicode_escape", "raw_unicode_escape", "punycode", "utf-16", "zlib",
        "\0", "å")),
)  # fmt: skip
HEADERS = {
    "HTTP_ACCEPT_LANGUAGE": ("*", "ar" * 2000, "sv;q=9e999", "xx-" + "a-" * 400, ",,,;q=", "\xff\xfe",
    "zh-hans-" * 60, "sv-\0", "a" * 600 + ",ar"),
    "HTTP_HX_REQUEST": ("true", "TRUE", "false", "\xff"),
    "HTTP_HX_BOOSTED": ("true",),
    "HTTP_HX_HISTORY_RESTORE_REQUEST": ("true",),
    "HTTP_HX_CURRENT_URL": ("http://[", "http://testserver/%ff", "\xff", "javascript:1", "http://a:b/"),
    "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": ("true",),
    "HTTP_HX_TARGET": ("a" * 9000, "\xff"),
    "HTTP_HX_TRIGGER": ("\xff", "a\"'<"),
    "HTTP_TRIGGERING_EVENT": ("{", "[" * 2000, "\xff"),
    "HTTP_REFERER": ("http://[", "//\xff", "http://testserver:99999999/", "a" * 9000),
    "HTTP_ORIGIN": ("null", "http://[", "\xff"),
    "HTTP_HOST": ("a" * 300, "[::1", "testserver:0:0", "\xff", "", "elsewhere.example", "testserver\0"),
    "HTTP_X_FORWARDED_FOR": ("\xff", "," * 50, "1" * 500, "::1%eth0", "999.1.1.1"),
    "HTTP_X_FORWARDED_PROTO": ("https,http", "\xff"),
    "REMOTE_ADDR": ("", "\xff", "fe80::1%1"),
    "HTTP_IF_MODIFIED_SINCE": ("Thu, 99 Foo 99999 99:99:99 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "\xff"),
    "HTTP_IF_NONE_MATCH": ("*", 'W/"', '"' * 999),
    "HTTP_RANGE": ("bytes=9-1", "bytes=-99999999999999999999", "lines=1-2"),
    "HTTP_ACCEPT": ("application/json", "a/b;q=" + "9" * 500, ";;;", "\xff"),
    "HTTP_USER_AGENT": ("", "a" * 9000, "\xff\0"),
    "HTTP_AUTHORIZATION": ("Basic \xff", "Bearer " + "a" * 5000),
    "HTTP_X_CSRFTOKEN": ("\0", "a" * 64, "\xff"),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "CONTENT_LENGTH": ("-1", "99999999999", "", "0", "1"),
}  # fmt: skip
COOKIES = ("sessionid", "csrftoken", "lang", "scheme", "who", "held", "kiosk_device", "messages")


@dataclass(frozen=True)
class Request:
    """``said`` is what a form would send; ``body`` stands for it where no form would send such."""

    path: str
    method: str = "GET"
    query: str = ""
    said: tuple[tuple[bytes, bytes | File], ...] = ()
    body: bytes | None = None
    kind: str = URLENCODED
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        if self.body is not None:
            return self.body
        return multipart(self.said) if self.kind.startswith("multipart/form-data") else urlencoded(self.said)

    def mentions(self, word: str) -> bool:
        raw = word.encode()
        return raw in self.content or quote(word) in self.path + self.query + self.content.decode("latin-1")

    def __str__(self) -> str:
        body = self.content
        told = body if len(body) < 600 else body[:300] + b"...(" + str(len(body)).encode() + b" bytes)"
        return f"{self.method} {self.path}?{self.query[:300]} {self.kind} {told!r} {str(self.headers)[:400]}"


def urlencoded(said: Iterable[tuple[bytes, bytes | File]]) -> bytes:
    parts = [(name, one.content if isinstance(one, File) else one) for name, one in said]
    return b"&".join(f"{quote_from_bytes(name)}={quote_from_bytes(value)}".encode() for name, value in parts)


def multipart(said: Iterable[tuple[bytes, bytes | File]]) -> bytes:
    out = b""
    for name, one in said:
        more, content = b"", one
        if isinstance(one, File):
            more, content = b'; filename="' + one.name + b'"\r\nContent-Type: ' + one.kind, one.content
        out += b'--%s\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (BOUNDARY, name, more, content)
    return out + b"--" + BOUNDARY + b"--\r\n"


GUESSES = {
    "date": b"2026-11-24", "time": b"10:00", "datetime-local": b"2026-11-25T10:00", "month": b"2026-11", "number": b"1",
    "week": b"2026-W48", "tel": b"0701740635", "email": b"mona@example.se", "checkbox": b"on", "search": b"Warsame",
}  # fmt: skip


def as_meant(random: Random, form: Form) -> Said:
    """The form as somebody would fill it in who means well, more or less."""
    said: Said = []
    buttons = [one for one in form.fields.values() if one.kind in {"submit", "button"}]
    pressed = random.choice(buttons).name if buttons else ""
    for one in form.fields.values():
        if one.kind in {"submit", "button"} and one.name != pressed:
            continue
        if one.kind == "checkbox" and random.random() < 0.4:
            continue
        said.append((one.name.encode(), _meant(random, one)))
    return said


def _meant(random: Random, one: Field) -> bytes | File:
    if one.kind == "file":
        return File(b"a.pdf", b"application/pdf", values.PDF)
    filled = [value for value in one.values if value]
    if filled:
        return random.choice(filled).encode()
    return GUESSES.get(one.kind, "Något att säga".encode())


class Spoiler:
    """Takes a request as it was meant and spoils it, in one way or several."""

    def __init__(self, random: Random, *, names: Sequence[str], keys: Sequence[int]) -> None:
        self.random, self.names, self.keys = random, names, keys

    def value(self) -> bytes:
        if self.keys and self.random.random() < 0.25:
            return str(self.random.choice(self.keys)).encode()
        return values.text(self.random)

    def spoil(self, request: Request) -> Request:
        ways = [self.fields] * 8 + [self.query] * 2 + [self.body, self.kind, self.method, self.headers, self.cookies]
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            request = self.random.choice(ways)(request)
        return request

    def fields(self, request: Request) -> Request:
        """One or some of the values are others; or are there twice, or not at all, or are files."""
        said, random = list(request.said), self.random
        if not said or random.random() < 0.15:
            said += [(self._name(), self.value()) for _ in range(random.randint(1, 3))]
        for _ in range(random.choice((1, 1, 1, 2, len(said)))):
            if not said:
                break
            at, turn = random.randrange(len(said)), random.random()
            name, _value = said[at]
            if turn < 0.75:
                said[at] = (name, self.value())
            elif turn < 0.82:
                said.append((name, self.value()))
            elif turn < 0.90:
                del said[at]
            else:
                said[at] = (name, values.file(random))
        files = any(isinstance(one, File) for _name, one in said)
        kind = MULTIPART if files or random.random() < 0.1 else request.kind
        method = request.method if request.method != "GET" or request.query else "POST"
        return replace(request, said=tuple(said), kind=kind, method=method)

    def _name(self) -> bytes:
        if self.names and self.random.random() < 0.9:
            return self.random.choice(self.names).encode()
        return values.text(self.random, long=False)

    def query(self, request: Request) -> Request:
        said: Said = [(self._name(), self.value()[:60_000]) for _ in range(self.random.randint(1, 3))]
        return replace(request, query=urlencoded(said).decode())

    def body(self, request: Request) -> Request:
        random, body = self.random, request.content
        turn = random.randrange(7)
        if turn == 0:
            return replace(request, body=body[: random.randrange(len(body) + 1)], method="POST")
        if turn == 1:
            return replace(request, body=body.replace(b"\r\n", b"\n"), method="POST", kind=MULTIPART)
        if turn == 2:
            return replace(request, body=random.choice(values.BYTES) * 50, method="POST")
        if turn == 3:
            return replace(request, body=b"&".join(b"a%d=" % n for n in range(2500)), method="POST")
        if turn == 4:
            return replace(request, body=b"%ff%00=%ed%a0%80&%=%&&==&" + body, method="POST")
        if turn == 5:
            headers = b'Content-Disposition: form-data; name="' + self._name() + b"\"; filename*=utf-99''a\r\n"
            odd = headers + b"Content-Transfer-Encoding: base64\r\n\r\n%%%=\r\n"
            return replace(request, body=b"--" + BOUNDARY + b"\r\n" + odd + b"--" + BOUNDARY + b"--", kind=MULTIPART)
        return replace(request, body=b'{"a": [' + b"[" * 5000, kind="application/json", method="POST")

    def kind(self, request: Request) -> Request:
        return replace(request, kind=self.random.choice(KINDS), method=self.random.choice(("POST", request.method)))

    def method(self, request: Request) -> Request:
        return replace(request, method=self.random.choice(METHODS))

    def headers(self, request: Request) -> Request:
        some = self.random.sample(sorted(HEADERS), self.random.randint(1, 3))
        return replace(request, headers=request.headers | {name: self.random.choice(HEADERS[name]) for name in some})

    def cookies(self, request: Request) -> Request:
        """What a browser would bring if somebody wrote its cookies; a quoted one may hold any byte."""
        said = []
        for name in self.random.sample(COOKIES, self.random.randint(1, 3)):
            value = values.text(self.random, long=False)[:3000].decode("latin-1")
            quoted = '"' + "".join(f"\\{ord(one):03o}" if one < " " or one in '";\\,' else one for one in value) + '"'
            said.append(f"{name}={self.random.choice((value, quoted))}")
        return replace(request, headers=request.headers | {"HTTP_COOKIE": "; ".join(said)})


def path_of(address: str) -> str:
    return urlsplit(address).path
