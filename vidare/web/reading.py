"""How a request is read: as UTF-8, which every browser sends, and without what no text has."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest, get_str_from_wsgi
from django.http import parse_cookie
from django.utils.functional import cached_property
from django.utils.http import parse_header_parameters

OURS = {"", "utf-8", "utf8"}


class Request(WSGIRequest):
    """Django takes the name of any codec from the sender, some of which are no text or know no way round a fault.

    It does so while the request is made, where no middleware and no page can answer for what goes wrong.
    """

    spoken = ""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", {"charset": "unreadable"}
        self.spoken = self.content_params.get("charset", "").strip().lower()

    @cached_property
    def COOKIES(self) -> dict[str, str]:  # type: ignore[override]  # so is Django's own
        """A quoted cookie may name any byte; a text with NUL is refused by PostgreSQL before any view is asked."""
        brought = parse_cookie(get_str_from_wsgi(self.environ, "HTTP_COOKIE", ""))
        return {name: value for name, value in brought.items() if "\0" not in name + value}

    def _load_post_and_files(self) -> None:
        if self.spoken not in OURS:
            self._mark_post_parse_error()  # type: ignore[attr-defined]  # or the page that answers asks once more
            raise BadRequest("The form is written in another alphabet than UTF-8.")
        super()._load_post_and_files()


class House(WSGIHandler):
    """The whole program, as a web server calls it."""

    request_class = Request
