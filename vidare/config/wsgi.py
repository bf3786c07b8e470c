"""The door for the web server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from vidare.web.reading import House


def _house() -> House:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vidare.config.settings")
    django.setup(set_prefix=False)
    from vidare.web.reading import House

    return House()


application = _house()
