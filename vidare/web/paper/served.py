"""A file as an answer: to be read or printed at once, kept by nobody on the way, and named by nothing but a key."""

from __future__ import annotations

from django.http import HttpResponse


def served(file: bytes, name: str) -> HttpResponse:
    response = HttpResponse(file, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
