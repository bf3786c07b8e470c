"""What is drawn: a QR code as a picture on the page."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(text: str, *, scale: int) -> SafeString:
    """The code as SVG, of squares only: the text cannot be anything but their places."""
    return mark_safe(segno.make(text, error="m").svg_inline(scale=scale, border=4))
