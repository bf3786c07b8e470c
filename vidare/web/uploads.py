"""Files that are sent in: what is far too large is never even read, so that nobody fills the disk of the house."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 20 * 1024 * 1024  # bytes of a whole form; one a little too large for its rule is told so by the rule


class Limited(FileUploadHandler):
    """Stands before those that keep files: Django counts the text of a form, and lets its files be of any size."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        if content_length > LARGEST:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
